"""Tiers proposed from five factors (KPIS §5), at first sight or against the tier a review gave.

Percentiles are over the book's own customers with an order; scores rounded to nine decimals.
Standard library only: the short verbs tell tiers too.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from math import floor, inf
from statistics import median
from typing import NamedTuple

from repdesk.domain.customer import Customer
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy, TierWeights
from repdesk.domain.tier import FEWEST

YEAR, QUARTER = 365, 90
NEW_ORDERS = 2
MIDDLE = 50.0
TIDY = 1e9
FACTORS = ("power", "frequency", "fit", "potential", "strategic")

OrderLog = tuple[Sequence[str], Sequence[int], Sequence[float]]
"""Orders as customers, days (ordinals) and amounts, in any order, all in one unit."""


class Ratings(NamedTuple):
    """The rep's own figures of a customer: marks 1 to 5, a year's demand in the log's unit."""

    fit: float | None = None
    potential: float | None = None
    strategic: float | None = None
    annual_demand: float | None = None


UNRATED = Ratings()


class Bought(NamedTuple):
    """What a customer bought up to a day: of 365 days revenue and order days, of 90 days revenue.

    `first` days since the first order, `days` order days in all.
    """

    revenue: float
    year: int
    quarter: float
    first: int
    days: int


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


def bought(
    log: OrderLog, asof: int, among: Mapping[str, object]
) -> tuple[dict[str, Bought], float]:
    """Return what each customer (of those `among`) bought up to a day, and the median order day.

    Amounts of 0 and below, and not finite ones, are no orders. The order of rows does not matter.
    """
    orders: dict[str, list[tuple[int, float]]] = {}
    for customer, day, amount in zip(*log, strict=True):
        if 0.0 < amount < inf and day <= asof:
            known = orders.get(customer)
            if known is not None:
                known.append((day, amount))
            elif customer in among:
                orders[customer] = [(day, amount)]
    found: dict[str, Bought] = {}
    amounts: list[float] = []
    for customer in sorted(orders):
        rows = _by_day(sorted(orders[customer]))
        amounts += [amount for _day, amount in rows]
        found[customer] = _bought(rows, asof)
    return found, median(amounts) if amounts else 0.0


def _by_day(rows: list[tuple[int, float]]) -> list[tuple[int, float]]:
    """Return sorted rows with those of one day added up."""
    whole = rows[:1]
    for day, amount in rows[1:]:
        if day == whole[-1][0]:
            amount += whole.pop()[1]
        whole.append((day, amount))
    return whole


def _bought(rows: list[tuple[int, float]], asof: int) -> Bought:
    revenue = quarter = 0.0
    days = 0
    for day, amount in rows:
        if day > asof - YEAR:
            days += 1
            revenue += amount
            if day > asof - QUARTER:
                quarter += amount
    return Bought(revenue, days, quarter, asof - rows[0][0], len(rows))


def ratings(customer: Customer, unit: float) -> Ratings:
    """Return the rep's own figures of a customer; `unit` minor units are one of the log's."""
    given = customer.ratings
    demand = None if customer.annual_demand is None else customer.annual_demand / unit
    if given is None:
        return UNRATED if demand is None else Ratings(annual_demand=demand)
    return Ratings(given.fit, given.potential, given.strategic, demand)


def score(
    history: Mapping[str, Bought],
    median_order: float,
    rated: Mapping[str, Ratings],
    weights: TierWeights,
) -> dict[str, TierScore]:
    """Return the factors, score and percentile of every customer with an order.

    365 and 90 days are ages 0 to 364 and 0 to 89; who is not `rated` has no ratings.
    """
    marks = [rated.get(customer, UNRATED) for customer in history]
    rows = history.values()
    power = percentiles(
        [
            tidy(one.revenue if mark.annual_demand is None else mark.annual_demand)
            for one, mark in zip(rows, marks, strict=True)
        ]
    )
    frequency = percentiles([one.year for one in rows])
    growth = percentiles([tidy(_growth(one, median_order)) for one in rows])
    fit = [_rated(mark.fit, MIDDLE) for mark in marks]
    potential = [_rated(mark.potential, own) for mark, own in zip(marks, growth, strict=True)]
    strategic = [_rated(mark.strategic, MIDDLE) for mark in marks]
    factors = list(zip(power, frequency, fit, potential, strategic, strict=True))
    scores = [tidy(weighted(each, weights)) for each in factors]
    new = [one.first <= QUARTER and one.days <= NEW_ORDERS for one in rows]
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


def tidy(value: float) -> float:
    """Return a value at nine decimals, so that what is equal ranks as equal."""
    return floor(value * TIDY + 0.5) / TIDY


def percentiles(values: Sequence[float]) -> list[float]:
    """Return 100 x (below + at or below) / 2n of each value among all of them."""
    n = len(values)
    share: dict[float, float] = {}
    below = 0
    for value, times in sorted(Counter(values).items()):
        share[value] = 100.0 * (2 * below + times) / (2 * n)
        below += times
    return [share[value] for value in values]


def _growth(one: Bought, median_order: float) -> float:
    """Return 90-day revenue against what a quarter of the year's leads to expect."""
    expected = one.revenue * QUARTER / min(max(one.first, QUARTER), YEAR)
    return (one.quarter + median_order) / (expected + median_order)


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
