"""The order of a day's visits: each newcomer goes where it costs the least way and least time."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from repdesk.domain.find import folded
from repdesk.domain.hours import Span
from repdesk.domain.timetable import Pace, Place, Visit, timetable
from repdesk.domain.zones import Neighbourhood


class Visitor(NamedTuple):
    """Whom to see: where, when it can be, and the times they like (None: any)."""

    key: str
    zone: str
    visit: Visit
    likes: tuple[Span, ...] | None = None


class Route:
    """A day's visits in their order. Who is in stays in; newcomers are put between them."""

    def __init__(self, near: Neighbourhood, pace: Pace) -> None:
        self._near, self._pace = near, pace
        self._visitors: list[Visitor] = []

    def __len__(self) -> int:
        return len(self._visitors)

    @property
    def zones(self) -> list[str]:
        """The zones of the visits, where known."""
        return [one.zone for one in self._visitors if one.zone]

    def places(self) -> list[tuple[Visitor, Place]]:
        """Return who is seen when, in the order of the day."""
        return list(zip(self._visitors, self._table(self._visitors), strict=True))

    def appoint(self, one: Visitor) -> None:
        """Put in an appointment, at its time.

        Of those without a time, who fits before it stays before it: behind the last of them, unless
        somebody would have no room then, or the times would go back.
        """
        minute = one.visit.at
        assert minute is not None
        times = [each.visit.at for each in self._visitors]
        earlier = [at for at, time in enumerate(times) if time is not None and time <= minute]
        first = earlier[-1] + 1 if earlier else 0
        later = (at for at in range(first, len(times)) if times[at] is not None)
        last = next(later, len(times))
        trials = [
            [*self._visitors[:at], one, *self._visitors[at:]] for at in range(last, first - 1, -1)
        ]
        self._visitors = min(trials, key=self._trouble)

    def _trouble(self, visitors: Sequence[Visitor]) -> tuple[int, int]:
        """Count the times that go back, and the visits without room."""
        table = self._table(visitors)
        back = sum(here.minute > there.minute for here, there in pairwise(table))
        return back, sum(not place.fits for place in table)

    def insert(self, one: Visitor, detour: int | None = None) -> str | None:
        """Put one in where it fits best; else nothing is changed, and why: `room` or `far`.

        Best is the shortest way between zones, then a time they like, then without a rush, then
        the earliest day for all, then behind those who came in before. It may lengthen the way by
        `detour` at most.
        """
        misfits, way = self._misfits(self._visitors), self._way(self._visitors)
        best: tuple[tuple[int, bool, int, int, int], list[Visitor]] | None = None
        why = "room"
        for at in range(len(self._visitors) + 1):
            trial = [*self._visitors[:at], one, *self._visitors[at:]]
            table = self._table(trial)
            if sum(not place.fits for place in table) > misfits:
                continue
            longer = self._way(trial) - way
            if detour is not None and longer > detour:
                why = "far"
                continue
            rushed = sum(place.rushed for place in table)
            starts = sum(place.minute for place in table)
            disliked = one.likes is not None and not _within(table[at].minute, one.likes)
            cost = (longer, disliked, rushed, starts, -at)
            if best is None or cost < best[0]:
                best = cost, trial
        if best is None:
            return why
        self._visitors = best[1]
        return None

    def append(self, one: Visitor) -> None:
        """Put one in at the end, whether it fits or not."""
        self._visitors.append(one)

    def _table(self, visitors: Sequence[Visitor]) -> list[Place]:
        return timetable([one.visit for one in visitors], self._pace)

    def _misfits(self, visitors: Sequence[Visitor]) -> int:
        return sum(not place.fits for place in self._table(visitors))

    def _way(self, visitors: Sequence[Visitor]) -> int:
        return sum(self._near.way(here.zone, there.zone) for here, there in pairwise(visitors))


def _within(minute: int, spans: Iterable[Span]) -> bool:
    return any(first <= minute < last for first, last in spans)


def region(near: Neighbourhood, zones: Iterable[str]) -> frozenset[str]:
    """Return the zones, folded, that lie in or beside any of these."""
    return frozenset(one for zone in zones for one in near.around(zone))


def best_region(
    near: Neighbourhood, listed: Sequence[tuple[str, int]], count: int
) -> frozenset[str]:
    """Return the zone and its neighbours whose first `count` customers have most at stake.

    `listed` are (zone, score) in the order of the list; of equals the one listed first. Empty
    where no zone is known.
    """
    best: tuple[int, int, frozenset[str]] | None = None
    zones = dict.fromkeys(folded(zone) for zone, _score in listed if zone)
    for place, zone in enumerate(zones):
        around = near.around(zone)
        there = [score for where, score in listed if folded(where) in around]
        stake = sum(there[:count])
        if best is None or stake > best[0]:
            best = stake, place, around
    return best[2] if best is not None else frozenset()
