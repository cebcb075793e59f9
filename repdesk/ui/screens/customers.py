"""Customers: all accounts, or those that a filter leaves; Enter opens the profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.timer import Timer
from textual.widget import Widget

from repdesk.desk import Desk, Saved
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import last_contact
from repdesk.domain.next_step import planned_stop, without_step
from repdesk.domain.tier import fits, opinion, tier_of
from repdesk.i18n import _, ngettext, pgettext
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.asking import AskingScreen
from repdesk.ui.screens.narrow import NarrowScreen, narrowed
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.screens.tiers import TiersScreen
from repdesk.ui.widgets.column_heads import ColumnHeads
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.profile_pane import ProfilePane
from repdesk.wording.days import ago, due_words
from repdesk.wording.terms import tier_name
from repdesk.wording.tiers import beside

COLUMNS = (
    Column(1),
    Column(18, grow=3, most=36),
    Column(10, keep=7),
    Column(6, keep=4, grow=1, most=12),
    Column(8, keep=6, right=True),
    Column(12, keep=5, grow=3),
    Column(8, keep=5, right=True),
)
ROOMY = 20
"""Rows from which the columns have names over them."""
WIDE = 110
"""Cells from which the profile stands beside the list."""
PAUSE = 0.15
"""Seconds the highlight rests before the profile beside the list follows it."""


class CustomersScreen(AskingScreen[None]):
    """The list of customers with its filter."""

    SCOPE = "customers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("customers")

    def __init__(self) -> None:
        super().__init__()
        self.filter = CustomerFilter()
        self._resting: Timer | None = None

    def body(self) -> Iterable[Widget]:
        """The list, and on wide terminals the profile beside it."""
        with Horizontal():
            with Vertical():
                yield ColumnHeads(COLUMNS, self.glyphs)
                yield LineList(COLUMNS, id="customers", selectable=True, glyphs=self.glyphs)
            yield ProfilePane(self.glyphs, self.session.ports.settings.currency)

    @cached_property
    def _index(self) -> CustomerIndex:
        return CustomerIndex(self.session.index)

    @property
    def customer_list(self) -> LineList:
        """The list of customers."""
        return self.query_one("#customers", LineList)

    @property
    def customer_id(self) -> str:
        """The highlighted customer."""
        return self.customer_list.row_id

    def title_line(self) -> str:
        """Customers, how many of how many."""
        if self.session.book is None:
            return _("Customers")
        shown = len(self.customer_list.row_ids)
        chosen, tier = len(self.customer_list.selected), self.filter.tier
        step = _("no next step") if self.filter.step else ""
        only = (tier_name(tier) if tier else "", self.filter.zone, step, self.filter.text)
        parts = (
            _("Customers"),
            _("{n} of {m}").format(n=shown, m=len(self._index)),
            " · ".join(filter(None, only)),
            _("{n} selected").format(n=chosen) if chosen else "",
        )
        return "  ".join(filter(None, parts))

    def show_book(self) -> None:
        """List the customers that fit the filter."""
        self._index.follow(self.book, self.session.proposed, self.today)
        last, following = pgettext("column", "last"), pgettext("column", "next step")
        names = ("", _("name"), _("tier"), _("zone"), last, following, _("due"))
        self.query_one(ColumnHeads).set(names)
        self._apply()
        self._show_beside()

    def _apply(self, *, to_first: bool = False) -> None:
        book = self.book
        ids: Sequence[str] = self._index.ids(self.filter)
        if not len(self._index):
            empty = _("No customers yet.\nn adds one; repdesk import reads them from a file.")
        else:
            empty = _("Nobody fits. Esc shows all again.")
        highlight = ids[0] if to_first and ids else ""
        self.customer_list.show(
            ids, lambda at: self._line(book, ids[at]), empty=empty, highlight=highlight
        )
        self.draw_frame()

    def _line(self, book: Book, customer_id: str) -> Sequence[Cell]:
        today = self.today
        customer = book.get("customers", customer_id)
        contact = last_contact(book.of("interactions", "customer", customer_id))
        promise = next(
            (row for row in book.of("followups", "customer", customer_id) if row.state == "open"),
            None,
        )
        tier = tier_of(book, customer, self.session.proposed)
        missing = without_step(book, customer, tier, today) is not None
        late = promise is not None and promise.due < today
        due: Cell = ""
        step: Cell = Look(_("no next step"), "alert") if missing else ""
        if promise is not None:
            due = Look(due_words(promise.due, today), "alert" if late else "plain")
            step = promise.text
        elif (stop := planned_stop(book, customer_id, today)) is not None:
            due, step = due_words(stop.date, today), step or _("on the plan")
        return (
            Look("!" if late or missing else "", "alert"),
            Look(customer.name, "strong"),
            self._tier(book, customer, tier),
            customer.zone,
            ago(contact.at, today) if contact else _("never"),
            step,
            due,
        )

    @staticmethod
    def _tier(book: Book, customer: Customer, tier: str) -> Cell:
        """The tier; the rep's own with the machine's opinion beside it, marked where it moved."""
        own, marks = customer.own_tier, book.of("tier_marks", "customer", customer.id)
        if not own or opinion(marks).tier in (None, own):
            return tier_name(tier)
        look = "plain" if fits(customer, marks) else "alert"
        return Look(beside(own, opinion(marks).tier), look)

    @on(LineList.Opened)
    async def _opened(self, event: LineList.Opened) -> None:
        self._open(event.row_id)

    def _open(self, customer_id: str) -> None:
        ids = self.customer_list.row_ids
        self.app.push_screen(ProfileScreen(customer_id, ids), self._came_back)

    def _came_back(self, customer_id: str | None) -> None:
        if customer_id:
            self.customer_list.highlight(customer_id)

    @on(LineList.SelectionChanged)
    def _selection_changed(self) -> None:
        self.draw_frame()

    def show_added(self, customer: str) -> None:
        """The next key is about the new customer: a filter that hides it is lifted."""
        if not self.customer_list.highlight(customer):
            self.action_clear()
            self.customer_list.highlight(customer)

    # The profile beside the list

    def on_resize(self, event: events.Resize | None = None) -> None:
        """Use the room there is."""
        super().on_resize(event)
        self.query_one(ColumnHeads).display = self.size.height >= ROOMY
        pane = self.query_one(ProfilePane)
        pane.display = self.size.width >= WIDE
        self._show_beside()

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        if event.sender_list is not self.customer_list or not self.query_one(ProfilePane).display:
            return
        if self._resting is not None:
            self._resting.stop()
        self._resting = self.set_timer(PAUSE, self._show_beside)

    def _show_beside(self) -> None:
        pane = self.query_one(ProfilePane)
        customer = self.book.get("customers", self.customer_id)
        if pane.display and customer is not None:
            tier = tier_of(self.book, customer, self.session.proposed)
            pane.show(self.book, customer, self.today, tier=tier)
            if self.session.ports.numbers is not None:
                self._ask_money(self.book, customer.id, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask_money(self, book: Book, customer: str, day: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is not None:
            self.post_message(ProfileScreen.MoneyKnown(numbers.account(book, customer, day)))

    @on(ProfileScreen.MoneyKnown)
    def _money_known(self, event: ProfileScreen.MoneyKnown) -> None:
        self.query_one(ProfilePane).show_money(event.money)

    @on(ProfilePane.Opened)
    def _opened_happening(self, event: ProfilePane.Opened) -> None:
        customer = self.book.get("customers", self.customer_id)
        text = event.happening.full_text(self.today)
        self.app.push_screen(ReadScreen(customer.name if customer else "", text))

    # Selecting and narrowing

    @property
    def chosen(self) -> tuple[str, ...]:
        """The customers selected with Space."""
        return self.customer_list.selected

    def chosen_done(self) -> None:
        """They are selected no more."""
        self.customer_list.deselect()

    @work(group="save")
    async def action_archive(self) -> None:
        """Take the highlighted customer, or all selected, out of the lists."""
        ids = self.chosen or tuple(filter(None, (self.customer_id,)))
        if not ids:
            self.say(_("no customer is highlighted"))
            return
        name = getattr(self.book.get("customers", ids[0]), "name", "")

        def verb(desk: Desk) -> Saved:
            return desk.edit_all("customers", ids, verb="archive", archived=True)

        if await self.save(verb) is None:
            return
        self.chosen_done()
        if len(ids) == 1:
            self.say(_("archived: {name}; u takes it back").format(name=name))
            return
        words = ngettext(
            "archived {n} customer; u takes it back",
            "archived {n} customers; u takes it back",
            len(ids),
        )
        self.say(words.format(n=len(ids)))

    @work(group="form")
    async def action_narrow(self) -> None:
        """Show only one tier, one zone, or those that a text fits."""
        picked = await self.app.push_screen_wait(NarrowScreen(self._index, self.filter))
        if picked:
            self.filter = narrowed(self.filter, picked)
            self._apply(to_first=True)

    def show_tier(self, tier: str) -> None:
        """Show one tier alone, from its first customer on."""
        self.filter = CustomerFilter(tier=tier)
        self._index.follow(self.book, self.session.proposed)
        self._apply(to_first=True)

    @work(group="form")
    async def action_tiers(self) -> None:
        """Show the tiers and their review; a tier opened there is shown here."""
        tier = await self.app.push_screen_wait(TiersScreen())
        if tier:
            self.show_tier(tier)

    def action_clear(self) -> None:
        """Select nothing; where nothing was selected, show all customers again."""
        if self.customer_list.deselect():
            return
        if self.filter != CustomerFilter():
            self.filter = CustomerFilter()
            self._apply()
