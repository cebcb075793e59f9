"""Who was tried in vain: a missed visit or nobody reached is no contact, and comes back."""

from datetime import date, timedelta

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction, is_real_contact

TRY_DAYS = 14
"""Days after an attempt on which it asks for another; later it is forgotten."""


def open_attempt(book: Book, customer: str, day: str) -> Interaction | None:
    """Return the newest attempt up to a day that reached nobody and that no contact followed."""
    for row in reversed(book.of("interactions", "customer", customer)):
        if row.at[:10] <= day and row.kind != "note":
            found: Interaction = row
            return None if is_real_contact(found) else found
    return None


def to_try_again(book: Book, customer: Customer, day: str) -> Interaction | None:
    """Return the attempt because of which a customer is to be tried again on an ISO day.

    From the day after it, for two weeks. Not while the customer is snoozed or do-not-contact, has
    an open promise of the rep's or a stop that day or later. The minimum gap does not matter.
    """
    if customer.do_not_contact or customer.archived or (customer.snooze_until or "") > day:
        return None
    attempt = open_attempt(book, customer.id, day)
    if attempt is None:
        return None
    first = (date.fromisoformat(day) - timedelta(TRY_DAYS)).isoformat()
    promises = book.of("followups", "customer", customer.id)
    stops = book.of("stops", "customer", customer.id)
    if (
        not first <= attempt.at[:10] < day
        or any(row.state == "open" and row.owner == "me" for row in promises)
        or any(row.date >= day and row.state != "moved" for row in stops)
    ):
        return None
    return attempt
