"""Which backups are let go: 14 days and 8 weeks stay, whatever the clock did.

A backup is as old as the book in it: they are ordered by the number of its last change (seq), never
by the clock. The days in their names only tell what belongs to one day and one week.

1. Only backups up to the one that was just made and counted are looked at, and that one stays: what
   is numbered above it is of another line of the book.
2. Days at most `GAP` apart make one stretch of the calendar. A clock that jumped years, forward or
   back, labels a stretch of its own, so what it labels never stands in for the days of another.
3. In a stretch stay: the newest backup of each of its last 14 days, of each of its last 8 weeks,
   and, since more than one is made before risky work, the newest 12 of its last two days. "Last"
   goes by seq: a day that the clock had wrong counts as one day, and is one of them when it is new.
4. A stretch shrinks to its newest backup only when one that came after it altogether holds 14 days:
   then it is the past, not the other side of a jump; or when `STRETCHES` newer ones are there. From
   twice as many on it goes: only a clock that stands anywhere at each start makes so many.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

DAYS = 14
WEEKS = 8
FRESH_DAYS = 2
FRESH = 12
GAP = 62
STRETCHES = 24


class Dated(NamedTuple):
    """A backup as far as rotation goes: `name` orders those of one book and day."""

    name: str
    day: date
    seq: int


def spare(backups: Iterable[Dated], made: Dated) -> list[Dated]:
    """Return what may be removed now that `made` is there and sound."""
    newest_first = sorted(
        (one for one in backups if _order(one) <= _order(made)), key=_order, reverse=True
    )
    kept: set[str] = {made.name}
    newer: list[Sequence[Dated]] = []
    for number, stretch in enumerate(_stretches(newest_first)):
        past = any(_days(other) >= DAYS and other[-1].seq > stretch[0].seq for other in newer)
        if not past and number < STRETCHES:
            kept.update(_kept(stretch))
        elif number < 2 * STRETCHES:
            kept.add(stretch[0].name)
        newer.append(stretch)
    return [one for one in newest_first if one.name not in kept]


def _order(one: Dated) -> tuple[int, str]:
    return one.seq, one.name


def _days(stretch: Sequence[Dated]) -> int:
    return len({one.day for one in stretch})


def _stretches(newest_first: Sequence[Dated]) -> list[list[Dated]]:
    """Return the stretches, that with the newest backup first, each newest first."""
    number: dict[date, int] = {}
    last: date | None = None
    for day in sorted({one.day for one in newest_first}):
        apart = last is None or (day - last).days > GAP
        number[day] = len(number) if apart or last is None else number[last]
        last = day
    found: dict[int, list[Dated]] = {}
    for one in newest_first:
        found.setdefault(number[one.day], []).append(one)
    return list(found.values())


def _kept(stretch: Sequence[Dated]) -> set[str]:
    kept: set[str] = set()
    days: dict[date, None] = {}
    weeks: dict[tuple[int, int], None] = {}
    fresh = 0
    for one in stretch:
        week = one.day.isocalendar()[:2]
        if one.day not in days and len(days) < DAYS:
            days[one.day] = None
            kept.add(one.name)
        if week not in weeks and len(weeks) < WEEKS:
            weeks[week] = None
            kept.add(one.name)
        if one.day in list(days)[:FRESH_DAYS] and fresh < FRESH:
            fresh += 1
            kept.add(one.name)
    return kept
