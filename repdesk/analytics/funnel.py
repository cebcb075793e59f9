"""The funnel (KPIS §4): deals created in a period, the stages they reached, what they decided."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from itertools import chain
from operator import add
from statistics import median

from msgspec.structs import replace

from repdesk.analytics.intervals import SMALL, wilson
from repdesk.analytics.pipeline import DealState, Odds, Pipeline, days_between, pipeline
from repdesk.analytics.results import Funnel, FunnelStage, FunnelStep, Note, Overall
from repdesk.analytics.stalled import stalled
from repdesk.analytics.weakest import Counts, Z, verdict, weakest
from repdesk.domain.book import Book
from repdesk.domain.period import Period, add_months
from repdesk.domain.policy import Policy


def last_twelve_months(day: date) -> Period:
    """Return the twelve months that end on the day."""
    return Period("range", add_months(day, -12) + timedelta(days=1), day)


def funnel(book: Book, period: Period, day: date, policy: Policy) -> Funnel:
    """Return the funnel of the deals created in the period as they stand at the end of the day."""
    deals = pipeline(book, day)
    return funnel_of(deals, period, Odds(deals, policy))


def year_before(period: Period) -> Period:
    """Return the twelve months directly before a period, which its steps are held against."""
    last = period.first - timedelta(days=1)
    return Period("range", add_months(period.first, -12), last)


def created_in(deals: Pipeline, period: Period) -> list[DealState]:
    """Return the deals created in a period, by id."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return [state for state in deals.deals if state.created and first <= state.created <= last]


def funnel_of(deals: Pipeline, period: Period, odds: Odds, z: float = Z) -> Funnel:
    """Return the funnel of the deals of a pipeline that were created in the period.

    `odds` are of the whole book's deals; `z` is what the weakest step is held to.
    """
    taken = created_in(deals, period)
    earlier = created_in(deals, year_before(period))
    names = [(stage.id, stage.name) for stage in deals.stages]
    if deals.won is not None:
        names.append((deals.won.id, deals.won.name))
    depth = len(deals.stages) + 1
    furthest, before = _Furthest(taken, depth), _Furthest(earlier, depth)
    days: dict[int, list[int]] = defaultdict(list)
    for state in taken:
        for at, entered, left in state.stays:
            if left is not None:
                days[at].append(days_between(entered, left))
    stages = [
        FunnelStage(
            stage=id_,
            name=name,
            reached=furthest.reached(at),
            ids=furthest.ids(at),
            median_days=float(median(days[at])) if days[at] else None,
            median_n=len(days[at]),
        )
        for at, (id_, name) in enumerate(names)
    ]
    steps = [
        _step(at, names[at][0], names[at + 1][0], furthest, before, z)
        for at in range(len(names) - 1)
    ]
    named = weakest([_counts(step) for step in steps], z)
    return Funnel(
        start=period.first.isoformat(),
        end=period.last.isoformat(),
        stages=tuple(stages),
        steps=tuple(steps),
        overall=_overall(taken),
        lost_reasons=_reasons(taken),
        ids=tuple(state.deal.id for state in taken),
        weakest=named,
        note=None if taken else Note("no_deals"),
        unnamed=_unnamed(steps, dict(names)) if named is None else None,
        stalled=stalled(replace(deals, deals=tuple(taken)), odds),
    )


def _counts(step: FunnelStep) -> Counts:
    return Counts(step.k, step.n, step.before_k, step.before_n)


def _unnamed(steps: list[FunnelStep], names: dict[str, str]) -> Note | None:
    """Say why no step is named, of the largest fall that may be chance, else of the lowest rate."""
    decided = [step for step in steps if step.n]
    doubtful = [step for step in decided if step.verdict == "chance"]
    if doubtful:
        step = max(doubtful, key=lambda step: _counts(step).fall)
    elif decided:
        step = min(decided, key=lambda step: Fraction(step.k, step.n))
    else:
        return None
    facts = {"origin": names[step.origin], "target": names[step.target]}
    counts = {"k": step.k, "n": step.n, "before_k": step.before_k, "before_n": step.before_n}
    return Note(step.verdict, (*facts.items(), *counts.items()))


def _interval(k: int, n: int) -> tuple[float | None, float | None]:
    found = wilson(k, n) if n < SMALL else None
    return found or (None, None)


def _reasons(states: Iterable[DealState]) -> tuple[tuple[str, int], ...]:
    counts = Counter(state.reason for state in states if state.state == "lost")
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


class _Furthest:
    """Deals by the furthest stage they reached, and which of them were lost there."""

    def __init__(self, states: Iterable[DealState], stages: int) -> None:
        self._there: list[list[str]] = [[] for _stage in range(stages)]
        self._lost: list[list[DealState]] = [[] for _stage in range(stages)]
        for state in states:
            if state.state == "lost":
                self._lost[state.reached].append(state)
            else:
                self._there[state.reached].append(state.deal.id)

    def lost(self, at: int) -> list[DealState]:
        """Return the deals lost at a stage."""
        return self._lost[at]

    def there(self, at: int) -> tuple[str, ...]:
        """Return the deals that got no farther than a stage and are not lost."""
        return tuple(self._there[at])

    def reached(self, at: int) -> int:
        """Return how many reached a stage."""
        return sum(map(len, self._there[at:])) + sum(map(len, self._lost[at:]))

    def ids(self, at: int) -> tuple[str, ...]:
        """Return the deals that reached a stage, those that got farthest last."""
        lost = ([state.deal.id for state in states] for states in self._lost[at:])
        return tuple(chain.from_iterable(map(add, self._there[at:], lost)))


def _step(
    at: int, origin: str, target: str, taken: _Furthest, earlier: _Furthest, z: float
) -> FunnelStep:
    reached, moved, lost = taken.reached(at), taken.reached(at + 1), taken.lost(at)
    before_k = earlier.reached(at + 1)
    decided, before_n = moved + len(lost), before_k + len(earlier.lost(at))
    low, high = _interval(moved, decided)
    return FunnelStep(
        origin=origin,
        target=target,
        reached=reached,
        moved_on=moved,
        lost=len(lost),
        open=reached - decided,
        rate=Fraction(moved, decided) if decided else None,
        k=moved,
        n=decided,
        low=low,
        high=high,
        lost_reasons=_reasons(lost),
        moved_ids=taken.ids(at + 1),
        lost_ids=tuple(state.deal.id for state in lost),
        open_ids=taken.there(at),
        before_k=before_k,
        before_n=before_n,
        verdict=verdict(Counts(moved, decided, before_k, before_n), z),
    )


def _overall(taken: list[DealState]) -> Overall:
    states = Counter([state.state for state in taken])
    won, decided = states["won"], states["won"] + states["lost"]
    low, high = _interval(won, decided)
    rate = Fraction(won, decided) if decided else None
    return Overall(rate, won, decided, len(taken) - decided, low, high)
