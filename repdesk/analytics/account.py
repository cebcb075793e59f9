"""What one customer brought and owes, on a day (the money pane of a profile)."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median

from repdesk.analytics.costs import Costs, total
from repdesk.analytics.funnel import last_twelve_months
from repdesk.analytics.results import AccountMoney
from repdesk.analytics.sales import net_of
from repdesk.analytics.situation import Situation
from repdesk.domain.money import to_minor

GAPS = 2
"""Fewest gaps between order days that have a median."""


def median_gap(days: Sequence[str]) -> float | None:
    """Return the median days between distinct ISO days, oldest first; None for under GAPS gaps."""
    ordered = [date.fromisoformat(day) for day in dict.fromkeys(days)]
    gaps = [(after - before).days for before, after in pairwise(ordered)]
    return float(median(gaps)) if len(gaps) >= GAPS else None


def account(now: Situation, costs: Costs, customer: str) -> AccountMoney:
    """Return a customer's sales of twelve months, rhythm and debts as of the situation's day.

    Net and margin (profit / net of the lines with a cost) as KPIS §2 has them, credits taken off;
    the rhythm is of the distinct days of orders not fully credited.
    """
    currency = now.policy.currency
    year = [
        sale
        for sale in now.sold.within(last_twelve_months(now.day))
        if sale.order.customer == customer
    ]
    margin = total(costs.margin(sale) for sale in year)
    bought = [sale.day for sale in now.sold.purchases if sale.order.customer == customer]
    owed = (
        None
        if now.owed is None
        else [one for one in now.owed.orders if one.order.customer == customer]
    )
    return AccountMoney(
        customer=customer,
        net=to_minor(net_of(year), currency),
        margin=Fraction(margin.profit) / Fraction(margin.net) if margin.net > 0 else None,
        lines_without_cost=margin.without_cost,
        orders=len(bought),
        median_gap=median_gap(bought),
        last_order=bought[-1] if bought else None,
        open=None if owed is None else sum(one.open for one in owed),
        overdue=None if owed is None else sum(one.overdue for one in owed),
        days_overdue=max((one.late[0][0] for one in owed or () if one.late), default=0),
    )
