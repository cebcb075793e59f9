"""The rows behind a finding."""

from __future__ import annotations

from datetime import date

from repdesk.analytics.results import BehindPart, Finding
from repdesk.domain.book import Book
from repdesk.domain.period import period_of
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.behind import RowsView, parts_view
from repdesk.ui.views.findings import offered, rows_of
from repdesk.wording.findings import FindingWords


class FindingScreen(RowsScreen):
    """What a finding names, row by row; what is overdue with its sum."""

    def __init__(self, finding: Finding) -> None:
        super().__init__()
        self._finding = finding

    def heading(self) -> str:
        """What it is about."""
        words = FindingWords(self.book, self.session.ports.settings.currency)
        return words.name(self._finding.id)

    def ask(self, numbers: Numbers, book: Book) -> RowsView:
        """The finding as it stood, and its rows as they stand."""
        currency, finding = self.session.ports.settings.currency, self._finding
        today = self.today
        words = FindingWords(book, currency)
        head = [words.line(finding), offered(finding, book, currency)]
        parts: tuple[BehindPart, ...] = (rows_of(finding, book),)
        if finding.kind == "overdue":
            month = period_of(date.fromisoformat(today), "month")
            parts = numbers.behind(book, str(month), today, "figure", "overdue").parts
        return parts_view(parts, head, book, currency=currency, today=today)
