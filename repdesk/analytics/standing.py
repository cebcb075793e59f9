"""How everybody stands on a day, as the analyses need it: tier, interval, days without contact."""

from typing import NamedTuple

from repdesk.analytics.scores import scores
from repdesk.analytics.situation import Situation
from repdesk.domain.customer import Customer


class Standing(NamedTuple):
    """A customer that is not archived. `interval` in days, stretched to what the rep can do (0:
    none); `since` the days since the last real contact, None: never.
    """

    customer: Customer
    tier: str
    interval: float
    since: int | None


def standing(now: Situation) -> tuple[Standing, ...]:
    """Return every customer known on the day, by id."""
    found = scores(now)
    return tuple(
        Standing(each.customer, each.tier.name, interval, each.since)
        for each, interval in zip(found.accounts, found.interval.tolist(), strict=True)
    )
