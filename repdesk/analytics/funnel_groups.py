"""The funnel taken apart by zone, product, category or source, where those have the deals."""

from collections import Counter, defaultdict
from dataclasses import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.funnel import created_in, funnel_of
from repdesk.analytics.pipeline import DealState, Odds, Pipeline
from repdesk.analytics.results import FunnelGroup, FunnelGroups
from repdesk.analytics.weakest import FEWEST, widened
from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period

BY = ("zone", "product", "category", "source")


def funnel_groups(
    deals: Pipeline, period: Period, odds: Odds, by: str, keys: Dimensions
) -> FunnelGroups:
    """Return a funnel for every group with at least 10 deals created in the period.

    The deals of all smaller groups are one funnel together. Each funnel's weakest step is held to
    a z widened for so many funnels. Raises Invalid "dimension.unknown".
    """
    if by not in BY:
        raise Invalid("dimension.unknown", value=by)
    sizes = Counter(keys.of_deal(by, state.deal) for state in created_in(deals, period))
    large = [key for key, size in sizes.items() if size >= FEWEST]
    large.sort(key=lambda key: (key is None, -sizes[key], key or ""))
    few = len(sizes) - len(large)
    states: dict[str | None, list[DealState]] = defaultdict(list)
    rest: list[DealState] = []
    for state in deals.deals:
        key = keys.of_deal(by, state.deal)
        (states[key] if key in large else rest).append(state)
    z = widened(len(large) + bool(few))
    return FunnelGroups(
        by=by,
        groups=tuple(
            FunnelGroup(key, funnel_of(replace(deals, deals=tuple(states[key])), period, odds, z))
            for key in large
        ),
        others=funnel_of(replace(deals, deals=tuple(rest)), period, odds, z) if few else None,
        few=few,
        z=z,
    )
