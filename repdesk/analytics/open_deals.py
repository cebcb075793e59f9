"""The open deals with an amount, and the chance of each to be won by a day (KPIS §3)."""

from datetime import date

import msgspec

from repdesk.analytics.closing import learned
from repdesk.analytics.columns import Rates
from repdesk.analytics.pipeline import Odds, days_between, worth
from repdesk.analytics.results import OpenDeal
from repdesk.analytics.situation import Situation
from repdesk.domain.money import round_half_up


class OpenDeals(msgspec.Struct, frozen=True):
    """Open deals by id; `in_time` says whether their chances are of being won in time, learned from
    closed deals, or (under 20 of those) of being won at all.
    """

    deals: tuple[OpenDeal, ...]
    in_time: bool
    without_rate: tuple[str, ...]

    @property
    def expected(self) -> float:
        """What they bring in time, in minor units."""
        return sum(deal.amount * deal.chance for deal in self.deals)


def open_deals(now: Situation, last: date) -> OpenDeals:
    """Return the open deals with the chance of each to be won from the day after to `last`.

    A deal without a start has no age: it is left out where chances go by age.
    """
    closing = learned(now.deals.deals)
    odds = Odds(now.deals, now.policy) if closing is None else None
    rates = Rates(now.book, now.policy.currency)
    left = max((last - now.day).days, 0)
    found, missing = [], []
    for state in now.deals.deals:
        deal = state.deal
        if state.state != "open" or not deal.amount or deal.amount < 0:
            continue
        amount = worth(deal, rates, now.deals.day)
        if amount is None:
            missing.append(deal.id)
            continue
        if odds is not None:
            chance = odds.chance(deal, state.stays[-1][0] if state.stays else 0)
        elif state.created is not None:
            assert closing is not None
            chance = closing.chance(days_between(state.created, now.deals.day), left)
        else:
            continue
        found.append(OpenDeal(deal.id, deal.customer, int(round_half_up(amount)), chance))
    return OpenDeals(tuple(found), closing is not None, tuple(missing))
