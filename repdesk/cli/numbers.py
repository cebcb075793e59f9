"""The slow figures as the screens ask for them; what they lean on is imported when first asked."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from repdesk.domain.errors import RepdeskError

if TYPE_CHECKING:
    from repdesk.analytics.costs import Costs
    from repdesk.analytics.results import (
        AccountMoney,
        Funnel,
        KpiReport,
        Receivables,
        SalesPoint,
        TodayNumbers,
    )
    from repdesk.analytics.situation import Situation
    from repdesk.domain.book import Book
    from repdesk.domain.policy import Policy

LIBRARIES = ("numpy", "pandas", "plotext")
"""What only numbers and charts need: without one of them the rest goes on."""


def lost(error: ImportError) -> RepdeskError:
    """Return what to say of a library that cannot be loaded; another import is a bug."""
    name = (error.name or "").partition(".")[0]
    if name not in LIBRARIES:
        raise error
    return RepdeskError("library.lost", name=name)


class Numbers:
    """Figures of a book under one policy. Called in worker threads: nothing here is altered."""

    def __init__(self, policy: "Policy") -> None:
        self._policy = policy
        self._accounts: tuple[Book, str, Situation, Costs] | None = None

    def today(self, book: "Book", day: str) -> "TodayNumbers":
        """Return everything the Today screen shows."""
        try:
            from repdesk.analytics.today import today
        except ImportError as error:
            raise lost(error) from None
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

    def account(self, book: "Book", customer: str, day: str) -> "AccountMoney":
        """Return what one customer brought and owes; the book is read once for all customers."""
        from repdesk.analytics.account import account
        from repdesk.analytics.costs import Costs
        from repdesk.analytics.situation import situation

        known = self._accounts
        if known is None or known[0] is not book or known[1] != day:
            now = situation(book, date.fromisoformat(day), self._policy)
            known = self._accounts = (book, day, now, Costs(book))
        return account(known[2], known[3], customer)

    def receivables(self, book: "Book", day: str) -> "Receivables":
        """Return what is owed on a day."""
        from repdesk.analytics.receivables import receivables
        from repdesk.analytics.situation import situation

        now = situation(book, date.fromisoformat(day), self._policy)
        return receivables(now.owed, self._policy.currency)
