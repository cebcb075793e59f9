"""Tiers proposed from five factors (KPIS §5), at first sight or against the tier a review gave.

Percentiles are over the book's own customers with an order; scores rounded to nine decimals.
Standard library only: the short verbs tell tiers too.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from math import floor
from typing import NamedTuple

from repdesk.analytics.purchases import QUARTER, YEAR, Bought, OrderLog, bought
from repdesk.domain.customer import Customer
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy, TierWeights
from repdesk.domain.tier import FEWEST

NEW_ORDERS = 2
MIDDLE = 50.0
TIDY = 1e9


class Ratings(NamedTuple):
    """The rep's own figures of a customer: marks 1 to 5, a year's demand in the log's unit."""

    fit: float | None = None
    potential: float | None = None
    strategic: float | None = None
    annual_demand: float | None = None


UNRATED = Ratings()


class Factors(NamedTuple):
    """The five factors of a customer, each 0 to 100."""

    power: float
    frequency: float
    fit: float
    potential: float
    strategic: float


FACTORS = Factors._fields


class TierScore(NamedTuple):
    """The five factors (0 to 100), the weighted score, its percentile; `new`: a new customer."""

    power: float
    frequency: float
    fit: float
    potential: float
    strategic: float
    score: float
    percentile: float
    new: bool


def ratings(customer: Customer, unit: float) -> Ratings:
    """Return the rep's own figures of a customer; `unit` minor units are one of the log's."""
    given = customer.ratings
    demand = None if customer.annual_demand is None else customer.annual_demand / unit
    if given is None:
        return UNRATED if demand is None else Ratings(annual_demand=demand)
    return Ratings(given.fit, given.potential, given.strategic, demand)


class Ranks:
    """The five factors of every customer with an order, for one of them or for all.

    365 and 90 days are ages 0 to 364 and 0 to 89; who is not `rated` has no ratings.
    """

    def __init__(
        self, history: Mapping[str, Bought], median_order: float, rated: Mapping[str, Ratings]
    ) -> None:
        self._places = {customer: at for at, customer in enumerate(history)}
        self._marks = [rated.get(customer, UNRATED) for customer in history]
        rows = history.values()
        self._power = _tidied(
            one.revenue if mark.annual_demand is None else mark.annual_demand
            for one, mark in zip(rows, self._marks, strict=True)
        )
        self._frequency = [one.year for one in rows]
        self._growth = _tidied(_growth(one, median_order) for one in rows)

    def all(self) -> list[Factors]:
        """Return everybody's factors, in the order of the history."""
        ranked = (percentiles(self._power), percentiles(self._frequency), percentiles(self._growth))
        return [_factors(*each) for each in zip(*ranked, self._marks, strict=True)]

    def of(self, customer: str) -> Factors | None:
        """Return the factors of one customer; None: no order."""
        at = self._places.get(customer)
        if at is None:
            return None
        power, frequency, growth = [
            100.0
            * (bisect_left(ranked, values[at]) + bisect_right(ranked, values[at]))
            / (2 * len(ranked))
            for values, ranked in self._ranked
        ]
        return _factors(power, frequency, growth, self._marks[at])

    @cached_property
    def _ranked(self) -> list[tuple[Sequence[float], list[float]]]:
        """What is ranked by: as it stands in the history, and the least first."""
        each: list[Sequence[float]] = [self._power, self._frequency, self._growth]
        return [(values, sorted(values)) for values in each]


def score(
    history: Mapping[str, Bought],
    median_order: float,
    rated: Mapping[str, Ratings],
    weights: TierWeights,
) -> dict[str, TierScore]:
    """Return the factors, score and percentile of every customer with an order (see `Ranks`)."""
    factors = Ranks(history, median_order, rated).all()
    scores = _tidied(weighted(each, weights) for each in factors)
    new = [one.first <= QUARTER and one.days <= NEW_ORDERS for one in history.values()]
    return {
        customer: TierScore(*each, whole, percentile, is_new)
        for customer, each, whole, percentile, is_new in zip(
            history, factors, scores, percentiles(scores), new, strict=True
        )
    }


def weighted(factors: Sequence[float], weights: TierWeights) -> float:
    """Return the weighted sum of the five factors."""
    power, frequency, fit, potential, strategic = factors
    return (
        weights.power * power
        + weights.frequency * frequency
        + weights.fit * fit
        + weights.potential * potential
        + weights.strategic * strategic
    )


def _tidied(values: Iterable[float]) -> list[float]:
    """Return values at nine decimals, so that what is equal ranks as equal."""
    return [floor(value * TIDY + 0.5) / TIDY for value in values]


def percentiles(values: Sequence[float]) -> list[float]:
    """Return 100 x (below + at or below) / 2n of each value among all of them."""
    n, below = len(values), 0
    counted = {value: at for at, value in enumerate(sorted(values), 1)}
    share: dict[float, float] = {}
    for value, at_or_below in counted.items():
        share[value] = 100.0 * (below + at_or_below) / (2 * n)
        below = at_or_below
    return [share[value] for value in values]


def _growth(one: Bought, median_order: float) -> float:
    """Return 90-day revenue against what a quarter of the year's leads to expect."""
    expected = one.revenue * QUARTER / min(max(one.first, QUARTER), YEAR)
    return (one.quarter + median_order) / (expected + median_order)


def _factors(power: float, frequency: float, growth: float, marks: Ratings) -> Factors:
    return Factors(
        power,
        frequency,
        _rated(marks.fit, MIDDLE),
        _rated(marks.potential, growth),
        _rated(marks.strategic, MIDDLE),
    )


def _rated(mark: float | None, otherwise: float) -> float:
    return otherwise if mark is None else 25.0 * (mark - 1.0)


def says(found: TierScore, policy: Policy, machine: str | None = None) -> str:
    """Return the tier that the factors speak for.

    Against the `machine`'s tier so far every cut has a margin: who is above it keeps it down to so
    many points below, who is under it passes only so many above. At first sight (None) there is no
    margin, and being new never has one.
    """
    margin = 0.0 if machine is None else policy.review_margin

    def passes(value: float, cut: float, above: bool) -> bool:
        return value > (cut - margin if above else cut + margin)

    if passes(found.percentile, policy.vip_above, machine == "VIP"):
        return "VIP"
    if passes(found.percentile, policy.key_above, machine in ("VIP", "key")):
        return "key"
    if found.new or passes(found.potential, policy.potential_above, machine == "potential"):
        return "potential"
    return "general"


def proposed(
    log: OrderLog, asof: int, customers: Mapping[str, Customer], policy: Policy
) -> dict[str, str]:
    """Return the proposal at first sight for these customers of a log in major units."""
    history, middle = bought(log, asof, customers)
    unit = 10.0 ** minor_digits(policy.currency)
    rated = {id_: ratings(customers[id_], unit) for id_ in history}
    return first_seen(score(history, middle, rated, policy.weights), policy)


def first_seen(found: Mapping[str, TierScore], policy: Policy) -> dict[str, str]:
    """Return the proposal at first sight; nobody's in a book too small for shares."""
    if len(found) < FEWEST:
        return {}
    return {customer: says(one, policy) for customer, one in found.items()}
