"""Rows that stand behind something and can be opened: asked in a worker, shown with their sums."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget

from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.views.behind import RowsView
from repdesk.ui.widgets.line_list import LineList


class RowsScreen(BaseScreen[None]):
    """A list of rows with customers behind them; Enter opens the profile at that very entry."""

    SCOPE = "rows"
    BINDINGS = bindings("rows")

    @dataclass
    class Told(Message):
        """The worker is done: the rows of this book."""

        book: Book
        asked: int
        view: RowsView

    def __init__(self) -> None:
        super().__init__()
        self._view = RowsView()
        self._asked = 0
        """How often was asked: an answer to an earlier question is dropped."""

    # To be overridden

    def heading(self) -> str:
        """What the rows are of."""
        raise NotImplementedError

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """Work the rows out and lay them out; called in the worker."""
        raise NotImplementedError

    # The same for all

    def body(self) -> Iterable[Widget]:
        """The rows."""
        yield LineList(id="rows", glyphs=self.glyphs)

    @property
    def rows(self) -> LineList:
        """The list."""
        return self.query_one("#rows", LineList)

    @property
    def customer_id(self) -> str:
        """The customer of the highlighted row."""
        return self._view.customers.get(self.rows.row_id, "")

    def title_line(self) -> str:
        """What the rows are of, and how many they are."""
        places = self._view.places
        parts = [self.heading(), self._view.title]
        if places:
            parts.append(_("{n} of {m}").format(n=places.get(self.rows.row_id, 0), m=len(places)))
        return "  ".join(filter(None, parts))

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal: what is wide or narrow is told in the rows."""
        if self.is_mounted and self._asked:
            self.show_book()

    def needed(self) -> Collection[str]:
        """To open a row is what the rows are for."""
        return (*super().needed(), "list.open", "back")

    def show_book(self) -> None:
        """Ask for the rows of this book."""
        if self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
            return
        self._asked += 1
        self._ask(self.book, self._asked)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, asked: int) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        try:
            self.post_message(self.Told(book, asked, self.ask(numbers, book)))
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(Told)
    def _told(self, event: Told) -> None:
        if event.book is self.book and event.asked == self._asked:
            self._view = view = event.view
            self.rows.show(view.ids, view.line, empty=view.empty)
            self.draw_frame()

    @on(LineList.Highlighted)
    def _highlighted(self, _event: LineList.Highlighted) -> None:
        self.draw_frame()

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.open_row(event.row_id)

    def open_row(self, row_id: str) -> None:
        """Open the profile of the row's customer at its entry."""
        customer = self._view.customers.get(row_id, "")
        if not customer:
            self.say(_("no customer is behind this row"))
            return
        ids = tuple(dict.fromkeys(self._view.customers.values()))
        entry = self._view.entries.get(row_id, "")
        self.app.push_screen(ProfileScreen(customer, ids, entry), self._came_back)

    def _came_back(self, customer: str | None) -> None:
        if customer and customer != self.customer_id:
            rows = self._view.customers
            self.rows.highlight(next((row for row, of in rows.items() if of == customer), ""))

    def action_back(self) -> None:
        """Back to the numbers."""
        self.dismiss(None)
