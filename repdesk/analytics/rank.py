"""Rank any order log, without a book: the learned part alone, or with policy at its defaults."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

import numpy as np

from repdesk.analytics.cadence import factor
from repdesk.analytics.listing import drift_part, may_take_slot, weave
from repdesk.analytics.rhythm import Floats, OrderDays, Rhythm, fit, order_days
from repdesk.analytics.tiers import propose, unrated
from repdesk.domain.policy import Policy


class LoggedOrder(NamedTuple):
    """A row of an order log: who, when, how much (in any one unit)."""

    customer: str
    day: date
    amount: float


@dataclass(frozen=True, slots=True)
class Ranked:
    """A customer of the log, best first: amounts in the log's unit, chances 0 to 1."""

    customer: str
    likely: float
    drift: float
    p_order: float
    p_lapse: float
    score: float


def read_log(rows: Iterable[LoggedOrder], asof: date) -> tuple[list[str], OrderDays]:
    """Return the names in order and their order days; rows after `asof` are not looked at.

    The order of the rows makes no difference, to the last bit.
    """
    last = asof.toordinal()
    seen = [row for row in rows if row.day.toordinal() <= last]
    names = sorted({row.customer for row in seen})
    index = {name: at for at, name in enumerate(names)}
    days = order_days(
        np.fromiter((index[row.customer] for row in seen), np.int64, len(seen)),
        np.fromiter((row.day.toordinal() for row in seen), np.int64, len(seen)),
        np.fromiter((row.amount for row in seen), np.float64, len(seen)),
        last,
    )
    return names, days


def rank(
    rows: Iterable[LoggedOrder], asof: date, policy: Policy, *, full: bool = False
) -> list[Ranked]:
    """Rank the customers of a log who have an order day up to `asof`, best first, ties by name.

    Alone, score = likely + drift. Full: tiers as first proposed, their floors and cadence (an
    order is the only contact a log knows) and every fifth place for a drifting customer.
    """
    names, days = read_log(rows, asof)
    _table, rhythm = fit(days, policy.horizon_days)
    likely = rhythm.expected_orders * rhythm.value
    drift = drift_part(rhythm, policy)
    score = likely + drift
    pull = np.zeros(len(score))
    if full:
        score, pull = _with_policy(days, rhythm, drift, score, policy)
    ids = [names[at] for at in rhythm.customer.tolist()]
    order = weave(ids, score.tolist(), pull.tolist(), policy.drift_every)
    columns = list(
        zip(
            ids,
            likely.tolist(),
            drift.tolist(),
            rhythm.p_order.tolist(),
            rhythm.p_lapse.tolist(),
            score.tolist(),
            strict=True,
        )
    )
    return [Ranked(*columns[at]) for at, _slot in order]


def _with_policy(
    days: OrderDays, rhythm: Rhythm, drift: Floats, total: Floats, policy: Policy
) -> tuple[Floats, Floats]:
    """Return the score with floor and cadence, and the pull of those who may take a slot."""
    if len(total) == 0:
        return total, total
    tiers = [policy.tier(name) for name in propose(days, unrated(len(total)), policy).tier]
    floor = np.array([tier.floor for tier in tiers]) * float(np.median(rhythm.value))
    interval = np.array([float(tier.interval_days) for tier in tiers])
    since = rhythm.since.astype(np.float64)
    if not policy.orders_are_contacts:
        since = np.full(len(since), np.nan)
    cadence = factor(since, interval, policy)
    pull: Floats = np.where(may_take_slot(rhythm, drift), drift * cadence, 0.0)
    return np.maximum(total, floor) * cadence, pull
