"""The parts of a score that come from deals and debts (KPIS §6), in minor units."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from repdesk.analytics.columns import Rates
from repdesk.analytics.owing import Owing
from repdesk.analytics.pipeline import DealState, Odds, Pipeline, days_between, worth
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy


class DealPart(NamedTuple):
    """What an open deal adds: chance x amount x urgency; days in its stage and what is typical."""

    deal: str
    amount: float
    chance: float
    stage: str | None
    days: int | None
    typical: float
    closes: str | None


class DebtPart(NamedTuple):
    """What overdue money adds: `overdue` in minor units, the days of the oldest, its orders."""

    amount: float
    overdue: int
    days: int
    orders: tuple[str, ...]


def deal_parts(book: Book, deals: Pipeline, policy: Policy) -> dict[str, tuple[DealPart, ...]]:
    """Return the open deals with a known amount by customer, the largest part first."""
    odds = Odds(deals, policy)
    rates = Rates(book, policy.currency)
    soon = (date.fromisoformat(deals.day) + timedelta(policy.closing_days)).isoformat()
    found: dict[str, list[DealPart]] = defaultdict(list)
    for state in deals.deals:
        if state.state == "open" and state.deal.amount:
            part = _deal_part(state, deals, odds, rates, soon, policy)
            if part is not None:
                found[state.deal.customer].append(part)
    return {
        customer: tuple(sorted(parts, key=lambda part: (-part.amount, part.deal)))
        for customer, parts in found.items()
    }


def _deal_part(
    state: DealState, deals: Pipeline, odds: Odds, rates: Rates, soon: str, policy: Policy
) -> DealPart | None:
    deal = state.deal
    amount = worth(deal, rates, deals.day)
    if not amount or amount < 0:
        return None
    at, entered = state.stays[-1][:2] if state.stays else (0, None)
    typical = odds.typical_days(at)
    days = days_between(entered, deals.day) if entered else None
    urgency = days / typical - 1.0 if days is not None and typical > 0 else 0.0
    if deal.expected_close and deal.expected_close <= soon:
        urgency = max(urgency, 1.0)
    weight = policy.deal_base + policy.deal_urgency * min(max(urgency, 0.0), 1.0)
    chance = odds.chance(deal, at)
    stage = deals.stages[at].id if at < len(deals.stages) else None
    return DealPart(
        deal.id, chance * float(amount) * weight, chance, stage, days, typical, deal.expected_close
    )


def debt_parts(owed: Owing | None, policy: Policy) -> dict[str, DebtPart]:
    """Return what is overdue by customer; nothing while receivables are not known.

    Each overdue amount weighs by its own days, in full from `policy.debt_days` on.
    """
    late: dict[str, list[tuple[str, int, int]]] = defaultdict(list)
    for each in owed.overdue if owed is not None else ():
        for days, amount in each.late:
            late[each.order.customer].append((each.order.id, days, amount))
    return {customer: _debt(rows, policy) for customer, rows in late.items()}


def _debt(rows: Iterable[tuple[str, int, int]], policy: Policy) -> DebtPart:
    rows = sorted(rows, key=lambda row: (-row[1], row[0]))
    amount = sum(
        overdue * policy.debt_weight * min(1.0, days / policy.debt_days)
        for _order, days, overdue in rows
    )
    overdue = sum(row[2] for row in rows)
    return DebtPart(amount, overdue, rows[0][1], tuple(dict.fromkeys(row[0] for row in rows)))
