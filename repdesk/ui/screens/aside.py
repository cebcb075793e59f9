"""Set aside: whom the list hides, why, and from which day they may be on it again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from repdesk.analytics.results import HiddenCustomer
from repdesk.domain.book import Book
from repdesk.domain.tier import tier_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.asking import AskingScreen
from repdesk.ui.screens.figured import FiguredScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.terms import short_tier
from repdesk.wording.why import hidden_words

ORDER = ("snoozed", "do_not_contact", "minimum_gap")
"""What the rep set aside comes first; whom a contact hides for a while, last."""


class AsideScreen(FiguredScreen[None, tuple[HiddenCustomer, ...]], AskingScreen[None]):
    """Everybody hidden today; `w` tells what would bring one in, `y` there does it."""

    SCOPE = "aside"
    BINDINGS: ClassVar[list[BindingType]] = bindings("aside")

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

    def figure(self, numbers: Numbers, book: Book, day: str) -> tuple[HiddenCustomer, ...]:
        """Return who is hidden: what the rep set aside first, then by day."""
        found = numbers.today(book, day).suggestions.hidden
        return tuple(
            sorted(found, key=lambda one: (ORDER.index(one.reason), one.until or "", one.customer))
        )

    def figured(self, found: tuple[HiddenCustomer, ...]) -> None:
        """List who is hidden."""
        hidden = self._hidden = found
        book, today, proposed = self.book, self.today, self.session.proposed

        def line(at: int) -> tuple[Cell, ...]:
            customer = book.get("customers", hidden[at].customer)
            tier = short_tier(tier_of(book, customer, proposed))
            return (Look(customer.name, "strong"), tier, hidden_words(hidden[at], today))

        empty = _("Nobody is set aside: all customers may be suggested.")
        self.rows.show([one.customer for one in hidden], line, empty=empty)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.app.push_screen(ProfileScreen(event.row_id, self.rows.row_ids))

    def action_back(self) -> None:
        """Back to Today."""
        self.dismiss(None)
