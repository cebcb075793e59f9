"""Open deals that stand in a stage longer than the rep's won deals did (KPIS §4)."""

from repdesk.analytics.pipeline import Odds, Pipeline, days_between
from repdesk.analytics.results import StalledDeal


def stalled(deals: Pipeline, odds: Odds) -> tuple[StalledDeal, ...]:
    """Return the stalled ones among the deals, the longest beyond their stage's limit first.

    `odds` are learned from the whole book's deals; `deals` may be a part of them.
    """
    found = []
    for state in deals.deals:
        if state.state != "open" or not state.stays:
            continue
        at, entered, left = state.stays[-1]
        if left is not None:
            continue
        days, limit = days_between(entered, deals.day), odds.patience(at)
        if days > limit:
            deal, stage = state.deal, deals.stages[at].id
            found.append(StalledDeal(deal.id, deal.customer, stage, days, limit))
    found.sort(key=lambda each: (each.limit - each.days, each.deal))
    return tuple(found)
