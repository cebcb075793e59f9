"""Log: everything that happened, by day, newest first, with outcomes still to be filled in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.log_rows import LogFilter, LogRows, is_gap
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.timeline import MARKS, of_interaction
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine
from repdesk.wording.days import short_day, weekday
from repdesk.wording.terms import KINDS, OUTCOMES, named

COLUMNS = (
    Column(5, keep=6),
    Column(12, grow=1, most=24),
    Column(6),
    Column(1),
    Column(14, grow=3),
)


class LogScreen(BaseScreen[None]):
    """The list of all interactions with its filter."""

    SCOPE = "log"
    BINDINGS: ClassVar[list[BindingType]] = bindings("log")

    def __init__(self) -> None:
        super().__init__()
        self.filter = LogFilter()
        self._rows = LogRows()
        self._fitting = 0

    def body(self) -> Iterable[Widget]:
        """The search line and the list."""
        yield SearchLine()
        yield LineList(COLUMNS, id="log", glyphs=self.glyphs)

    @property
    def log_list(self) -> LineList:
        """The list of interactions."""
        return self.query_one("#log", LineList)

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted interaction."""
        row = self.book.get("interactions", self.log_list.row_id)
        return row.customer if row is not None else ""

    def title_line(self) -> str:
        """Log, how many of how many, and what is filtered."""
        if self.session.book is None:
            return _("Log")
        total = self.book.count("interactions")
        title = _("Log") + "  " + _("{n} of {m}").format(n=self._fitting, m=total)
        return title + ("  " + _("without an outcome") if self.filter.gaps else "")

    def show_book(self) -> None:
        """List what fits the filter."""
        self._apply()

    def _apply(self, *, to_first: bool = False) -> None:
        book = self.book
        ids, days, self._fitting = self._rows.ids(book, self.filter)
        if not book.count("interactions"):
            empty = _("Nothing logged yet.\nl logs a visit, a call or a message.")
        else:
            empty = _("Nothing fits. Esc shows all again.")
        first = next((one for one in ids if one), "") if to_first else ""
        self.log_list.show(
            ids, lambda at: self._line(book, ids[at], days[at]), empty=empty, highlight=first
        )
        self.draw_frame()

    def _line(self, book: Book, row_id: str, day: str) -> Sequence[Cell] | Heading:
        if not row_id:
            return Heading(f"{short_day(day, self.today)} {weekday(day)}")
        row = book.get("interactions", row_id)
        customer = book.get("customers", row.customer)
        mark = "?" if is_gap(row) else MARKS.get(row.outcome or "", "")
        return (
            row.at[11:16],
            Look(customer.name if customer else "", "strong"),
            named(dict(KINDS), row.kind),
            Look(mark, "strong"),
            row.note or row.raw,
        )

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        row = self.book.get("interactions", event.row_id)
        customer = self.book.get("customers", row.customer)
        text = of_interaction(row).full_text(self.today)
        self.app.push_screen(ReadScreen(customer.name if customer else _("Log"), text))

    # Commands

    def action_customer(self) -> None:
        """Open the customer of the highlighted interaction."""
        if self.customer_id:
            self.app.push_screen(ProfileScreen(self.customer_id, (self.customer_id,)))
        else:
            self.say(_("nothing is highlighted"))

    @work(group="save")
    async def action_outcome(self, outcome: str) -> None:
        """Fill in the outcome of the highlighted interaction."""
        row = self.book.get("interactions", self.log_list.row_id)
        if row is None:
            self.say(_("nothing is highlighted"))
            return
        if row.outcome is not None:
            now = named(dict(OUTCOMES), row.outcome)
            self.say(_("it already says: {outcome}").format(outcome=now))
            return
        if not is_gap(row):
            self.say(_("only visits, calls and messages have an outcome"))
            return
        saved = await self.save(
            lambda desk: desk.edit("interactions", row.id, based_on=row, outcome=outcome)
        )
        if saved is not None:
            said = named(dict(OUTCOMES), outcome)
            self.say(_("outcome: {outcome}; u takes it back").format(outcome=said))

    def action_gaps(self) -> None:
        """Show only what has no outcome yet, or everything again."""
        self.filter = replace(self.filter, gaps=not self.filter.gaps)
        self._apply(to_first=True)

    async def action_search(self) -> None:
        """Type to find in notes and customers."""
        self.query_one(SearchLine).open(self.filter.text)

    @on(SearchLine.Changed)
    def _searched(self, event: SearchLine.Changed) -> None:
        self.filter = replace(self.filter, text=event.text)
        self._apply(to_first=True)

    @on(SearchLine.Submitted)
    def _submitted(self) -> None:
        self.log_list.focus()

    @on(SearchLine.Moved)
    def _moved(self, event: SearchLine.Moved) -> None:
        if event.direction > 0:
            self.log_list.action_down()
        else:
            self.log_list.action_up()

    @on(SearchLine.Closed)
    def _search_closed(self) -> None:
        self.log_list.focus()

    def action_clear(self) -> None:
        """Show everything again."""
        if not self.filter.is_open:
            self.filter = LogFilter()
            self.query_one(SearchLine).close()
            self._apply()
