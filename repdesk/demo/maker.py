"""What every generator of the demo draws from: one seeded source of chance, ids and stamps."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import cache
from random import Random
from typing import Any, TypeVar

from repdesk.demo.stored import BASE
from repdesk.domain.ids import make_id
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES

T = TypeVar("T")

TODAY = BASE.toordinal()
SHANGHAI = 8 * 60
"""Minutes that the rep's clock is ahead of UTC, all year."""
MINUTES = 24 * 60
EPOCH = date(1970, 1, 1).toordinal() * MINUTES

HOLIDAYS = frozenset(
    day
    for first, last in (
        (date(2024, 9, 15), date(2024, 9, 17)),
        (date(2024, 10, 1), date(2024, 10, 7)),
        (date(2025, 1, 1), date(2025, 1, 1)),
        (date(2025, 1, 28), date(2025, 2, 4)),
        (date(2025, 4, 4), date(2025, 4, 6)),
        (date(2025, 5, 1), date(2025, 5, 5)),
        (date(2025, 5, 31), date(2025, 6, 2)),
        (date(2025, 10, 1), date(2025, 10, 8)),
        (date(2026, 1, 1), date(2026, 1, 3)),
        (date(2026, 2, 15), date(2026, 2, 23)),
        (date(2026, 4, 4), date(2026, 4, 6)),
        (date(2026, 5, 1), date(2026, 5, 5)),
        (date(2026, 6, 19), date(2026, 6, 21)),
    )
    for day in range(first.toordinal(), last.toordinal() + 1)
)
"""Days off of the years the demo spans, as day ordinals."""


@cache
def iso(day: int) -> str:
    """Return a day ordinal as an ISO date."""
    return date.fromordinal(day).isoformat()


def is_working(day: int) -> bool:
    """Say whether the rep's customers are at work that day."""
    return day % 7 not in (6, 0) and day not in HOLIDAYS


def working(day: int, step: int = 1) -> int:
    """Return the day, or the next working one after it (step -1: before it)."""
    while not is_working(day):
        day += step
    return day


def moment(day: int, hour: int, minute: int = 0) -> int:
    """Return a local moment as minutes, the unit of the generators' clock."""
    return day * MINUTES + hour * 60 + minute


def stamp(at: int) -> str:
    """Return a moment as local ISO text with its offset."""
    day, minute = divmod(at, MINUTES)
    return f"{iso(day)}T{minute // 60:02}:{minute % 60:02}:00+08:00"


class Maker:
    """Collects records. Only `random` and `getrandbits` are drawn: the same on every Python."""

    def __init__(self, seed: int, keys_of: Callable[[str], tuple[str, ...]]) -> None:
        self._random = Random(seed)
        self.keys_of = keys_of
        self.tables: dict[str, dict[str, Any]] = {table: {} for table in TABLES}

    def new_id(self, at: int) -> str:
        """Return an id of that moment."""
        milliseconds = (at - EPOCH - SHANGHAI) * 60_000
        return make_id(milliseconds, self._random.getrandbits(35))

    def add(self, table: str, at: int, /, **fields: Any) -> Any:
        """Add a record made at that moment and return it."""
        made = stamp(at)
        record = TABLES[table](id=self.new_id(at), created=made, updated=made, **fields)
        self.tables[table][record.id] = record
        return record

    def replace(self, table: str, record: Record) -> Any:
        """Put a changed record in the place of the one it was."""
        self.tables[table][record.id] = record
        return record

    def chance(self, share: float) -> bool:
        """Say yes in that share of the calls."""
        return self._random.random() < share

    def whole(self, low: int, high: int) -> int:
        """Return a whole number from low to high, both possible."""
        return low + int(self._random.random() * (high - low + 1))

    def pick(self, choices: Sequence[T]) -> T:
        """Return one of the choices."""
        return choices[int(self._random.random() * len(choices))]

    def weighted(self, choices: Sequence[tuple[T, float]]) -> T:
        """Return one of the choices, by their weights."""
        left = self._random.random() * sum(weight for _choice, weight in choices)
        for choice, weight in choices:
            left -= weight
            if left < 0:
                return choice
        return choices[-1][0]

    def around(self, middle: float, spread: float) -> float:
        """Return middle x (1 - spread … 1 + spread), mostly near the middle."""
        draw = self._random.random
        return middle * (1 + spread * (draw() + draw() + draw() - 1.5) / 1.5)
