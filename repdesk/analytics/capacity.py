"""What the rep can do against what the intervals ask for (KPIS §5): they are stretched to it."""

from collections.abc import Iterable
from datetime import date, timedelta

from repdesk.analytics.workdays import working_days
from repdesk.domain.policy import Policy

VISIT_SHARE = {"visit": 1.0, "call": 0.2, "message": 0.1, "email": 0.1}
"""What a contact by each channel takes of a visit's place."""
WINDOW = 91
"""Days ahead over which need and capacity are compared: thirteen weeks."""


def visits_needed(contacts: Iterable[tuple[float, float]], days: int) -> float:
    """Return the visits that all (weight, interval in days) ask for in so many days."""
    return sum(weight * days / interval for weight, interval in contacts if interval > 0)


def use(needed: float, visits_a_day: float, calls_a_day: float, workdays: int) -> float | None:
    """Return the share of the rep's capacity that is asked for; no capacity: None."""
    capacity = (visits_a_day + VISIT_SHARE["call"] * calls_a_day) * workdays
    return needed / capacity if capacity > 0 else None


def stretch(contacts: Iterable[tuple[float, float]], day: date, policy: Policy) -> float:
    """Return the factor, at least 1, by which intervals grow so that the rep can keep them.

    Over thirteen weeks from the day on; without any capacity intervals stay as they are.
    """
    workdays = working_days(day, day + timedelta(WINDOW - 1), policy)
    needed = visits_needed(contacts, WINDOW)
    return max(use(needed, policy.visits_a_day, policy.calls_a_day, workdays) or 1.0, 1.0)
