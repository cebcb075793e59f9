"""A period as of a day: what every KPI of it starts from, each worked out once."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

from repdesk.analytics.activity import active
from repdesk.analytics.intervals import SMALL, wilson
from repdesk.analytics.ledger import Sale
from repdesk.analytics.results import Figure, Note
from repdesk.analytics.sales import net_of
from repdesk.analytics.situation import Situation
from repdesk.domain.money import to_minor
from repdesk.domain.period import Period


@dataclass(frozen=True)
class Window:
    """A period, cut at the day when it is unfinished; amounts are exact major units."""

    now: Situation
    period: Period

    @cached_property
    def span(self) -> Period:
        """The part of the period up to the day."""
        return self.period.until(self.now.day)

    @property
    def finished(self) -> bool:
        """Whether the period is over on the day."""
        return self.now.day >= self.period.last

    @property
    def end(self) -> date:
        """Its last day, or the day itself."""
        return self.span.last

    @property
    def before(self) -> date:
        """The day before it begins."""
        return self.period.first - timedelta(days=1)

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """Orders and credit notes dated in it."""
        return self.now.sold.within(self.span)

    @cached_property
    def net(self) -> Decimal:
        """Net sales."""
        return net_of(self.sales)

    @cached_property
    def purchases(self) -> tuple[Sale, ...]:
        """The orders dated in it that are not fully credited."""
        first, last = self.span.first.isoformat(), self.span.last.isoformat()
        return tuple(s for s in self.now.sold.purchases if first <= s.order.date <= last)

    @cached_property
    def buyers(self) -> tuple[str, ...]:
        """The customers who ordered in it, by id."""
        return tuple(sorted({sale.order.customer for sale in self.purchases}))

    @cached_property
    def order_days(self) -> dict[str, list[str]]:
        """The days each customer ordered on, up to the end, oldest first."""
        days: dict[str, dict[str, None]] = {}
        last = self.end.isoformat()
        for sale in self.now.sold.purchases:
            if sale.order.date <= last:
                days.setdefault(sale.order.customer, {})[sale.order.date] = None
        return {customer: list(found) for customer, found in days.items()}

    @cached_property
    def active_before(self) -> tuple[str, ...]:
        """The customers active on the day before it begins, by id."""
        return active(self.order_days, self.before, self.now.policy.active_days)

    @cached_property
    def active_after(self) -> tuple[str, ...]:
        """The customers active on its last day, by id."""
        return active(self.order_days, self.end, self.now.policy.active_days)

    def rows(self, table: str) -> list[Any]:
        """Return the rows of a table with days that are dated in it, in the order of time."""
        span = self.span
        rows = self.now.book.between(table, span.first.isoformat(), span.last.isoformat())
        only = self.now.only
        return list(rows) if only is None else [row for row in rows if row.customer in only]

    def minor(self, amount: Decimal | Fraction) -> int:
        """Return an exact amount in minor units, rounded half-up."""
        return to_minor(amount, self.now.policy.currency)

    def money(
        self,
        key: str,
        amount: Decimal | Fraction | None,
        *,
        n: int | None = None,
        base: Decimal | Fraction | None = None,
        note: Note | None = None,
        ids: tuple[str, ...] = (),
    ) -> Figure:
        """Return an amount as a figure."""
        value = None if amount is None else self.minor(amount)
        shown = None if base is None else self.minor(base)
        return Figure(key, value, "money", n=n, base=shown, note=note, ids=ids)

    def ratio(
        self,
        key: str,
        part: Decimal | Fraction,
        whole: Decimal | Fraction,
        why: str,
        base_period: str | None = None,
    ) -> Figure:
        """Return part / whole as a rate; a whole of 0 or below: null, `why` says of what."""
        base = self.minor(whole)
        if whole <= 0:
            return Figure(key, None, "rate", base=base, note=Note(why), base_period=base_period)
        rate = Fraction(part) / Fraction(whole)
        return Figure(key, rate, "rate", base=base, base_period=base_period)


def share(
    key: str,
    k: int,
    n: int,
    why: str,
    *,
    interval: bool = True,
    note: Note | None = None,
    ids: tuple[str, ...] = (),
) -> Figure:
    """Return k of n as a rate with Wilson's interval under 100; none of none: null and why."""
    if n == 0:
        return Figure(key, None, "rate", k=k, n=n, note=note or Note(why), ids=ids)
    found = wilson(k, n) if interval and n < SMALL else None
    low, high = found or (None, None)
    return Figure(key, Fraction(k, n), "rate", k=k, n=n, low=low, high=high, note=note, ids=ids)
