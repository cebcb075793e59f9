"""A profile: people, next, deals beside money, timeline. A screen's body, or the side of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from textual import events
from textual.containers import Vertical
from textual.message import Message
from textual.widget import Widget

from repdesk.analytics.results import AccountMoney, ContactCount
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.next_step import WithoutStep, without_step
from repdesk.i18n import _
from repdesk.ui.cells import ends, width
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.timeline import TIMELINE_COLUMNS, Happening, happening_line, happenings
from repdesk.ui.views.profile import (
    contacts_words,
    deal_lines,
    money_lines,
    next_line,
    people_line,
)
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine, Rule

ROWS = 3
"""Rows for deals and money; more deals are counted."""
BESIDE = 64
"""Cells from which the money stands beside the deals, else under them in one row."""


class ProfilePane(Vertical):
    """Shows one customer of a book; the money comes later, with `show_money`."""

    DEFAULT_CSS = "ProfilePane { height: 1fr; }"

    @dataclass
    class Opened(Message):
        """Enter was pressed on a happening."""

        happening: Happening

    def __init__(self, glyphs: Glyphs, currency: str) -> None:
        super().__init__()
        self._glyphs = glyphs
        self._currency = currency
        self._book: Book | None = None
        self._customer = ""
        self._today = ""
        self._hiding = False
        self._money: AccountMoney | None = None
        self._contacts: ContactCount | None = None
        self._missing: WithoutStep | None = None
        self._happenings: dict[str, Happening] = {}

    def compose(self) -> Iterable[Widget]:
        """Rows from top to bottom."""
        yield OneLine("people", self._glyphs)
        yield Rule(glyphs=self._glyphs)
        yield OneLine("next", self._glyphs)
        yield Rule("deals", self._glyphs)
        for at in range(ROWS + 1):
            yield OneLine(f"pane-{at}", self._glyphs)
        yield Rule("timeline", self._glyphs)
        yield LineList(TIMELINE_COLUMNS, id="happenings", glyphs=self._glyphs)

    @property
    def timeline(self) -> LineList:
        """The list of what happened."""
        return self.query_one("#happenings", LineList)

    def show(
        self,
        book: Book,
        customer: Customer,
        today: str,
        *,
        tier: str = "",
        hiding: bool = False,
    ) -> None:
        """Show a customer; what is known of the money is kept while it is the same one.

        Of its `tier` and its deals it is told whether a next step is missing, but not while hiding.
        """
        if customer.id != self._customer:
            self._money = self._contacts = None
        self._book, self._customer, self._today = book, customer.id, today
        self._hiding = hiding
        self._missing = None if hiding else without_step(book, customer, tier, today)
        self.query_one("#people", OneLine).set(people_line(book, customer))
        self._show_next()
        self._show_deals()
        rows = happenings(book, customer.id, answers=not hiding)
        self._happenings = {one.id: one for one in rows}
        self.query_one("#timeline", OneLine).set(_("TIMELINE (newest first)"))
        self.timeline.show(
            [one.id for one in rows],
            lambda at: happening_line(rows[at], today),
            empty=_("Nothing yet."),
        )

    def show_money(self, money: AccountMoney) -> None:
        """Show the money of the customer that stands here; of another one it is too late."""
        if money.customer == self._customer:
            self._money = money
            self._show_deals()

    def show_contacts(self, count: ContactCount) -> None:
        """Show the contacts of the period of the customer that stands here."""
        if count.customer == self._customer:
            self._contacts = count
            self._show_next()

    def on_resize(self, _event: events.Resize) -> None:
        """Deals and money stand beside each other where there is room."""
        if self._book is not None:
            self._show_next()
            self._show_deals()

    def _show_next(self) -> None:
        """What is promised next, and where there is room how the contacts stand."""
        if self._book is None:
            return
        line = next_line(self._book, self._customer, self._today, self._missing)
        room = self.size.width - width(line) - 2
        count = None if self._hiding else self._contacts
        self.query_one("#next", OneLine).set(line, contacts_words(count, self._today, room))

    def _show_deals(self) -> None:
        if self._book is None:
            return
        deals = deal_lines(self._book, self._customer, self._today, self._currency, self._missing)
        money = money_lines(self._money, self._today, self._currency, hiding=self._hiding)
        more = len(deals) - ROWS
        title = _("DEALS") + (_("  and {n} more").format(n=more) if more > 0 else "")
        rows = [("", "")] if deals else [(_("no open deal"), "")]
        rows = deals[:ROWS] or rows
        cells = self.size.width
        if cells >= BESIDE:
            half = cells // 2
            rule = self._glyphs.rule * max(half - 2 - width(title), 0)
            title = f"{title} {rule} " + _("MONEY")
            left = [ends(f" {one}", two, half - 1) for one, two in rows]
            left += [" " * (half - 1)] * (ROWS - len(left))
            lines = [
                f"{one} {self._glyphs.bar} {two}" for one, two in zip(left, money, strict=True)
            ]
        else:
            lines = [ends(f" {one}", two, cells) for one, two in rows]
            lines.append(" " + "  ".join(filter(None, (money[0], money[2]))))
        self.query_one("#deals", OneLine).set(title)
        for at in range(ROWS + 1):
            line = self.query_one(f"#pane-{at}", OneLine)
            line.set(lines[at] if at < len(lines) else "")
            line.display = at < len(lines)

    def on_line_list_opened(self, event: LineList.Opened) -> None:
        """Say which happening was opened."""
        event.stop()
        self.post_message(self.Opened(self._happenings[event.row_id]))
