"""The contact cadence: a mild factor on the score, and the word for how due a contact is."""

from typing import Literal

from repdesk.domain.policy import Policy

Urgency = Literal["not_due", "due", "overdue"]
DUE_FROM, DUE_TO = 8, 12
"""Tenths of the interval from and up to which a contact is due."""


def factor(since: int | None, interval: float, policy: Policy) -> float:
    """Return the cadence factor; `since` in days, None: neither contact nor order yet.

    Just contacted .50, at the interval 1, from twice the interval on (and never) 1.35.
    """
    just, long = policy.just_contacted, policy.long_not_contacted
    ratio = 2.0 if since is None or interval <= 0 else since / interval
    slope = 1.0 - just if ratio <= 1.0 else long - 1.0
    value = 1.0 + slope * (ratio - 1.0)
    return min(max(value, min(just, long)), max(just, long))


def urgency(since: int | None, interval: float) -> Urgency:
    """Return the word for days since the contact against the interval (never: overdue).

    Exact for whole days: 12 days of 10 are due, 13 overdue.
    """
    if since is None:
        return "overdue"
    if 10 * since < DUE_FROM * interval:
        return "not_due"
    return "due" if 10 * since <= DUE_TO * interval else "overdue"
