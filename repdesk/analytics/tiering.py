"""Tiers at first sight of a whole book at once: what `tiers` says, the same to the last bit."""

from collections.abc import Mapping, Sequence

import numpy as np

from repdesk.analytics.purchases import QUARTER, YEAR
from repdesk.analytics.rhythm import Floats, Ints, OrderDays
from repdesk.analytics.tiers import MIDDLE, NEW_ORDERS, TIDY
from repdesk.domain.customer import Customer
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy
from repdesk.domain.tier import FEWEST


def first_seen(
    days: OrderDays, names: Sequence[str], customers: Mapping[str, Customer], policy: Policy
) -> dict[str, str]:
    """Return the proposal for these customers; `days` may hold others' too.

    `names` are the ids behind the customers of `days`, which are in major units. Nobody's in a book
    too small for shares.
    """
    ours = np.array([name in customers for name in names], np.bool_)[days.customer]
    who, amounts = days.customer[ours], days.amount[ours]
    is_first = np.r_[True, who[1:] != who[:-1]][: len(who)]
    starts, row = np.flatnonzero(is_first), np.cumsum(is_first) - 1
    n = len(starts)
    if n < FEWEST:
        return {}
    ids = [names[at] for at in who[starts].tolist()]
    age = days.asof - days.day[ours]
    first = age[starts]
    revenue = _sums(row, amounts, age < YEAR, n)
    expected = revenue * QUARTER / np.clip(first, QUARTER, YEAR)
    middle = float(np.median(amounts))
    growth = (_sums(row, amounts, age < QUARTER, n) + middle) / (expected + middle)

    demand, fit, potential, strategic = _rated(ids, customers, policy)
    power = _percentiles(_tidy(np.where(np.isnan(demand), revenue, demand)))
    frequency = _percentiles(np.bincount(row, age < YEAR, n).astype(np.float64))
    growing = np.where(np.isnan(potential), _percentiles(_tidy(growth)), potential)
    weights = policy.weights
    score = (
        weights.power * power
        + weights.frequency * frequency
        + weights.fit * np.where(np.isnan(fit), MIDDLE, fit)
        + weights.potential * growing
        + weights.strategic * np.where(np.isnan(strategic), MIDDLE, strategic)
    )
    percentile = _percentiles(_tidy(score))
    new = (first <= QUARTER) & (np.bincount(row, minlength=n) <= NEW_ORDERS)
    tiers = np.select(
        [
            percentile > policy.vip_above,
            percentile > policy.key_above,
            new | (growing > policy.potential_above),
        ],
        ["VIP", "key", "potential"],
        "general",
    )
    return dict(zip(ids, tiers.tolist(), strict=True))


def _sums(row: Ints, amounts: Floats, counted: np.typing.NDArray[np.bool_], n: int) -> Floats:
    """Return the sum of each row's counted amounts, added one by one in their order."""
    return np.bincount(row[counted], amounts[counted], n).astype(np.float64)


def _tidy(values: Floats) -> Floats:
    tidied: Floats = np.floor(values * TIDY + 0.5) / TIDY
    return tidied


def _percentiles(values: Floats) -> Floats:
    ranked = np.sort(values)
    below = np.searchsorted(ranked, values, side="left")
    up_to = np.searchsorted(ranked, values, side="right")
    share: Floats = 100.0 * (below + up_to) / (2 * len(values))
    return share


def _rated(
    ids: Sequence[str], customers: Mapping[str, Customer], policy: Policy
) -> tuple[Floats, Floats, Floats, Floats]:
    """Return the rep's own figures: demand in major units, three marks from 0 to 100; NaN: none."""
    unit = 10.0 ** minor_digits(policy.currency)
    demand, fit, potential, strategic = np.full((4, len(ids)), np.nan)
    for at, id_ in enumerate(ids):
        customer = customers[id_]
        if customer.annual_demand is not None:
            demand[at] = customer.annual_demand / unit
        given = customer.ratings
        if given is not None:
            for column, mark in (
                (fit, given.fit),
                (potential, given.potential),
                (strategic, given.strategic),
            ):
                if mark is not None:
                    column[at] = 25.0 * (mark - 1.0)
    return demand, fit, potential, strategic
