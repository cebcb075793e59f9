"""Set aside: whom the list hides, why, and from which day they may be on it again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.message import Message
from textual.widget import Widget

from repdesk.analytics.results import HiddenCustomer
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.domain.tier import tier_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.screens.asking import AskingScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.terms import short_tier
from repdesk.wording.why import hidden_words

ORDER = ("snoozed", "do_not_contact", "minimum_gap")
"""What the rep set aside comes first; whom a contact hides for a while, last."""


class AsideScreen(AskingScreen[None]):
    """Everybody hidden today; `w` tells what would bring one in, `y` there does it."""

    SCOPE = "aside"
    BINDINGS: ClassVar[list[BindingType]] = bindings("aside")

    @dataclass
    class HiddenReady(Message):
        """The worker is done: who is hidden in this book."""

        book: Book
        hidden: tuple[HiddenCustomer, ...]

    def __init__(self) -> None:
        super().__init__()
        self._hidden: tuple[HiddenCustomer, ...] | None = None

    def body(self) -> Iterable[Widget]:
        """The list."""
        columns = (Column(14, grow=1, most=30), Column(4, keep=4), Column(24, grow=2))
        yield LineList(columns, id="aside", glyphs=self.glyphs)

    @property
    def rows(self) -> LineList:
        """The list."""
        return self.query_one(LineList)

    @property
    def customer_id(self) -> str:
        """The highlighted customer."""
        return self.rows.row_id

    def title_line(self) -> str:
        """How many are set aside, of how many."""
        if self._hidden is None:
            return _("Set aside")
        of = len(self.book.customers())
        return _("Set aside") + "  " + _("{n} of {m}").format(n=len(self._hidden), m=of)

    def show_book(self) -> None:
        """Ask who is hidden in this book."""
        if self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
        else:
            self._ask(self.book, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, day: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        try:
            found = numbers.today(book, day).suggestions.hidden
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)
            return
        ranked = sorted(
            found, key=lambda one: (ORDER.index(one.reason), one.until or "", one.customer)
        )
        self.post_message(self.HiddenReady(book, tuple(ranked)))

    @on(HiddenReady)
    def _ready(self, event: HiddenReady) -> None:
        if event.book is not self.book:
            return
        hidden = self._hidden = event.hidden
        book, today, proposed = event.book, self.today, self.session.proposed

        def line(at: int) -> tuple[Cell, ...]:
            customer = book.get("customers", hidden[at].customer)
            tier = short_tier(tier_of(book, customer, proposed))
            return (Look(customer.name, "strong"), tier, hidden_words(hidden[at], today))

        empty = _("Nobody is set aside: all customers may be suggested.")
        self.rows.show([one.customer for one in hidden], line, empty=empty)
        self.draw_frame()

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.app.push_screen(ProfileScreen(event.row_id, self.rows.row_ids))

    def action_back(self) -> None:
        """Back to Today."""
        self.dismiss(None)
