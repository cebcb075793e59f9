"""The tier of a customer: the rep's own, else the last mark of a review, else general."""

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer


def tier_of(book: Book, customer: Customer) -> str:
    """Return the tier as it is stored; a first-seen proposal is worked out by the analytics."""
    if customer.own_tier:
        return customer.own_tier
    for mark in reversed(book.of("tier_marks", "customer", customer.id)):
        if mark.to:
            return str(mark.to)
    return "general"
