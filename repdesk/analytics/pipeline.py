"""Deals as they stood on a day: the stages they passed, how they ended, the odds of an open one.

KPIS §1 (created, lead, state), §4 (reached, time in stage, chance of winning).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date
from fractions import Fraction
from functools import lru_cache
from statistics import median

import msgspec

from repdesk.analytics.columns import Rates
from repdesk.analytics.intervals import shrunk
from repdesk.analytics.ledger import Ledger
from repdesk.domain.book import Book
from repdesk.domain.deal import Deal, Stage, StageEvent
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy

FEWEST_WINS = 8
DEFAULT_CHANCES = (0.10, 0.25, 0.45)


def days_between(first: str, last: str) -> int:
    """Return the days from one ISO day (or moment) to another."""
    return _ordinal(last[:10]) - _ordinal(first[:10])


@lru_cache(8192)
def _ordinal(day: str) -> int:
    """Return a day's number. Days come again and again: reading one costs more than the rest."""
    return date.fromisoformat(day).toordinal()


class DealState(msgspec.Struct, frozen=True, gc=False):
    """A deal on a day. `stays` are (stage index, entered, left or None) among the open stages.

    `created` is the day of its first event (None: it has no start), `state` open, won or lost,
    `ended` the day of that; `reached` the furthest open stage's index, len(open stages) when won.
    """

    deal: Deal
    created: str | None
    state: str
    ended: str | None
    reason: str
    reached: int
    stays: tuple[tuple[int, str, str | None], ...]


class Pipeline(msgspec.Struct, frozen=True):
    """All deals up to a day, ordered by id, over the open stages in their order."""

    day: str
    stages: tuple[Stage, ...]
    won: Stage | None
    deals: tuple[DealState, ...]


def pipeline(book: Book, day: date) -> Pipeline:
    """Return every deal as it stood at the end of a day. One pass over deals and their events."""
    last = day.isoformat()
    stages = tuple(stage for stage in book.stages if stage.ends == "open")
    index = {stage.id: at for at, stage in enumerate(stages)}
    ends = {stage.id: stage.ends for stage in book.stages}
    told = book.by("stage_events", "deal")
    states = []
    for deal in book.rows("deals"):
        events: Sequence[StageEvent] = told.get(deal.id, ())
        if events and not (events[-1].at[:10] <= last and ends.keys() >= {e.stage for e in events}):
            events = [event for event in events if event.stage in ends and event.at[:10] <= last]
        elif not events and deal.created[:10] > last:
            continue
        if events or deal.id not in told:
            states.append(_state(deal, events, index, ends))
    states.sort(key=lambda state: state.deal.id)
    won = next((stage for stage in book.stages if stage.ends == "won"), None)
    return Pipeline(last, stages, won, tuple(states))


def _state(
    deal: Deal, events: Sequence[StageEvent], index: dict[str, int], ends: dict[str, str]
) -> DealState:
    if not events:
        return DealState(deal, None, "open", None, "", 0, ())
    reached = 0
    stays: list[tuple[int, str, str | None]] = []
    for event in events:
        at = index.get(event.stage)
        if stays and stays[-1][2] is None:
            if stays[-1][0] == at:
                continue
            stays[-1] = (*stays[-1][:2], event.at[:10])
        if at is not None:
            stays.append((at, event.at[:10], None))
            reached = max(reached, at)
        elif ends[event.stage] == "won":
            reached = len(index)
    first, final = events[0], events[-1]
    created: str | None = first.at[:10]
    if ends[first.stage] != "open":
        given = deal.created[:10]
        created = given if given and given <= first.at[:10] else None
    state = ends[final.stage]
    ended = None if state == "open" else final.at[:10]
    reason = (final.reason or "") if state == "lost" else ""
    return DealState(deal, created, state, ended, reason, reached, tuple(stays))


def leads(states: Iterable[DealState], sold: Ledger) -> list[DealState]:
    """Return the deals of customers with no purchase on a day before the deal was created."""
    first = sold.first_days
    return [
        state
        for state in states
        if state.created is not None
        and not (state.deal.customer in first and first[state.deal.customer] < state.created)
    ]


def worth(deal: Deal, rates: Rates, day: str) -> Fraction | None:
    """Return a deal's amount in minor units of the book's currency at the rate of a day.

    None: no amount, or a foreign one without a rate.
    """
    if deal.amount is None:
        return None
    rate = rates.on(deal.currency, day)
    if rate is None:
        return None
    own = rates.currency if deal.currency is None else deal.currency
    scale = Fraction(10) ** (minor_digits(rates.currency) - minor_digits(own))
    return deal.amount * Fraction(rate) * scale


class Odds:
    """What the book's own deals say of a stage: chance of winning from it, its typical days."""

    def __init__(self, deals: Pipeline, policy: Policy) -> None:
        self._stages = deals.stages
        self._decided = [[0, 0] for _stage in deals.stages]
        self._days: dict[int, list[int]] = defaultdict(list)
        self._usual = policy.typical_stage_days
        self._told: dict[tuple[int, Callable[[list[int]], float]], float] = {}
        for state in deals.deals:
            if state.state == "open":
                continue
            for at in range(min(state.reached + 1, len(deals.stages))):
                self._decided[at][0] += state.state == "won"
                self._decided[at][1] += 1
            if state.state == "won":
                for at, entered, left in state.stays:
                    if left is not None:
                        self._days[at].append(days_between(entered, left))

    def chance(self, deal: Deal, at: int) -> float:
        """Return the chance of winning a deal that stands in an open stage (index), 0 to 1."""
        if deal.probability is not None:
            return deal.probability
        if not self._stages:
            return 0.0
        k, n = self._decided[at]
        given = self._stages[at].probability
        p0 = DEFAULT_CHANCES[min(at, len(DEFAULT_CHANCES) - 1)] if given is None else given
        return shrunk(k, n, p0)

    def typical_days(self, at: int) -> float:
        """Return the usual days in an open stage: of 8 wins or more, else the stage's, else 30."""
        return self._of_wins(at, median)

    def patience(self, at: int) -> float:
        """Return the days in an open stage after which a deal is stalled.

        The 75th percentile (linear between ranks) of 8 wins or more, else the stage's, else 30.
        """
        return self._of_wins(at, _upper_quartile)

    def _of_wins(self, at: int, figure: Callable[[list[int]], float]) -> float:
        known = self._told.get((at, figure))
        if known is None:
            known = self._told[at, figure] = self._work_out(at, figure)
        return known

    def _work_out(self, at: int, figure: Callable[[list[int]], float]) -> float:
        if at < len(self._stages):
            if len(self._days[at]) >= FEWEST_WINS:
                return float(figure(self._days[at]))
            own = self._stages[at].typical_days
            if own is not None:
                return float(own)
        return float(self._usual)


def _upper_quartile(days: list[int]) -> float:
    """Return the 75th percentile, linear between ranks; exact, as quarters of a day are."""
    ranked = sorted(days)
    whole, quarters = divmod(3 * (len(ranked) - 1), 4)
    beyond = ranked[min(whole + 1, len(ranked) - 1)] - ranked[whole]
    return ranked[whole] + beyond * quarters / 4
