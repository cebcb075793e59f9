"""Tiers proposed from five factors (KPIS §5), as seen for the first time.

Percentiles are over the book's own customers with an order; scores rounded to nine decimals.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from repdesk.analytics.rhythm import YEAR, Floats, Ints, OrderDays
from repdesk.domain.policy import Policy

FEWEST = 10
"""Under so many customers with an order nobody is proposed for a tier."""
QUARTER = 90
NEW_ORDERS = 2
MIDDLE = 50.0
DECIMALS = 9


@dataclass(frozen=True, slots=True)
class Ratings:
    """The rep's own figures of the same customers, NaN for none: marks 1 to 5, money."""

    fit: Floats
    potential: Floats
    strategic: Floats
    annual_demand: Floats


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row a customer with an order day: factors and score 0 to 100, percentile of the score.

    `tier` is None where the book is too small for shares.
    """

    customer: Ints
    power: Floats
    frequency: Floats
    fit: Floats
    potential: Floats
    strategic: Floats
    score: Floats
    percentile: Floats
    tier: tuple[str | None, ...]


def percentiles(values: Floats) -> Floats:
    """Return 100 x (below + at or below) / 2n of each value among all of them."""
    ranked = np.sort(values)
    below = np.searchsorted(ranked, values, side="left")
    up_to = np.searchsorted(ranked, values, side="right")
    share: Floats = 100.0 * (below + up_to) / (2 * max(len(values), 1))
    return share


def unrated(customers: int) -> Ratings:
    """Return ratings in which nobody is rated."""
    nothing = np.full(customers, np.nan)
    return Ratings(nothing, nothing, nothing, nothing)


def _rated(marks: Floats) -> Floats:
    return np.where(np.isnan(marks), MIDDLE, 25.0 * (marks - 1.0))


def _sums(row: Ints, amounts: Floats, customers: int) -> Floats:
    return np.bincount(row, amounts, customers).astype(np.float64)


def propose(days: OrderDays, ratings: Ratings, policy: Policy) -> Proposal:
    """Return the first-seen proposal for every customer with an order day.

    `ratings` are given for those customers, in the order of their index. 365 and 90 days are ages
    0 to 364 and 0 to 89 on the day of `days`.
    """
    customer, row = np.unique(days.customer, return_inverse=True)
    n = len(customer)
    if n == 0:
        none = np.zeros(0)
        return Proposal(days.customer, none, none, none, none, none, none, none, ())
    age = days.asof - days.day
    year, quarter = age < YEAR, age < QUARTER
    revenue = _sums(row, days.amount * year, n)
    demand: Floats = np.where(np.isnan(ratings.annual_demand), revenue, ratings.annual_demand)
    first = np.zeros(n, np.int64)
    np.maximum.at(first, row, age)
    median = float(np.median(days.amount))
    expected: Floats = revenue * QUARTER / np.clip(first, QUARTER, YEAR)
    growth: Floats = (_sums(row, days.amount * quarter, n) + median) / (expected + median)
    power = percentiles(demand.round(DECIMALS))
    frequency = percentiles(_sums(row, year.astype(float), n))
    potential = np.where(
        np.isnan(ratings.potential),
        percentiles(growth.round(DECIMALS)),
        25.0 * (ratings.potential - 1.0),
    )
    fit, strategic = _rated(ratings.fit), _rated(ratings.strategic)
    weights = policy.weights
    score: Floats = np.round(
        weights.power * power
        + weights.frequency * frequency
        + weights.fit * fit
        + weights.potential * potential
        + weights.strategic * strategic,
        DECIMALS,
    )
    percentile = percentiles(score)
    new = (first <= QUARTER) & (np.bincount(row, minlength=n) <= NEW_ORDERS)
    tier: Sequence[str | None] = [None] * n
    if n >= FEWEST:
        tier = [
            _tier(*each, policy)
            for each in zip(percentile.tolist(), potential.tolist(), new.tolist(), strict=True)
        ]
    return Proposal(
        customer, power, frequency, fit, potential, strategic, score, percentile, tuple(tier)
    )


def _tier(percentile: float, potential: float, new: bool, policy: Policy) -> str:
    if percentile > policy.vip_above:
        return "VIP"
    if percentile > policy.key_above:
        return "key"
    return "potential" if potential > policy.potential_above or new else "general"
