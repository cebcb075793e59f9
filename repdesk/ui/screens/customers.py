"""Customers: all accounts, found while typing; Enter opens the profile."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.domain.book import Book
from repdesk.domain.interaction import last_contact
from repdesk.domain.tier import tier_of
from repdesk.i18n import _
from repdesk.ui.commands import bindings
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.snooze import SnoozingScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine
from repdesk.wording.days import ago, due_words
from repdesk.wording.terms import TIERS, named

COLUMNS = (
    Column(16, grow=2, most=40),
    Column(9, keep=7),
    Column(8, keep=4, grow=1, most=12),
    Column(6, keep=6, right=True),
    Column(14, keep=5, grow=3),
    Column(9, keep=5, right=True),
)


class CustomersScreen(SnoozingScreen):
    """The list of customers with its filter."""

    SCOPE = "customers"
    BINDINGS: ClassVar[list[BindingType]] = bindings("customers")

    def __init__(self) -> None:
        super().__init__()
        self.filter = CustomerFilter()
        self._index = CustomerIndex()

    def body(self) -> Iterable[Widget]:
        """The search line and the list."""
        yield SearchLine()
        yield LineList(COLUMNS, id="customers", selectable=True, glyphs=self.glyphs)

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
        title = _("Customers") + "  " + _("{n} of {m}").format(n=shown, m=len(self._index))
        chosen = len(self.customer_list.selected)
        return title + ("  " + _("{n} selected").format(n=chosen) if chosen else "")

    def show_book(self) -> None:
        """List the customers that fit the filter."""
        self._index.follow(self.book)
        self._apply()

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
        due: Cell = ""
        if promise is not None:
            late = promise.due < today
            due = Look(due_words(promise.due, today), "alert" if late else "plain")
        return (
            Look(customer.name, "strong"),
            named(TIERS, tier_of(book, customer)),
            customer.zone,
            ago(contact.at, today) if contact else _("never"),
            promise.text if promise else "",
            due,
        )

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

    # Searching

    async def action_search(self) -> None:
        """Type to find."""
        self.query_one(SearchLine).open(self.filter.text)

    @on(SearchLine.Changed)
    def _searched(self, event: SearchLine.Changed) -> None:
        self.filter = self.filter.with_text(event.text)
        self._apply(to_first=True)

    @on(SearchLine.Submitted)
    def _submitted(self) -> None:
        if self.customer_list.row_id:
            self.customer_list.focus()
            self._open(self.customer_list.row_id)
        else:
            self.say(_("nobody fits; change the text or press Esc"))

    @on(SearchLine.Moved)
    def _moved(self, event: SearchLine.Moved) -> None:
        if event.direction > 0:
            self.customer_list.action_down()
        else:
            self.customer_list.action_up()

    @on(SearchLine.Closed)
    def _search_closed(self) -> None:
        self.customer_list.focus()

    def action_clear(self) -> None:
        """Show all customers again."""
        if self.filter != CustomerFilter():
            self.filter = CustomerFilter()
            self.query_one(SearchLine).close()
            self._apply()
