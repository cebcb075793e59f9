"""What was reached of a target's metric in a period, over a scope (KPIS §3)."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction
from typing import Any, NamedTuple

from repdesk.analytics.ledger import ZERO, Sale
from repdesk.analytics.results import Note
from repdesk.analytics.situation import Situation
from repdesk.domain.book import Book
from repdesk.domain.money import minor_digits
from repdesk.domain.order import Line, line_net
from repdesk.domain.period import Period
from repdesk.domain.scopes import Scope


class Reached(NamedTuple):
    """Exact minor units for money, else a count; None: it can't be told, `note` says why."""

    value: Fraction | None
    note: Note | None = None


def reached(now: Situation, metric: str, scope: Scope, period: Period) -> Reached:
    """Return what was reached in a period up to the day.

    What has no product (payments, visits, customers) is not known by category; nothing is known of
    money in before the first payment.
    """
    if metric not in BY_CATEGORY and scope.category is not None:
        return Reached(None, Note("not_by_category"))
    within = period.until(now.day)
    zone = InZone(now.book, scope.zone)
    match metric:
        case "sales_net":
            return Reached(_sales(now, scope.category, zone, within))
        case "orders":
            return Reached(_orders(now, scope.category, zone, within))
        case "collected":
            return _collected(now, zone, within)
        case "new_customers":
            return Reached(_new_customers(now, zone, within))
        case "visits":
            first, last = within.first.isoformat(), within.last.isoformat()
            held = zone.only(now.book.between("interactions", first, last))
            return Reached(Fraction(sum([row.kind == "visit" for row in held])))
    raise ValueError(metric)


BY_CATEGORY = frozenset({"sales_net", "orders"})
"""The metrics that are known by product category."""


class InZone:
    """Says whether a customer is in a zone (any zone: None)."""

    def __init__(self, book: Book, zone: str | None) -> None:
        self._book, self._zone = book, None if zone is None else zone.casefold()

    def __call__(self, customer: str) -> bool:
        """Say whether a customer is in it."""
        if self._zone is None:
            return True
        record = self._book.get("customers", customer)
        return record is not None and record.zone.casefold() == self._zone

    def only(self, rows: Iterable[Any]) -> Iterable[Any]:
        """Return the rows of customers in it."""
        return rows if self._zone is None else (row for row in rows if self(row.customer))


def _sales(now: Situation, category: str | None, zone: InZone, within: Period) -> Fraction:
    unit: int = 10 ** minor_digits(now.policy.currency)
    total = ZERO
    for sale in now.sold.within(within):
        if zone(sale.order.customer):
            total += sale.net if category is None else part_of(now.book, sale, category)
    return Fraction(total) * unit


def _orders(now: Situation, category: str | None, zone: InZone, within: Period) -> Fraction:
    return Fraction(
        sum(
            zone(sale.order.customer) and (category is None or holds(now.book, sale, category))
            for sale in now.sold.bought_within(within)
        )
    )


def _collected(now: Situation, zone: InZone, within: Period) -> Reached:
    book, first = now.book, within.first.isoformat()
    if next(book.between("payments", "", now.day.isoformat()), None) is None:
        return Reached(None, Note("no_payments"))
    payments = zone.only(book.between("payments", first, within.last.isoformat()))
    return Reached(Fraction(sum([row.amount for row in payments])))


def _new_customers(now: Situation, zone: InZone, within: Period) -> Fraction:
    first, last = within.first.isoformat(), within.last.isoformat()
    earliest = now.sold.first_days.items()
    return Fraction(sum(first <= day <= last and zone(who) for who, day in earliest))


def _is_of(book: Book, line: Line, category: str) -> bool:
    record = book.get("products", line.product)
    return record is not None and record.category.casefold() == category.casefold()


def part_of(book: Book, sale: Sale, category: str) -> Decimal:
    """Return the net of the lines of a category, in the book's currency, exact."""
    lines = [line for line in sale.order.lines if _is_of(book, line, category)]
    return sum([line_net(line) for line in lines], ZERO) * sale.rate


def holds(book: Book, sale: Sale, category: str) -> bool:
    """Say whether an order has a line of a category."""
    return any(_is_of(book, line, category) for line in sale.order.lines)
