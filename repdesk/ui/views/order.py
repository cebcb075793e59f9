"""The list of suggestions in the order the rep has seen: nothing changes places unasked."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace
from msgspec.structs import replace as altered

from repdesk.analytics.results import Suggestion, TodayNumbers


def as_shown(fresh: TodayNumbers, before: TodayNumbers | None) -> tuple[TodayNumbers, bool]:
    """Return a day's numbers with the suggestions in the order that stood there before, of the same
    day, and whether they have another order now.
    """
    if before is None or before.day != fresh.day:
        return fresh, False
    found = fresh.suggestions
    stood = [one.customer for one in before.suggestions.suggestions]
    places, moved = in_shown_order(stood, found.suggestions)
    return replace(fresh, suggestions=replace(found, suggestions=places)), moved


def in_shown_order(
    shown: Sequence[str], now: Sequence[Suggestion]
) -> tuple[tuple[Suggestion, ...], bool]:
    """Return the places of now in the order shown before (customers), and whether that differs.

    Who is new stands behind whom it follows now. Ranks are those of the order returned. A place
    for a drifting customer that only comes sooner or later among the others is no other order.
    """
    places = {one.customer: one for one in now}
    order = [one for one in shown if one in places]
    standing, before = set(order), ""
    for one in now:
        if one.customer not in standing:
            order.insert(order.index(before) + 1 if before else 0, one.customer)
        before = one.customer
    moved = any(
        [one for one in order if places[one].slot == slot]
        != [one.customer for one in now if one.slot == slot]
        for slot in {one.slot for one in now}
    )
    return tuple(altered(places[one], rank=rank) for rank, one in enumerate(order, 1)), moved
