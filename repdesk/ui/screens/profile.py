"""A customer's profile: who they are, what is next, the deals, and everything that happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.domain.customer import Customer
from repdesk.domain.deal import last_event
from repdesk.domain.tier import tier_of
from repdesk.i18n import _
from repdesk.ui.cells import clean, ends
from repdesk.ui.commands import bindings
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.timeline import TIMELINE_COLUMNS, Happening, happening_line, happenings
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine, Rule
from repdesk.wording.amounts import amount
from repdesk.wording.days import days_between, due_words, short_day, span
from repdesk.wording.terms import CHANNELS, FOLLOWUP_KINDS, OWNERS, TIERS, named, stage_name

DEALS = 3
"""Open deals shown; more are counted."""


class ProfileScreen(BaseScreen[str]):
    """One customer; J and K step through the list it was opened from. Gives back the last id."""

    SCOPE = "profile"
    BINDINGS: ClassVar[list[BindingType]] = bindings("profile")
    ONE_CUSTOMER = True

    def __init__(self, customer_id: str, ids: Sequence[str]) -> None:
        super().__init__()
        self._shown = customer_id
        self._list = ids
        self._happenings: dict[str, Happening] = {}

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
        """Header, next, deals, timeline."""
        yield OneLine("people", self.glyphs)
        yield Rule(glyphs=self.glyphs)
        yield OneLine("next", self.glyphs)
        yield Rule("deals", self.glyphs)
        for at in range(DEALS):
            yield OneLine(f"deal-{at}", self.glyphs)
        yield Rule("timeline", self.glyphs)
        yield LineList(TIMELINE_COLUMNS, id="happenings", glyphs=self.glyphs)

    def title_line(self) -> str:
        """Name, tier, preference, and where in the list."""
        customer = self.customer
        if customer is None:
            return _("customer")
        parts = [customer.name]
        if not self.hiding:
            parts.append(named(TIERS, tier_of(self.book, customer)))
        preferred = customer.preferences
        if preferred is not None and preferred.channel:
            parts.append(_("prefers {channel}").format(channel=named(CHANNELS, preferred.channel)))
        if preferred is not None and preferred.time:
            parts.append(preferred.time)
        return "  ".join(parts)

    def draw_frame(self) -> None:
        """Draw head and keys; the right end of the head says where in the list this is."""
        super().draw_frame()
        if self._shown in self._list and not self.hiding:
            place = _("{n} of {m}").format(n=self._list.index(self._shown) + 1, m=len(self._list))
            self.query_one("#head", OneLine).set(self.title_line(), f"{place}  J/K")

    def show_book(self) -> None:
        """Fill everything from the book."""
        customer = self.customer
        if customer is None:
            self.dismiss(self._shown)
            self.desk_app.say(_("this customer is no longer in the book"))
            return
        self.query_one("#people", OneLine).set(self._people(customer))
        self.query_one("#next", OneLine).set(self._next())
        self._show_deals()
        rows = happenings(self.book, self._shown)
        self._happenings = {one.id: one for one in rows}
        self.query_one("#timeline", OneLine).set(_("TIMELINE (newest first)"))
        self.query_one("#happenings", LineList).show(
            [one.id for one in rows],
            lambda at: happening_line(rows[at], self.today),
            empty=_("Nothing yet."),
        )

    def _people(self, customer: Customer) -> str:
        people = []
        for person in self.book.of("contacts", "customer", customer.id):
            if not person.left:
                people.append(
                    " ".join(filter(None, (person.name, person.role, *person.phones[:1])))
                )
        place = ", ".join(filter(None, (customer.city or customer.zone, customer.address)))
        if not people:
            people = list(customer.phones[:1])
        return " · ".join(filter(None, (*people, place))) or _("no contact person yet")

    def _next(self) -> str:
        promises = [
            row for row in self.book.of("followups", "customer", self._shown) if row.state == "open"
        ]
        if not promises:
            return _("NEXT") + "  " + _("nothing promised")
        first = promises[0]
        words = [
            _("NEXT"),
            short_day(first.due, self.today),
            f"({due_words(first.due, self.today)})",
            named(OWNERS, first.owner),
            first.text or named(FOLLOWUP_KINDS, first.kind),
        ]
        more = len(promises) - 1
        return "  ".join(words) + (_("  and {n} more").format(n=more) if more else "")

    def _show_deals(self) -> None:
        stages = {stage.id: stage for stage in self.book.stages}
        lines = []
        for deal in self.book.of("deals", "customer", self._shown):
            event = last_event(self.book.of("stage_events", "deal", deal.id))
            stage = stages.get(event.stage) if event else None
            if stage is not None and stage.ends != "open":
                continue
            money = ""
            if deal.amount is not None:
                currency = deal.currency or self.session.ports.settings.currency
                money = amount(deal.amount, currency)
            where = stage_name(stage) if stage else ""
            days = span(days_between(event.at, self.today)) if event else ""
            lines.append((deal.title or _("untitled deal"), money, where, days))
        more = len(lines) - DEALS
        title = _("DEALS") + (_("  and {n} more").format(n=more) if more > 0 else "")
        self.query_one("#deals", OneLine).set(title)
        for at in range(DEALS):
            line = self.query_one(f"#deal-{at}", OneLine)
            if at < len(lines):
                name, money, where, days = lines[at]
                in_stage = _("{where} for {days}").format(where=where, days=days)
                line.set(" " + name, f"{money}  {in_stage} ".lstrip())
            else:
                line.set(" " + _("no open deal") if not lines and at == 0 else "")
            line.display = at < max(len(lines), 1)

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
        self.query_one("#happenings", LineList).action_first()
        self.draw_frame()

    def action_back(self) -> None:
        """Back to the list, its highlight on the customer shown last."""
        self.dismiss(self._shown)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        happening = self._happenings[event.row_id]
        head = ends(clean(self.customer.name) if self.customer else "", "", self.size.width)
        self.app.push_screen(
            ReadScreen(head.rstrip(), happening.full_text(self.today, private=not self.hiding))
        )
