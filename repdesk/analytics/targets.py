"""Targets, and where the rep stands against them (KPIS §3). Money is exact minor units."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

from repdesk.analytics.ledger import ZERO, Sale, history_from
from repdesk.analytics.results import TargetLine
from repdesk.analytics.sales import no_history
from repdesk.analytics.situation import Situation
from repdesk.analytics.workdays import working_days
from repdesk.domain.book import Book
from repdesk.domain.money import minor_digits, round_half_up
from repdesk.domain.order import line_net
from repdesk.domain.period import Period, period_of
from repdesk.domain.policy import Policy
from repdesk.domain.target import METRICS

ALL = "all"
BY = "×"
PARTS = {"year": "quarter", "quarter": "month"}


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be reached in a period: minor units for money, else a count."""

    value: Fraction
    derived: bool


class Goals:
    """The book's targets of one level, found by metric, scope and period."""

    def __init__(self, book: Book, level: str = "base") -> None:
        rows = sorted(book.rows("targets"), key=lambda row: (row.updated, row.id))
        self._set: dict[tuple[str, str, str], int] = {
            (row.metric, row.scope, row.period): row.value for row in rows if row.level == level
        }

    def scopes(self) -> list[tuple[str, str]]:
        """Return (metric, scope) of every target: metrics in their order, `all` before parts."""
        known = {each[:2] for each in self._set if each[0] in METRICS}
        return sorted(known, key=lambda each: (METRICS.index(each[0]), each[1] != ALL, each[1]))

    def goal(self, metric: str, scope: str, period: Period) -> Goal | None:
        """Return the target of a period: the one set, else the sum of its parts, else its share by
        days of a longer one. A part missing: None.
        """
        own = self._sum(metric, scope, period)
        if own is not None:
            return Goal(own, derived=False)
        if self._any_part(metric, scope, period):
            return None
        for kind in ("quarter", "year"):
            if period.kind in ("month", "quarter") and kind != period.kind:
                longer = period_of(period.first, kind)
                value = self._set.get((metric, scope, str(longer)))
                if value is not None and not self._any_part(metric, scope, longer):
                    return Goal(Fraction(value * period.days, longer.days), derived=True)
        return None

    def _sum(self, metric: str, scope: str, period: Period) -> Fraction | None:
        value = self._set.get((metric, scope, str(period)))
        if value is not None:
            return Fraction(value)
        total = Fraction(0)
        for part in _parts(period):
            own = self._sum(metric, scope, part)
            if own is None:
                return None
            total += own
        return total if period.kind in PARTS else None

    def _any_part(self, metric: str, scope: str, period: Period) -> bool:
        return any(
            (metric, scope, str(part)) in self._set or self._any_part(metric, scope, part)
            for part in _parts(period)
        )


def _parts(period: Period) -> list[Period]:
    kind = PARTS.get(period.kind)
    if kind is None:
        return []
    parts = [period_of(period.first, kind)]
    while parts[-1].last < period.last:
        parts.append(parts[-1].following())
    return parts


@dataclass(frozen=True, slots=True)
class Scope:
    """What a target is over: everything, a product category, a zone, or both."""

    category: str | None
    zone: str | None


def read_scope(book: Book, text: str) -> Scope:
    """Read `all`, a category, a zone or `category×zone`; a name no product has is a zone."""
    if text == ALL:
        return Scope(None, None)
    first, by, second = (part.strip() for part in text.partition(BY))
    if by:
        return Scope(first, second)
    known = any(product.category == first for product in book.rows("products"))
    return Scope(first, None) if known else Scope(None, first)


def actual(now: Situation, metric: str, scope: Scope, period: Period) -> Fraction | None:
    """Return what was reached in a period up to the day; None where it can't be told.

    What has no product (payments, visits) is not known by category.
    """
    book, within = now.book, period.until(now.day)
    first_day, last_day = within.first.isoformat(), within.last.isoformat()
    in_zone = _Zones(book, scope.zone)
    if metric == "sales_net":
        unit: int = 10 ** minor_digits(now.policy.currency)
        total = ZERO
        for sale in now.sold.within(within):
            if in_zone(sale.order.customer):
                total += sale.net if scope.category is None else _part(book, sale, scope.category)
        return Fraction(total) * unit
    if metric == "orders":
        return Fraction(
            sum(
                first_day <= sale.day <= last_day
                and in_zone(sale.order.customer)
                and (scope.category is None or _has(book, sale, scope.category))
                for sale in now.sold.purchases
            )
        )
    if scope.category is not None:
        return None
    if metric == "collected":
        payments = book.between("payments", first_day, last_day)
        return Fraction(sum(row.amount for row in payments if in_zone(row.customer)))
    if metric == "new_customers":
        first: dict[str, str] = {}
        for sale in now.sold.purchases:
            first.setdefault(sale.order.customer, sale.day)
        return Fraction(
            sum(first_day <= day <= last_day and in_zone(who) for who, day in first.items())
        )
    if metric == "visits":
        held = book.between("interactions", first_day, last_day)
        return Fraction(sum(row.kind == "visit" and in_zone(row.customer) for row in held))
    return None


class _Zones:
    """Says whether a customer is in a zone (any zone: None)."""

    def __init__(self, book: Book, zone: str | None) -> None:
        self._book, self._zone = book, zone

    def __call__(self, customer: str) -> bool:
        if self._zone is None:
            return True
        record = self._book.get("customers", customer)
        return record is not None and record.zone == self._zone


def _category(book: Book, product: str) -> str | None:
    record = book.get("products", product)
    return record.category if record is not None else None


def _part(book: Book, sale: Sale, category: str) -> Decimal:
    lines = (line for line in sale.order.lines if _category(book, line.product) == category)
    return sum((line_net(line) for line in lines), ZERO) * sale.rate


def _has(book: Book, sale: Sale, category: str) -> bool:
    return any(_category(book, line.product) == category for line in sale.order.lines)


def count_days(period: Period, last: date, policy: Policy) -> int:
    """Return the days of a period up to `last`, working days when the pace counts those."""
    if policy.pace_working_days:
        return working_days(period.first, min(last, period.last), policy)
    return period.elapsed(last)


def whole(value: Fraction) -> int:
    """Return an exact amount rounded half-up."""
    return int(round_half_up(value))


def target_lines(now: Situation, period: Period) -> tuple[TargetLine, ...]:
    """Return every target of a period as it stands during the day, which counts as left."""
    goals = Goals(now.book)
    yesterday = now.day - timedelta(days=1)
    days = count_days(period, period.last, now.policy)
    elapsed = count_days(period, yesterday, now.policy)
    left = days - elapsed
    silent = no_history(history_from(now.book), period, now.day)
    lines = []
    for metric, scope in goals.scopes():
        goal = goals.goal(metric, scope, period)
        if goal is None:
            continue
        reached = None
        if silent is None or metric == "visits":
            reached = actual(now, metric, read_scope(now.book, scope), period)
        gap = None if reached is None else goal.value - reached
        lines.append(
            TargetLine(
                metric=metric,
                scope=scope,
                period=str(period),
                target=whole(goal.value),
                actual=None if reached is None else whole(reached),
                attainment=reached / goal.value if reached is not None and goal.value > 0 else None,
                gap=None if gap is None else whole(gap),
                needed=whole(max(gap, Fraction(0)) / left) if gap is not None and left else None,
                time_progress=Fraction(elapsed, days) if days else None,
                days=days,
                days_left=left,
                working_days_left=working_days(max(now.day, period.first), period.last, now.policy),
                derived=goal.derived,
            )
        )
    return tuple(lines)
