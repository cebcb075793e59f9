"""Who is an active customer on a day (KPIS §2 churn): the last order is not too old."""

from bisect import bisect_right
from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median

from repdesk.analytics.pipeline import days_between

LEAST, MOST = 30, 365


def active_within(days: list[str], fixed: int | None) -> Fraction:
    """Return after how many days without an order a customer with these order days is lost.

    The setting's number, else twice the own median gap, 30 to 365; under two gaps 365.
    """
    if fixed is not None:
        return Fraction(fixed)
    gaps = [days_between(before, after) for before, after in pairwise(days)]
    if len(gaps) < 2:
        return Fraction(MOST)
    return min(max(2 * Fraction(median(gaps)), Fraction(LEAST)), Fraction(MOST))


def active(order_days: dict[str, list[str]], day: date, fixed: int | None) -> tuple[str, ...]:
    """Return the customers with a last order young enough at the end of a day, by id."""
    last = day.isoformat()
    found = []
    for customer, days in order_days.items():
        seen = days[: bisect_right(days, last)]
        if seen and days_between(seen[-1], last) <= active_within(seen, fixed):
            found.append(customer)
    return tuple(sorted(found))
