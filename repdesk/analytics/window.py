"""A period as of a day: what every KPI of it starts from, each worked out once."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import Any

import msgspec

from repdesk.analytics.activity import active
from repdesk.analytics.costs import Costs, Margin, total
from repdesk.analytics.intervals import SMALL, wilson
from repdesk.analytics.ledger import Sale
from repdesk.analytics.pipeline import DealState, leads
from repdesk.analytics.results import Figure, Input, Note
from repdesk.analytics.sales import net_of
from repdesk.analytics.situation import Situation
from repdesk.domain.money import to_minor
from repdesk.domain.period import Period


class Window(msgspec.Struct, frozen=True, dict=True):
    """A period, cut at the day when it is unfinished; amounts are exact major units."""

    now: Situation
    period: Period

    @cached_property
    def span(self) -> Period:
        """The part of the period up to the day."""
        return self.period.until(self.now.day)

    @cached_property
    def bounds(self) -> tuple[str, str]:
        """Its first and last day up to the day, as text."""
        return self.span.first.isoformat(), self.span.last.isoformat()

    def holds(self, day: str | None) -> bool:
        """Say whether an ISO day is in it."""
        return day is not None and self.bounds[0] <= day <= self.bounds[1]

    @cached_property
    def leads(self) -> list[DealState]:
        """The deals that are leads."""
        return leads(self.now.deals.deals, self.now.sold)

    @property
    def finished(self) -> bool:
        """Whether the period is over on the day."""
        return self.now.day >= self.period.last

    @property
    def begun(self) -> bool:
        """Whether the period has begun on the day."""
        return self.period.first <= self.now.day

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
    def costs(self) -> Costs:
        """What the book's products cost."""
        return Costs(self.now.book)

    @cached_property
    def margin(self) -> Margin:
        """What the sales in it brought."""
        return total([self.costs.margin(sale) for sale in self.sales])

    @cached_property
    def purchases(self) -> tuple[Sale, ...]:
        """The orders dated in it that are not fully credited."""
        return self.now.sold.bought_within(self.span)

    @cached_property
    def buyers(self) -> tuple[str, ...]:
        """The customers who ordered in it, by id."""
        return tuple(sorted({sale.order.customer for sale in self.purchases}))

    @cached_property
    def order_days(self) -> dict[str, list[int]]:
        """The days (ordinals) each customer ordered on, up to the end, oldest first."""
        days: dict[str, list[int]] = {}
        customers, ordinals, _amounts = self.now.sold.log
        last = self.end.toordinal()
        for customer, day in zip(customers, ordinals, strict=True):
            if day > last:
                break
            known = days.setdefault(customer, [])
            if not known or known[-1] != day:
                known.append(day)
        return days

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
        rows, only = self.now.book.between(table, *self.bounds), self.now.only
        return list(rows) if only is None else [row for row in rows if row.customer in only]

    @cached_property
    def visits(self) -> tuple[str, ...]:
        """The visits in it."""
        return tuple([row.id for row in self.rows("interactions") if row.kind == "visit"])

    def minor(self, amount: Decimal | Fraction) -> int:
        """Return an exact amount in minor units, rounded half-up."""
        return to_minor(amount, self.now.policy.currency)

    def input(self, name: str, amount: Decimal | Fraction) -> Input:
        """Return an exact amount as an input."""
        return Input(name, self.minor(amount))

    def money(
        self,
        key: str,
        amount: Decimal | Fraction | None,
        *,
        n: int | None = None,
        base: Decimal | Fraction | None = None,
        note: Note | None = None,
        ids: tuple[str, ...] = (),
        inputs: tuple[Input, ...] = (),
    ) -> Figure:
        """Return an amount as a figure."""
        value = None if amount is None else self.minor(amount)
        shown = None if base is None else self.minor(base)
        return Figure(key, value, "money", n=n, base=shown, note=note, ids=ids, inputs=inputs)


def ratio(
    key: str,
    part: Decimal | Fraction | int,
    whole: Decimal | Fraction | int,
    why: Note,
    *,
    base: int,
    base_period: str | None = None,
    note: Note | None = None,
    ids: tuple[str, ...] = (),
    inputs: tuple[Input, ...] = (),
) -> Figure:
    """Return part / whole as a rate; a whole of 0 or below: null, `why` says of what.

    `base` is the whole in minor units.
    """
    rate = None
    if whole > 0:
        rate = Fraction(part) / Fraction(whole)
    else:
        note = why
    return Figure(
        key,
        rate,
        "rate",
        base=base,
        base_period=base_period,
        note=note,
        ids=ids,
        inputs=inputs,
    )


def share(
    key: str,
    k: int,
    n: int,
    why: str,
    *,
    interval: bool = True,
    note: Note | None = None,
    ids: tuple[str, ...] = (),
    inputs: tuple[Input, ...] = (),
) -> Figure:
    """Return k of n as a rate with Wilson's interval under 100; none of none: null and why."""
    if n == 0:
        return Figure(key, None, "rate", k=k, n=n, note=note or Note(why), ids=ids)
    found = wilson(k, n) if interval and n < SMALL else None
    low, high = found or (None, None)
    return Figure(
        key,
        Fraction(k, n),
        "rate",
        k=k,
        n=n,
        low=low,
        high=high,
        note=note,
        ids=ids,
        inputs=inputs,
    )
