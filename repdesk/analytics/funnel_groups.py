"""The funnel taken apart: by zone, product or source where those have the deals, or by cohort."""

from collections import Counter, defaultdict
from datetime import date

from msgspec.structs import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.funnel import created_in, funnel_of
from repdesk.analytics.pipeline import DealState, Odds, Pipeline
from repdesk.analytics.results import FunnelGroup, FunnelGroups
from repdesk.analytics.results.asked import COHORTS, FUNNEL_BY
from repdesk.analytics.weakest import FEWEST, widened
from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period, period_of


def funnel_groups(
    deals: Pipeline, period: Period, odds: Odds, by: str, keys: Dimensions
) -> FunnelGroups:
    """Return a funnel for every group with at least 10 deals created in the period.

    The deals of all smaller groups are one funnel together; cohorts stand alone whatever their
    size, the oldest first, each held against the twelve months before it. Each funnel's weakest
    step is held to a z widened for so many funnels. Raises Invalid "dimension.unknown".
    """
    if by not in FUNNEL_BY:
        raise Invalid("dimension.unknown", value=by)
    if by in COHORTS:
        return _cohorts(deals, period, odds, by)
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


def _cohorts(deals: Pipeline, period: Period, odds: Odds, kind: str) -> FunnelGroups:
    """Return a funnel for every month, quarter or year in which deals were created."""
    days = {state.created for state in created_in(deals, period) if state.created is not None}
    spans = {period_of(date.fromisoformat(day), kind) for day in days}
    z = widened(len(spans))
    groups = []
    for span in sorted(spans, key=lambda span: span.first):
        within = _cut(span, period)
        groups.append(FunnelGroup(str(within), funnel_of(deals, within, odds, z)))
    return FunnelGroups(kind, tuple(groups), others=None, few=0, z=z)


def _cut(span: Period, period: Period) -> Period:
    """Return what of a span is in a period; cut, it is told by its days."""
    if span.first in period and span.last in period:
        return span
    return Period("range", max(span.first, period.first), min(span.last, period.last))
