"""What became of a promise, mine or theirs, and how many were kept on time."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from repdesk.domain.interaction import Followup

STANDINGS = ("open", "late", "kept", "kept_late", "broken", "done")
"""How a promise stands: still to come, open past its day, done by its day, done after it, dropped,
done on a day that nobody noted."""
YEAR = 365
"""Days back from which promises count for the share that was kept."""


class Kept(NamedTuple):
    """So many promises of `ids` were done by their day."""

    k: int
    ids: tuple[str, ...]

    @property
    def n(self) -> int:
        """How many there were to keep."""
        return len(self.ids)


def is_open_followup(followup: Followup, last: str) -> bool:
    """Say whether a promise was still open at the end of a day."""
    if followup.state == "open":
        return True
    return followup.closed is not None and followup.closed > last


def is_kept(followup: Followup) -> bool:
    """Say whether a promise was done by its day (KPIS §2: a dropped one was not kept)."""
    closed = followup.closed
    return followup.state == "done" and bool(closed) and str(closed) <= followup.due


def standing(followup: Followup, day: str) -> str:
    """Return which of STANDINGS a promise has at the end of an ISO day."""
    if is_open_followup(followup, day):
        return "late" if followup.due < day else "open"
    if followup.state == "dropped":
        return "broken"
    if not followup.closed:
        return "done"
    return "kept" if is_kept(followup) else "kept_late"


def kept_on_time(rows: Iterable[Followup], owner: str, day: str) -> Kept:
    """Return how many of an owner's promises due in the year up to a day were kept on time.

    One due on the day itself counts once it is closed: until the evening it may yet be kept.
    """
    first = (date.fromisoformat(day) - timedelta(YEAR)).isoformat()
    asked = [
        row
        for row in rows
        if row.owner == owner
        and first < row.due <= day
        and not (row.due == day and is_open_followup(row, day))
    ]
    kept = [row for row in asked if not is_open_followup(row, day) and is_kept(row)]
    return Kept(len(kept), tuple(row.id for row in asked))
