"""What of a day is still to be written down: stops without an entry, contacts without an outcome.

Everything here that alters something is one action of the rep: it puts its rows on an edit.
"""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, time

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.entry import Entry, save_entry
from repdesk.domain.interaction import REAL_CONTACTS, Interaction, Stop
from repdesk.domain.route import follow_stop, stops_of

EVENING = "17:00"


def is_gap(row: Interaction) -> bool:
    """Whether a contact was logged without what came of it."""
    return row.outcome is None and row.kind in REAL_CONTACTS


def unlogged_stops(book: Book, day: str) -> Sequence[Stop]:
    """Return the stops of an ISO day that nothing was logged of, by their time.

    A stop is logged when anything was logged with its customer that day, or when the rep called
    it missed or moved it.
    """
    seen = {row.customer for row in book.of("interactions", "day", day)}
    known = ((row, book.get("customers", row.customer)) for row in stops_of(book, day))
    return [
        row
        for row, customer in known
        if row.state in ("planned", "done") and row.customer not in seen and customer is not None
    ]


def to_write_up(book: Book, now: str) -> Sequence[Stop]:
    """Return today's stops that it is time to write down; `now` is local ISO time.

    It is time from 17:00 on, and before that as soon as nothing planned lies ahead: every stop not
    logged yet has a time, and all of these are past.
    """
    day, clock = now[:10], now[11:16]
    stops = unlogged_stops(book, day)
    over = clock >= EVENING or all(row.time is not None and row.time < clock for row in stops)
    return stops if over else ()


def log_stops(edit: Edit, stops: Iterable[str], outcome: str | None = None) -> list[str]:
    """Log a contact for each of these stops as it was meant, at its time; returns the ids.

    Nobody reached (`not_reached`) is a missed visit. The stop follows: done, or missed. A stop
    without a time, or with one still to come, was visited now.
    """
    return [_log_stop(edit, edit.need("stops", one), outcome) for one in stops]


def _log_stop(edit: Edit, stop: Stop, outcome: str | None) -> str:
    at = edit.now
    if stop.time and f"{stop.date}T{stop.time}" < at:
        day, clock = date.fromisoformat(stop.date), time.fromisoformat(stop.time)
        at = datetime.combine(day, clock, datetime.fromisoformat(at).tzinfo).isoformat()
    entry = Entry(kind=stop.channel or "visit", outcome=outcome, at=at)
    if outcome == "not_reached" and entry.kind == "visit":
        entry = Entry(kind="missed", at=at)
    return save_entry(edit, stop.customer, entry)[0]


def move_stops(edit: Edit, stops: Iterable[str], day: str) -> None:
    """Move stops to another day: there a stop is planned, unless one of that customer is already.

    The time stays; that it is fixed does not: nobody has agreed to the new day.
    """
    for one in stops:
        stop = edit.alter("stops", one, state="moved")
        there = edit.of("stops", "customer", stop.customer)
        if not any(row.date == day and row.state != "moved" for row in there):
            kept = {"time": stop.time, "channel": stop.channel}
            edit.add("stops", customer=stop.customer, date=day, **kept)


def fill_outcome(edit: Edit, rows: Iterable[str], outcome: str) -> None:
    """Fill in what came of these interactions; the stop of a visit follows."""
    for one in rows:
        follow_stop(edit, edit.alter("interactions", one, outcome=outcome))
