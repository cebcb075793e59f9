"""Why a customer stands where it stands, and the smallest change that would list it."""

from datetime import date

from repdesk.analytics.results import HiddenCustomer, Note, Suggestion, Suggestions, Why
from repdesk.analytics.suggest import suggest
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy

_WAYS = {"snoozed": "wake", "minimum_gap": "wait", "do_not_contact": "allow"}


def why(book: Book, day: date, policy: Policy, customer: str, places: int = 10) -> Why:
    """Explain one customer of the whole list of a day; the list shown has so many places.

    The customer's id must be in the book. Neither listed nor hidden: archived, or not yet known.
    """
    return explain(suggest(book, day, policy), customer, places)


def explain(found: Suggestions, customer: str, places: int) -> Why:
    """Explain one customer of a whole list already worked out."""
    for hidden in found.hidden:
        if hidden.customer == customer:
            return Why(customer, None, hidden, _way_back(hidden))
    for place in found.suggestions:
        if place.customer == customer:
            change = None if place.rank <= places else _rise(found, place, places)
            return Why(customer, place, None, change)
    return Why(customer, None, None, Note("not_known"))


def _way_back(hidden: HiddenCustomer) -> Note:
    return Note(_WAYS[hidden.reason], (("until", hidden.until),))


def _rise(found: Suggestions, place: Suggestion, places: int) -> Note:
    """Return how much more must be at stake (minor units) to pass the last place given by score."""
    by_score = [each for each in found.suggestions[:places] if not each.promised and not each.slot]
    if not by_score:
        return Note("promise")
    goal = by_score[-1].score + 1
    total = place.likely + place.drift + place.deal + place.debt + place.floor
    amount = max(round(goal / place.cadence) - total, 1)
    return Note("raise", (("amount", amount),))
