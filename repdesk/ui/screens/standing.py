"""Open deals that stand still: longer in their stage than deals that were won."""

from __future__ import annotations

from repdesk.analytics.results import BehindPart, BehindRow
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.behind import RowsView, parts_view, timeline_day


class StandingScreen(RowsScreen):
    """The stalled deals of twelve months, those that stand longest first."""

    def heading(self) -> str:
        """What they are."""
        return _("Stalled deals")

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """Each with the days it stands in its stage."""
        found = sorted(numbers.funnel(book, self.today).stalled, key=lambda one: -one.days)
        rows = tuple(
            BehindRow(
                "deals",
                one.deal,
                one.customer,
                timeline_day(book, "deals", book.get("deals", one.deal)),
                one.days,
            )
            for one in found
        )
        part = BehindPart("stalled", "days", "count", rows, len(rows))
        currency = self.session.ports.settings.currency
        return parts_view((part,), (), book, currency=currency, today=self.today)
