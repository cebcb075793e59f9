"""The stops of a day in their order."""

from collections.abc import Sequence

from repdesk.domain.book import Book
from repdesk.domain.interaction import Stop


def stops_of(book: Book, day: str) -> Sequence[Stop]:
    """Return the stops of an ISO day by their time, but those moved to another day."""
    rows = [row for row in book.of("stops", "day", day) if row.state != "moved"]
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
