"""Learns the order rhythm of a whole log with numpy, and tells it customer by customer."""

from collections.abc import Mapping

import numpy as np

from repdesk.analytics.learned import Learned, Learning
from repdesk.analytics.purchases import OrderLog
from repdesk.analytics.results import Note
from repdesk.analytics.rhythm import cell_of, drift_part, fit, may_take_slot, order_days
from repdesk.analytics.tiering import first_seen
from repdesk.domain.customer import Customer
from repdesk.domain.policy import Policy


def learn(log: OrderLog, asof: int, policy: Policy, own: Mapping[str, Customer], /) -> Learning:
    """Return what the log tells of every customer with an order day up to a day (an ordinal).

    `own` are those of the book who may be proposed for a tier.
    """
    customers, days, amounts = log
    names = sorted(set(customers))
    index = {name: at for at, name in enumerate(names)}
    by_day = order_days(
        np.array([index[name] for name in customers], np.int64),
        np.array(days, np.int64),
        np.array(amounts, np.float64),
        asof,
    )
    table, rhythm = fit(by_day, policy.horizon_days)
    drift = drift_part(rhythm, policy.drift_weight)
    group, band = cell_of(rhythm)
    columns = (
        *(rhythm.orders, rhythm.since, rhythm.expected_gap, rhythm.lateness),
        *(rhythm.p_order, rhythm.p_lapse, rhythm.expected_orders * rhythm.value, drift),
        *(rhythm.value, may_take_slot(rhythm, drift)),
    )
    cells = zip(group.tolist(), band.tolist(), strict=True)
    told = map(Learned, *(column.tolist() for column in columns), cells)
    return Learning(
        {names[at]: each for at, each in zip(rhythm.customer.tolist(), told, strict=True)},
        tuple(tuple(each) for each in table.cases.tolist()),
        first_seen(by_day, names, own, policy),
        None if len(by_day.customer) else Note("no_history"),
    )
