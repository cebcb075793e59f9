"""The gap closer: the fewest open deals that would reach the target, each with its chance."""

from __future__ import annotations

from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.behind import RowsView
from repdesk.ui.views.gap import gap_view
from repdesk.wording.metrics import period_words


class GapScreen(RowsScreen):
    """Deals to win before the period is over."""

    def __init__(self, period: str) -> None:
        super().__init__()
        self._period = period

    def heading(self) -> str:
        """The period."""
        return _("GAP {period}").format(period=period_words(self._period, self.today))

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The deals, and what they come to together."""
        currency = self.session.ports.settings.currency
        plan = numbers.gap(book, self._period, self.today)
        return gap_view(plan, book, currency, self.today, self.size.width)
