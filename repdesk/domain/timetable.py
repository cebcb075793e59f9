"""The times of a day's visits: appointments at theirs, the others one after another around them."""

from collections.abc import Sequence
from typing import NamedTuple

from repdesk.domain.hours import Span

EARLIEST, BEGIN = 8 * 60, 9 * 60
LUNCH: Span = (12 * 60, 13 * 60 + 30)
END = 17 * 60 + 30
"""A rep's day in minutes: the first visit by itself is at BEGIN, from EARLIEST where hours ask."""
WORKING = LUNCH[0] - BEGIN + END - LUNCH[1]
STAY = 30
"""Minutes that a visit lasts at least: so long before somebody closes it must begin."""
LONG = 60
"""Minutes from one visit to the next that are enough, however few the rep makes in a day."""
GRAIN = 5


class Visit(NamedTuple):
    """A visit to be placed: `at` the minute it is fixed at, else `hours` somebody is there.

    Hours None: any time; none at all: closed that day.
    """

    at: int | None = None
    hours: tuple[Span, ...] | None = None


class Place(NamedTuple):
    """The minute a visit begins at; `fits`: inside its hours and with room to the next one.

    `rushed`: only by beginning the day early, or going on sooner than usual.
    """

    minute: int
    fits: bool
    rushed: bool = False


class Pace(NamedTuple):
    """Minutes from one visit to the next, as usual and at least; from when on the day is open."""

    usual: int
    least: int
    since: int = 0


def pace(visits_a_day: float, since: int = 0) -> Pace:
    """Return the pace that spreads so many visits over a day; `since`: minutes gone by already."""
    usual = _grain(WORKING / max(int(visits_a_day), 1))
    return Pace(usual, min(_grain(usual * 0.75), LONG), -(-since // GRAIN) * GRAIN)


def _grain(minutes: float) -> int:
    return max(int(minutes) // GRAIN * GRAIN, GRAIN)


def timetable(visits: Sequence[Visit], pace: Pace) -> list[Place]:
    """Return where each visit goes, in the order given; what does not fit is placed all the same.

    Times never go back, but for appointments given out of order.
    """
    places: list[Place] = []
    usual, soonest = max(BEGIN, pace.since), max(EARLIEST, pace.since)
    for at, visit in enumerate(visits):
        place = Place(visit.at, True) if visit.at is not None else None
        if place is None:
            found = _fitting(visits, at, usual, soonest, pace)
            rushed = found is not None and found < usual
            minute = found if found is not None else _squeezed(visits, at, usual)
            place = Place(minute, found is not None, rushed)
        places.append(place)
        usual = max(place.minute + pace.usual, pace.since)
        soonest = max(place.minute + pace.least, pace.since)
    return places


def _fitting(visits: Sequence[Visit], at: int, usual: int, soonest: int, pace: Pace) -> int | None:
    """Return a minute for a visit: at the usual pace, else closer to the one before it.

    Those that follow before the next appointment shall find room too, if they can.
    """
    waiting = _free_from(visits, at + 1)
    tries: list[tuple[int, int | None]]
    if waiting is None:
        tries = [(usual, None), (soonest, None)]
    else:
        free, appointed = waiting
        tries = [
            (since, until)
            for until in dict.fromkeys((appointed - free * pace.least, appointed))
            for since in (usual, until - pace.usual, soonest)
        ]
    found = (_first(visits[at], max(since, soonest), until, pace) for since, until in tries)
    return next((one for one in found if one is not None), None)


def _free_from(visits: Sequence[Visit], at: int) -> tuple[int, int] | None:
    """Return how many are free before the next appointment, and its minute; None: no more."""
    for free, one in enumerate(visits[at:]):
        if one.at is not None:
            return free, one.at
    return None


def _first(visit: Visit, since: int, until: int | None, pace: Pace) -> int | None:
    """Return the first minute from `since` on that suits, well before the next appointment."""
    stay = min(STAY, pace.least)
    for opens, closes in ((EARLIEST, LUNCH[0]), (LUNCH[1], END)):
        for first, last in visit.hours if visit.hours is not None else ((0, END),):
            minute = max(since, opens, -(-first // GRAIN) * GRAIN)
            fits = minute + stay <= min(closes, last)
            if fits and (until is None or minute + pace.least <= until):
                return minute
    return None


def _squeezed(visits: Sequence[Visit], at: int, since: int) -> int:
    """Return a minute that keeps the order where there is no room: right before the appointment."""
    waiting = _free_from(visits, at + 1)
    if waiting is None:
        return min(since, 24 * 60 - 1)
    free, appointed = waiting
    return max(min(since, appointed - GRAIN * (free + 1)), 0)


def minute_of(time: str | None) -> int | None:
    """Return the minute of the day of `HH:MM`."""
    return int(time[:2]) * 60 + int(time[3:5]) if time else None


def clock(minute: int) -> str:
    """Return a minute of the day as `HH:MM`."""
    return f"{minute // 60:02}:{minute % 60:02}"
