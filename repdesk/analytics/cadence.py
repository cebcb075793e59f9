"""The contact cadence: a mild factor on the score, and the word for how due a contact is."""

from typing import Literal

import numpy as np

from repdesk.analytics.rhythm import Floats
from repdesk.domain.policy import Policy

Urgency = Literal["not_due", "due", "overdue"]
DUE_FROM, DUE_TO = 8, 12
"""Tenths of the interval from and up to which a contact is due."""


def factor(since: Floats, interval: Floats, policy: Policy) -> Floats:
    """Return the cadence factor of each customer; `since` in days, NaN: never contacted.

    Just contacted .50, at the interval 1, from twice the interval on (and never) 1.35.
    """
    ratio = np.where(np.isnan(since), 2.0, since / interval)
    early = policy.just_contacted + (1.0 - policy.just_contacted) * ratio
    late = 1.0 + (policy.long_not_contacted - 1.0) * (ratio - 1.0)
    within: Floats = np.clip(
        np.where(ratio <= 1.0, early, late),
        min(policy.just_contacted, policy.long_not_contacted),
        max(policy.just_contacted, policy.long_not_contacted),
    )
    return within


def urgency(since: int | None, interval: float) -> Urgency:
    """Return the word for days since the contact against the interval (never: overdue).

    Exact for whole days: 12 days of 10 are due, 13 overdue.
    """
    if since is None:
        return "overdue"
    if 10 * since < DUE_FROM * interval:
        return "not_due"
    return "due" if 10 * since <= DUE_TO * interval else "overdue"
