"""The slow figures as the screens ask for them; what they lean on is imported when first asked."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from repdesk.analytics.results import (
        Funnel,
        KpiReport,
        Receivables,
        SalesPoint,
        TodayNumbers,
    )
    from repdesk.domain.book import Book
    from repdesk.domain.policy import Policy


class Numbers:
    """Figures of a book under one policy. Called in worker threads: nothing here is altered."""

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy

    def today(self, book: "Book", day: str) -> "TodayNumbers":
        """Return everything the Today screen shows."""
        from repdesk.analytics.today import today

        return today(book, date.fromisoformat(day), self._policy)

    def kpis(self, book: "Book", period: str, day: str) -> "KpiReport":
        """Return the report of a period as of a day."""
        from repdesk.analytics.kpis import kpis
        from repdesk.domain.period import parse_period

        return kpis(book, parse_period(period), date.fromisoformat(day), self._policy)

    def series(self, book: "Book", period: str, day: str, count: int) -> "Sequence[SalesPoint]":
        """Return net sales of so many periods that end with this one."""
        from repdesk.analytics.ledger import ledger
        from repdesk.analytics.sales import last_periods, series
        from repdesk.domain.period import parse_period

        sold = ledger(book, date.fromisoformat(day), self._policy)
        return series(book, sold, last_periods(parse_period(period), count), self._policy)

    def funnel(self, book: "Book", day: str) -> "Funnel":
        """Return the funnel of the twelve months that end on the day."""
        from repdesk.analytics.funnel import funnel, last_twelve_months

        last = date.fromisoformat(day)
        return funnel(book, last_twelve_months(last), last)

    def receivables(self, book: "Book", day: str) -> "Receivables":
        """Return what is owed on a day."""
        from repdesk.analytics.receivables import receivables
        from repdesk.analytics.situation import situation

        now = situation(book, date.fromisoformat(day), self._policy)
        return receivables(now.owed, self._policy.currency)
