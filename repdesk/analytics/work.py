"""What the rep did in a period and how steadily customers ordered (KPIS §2, activity)."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median

from repdesk.analytics.accounts import contact_intervals as intervals_of
from repdesk.analytics.accounts import exists
from repdesk.analytics.results import Figure, Input, Note
from repdesk.analytics.situation import Situation
from repdesk.analytics.window import Window, share
from repdesk.domain.interaction import is_real_contact
from repdesk.domain.promise import is_kept


def visits_and_contacts(window: Window) -> tuple[Figure, Figure]:
    """Return visits and real contacts: a note, a missed visit, nobody reached are none."""
    contacts = tuple([row.id for row in window.rows("interactions") if is_real_contact(row)])
    return (
        Figure("visits", len(window.visits), "count", ids=window.visits),
        Figure("contacts", len(contacts), "count", ids=contacts),
    )


def coverage(window: Window) -> Figure:
    """Return the customers contacted within their interval at the end, of those who have one.

    The interval is the tier's or the customer's own, stretched to what the rep can do; who must not
    be contacted is left out, who never was is not within it.
    """
    rows = contact_intervals(window)
    within = tuple(
        [id_ for id_, since, interval in rows if since is not None and since <= interval]
    )
    return share("coverage", len(within), len(rows), "nobody_to_contact", ids=within)


def contact_intervals(window: Window) -> list[tuple[str, int | None, float]]:
    """Return (customer, days since the last contact, interval) of who is to be contacted.

    Tiers and what the rep can do are everybody's: in a part of the book they are the same.
    """
    now, asked = window.now, ("contact intervals", window.end.isoformat())
    if asked not in now.shared:
        now.shared[asked] = _contact_intervals(now, window.end)
    rows: list[tuple[str, int | None, float]] = now.shared[asked]
    return rows if now.only is None else [row for row in rows if row[0] in now.only]


def _contact_intervals(now: Situation, day: date) -> list[tuple[str, int | None, float]]:
    book, last = now.book, day.isoformat()
    known = [each for each in book.customers_on(last) if exists(book, each, last)]
    log = (now.whole or now.sold).until(day).log
    return intervals_of(book, known, day, now.policy, log)


def promises_kept(window: Window) -> Figure:
    """Return the rep's own promises due in the period that were done by their day."""
    due = [row for row in window.rows("followups") if row.owner == "me"]
    kept = [row for row in due if is_kept(row)]
    ids = tuple(row.id for row in due)
    return share("promises_kept", len(kept), len(due), "no_promises", ids=ids)


def order_gap(window: Window) -> Figure:
    """Return the median days between order days of whoever ordered in the period."""
    gaps = [
        after - before
        for who in window.buyers
        for before, after in pairwise(window.order_days[who])
    ]
    if not gaps:
        return Figure("order_gap", None, "days", n=0, note=Note("no_gaps"))
    return Figure(
        "order_gap",
        Fraction(median(gaps)),
        "days",
        n=len(gaps),
        ids=window.buyers,
        inputs=(Input("buyers", len(window.buyers), "count"),),
    )
