"""The stops of a day in their order, and what becomes of one when it is written down."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.interaction import REAL_CONTACTS, Interaction, Stop, is_real_contact
from repdesk.domain.policy import Policy

_YEAR = 366
"""Days looked ahead for a working one."""


def stops_of(book: Book, day: str) -> Sequence[Stop]:
    """Return the stops of an ISO day by their time, but those moved to another day."""
    return _by_time(row for row in book.of("stops", "day", day) if row.state != "moved")


def _by_time(rows: Iterable[Stop]) -> list[Stop]:
    return sorted(rows, key=lambda row: (row.time is None, row.time or "", row.id))


def next_stop(book: Book, day: str, customer: str) -> str:
    """Return whom to see after this customer: the next planned stop, else one left out before.

    Empty when no other stop of the day is still planned. A customer who is no stop comes first.
    """
    stops = stops_of(book, day)
    here = max((at for at, row in enumerate(stops) if row.customer == customer), default=-1)
    for row in (*stops[here + 1 :], *stops[: here + 1]):
        known = book.get("customers", row.customer)
        if row.state == "planned" and row.customer != customer and known is not None:
            return row.customer
    return ""


def follow_stop(edit: Edit, contact: Interaction) -> None:
    """Bring the customer's stop of the day in line with a contact that was put or altered.

    The first stop still planned is done, or missed where nobody was met. One that was closed
    before follows what all contacts of that day say. A call or message closes only a stop that was
    not meant as a visit.
    """
    day, kind = contact.at[:10], contact.kind
    if kind not in REAL_CONTACTS and kind != "missed":
        return
    stops = _by_time(
        row
        for row in edit.of("stops", "customer", contact.customer)
        if row.date == day and row.state != "moved" and _closed_by(row, kind)
    )
    if not stops:
        return
    contacts = [contact]
    planned = [row for row in stops if row.state == "planned"]
    if not planned:
        rows = edit.of("interactions", "customer", contact.customer)
        contacts = [row for row in rows if row.at[:10] == day]
    for stop in (planned or stops)[:1]:
        met = any(is_real_contact(row) and _closed_by(stop, row.kind) for row in contacts)
        edit.alter("stops", stop.id, state="done" if met else "missed")
        edit.alter("interactions", contact.id, planned=True)


def _closed_by(stop: Stop, kind: str) -> bool:
    """Whether a contact of this kind is what the stop was meant for; a visit always is."""
    return kind == "visit" or (kind == "missed") == (stop.channel in (None, "visit"))


def is_working_day(day: date, policy: Policy) -> bool:
    """Whether the rep works on a day."""
    return day.isoweekday() in policy.working_weekdays and day.isoformat() not in policy.days_off


def next_working_day(day: str, policy: Policy) -> str:
    """Return the first working day after an ISO day; the day after it where none is known."""
    after = date.fromisoformat(day) + timedelta(1)
    days = (after + timedelta(on) for on in range(_YEAR))
    return next((on for on in days if is_working_day(on, policy)), after).isoformat()
