"""A customer's profile: who they are, what is next, the deals, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from repdesk.analytics.results import AccountMoney, ContactCount
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.tier import opinion, tier_of
from repdesk.i18n import _
from repdesk.ui.cells import clean, cut, width
from repdesk.ui.keys import bindings
from repdesk.ui.screens.asking import AskingScreen
from repdesk.ui.screens.briefing import BriefingScreen
from repdesk.ui.screens.entry import EntryScreen
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.widgets.lines import OneLine
from repdesk.ui.widgets.profile_pane import ProfilePane
from repdesk.wording.terms import CHANNELS, named
from repdesk.wording.tiers import beside, own_tier_words

LEAST_NAME = 12
"""Cells of a long name that tier and preference leave it at least."""


class ProfileScreen(AskingScreen[str], BriefingScreen[str]):
    """One customer; J and K step through the list it was opened from. Gives back the last id."""

    SCOPE = "profile"
    BINDINGS: ClassVar[list[BindingType]] = bindings("profile")
    ONE_CUSTOMER = True

    @dataclass
    class MoneyKnown(Message):
        """The worker is done with a customer's money."""

        money: AccountMoney

    @dataclass
    class ContactsKnown(Message):
        """The worker is done with a customer's contacts of the quarter."""

        count: ContactCount

    def __init__(self, customer_id: str, ids: Sequence[str], entry: str = "") -> None:
        """`ids` is the list it was opened from, `entry` what of the timeline is looked for."""
        super().__init__()
        self._shown = customer_id
        self._list = ids
        self._entry = entry

    @property
    def customer_id(self) -> str:
        """The customer shown."""
        return self._shown

    @property
    def customer(self) -> Customer | None:
        """The customer's record; None when it is gone."""
        found = self.book.get("customers", self._shown)
        return found if isinstance(found, Customer) else None

    def body(self) -> Iterable[Widget]:
        """People, next, deals and money, timeline."""
        yield ProfilePane(self.glyphs, self.session.ports.settings.currency)

    @property
    def pane(self) -> ProfilePane:
        """The profile itself."""
        return self.query_one(ProfilePane)

    def title_line(self) -> str:
        """Name, tier, preference; without room for all the tier is short, then the name is cut."""
        customer = self.customer
        if customer is None:
            return _("customer")
        wishes = []
        preferred = customer.preferences
        if preferred is not None and preferred.channel:
            wishes.append(_("prefers {channel}").format(channel=named(CHANNELS, preferred.channel)))
        if preferred is not None and preferred.time:
            wishes.append(preferred.time)
        if self.hiding:
            return "  ".join((customer.name, *wishes))
        book, room = self.book, self.size.width - width(self._place()) - 1
        whole = own_tier_words(book, customer, self.session.proposed)
        told = "  ".join((whole, *wishes))
        if width(clean(f"{customer.name}  {told}")) > room and customer.own_tier and wishes:
            machine = opinion(book.of("tier_marks", "customer", customer.id)).tier
            told = "  ".join((beside(customer.own_tier, machine), *wishes))
        left = max(room - width(clean(told)) - 2, LEAST_NAME)
        return f"{cut(clean(customer.name), left, self.glyphs.ellipsis)}  {told}"

    def _place(self) -> str:
        """Where in the list this is."""
        if self._shown not in self._list or self.hiding:
            return ""
        place = _("{n} of {m}").format(n=self._list.index(self._shown) + 1, m=len(self._list))
        return f"{place}  J/K"

    def draw_frame(self) -> None:
        """Draw head and keys; the right end of the head says where in the list this is."""
        super().draw_frame()
        place = self._place()
        if place:
            self.query_one("#head", OneLine).set(self.title_line(), place)

    def show_book(self) -> None:
        """Fill everything from the book."""
        customer = self.customer
        if customer is None:
            self.dismiss(self._shown)
            self.desk_app.say(_("this customer is no longer in the book"))
            return
        tier = tier_of(self.book, customer, self.session.proposed)
        self.pane.show(self.book, customer, self.today, tier=tier, hiding=self.hiding)
        if self._entry:
            self.pane.timeline.highlight(self._entry)
            self._entry = ""
        if self.session.ports.numbers is not None:
            self._ask_money(self.book, customer.id, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask_money(self, book: Book, customer: str, day: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is not None:
            self.post_message(self.MoneyKnown(numbers.account(book, customer, day)))
            count = numbers.contacts(book, customer, day)
            if count is not None:
                self.post_message(self.ContactsKnown(count))

    @on(MoneyKnown)
    def _money_known(self, event: MoneyKnown) -> None:
        self.pane.show_money(event.money)

    @on(ContactsKnown)
    def _contacts_known(self, event: ContactsKnown) -> None:
        self.pane.show_contacts(event.count)

    # Commands

    def action_step(self, direction: int) -> None:
        """Show the customer beside on the list."""
        if self.hiding:
            self.say(_("other customers are hidden; h shows them again"))
            return
        if self._shown not in self._list:
            self.say(_("this customer is not on the list you came from"))
            return
        at = self._list.index(self._shown) + direction
        if not 0 <= at < len(self._list):
            self.say(_("that was the last one") if direction > 0 else _("that was the first one"))
            return
        self._shown = self._list[at]
        self.show_book()
        self.pane.timeline.action_first()
        self.draw_frame()

    @work(group="form")
    async def action_merge(self) -> None:
        """Give everything of another account to this one, which is the same customer."""
        kept = self.customer
        if kept is None:
            return
        question = _("Which account is also {name}?").format(name=kept.name)
        other = await self.app.push_screen_wait(PickScreen(question))
        gone = self.book.get("customers", other)
        if gone is None:
            return
        saved = await self.save(lambda desk: desk.merge(kept.id, gone.id))
        if saved is not None:
            self._list = tuple(one for one in self._list if one != gone.id)
            self.draw_frame()
            self.say(
                _("{other} is merged into this customer; u takes it back").format(other=gone.name)
            )

    def action_back(self) -> None:
        """Back to the list, its highlight on the customer shown last."""
        self.dismiss(self._shown)

    @on(ProfilePane.Opened)
    def _opened(self, event: ProfilePane.Opened) -> None:
        customer = self.customer
        title = clean(customer.name) if customer else ""
        happening = event.happening
        text = happening.full_text(self.today, private=not self.hiding)
        if self.hiding or self.book.get("interactions", happening.id) is None:
            self.app.push_screen(ReadScreen(title, text))
        else:
            self.app.push_screen(EntryScreen(title, text, lambda: self.correct(happening.id)))
