"""Rank any order log, without a book: the learned part alone, or with policy at its defaults."""

from collections.abc import Iterable, Mapping
from datetime import date
from statistics import median
from typing import NamedTuple

import msgspec

from repdesk.analytics.cadence import factor
from repdesk.analytics.learned import Learned
from repdesk.analytics.learning import learn
from repdesk.analytics.listing import weave
from repdesk.analytics.purchases import OrderLog, bought
from repdesk.analytics.tiers import first_seen, score
from repdesk.domain.policy import Policy, TierPolicy


class LoggedOrder(NamedTuple):
    """A row of an order log: who, when, how much (in any one unit)."""

    customer: str
    day: date
    amount: float


class Ranked(msgspec.Struct, frozen=True):
    """A customer of the log, best first: amounts in the log's unit, chances 0 to 1."""

    customer: str
    likely: float
    drift: float
    p_order: float
    p_lapse: float
    score: float


def _columns(rows: Iterable[LoggedOrder], asof: date) -> OrderLog:
    """Return the rows up to a day as columns; those after it are not looked at."""
    last = asof.toordinal()
    seen = [(row.customer, at, row.amount) for row in rows if (at := row.day.toordinal()) <= last]
    customers, days, amounts = zip(*seen, strict=True) if seen else ((), (), ())
    return customers, days, amounts


def rank(
    rows: Iterable[LoggedOrder], asof: date, policy: Policy, *, full: bool = False
) -> list[Ranked]:
    """Rank the customers of a log who have an order day up to `asof`, best first, ties by name.

    Alone, score = likely + drift. Full: tiers as first proposed, their floors and cadence (an
    order is the only contact a log knows) and every fifth place for a drifting customer. The order
    of the rows makes no difference, to the last bit.
    """
    log = _columns(rows, asof)
    found = learn(log, asof.toordinal(), policy, {}).rows
    ids = sorted(found)
    scored = [found[id_].likely + found[id_].drift for id_ in ids]
    pull = [0.0] * len(ids)
    if full and ids:
        tiers = _tiers(log, asof, policy, found)
        usual = median([each.value for each in found.values()])
        for at, id_ in enumerate(ids):
            each, tier = found[id_], tiers[id_]
            since = each.since if policy.orders_are_contacts else None
            cadence = factor(since, tier.interval_days, policy)
            scored[at] = max(scored[at], tier.floor * usual) * cadence
            pull[at] = each.drift * cadence if each.may_slot else 0.0
    order = weave(ids, scored, pull, policy.drift_every)
    return [_ranked(ids[at], found[ids[at]], scored[at]) for at, _slot in order]


def _tiers(
    log: OrderLog, asof: date, policy: Policy, found: Mapping[str, Learned]
) -> dict[str, TierPolicy]:
    """Return everybody's tier, as proposed to who sees this log for the first time."""
    history, middle = bought(log, asof.toordinal(), found)
    seen = first_seen(score(history, middle, {}, policy.weights), policy)
    return {id_: policy.tier(seen.get(id_)) for id_ in found}


def _ranked(name: str, each: Learned, score: float) -> Ranked:
    assert each.p_order is not None
    assert each.p_lapse is not None
    return Ranked(name, each.likely, each.drift, each.p_order, each.p_lapse, score)
