"""The gap closer: the fewest open deals whose amounts reach a gap (KPIS §3).

Of those the set with the largest product of chances, then by id. Exact over at most twenty deals;
of more the twenty likeliest are looked at.
"""

from collections.abc import Iterable, Iterator, Sequence
from math import prod

from msgspec.structs import replace

from repdesk.analytics.open_deals import open_deals
from repdesk.analytics.results import GapPlan, Note, OpenDeal
from repdesk.analytics.situation import Situation
from repdesk.analytics.targets import Goals, known_of, whole
from repdesk.domain.period import Period
from repdesk.domain.scopes import ALL, Scope

MOST = 20
METRIC = "sales_net"


def closers(deals: Iterable[OpenDeal], gap: int) -> tuple[OpenDeal, ...] | None:
    """Return the fewest deals that reach the gap, the largest first; None: all together do not."""
    looked_at = sorted(likeliest(deals), key=lambda deal: (-deal.amount, deal.deal))
    size = fewest(looked_at, gap)
    if size is None:
        return None
    best = min(
        _reaching(looked_at, 0, size, gap),
        key=lambda each: (-together(each), sorted(deal.deal for deal in each)),
    )
    return tuple(best)


def likeliest(deals: Iterable[OpenDeal]) -> list[OpenDeal]:
    """Return the twenty deals with the largest chance, ties by id."""
    return sorted(deals, key=lambda deal: (-deal.chance, deal.deal))[:MOST]


def fewest(by_amount: Sequence[OpenDeal], gap: int) -> int | None:
    """Return how many deals it takes, the largest amounts first; None: all are not enough."""
    total, count = 0, 0
    while total < gap and count < len(by_amount):
        total += by_amount[count].amount
        count += 1
    return count if total >= gap else None


def together(deals: Iterable[OpenDeal]) -> float:
    """Return the chance that all are won, the same whatever their order."""
    return prod(sorted(deal.chance for deal in deals))


def _reaching(
    by_amount: Sequence[OpenDeal], start: int, size: int, gap: int
) -> Iterator[tuple[OpenDeal, ...]]:
    """Walk the sets of that size, from `start` on, whose amounts reach the gap."""
    if size == 0:
        yield ()
        return
    for at in range(start, len(by_amount) - size + 1):
        if sum(deal.amount for deal in by_amount[at : at + size]) < gap:
            return
        deal = by_amount[at]
        for rest in _reaching(by_amount, at + 1, size - 1, gap - deal.amount):
            yield (deal, *rest)


def gap_plan(now: Situation, period: Period) -> GapPlan:
    """Return the set of open deals that would close the gap to a period's target of net sales."""
    goal = Goals(now.book).goal(METRIC, ALL, period)
    if goal is None:
        return GapPlan(str(period), None, None, None, note=Note("no_target"))
    target = whole(goal.value)
    if period.last <= now.day:
        return GapPlan(str(period), target, None, None, note=Note("period_over"))
    done = known_of(now, METRIC, Scope(), period).value
    actual = 0 if done is None else whole(done)
    plan = GapPlan(str(period), target, actual, target - actual)
    if target <= actual:
        return replace(plan, note=Note("target_reached"))
    return _closed(now, period, plan, target - actual)


def _closed(now: Situation, period: Period, plan: GapPlan, gap: int) -> GapPlan:
    known = open_deals(now, period.last)
    looked_at = likeliest(known.deals)
    plan = replace(plan, considered=len(looked_at), open=len(known.deals))
    deals = closers(looked_at, gap)
    if deals is None:
        amount = sum(deal.amount for deal in looked_at)
        note = Note("gap_too_large" if looked_at else "no_open_deals")
        return replace(plan, amount=amount, note=note)
    return replace(
        plan,
        deals=deals,
        amount=sum(deal.amount for deal in deals),
        chance=together(deals),
        note=None if known.in_time else Note("chance_at_all"),
    )
