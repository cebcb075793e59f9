"""What numbers are taken apart by, for the verbs that do."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from repdesk.cli.workplace import Workplace

if TYPE_CHECKING:
    from datetime import date

    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.ledger import Ledger


def dimensions(place: Workplace, sold: "Ledger", day: "date") -> "Dimensions":
    """Return the dimensions of the book on a day; tiers are worked out when they are asked for."""
    from repdesk.analytics.dimensions import Dimensions

    book, policy = place.desk.book, place.settings.policy

    def tiers() -> Mapping[str, str]:
        from repdesk.analytics.situation import situation
        from repdesk.analytics.standing import standing

        now = situation(book, day, policy)
        return {each.customer.id: each.tier for each in standing(now)}

    return Dimensions(book, sold, tiers)
