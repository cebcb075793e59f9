"""What the reader may know about a customer of the book."""

from repdesk.cli.workplace import Workplace
from repdesk.domain.find import find_customer
from repdesk.notation.known import Known
from repdesk.notation.known_of import known_of


def known_customer(place: Workplace, name: str | None) -> Known:
    """Return what the book knows of the customer so named; of None what it knows of nobody."""
    book = place.desk.book
    settings = place.settings
    return known_of(
        book,
        find_customer(book, name).id if name else None,
        place.today.isoformat(),
        currency=settings.currency,
        date_order=settings.date_order,
        snippets=settings.snippets,
    )
