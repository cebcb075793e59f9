"""Who is an active customer on a day (KPIS §2 churn): the last order is not too old."""

from bisect import bisect_right
from datetime import date
from itertools import pairwise

LEAST, MOST = 30, 365


def active_within(days: list[int], fixed: int | None) -> int:
    """Return after how many days without an order a customer with these order days is lost.

    The setting's number, else twice the own median gap, 30 to 365; under two gaps 365. `days` are
    ordinals, oldest first.
    """
    if fixed is not None:
        return fixed
    gaps = sorted([after - before for before, after in pairwise(days)])
    if len(gaps) < 2:
        return MOST
    middle = len(gaps) // 2
    twice = gaps[middle] + (gaps[middle] if len(gaps) % 2 else gaps[middle - 1])
    return min(max(twice, LEAST), MOST)


def active(order_days: dict[str, list[int]], day: date, fixed: int | None) -> tuple[str, ...]:
    """Return the customers with a last order young enough at the end of a day, by id.

    `order_days` are ordinals, oldest first.
    """
    last = day.toordinal()
    oldest = last - (MOST if fixed is None else fixed)
    found = []
    for customer, days in order_days.items():
        seen = bisect_right(days, last)
        # Most of those too old for anybody need no median.
        if seen and oldest <= days[seen - 1] >= last - active_within(days[:seen], fixed):
            found.append(customer)
    return tuple(sorted(found))
