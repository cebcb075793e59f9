"""What the rep can do against what the intervals ask for (KPIS §5): they are stretched to it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from types import MappingProxyType
from typing import NamedTuple

from repdesk.analytics.workdays import working_days
from repdesk.domain.policy import Policy

VISIT_SHARE = {"visit": 1.0, "call": 0.2, "message": 0.1, "email": 0.1}
"""What a contact by each channel takes of a visit's place."""
WINDOW = 91
"""Days ahead over which need and capacity are compared: thirteen weeks."""
WEEKS = WINDOW / 7
TINY = 1e-9


class Round(NamedTuple):
    """The first round over who was never contacted: customer -> its week, 1 is this one."""

    weeks: int = 0
    week: Mapping[str, int] = MappingProxyType({})


def visits_needed(contacts: Iterable[tuple[float, float]], days: int) -> float:
    """Return the visits that all (weight, interval in days) ask for in so many days."""
    return sum(weight * days / interval for weight, interval in contacts if interval > 0)


def use(needed: float, visits_a_day: float, calls_a_day: float, workdays: int) -> float | None:
    """Return the share of the rep's capacity that is asked for; no capacity: None."""
    capacity = (visits_a_day + VISIT_SHARE["call"] * calls_a_day) * workdays
    return needed / capacity if capacity > 0 else None


def _workdays(day: date, policy: Policy) -> int:
    return working_days(day, day + timedelta(WINDOW - 1), policy)


def stretch(contacts: Iterable[tuple[float, float]], day: date, policy: Policy) -> float:
    """Return the factor, at least 1, by which intervals grow so that the rep can keep them.

    Over thirteen weeks from the day on; without any capacity intervals stay as they are.
    """
    needed = visits_needed(contacts, WINDOW)
    asked = use(needed, policy.visits_a_day, policy.calls_a_day, _workdays(day, policy))
    return max(asked or 1.0, 1.0)


def first_round(contacts: Sequence[tuple[str, float]], day: date, policy: Policy) -> Round:
    """Spread (customer, weight), the most important first, over as many weeks as capacity asks.

    A week takes no more weight than its capacity, and no more customers than the rep makes visits
    and calls in it: a message takes little time, but nobody gets to know eighty people a day.
    Without any capacity it is one week.
    """
    days = _workdays(day, policy) / WEEKS
    most = (policy.visits_a_day + VISIT_SHARE["call"] * policy.calls_a_day) * days
    people = (policy.visits_a_day + policy.calls_a_day) * days
    found: dict[str, int] = {}
    week, taken, count = 1, 0.0, 0
    for customer, weight in contacts:
        if count and most > 0 and (taken + weight > most + TINY or count + 1 > people):
            week, taken, count = week + 1, 0.0, 0
        taken += weight
        count += 1
        found[customer] = week
    return Round(week if found else 0, found)
