"""What the reader may know about a customer of the book."""

from repdesk.cli.workplace import Workplace
from repdesk.notation.entry import known_of
from repdesk.notation.known import Known
from repdesk.wording.snippets import snippets


def known(place: Workplace, customer: str | None) -> Known:
    """Return what the book knows of the customer of this id; of None, what it knows of nobody."""
    settings = place.settings
    return known_of(
        place.desk.book,
        customer or "",
        place.today.isoformat(),
        currency=settings.currency,
        date_order=settings.date_order or None,
        snippets=snippets(settings.snippets),
    )
