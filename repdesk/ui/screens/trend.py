"""One number over many periods: where it is going, and what the one that goes on may come to."""

from __future__ import annotations

from repdesk.analytics.results import ROWS
from repdesk.analytics.results.asked import KINDS, STOCKS
from repdesk.domain.book import Book
from repdesk.domain.period import parse_period
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.behind import BehindScreen
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.analyses import trend_view
from repdesk.ui.views.behind import RowsView
from repdesk.wording.analyses import DIMENSIONS
from repdesk.wording.metrics import metric_name

COUNTS = (12, 24, 36, 8)
"""How many periods, one after the other."""


class TrendScreen(RowsScreen):
    """A period a row, the newest first; Enter shows the rows behind one."""

    SCOPE = "trend"
    BINDINGS = bindings("trend")

    def __init__(self, metric: str, kind: str) -> None:
        super().__init__()
        self._metric = metric
        self._kind = kind if kind in KINDS else KINDS[0]
        self._count = COUNTS[0]

    def heading(self) -> str:
        """The number, and by what."""
        by = _("by {what}").format(what=_(DIMENSIONS[self._kind]))
        return f"{metric_name(self._metric)}  {by}"

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The number of each period."""
        today = self.today
        found = numbers.trend(book, self._metric, today, self._kind, self._count)
        currency = self.session.ports.settings.currency
        return trend_view(found, currency, today, self.size.width, self.glyphs)

    def open_row(self, row_id: str) -> None:
        """Show the rows behind the number of a period."""
        period = parse_period(row_id.removeprefix("point "))
        day = self.today
        if self._metric in STOCKS:
            day = min(day, period.last.isoformat())
        name = metric_name(self._metric)
        what, of = "figure", self._metric
        if of not in ROWS:
            what, of = "target", f"{of} all"
        self.app.push_screen(BehindScreen(name, str(period), day, what, of))

    def action_kind(self) -> None:
        """Go from months to quarters, weeks, years."""
        self._kind = KINDS[(KINDS.index(self._kind) + 1) % len(KINDS)]
        self.show_book()
        self.draw_frame()

    def action_more(self) -> None:
        """Show more periods; after the most the fewest."""
        self._count = COUNTS[(COUNTS.index(self._count) + 1) % len(COUNTS)]
        self.show_book()
