"""Learns the order rhythm of a whole log with numpy, and tells it customer by customer."""

import numpy as np

from repdesk.analytics.learned import Learned, Learning
from repdesk.analytics.results import Note
from repdesk.analytics.rhythm import cell_of, drift_part, fit, may_take_slot, order_days
from repdesk.analytics.tiers import OrderLog
from repdesk.domain.policy import Policy


def learn(log: OrderLog, asof: int, policy: Policy, /) -> Learning:
    """Return what the log tells of every customer with an order day up to a day (an ordinal)."""
    customers, days, amounts = log
    names = sorted(set(customers))
    index = {name: at for at, name in enumerate(names)}
    table, rhythm = fit(
        order_days(
            np.array([index[name] for name in customers], np.int64),
            np.array(days, np.int64),
            np.array(amounts, np.float64),
            asof,
        ),
        policy.horizon_days,
    )
    drift = drift_part(rhythm, policy.drift_weight)
    group, band = cell_of(rhythm)
    columns = (
        *(rhythm.orders, rhythm.since, rhythm.expected_gap, rhythm.lateness),
        *(rhythm.p_order, rhythm.p_lapse, rhythm.expected_orders * rhythm.value, drift),
        *(rhythm.value, may_take_slot(rhythm, drift)),
    )
    rows = {
        names[at]: Learned._make((*row, cell))
        for at, cell, *row in zip(
            rhythm.customer.tolist(),
            zip(group.tolist(), band.tolist(), strict=True),
            *(column.tolist() for column in columns),
            strict=True,
        )
    }
    cases = tuple(tuple(each) for each in table.cases.tolist())
    return Learning(rows, cases, None if rows else Note("no_history"))
