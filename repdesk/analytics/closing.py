"""The chance that an open deal is won within so many days, by its age (KPIS §3, pipeline).

Learned from the rep's own closed deals: of every day such a deal was open, at its age, how often it
was won or lost on that day. A day counts until the end of the day the deal closed.
"""

from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from repdesk.analytics.pipeline import DealState, days_between

FEWEST = 20
"""Closed deals below which nothing is learned."""
EDGES = (0, 3, 7, 14, 21, 30, 45, 60, 75, 90, 105, 120, 140)
"""The ages in days at which a band begins; the last has no end."""
PRIOR_DAYS = 20


class Closing:
    """Daily rates of being won and of being lost by age band, shrunk to the overall rates."""

    def __init__(self, ends: Iterable[tuple[int, bool]]) -> None:
        """Learn from (age at its end in days, whether it was won) of closed deals."""
        days, won, lost = [0] * len(EDGES), [0] * len(EDGES), [0] * len(EDGES)
        for age, was_won in ends:
            for band, begin in enumerate(EDGES):
                if begin > age:
                    break
                end = EDGES[band + 1] if band + 1 < len(EDGES) else age + 1
                days[band] += min(age + 1, end) - begin
            (won if was_won else lost)[bisect_right(EDGES, age) - 1] += 1
        self.closed = sum(won) + sum(lost)
        total = max(sum(days), 1)
        self.won = self._rates(won, days, sum(won) / total)
        self.lost = self._rates(lost, days, sum(lost) / total)
        self.chance = lru_cache(maxsize=None)(self._chance)

    @staticmethod
    def _rates(counts: list[int], days: list[int], overall: float) -> tuple[float, ...]:
        return tuple(
            (count + PRIOR_DAYS * overall) / (seen + PRIOR_DAYS)
            for count, seen in zip(counts, days, strict=True)
        )

    def _chance(self, age: int, left: int) -> float:
        """Return the chance that a deal of this age is won within the next `left` days."""
        still_open, won = 1.0, 0.0
        for day in range(age + 1, age + left + 1):
            band = bisect_right(EDGES, max(day, 0)) - 1
            won += still_open * self.won[band]
            still_open *= 1.0 - self.won[band] - self.lost[band]
        return won


def learned(states: Iterable[DealState]) -> Closing | None:
    """Return what the closed deals that have a start teach, None with under 20 of them."""
    closing = Closing(
        (days_between(state.created, state.ended), state.state == "won")
        for state in states
        if state.created is not None and state.ended is not None
    )
    return closing if closing.closed >= FEWEST else None
