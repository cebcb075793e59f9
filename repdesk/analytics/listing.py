"""The order of the list: by score, every fifth place to the best drifting customer."""

from collections.abc import Sequence

import numpy as np

from repdesk.analytics.rhythm import Flags, Floats, Rhythm
from repdesk.domain.policy import Policy

FEWEST_ORDERS = 3


def drift_part(rhythm: Rhythm, policy: Policy) -> Floats:
    """Return what a contact may save: a year's worth x the odds of losing it (two orders on)."""
    at_risk = rhythm.yearly * rhythm.p_lapse * (1.0 - rhythm.p_lapse)
    part: Floats = np.where(rhythm.orders >= 2, policy.drift_weight * at_risk, 0.0)
    return part


def may_take_slot(rhythm: Rhythm, drift: Floats) -> Flags:
    """Say who may take a fifth place: three order days or more, late, something to lose."""
    return (rhythm.orders >= FEWEST_ORDERS) & (rhythm.lateness >= 1.0) & (drift > 0.0)


def weave(
    ids: Sequence[str], score: Sequence[float], pull: Sequence[float], every: int
) -> list[tuple[int, bool]]:
    """Return (index, took a slot) in the order of the list.

    By score, highest first, but every `every`-th place goes to the largest `pull` above 0 that is
    not placed yet (0: no slots). Ties by id.
    """
    by_score = sorted(range(len(ids)), key=lambda at: (-score[at], ids[at]))
    by_pull = [at for at in range(len(ids)) if pull[at] > 0.0]
    by_pull.sort(key=lambda at: (-pull[at], ids[at]))
    placed: set[int] = set()
    order: list[tuple[int, bool]] = []
    scored, pulled = iter(by_score), iter(by_pull)
    while len(order) < len(ids):
        slot = every > 0 and (len(order) + 1) % every == 0
        at = next((at for at in pulled if at not in placed), None) if slot else None
        took = at is not None
        if at is None:
            at = next(at for at in scored if at not in placed)
        placed.add(at)
        order.append((at, took))
    return order
