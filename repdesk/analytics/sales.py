"""What was sold in a period, exactly: net, gross, period by period (KPIS §2)."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from repdesk.analytics.ledger import ZERO, Ledger, Sale, history_from
from repdesk.analytics.results import Note, SalesPoint
from repdesk.domain.book import Book
from repdesk.domain.money import to_minor
from repdesk.domain.period import Period
from repdesk.domain.policy import Policy


def net_of(sales: Iterable[Sale]) -> Decimal:
    """Return the net of sales, credits taken off, unrounded."""
    return sum((sale.net for sale in sales), ZERO)


def gross_of(sales: Iterable[Sale]) -> Decimal:
    """Return the net of the orders alone, without credits, unrounded."""
    return sum((sale.net for sale in sales if not sale.credit), ZERO)


def no_history(first: str | None, period: Period, day: date) -> Note | None:
    """Return why a period has no numbers at all: no order, over before the first, not begun."""
    if first is None:
        return Note("no_orders")
    if period.first > day:
        return Note("not_begun", (("starts", period.first.isoformat()),))
    if min(period.last, day).isoformat() < first:
        return Note("before_history", (("first_order", first),))
    return None


def series(book: Book, sold: Ledger, periods: Iterable[Period], policy: Policy) -> list[SalesPoint]:
    """Return net sales of each period up to the ledger's day; null where there are none to know."""
    first, day = history_from(book), date.fromisoformat(sold.day)
    points = []
    for period in periods:
        if no_history(first, period, day) is not None:
            points.append(SalesPoint(str(period), None, 0))
            continue
        sales = sold.within(period)
        points.append(
            SalesPoint(
                period=str(period),
                value=to_minor(net_of(sales), policy.currency),
                orders=sum(not sale.credit for sale in sales),
                ids=tuple(sale.order.id for sale in sales),
            )
        )
    return points


def last_periods(period: Period, count: int) -> list[Period]:
    """Return so many periods of the same kind that end with this one, oldest first."""
    found = [period]
    while len(found) < count:
        found.append(found[-1].previous())
    return found[::-1]
