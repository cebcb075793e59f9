"""How many of the promises of the last year were kept on time, mine and theirs."""

from datetime import date

from repdesk.analytics.results import Figure
from repdesk.analytics.window import share
from repdesk.domain.book import Book
from repdesk.domain.interaction import OWNERS
from repdesk.domain.promise import kept_on_time


def kept_of_a_year(book: Book, day: date) -> dict[str, Figure]:
    """Return by owner (me, them) k of n kept by their day, with the interval and the promises.

    As `promises_kept` of KPIS §2, over the 365 days up to the day; one that is due on the day
    itself and still open does not count yet.
    """
    rows = [row for row in book.rows("followups") if book.get("customers", row.customer)]
    found = {}
    for owner in OWNERS:
        kept = kept_on_time(rows, owner, day.isoformat())
        ids = tuple(sorted(kept.ids))
        found[owner] = share("promises_kept", kept.k, kept.n, "no_promises", ids=ids)
    return found
