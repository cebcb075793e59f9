"""What each customer bought up to a day, of an order log grouped once (KPIS §5).

Standard library only: the short verbs tell tiers too.
"""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from functools import cached_property
from itertools import chain
from math import inf
from statistics import median
from typing import NamedTuple

YEAR, QUARTER = 365, 90

OrderLog = tuple[Sequence[str], Sequence[int], Sequence[float]]
"""Orders as customers, days (ordinals) and amounts, in any order, all in one unit."""


class Bought(NamedTuple):
    """What a customer bought up to a day: of 365 days revenue and order days, of 90 days revenue.

    `first` days since the first order, `days` order days in all.
    """

    revenue: float
    year: int
    quarter: float
    first: int
    days: int


class Purchases:
    """Each customer's order days, grouped once: what they bought is told for any day of the log.

    Of those `among` alone. Amounts of 0 and below, and not finite ones, are no orders. The order of
    rows does not matter.
    """

    def __init__(self, log: OrderLog, among: Mapping[str, object]) -> None:
        rows: dict[str, tuple[list[int], list[float]]] = {}
        mixed: set[str] = set()
        for customer, day, amount in zip(*log, strict=True):
            if not 0.0 < amount < inf:
                continue
            known = rows.get(customer)
            if known is not None:
                if day <= known[0][-1]:
                    mixed.add(customer)
                known[0].append(day)
                known[1].append(amount)
            elif customer in among:
                rows[customer] = [day], [amount]
        for customer in mixed:
            rows[customer] = _by_day(sorted(zip(*rows[customer], strict=True)))
        self._rows = {customer: rows[customer] for customer in sorted(rows)}

    def until(self, asof: int) -> dict[str, Bought]:
        """Return what each customer bought up to a day; who did not order by then is not in it."""
        found: dict[str, Bought] = {}
        for customer, (days, amounts) in self._rows.items():
            end = bisect_right(days, asof)
            if end:
                start = bisect_right(days, asof - YEAR, 0, end)
                recent = bisect_right(days, asof - QUARTER, start, end)
                revenue, quarter = _added(amounts[start:end]), _added(amounts[recent:end])
                found[customer] = Bought(revenue, end - start, quarter, asof - days[0], end)
        return found

    def median(self, asof: int) -> float:
        """Return the median order day up to a day, 0 without any."""
        amounts, days = self._by_amount
        # What is in order already is sorted in one pass.
        found = [amount for amount, day in zip(amounts, days, strict=True) if day <= asof]
        return median(found) if found else 0.0

    @cached_property
    def _by_amount(self) -> tuple[list[float], list[int]]:
        """All order days, the smallest first: amounts and days."""
        days = list(chain.from_iterable([days for days, _amounts in self._rows.values()]))
        amounts = list(chain.from_iterable([amounts for _days, amounts in self._rows.values()]))
        order = sorted(range(len(amounts)), key=amounts.__getitem__)
        return [amounts[at] for at in order], [days[at] for at in order]


def bought(
    log: OrderLog, asof: int, among: Mapping[str, object]
) -> tuple[dict[str, Bought], float]:
    """Return what each customer (of those `among`) bought up to a day, and the median order day."""
    read = Purchases(log, among)
    return read.until(asof), read.median(asof)


def _by_day(rows: list[tuple[int, float]]) -> tuple[list[int], list[float]]:
    """Return the days of sorted rows, each once, and what was bought on each."""
    days: list[int] = []
    amounts: list[float] = []
    for day, amount in rows:
        if days and day == days[-1]:
            amounts[-1] += amount
        else:
            days.append(day)
            amounts.append(amount)
    return days, amounts


def _added(amounts: list[float]) -> float:
    """Return a sum, added one by one: `sum` rounds otherwise from Python 3.12 on."""
    total = 0.0
    for amount in amounts:
        total += amount
    return total
