"""The order rhythm: how likely is the next order, learned from the book's own order days.

KPIS §6: a life table over lateness (days since the last order / the gap expected of this
customer), shrunk to a prior, in closed form. numpy only; amounts in whatever unit they come in.
"""

import msgspec
import numpy as np
from numpy.typing import NDArray

from repdesk.analytics.learned import BAND_EDGES, CELL_WEIGHT, MOST_ORDERS

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

EDGES: Floats = np.array(BAND_EDGES, np.float64)
GROUP_ENDS: Ints = np.array(MOST_ORDERS, np.int64)
_RISING = (0.35, 0.45, 0.55, 0.65, 0.8, 0.95, 1.05)
_FALLING = (1, 0.9, 0.8, 0.7, 0.6, 0.45, 0.35, 0.25, 0.15, 0.08, 0.04)
PRIOR_HAZARD: Floats = np.array((*_RISING, *_FALLING), np.float64)
PRIOR_LEVEL: Floats = np.array([0.45, 0.75, 1, 1, 1], np.float64)
BANDS, GROUPS = len(EDGES), len(PRIOR_LEVEL)

HALF_LIFE = 180.0
"""Days of order time after which a gap counts half."""
PRIOR_GAPS = 1.0
POOLED_WEIGHT, LEVEL_WEIGHT = 3.0, 5.0
FEWEST_GAPS, USUAL_GAP = 5, 30.0
"""Under so many gaps in the book the typical gap is this many days."""
VALUE_WEIGHT = 2.0
LAPSE_GAPS = 2.0
STEPS = 8
YEAR, MOST_A_YEAR = 365.0, 52.0
DAYS = 10_000_000
"""More than any date's ordinal."""
FEWEST_AT_RISK, FEWEST_FOR_SLOT = 2, 3
"""Order days from which a customer can be lost at all, and may take a fifth place."""


class OrderDays(msgspec.Struct, frozen=True):
    """Order days sorted by customer, then day: one row a customer and day, amounts above 0.

    `customer` is an index into the caller's list, `day` a date ordinal; nothing is after `asof`.
    """

    asof: int
    customer: Ints
    day: Ints
    amount: Floats


class LifeTable(msgspec.Struct, frozen=True):
    """Rates of ordering per expected gap: `hazard[group, band]`, `cumulated` at each lower edge.

    `typical_gap` is T in days, `median_amount` that of the book's order days. `cases[group, band]`
    counts the gaps, the open ones too, that lasted into the band: the n of a cell.
    """

    typical_gap: float
    median_amount: float
    hazard: Floats
    cumulated: Floats
    cases: Ints

    def at(self, group: Ints, lateness: Floats) -> Floats:
        """Return the cumulated hazard of each group up to each lateness."""
        band = np.searchsorted(EDGES, lateness, side="right") - 1
        return self.cumulated[group, band] + self.hazard[group, band] * (lateness - EDGES[band])


class Rhythm(msgspec.Struct, frozen=True):
    """One row a customer with an order day, ordered by `customer`; days, chances 0 to 1, amounts.

    `orders` n, `since` days since the last, `expected_gap` mu, `lateness` u = since / mu,
    `expected_orders` within the horizon, `value` v of one order, `yearly` what a year is worth.
    """

    customer: Ints
    orders: Ints
    since: Ints
    expected_gap: Floats
    lateness: Floats
    p_order: Floats
    p_lapse: Floats
    expected_orders: Floats
    value: Floats
    yearly: Floats


def order_days(customer: Ints, day: Ints, amount: Floats, asof: int) -> OrderDays:
    """Gather orders (in any order) into order days up to `asof`; amounts of 0 and below drop out.

    Amounts that are not finite drop out too.
    """
    keep = (amount > 0) & np.isfinite(amount) & (day <= asof)
    customer, day, amount = customer[keep], day[keep], amount[keep]
    if len(customer) == 0:
        return OrderDays(asof, customer, day, amount)
    order = np.argsort(customer * DAYS + day, kind="stable")
    key = (customer * DAYS + day)[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]])
    if len(first) < len(key):
        order = np.lexsort((amount, day, customer))
    customer, day, amount = customer[order], day[order], amount[order]
    return OrderDays(asof, customer[first], day[first], np.add.reduceat(amount, first))


def _expected_gaps(starts: Ints, counts: Ints, gaps: Floats, typical: float) -> Floats:
    """Return for each order day the gap expected after it, from the gaps before it only.

    `gaps[i]` is the gap that ends at row i (unused at a customer's first row). One step an order
    number, over all customers that have so many.
    """
    faded = 0.5 ** (np.maximum(gaps, 1.0) / HALF_LIFE)
    by_count = np.argsort(-counts, kind="stable")
    rows = starts[by_count]
    still = np.searchsorted(-counts[by_count], -np.arange(1, counts.max() + 1), side="right")
    prior = PRIOR_GAPS * typical
    total = np.full(len(rows), prior)
    weight = np.full(len(rows), PRIOR_GAPS)
    expected = np.empty(len(gaps))
    for step, count in enumerate(still.tolist()):
        at = rows[:count] + step
        if step:
            fade = faded[at]
            total = prior + (total[:count] - prior) * fade + gaps[at]
            weight = PRIOR_GAPS + (weight[:count] - PRIOR_GAPS) * fade + 1.0
        expected[at] = total / weight
    return expected


def _group(orders: Ints) -> Ints:
    return np.searchsorted(GROUP_ENDS, orders, side="left")


def _counted(group: Ints, band: Ints, weights: Floats | None = None) -> Floats:
    flat = np.bincount(group * BANDS + band, weights, GROUPS * BANDS)
    return flat.reshape(GROUPS, BANDS).astype(np.float64)


def _life_table(group: Ints, lateness: Floats, ended: Flags) -> tuple[Floats, Ints]:
    """Return hazard[group, band] and the spells that lasted into each cell.

    Spells are given by their group, their length in lateness, and whether an order ended them; one
    that ends exactly on an edge belongs to the band below.
    """
    band = np.maximum(np.searchsorted(EDGES, lateness, side="left") - 1, 0)
    spells = _counted(group, band)
    orders = _counted(group[ended], band[ended])
    entered = spells[:, ::-1].cumsum(axis=1)[:, ::-1]
    beyond = entered - spells
    exposure = _counted(group, band, lateness - EDGES[band])
    exposure[:, :-1] += beyond[:, :-1] * np.diff(EDGES)
    pooled = (orders.sum(axis=0) + POOLED_WEIGHT * PRIOR_HAZARD) / (
        exposure.sum(axis=0) + POOLED_WEIGHT
    )
    level = (orders.sum(axis=1) + LEVEL_WEIGHT * PRIOR_LEVEL) / (
        (exposure * pooled).sum(axis=1) + LEVEL_WEIGHT
    )
    hazard: Floats = (orders + CELL_WEIGHT * level[:, None] * pooled) / (exposure + CELL_WEIGHT)
    return hazard, entered.astype(np.int64)


def _table(typical: float, median: float, hazard: Floats, cases: Ints) -> LifeTable:
    cumulated = np.zeros_like(hazard)
    cumulated[:, 1:] = (hazard[:, :-1] * np.diff(EDGES)).cumsum(axis=1)
    return LifeTable(typical, median, hazard, cumulated, cases)


def fit(days: OrderDays, horizon: int) -> tuple[LifeTable, Rhythm]:
    """Learn the life table from the order days and read every customer off it.

    `horizon` is H in days. An empty log gives the prior's table and no rows.
    """
    rows = len(days.customer)
    if rows == 0:
        nobody = np.zeros(0, np.int64)
        nothing = np.zeros(0)
        empty = np.zeros(0, np.bool_)
        table = _table(USUAL_GAP, 0.0, *_life_table(nobody, nothing, empty))
        return table, Rhythm(nobody, nobody, nobody, *[nothing] * 7)
    is_first = np.r_[True, days.customer[1:] != days.customer[:-1]]
    starts = np.flatnonzero(is_first)
    counts = np.diff(np.r_[starts, rows])
    gaps = np.r_[1.0, np.diff(days.day).astype(np.float64)]
    completed = gaps[~is_first]
    typical = float(np.median(completed)) if len(completed) >= FEWEST_GAPS else USUAL_GAP
    expected = _expected_gaps(starts, counts, gaps, typical)

    last = starts + counts - 1
    since = days.asof - days.day[last]
    length = np.r_[gaps[1:], 0.0]
    length[last] = since
    lateness = length / expected
    so_far = np.arange(1, rows + 1) - np.repeat(starts, counts)
    ended = np.ones(rows, np.bool_)
    ended[last] = False
    group = _group(so_far)
    median = float(np.median(days.amount))
    table = _table(typical, median, *_life_table(group, lateness, ended))

    mu, u = expected[last], lateness[last]
    first_chance, more = _chances(table, group[last], mu, u, horizon)
    spent = np.add.reduceat(days.amount, starts)
    value = (spent + VALUE_WEIGHT * median) / (counts + VALUE_WEIGHT)
    return table, Rhythm(
        customer=days.customer[starts],
        orders=counts,
        since=since,
        expected_gap=mu,
        lateness=u,
        p_order=first_chance,
        p_lapse=np.exp(table.at(group[last], u) - table.at(group[last], u + LAPSE_GAPS)),
        expected_orders=more,
        value=value,
        yearly=value * np.minimum(YEAR / mu, MOST_A_YEAR),
    )


def drift_part(rhythm: Rhythm, weight: float) -> Floats:
    """Return what a contact may save: a year's worth x the odds of losing it x the weight."""
    at_risk = rhythm.yearly * rhythm.p_lapse * (1.0 - rhythm.p_lapse)
    part: Floats = np.where(rhythm.orders >= FEWEST_AT_RISK, weight * at_risk, 0.0)
    return part


def may_take_slot(rhythm: Rhythm, drift: Floats) -> Flags:
    """Say who may take a fifth place: three order days or more, late, something to lose."""
    return (rhythm.orders >= FEWEST_FOR_SLOT) & (rhythm.lateness >= 1.0) & (drift > 0.0)


def cell_of(rhythm: Rhythm) -> tuple[Ints, Ints]:
    """Return the group and the band in which each customer's open gap stands."""
    band = np.searchsorted(EDGES, rhythm.lateness, side="right") - 1
    return _group(rhythm.orders), band.astype(np.int64)


def _chances(
    table: LifeTable, group: Ints, mu: Floats, u: Floats, horizon: int
) -> tuple[Floats, Floats]:
    """Return P(an order within the horizon) and E[orders within it] of each customer.

    The horizon goes in eight steps: the chance that the first order falls into a step, times one
    and the orders that may follow it in what is left, at the rate of the next group.
    """
    following = np.minimum(group + 1, GROUPS - 1)
    again = 1.0 - np.exp(-table.at(following, np.full(len(mu), LAPSE_GAPS)))
    now = table.at(group, u)
    survived = np.ones(len(mu))
    orders = np.zeros(len(mu))
    for step in range(1, STEPS + 1):
        reached = np.exp(now - table.at(group, u + horizon * step / STEPS / mu))
        left = horizon * (1 - (step - 0.5) / STEPS)
        orders += (survived - reached) * (1.0 + again * left / mu)
        survived = reached
    return 1.0 - np.exp(now - table.at(group, u + horizon / mu)), orders
