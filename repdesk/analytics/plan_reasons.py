"""What a place on the list tells a day's plan."""

from collections.abc import Iterator

from repdesk.analytics.results import Suggestion


def reason_of(place: Suggestion | None) -> str:
    """Return why a contact without a fixed time is on a plan."""
    if place is None:
        return "standing"
    if place.promised:
        return "promised"
    return "listed" if place.round_week is None else "first_round"


def says_something(place: Suggestion) -> bool:
    """Say whether there is more for a contact than the tier's floor: something due or at stake."""
    return any(reason.code != "floor" for reason in place.reasons)


def followup_of(place: Suggestion | None) -> str | None:
    """Return the promise that is due, or the complaint that is open; None: neither."""
    if place is None:
        return None
    found = (*_facts(place, "promised", "followup"), *_facts(place, "complaint", "followup"))
    return next((str(one) for one in found), None)


def _facts(place: Suggestion, code: str, fact: str) -> Iterator[object]:
    return (reason.fact(fact) for reason in place.reasons if reason.code == code)
