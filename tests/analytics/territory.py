"""Customers with zones, hours and something at stake, and the plan of a day over them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from repdesk.analytics.plan import planned_day
from repdesk.analytics.results import DayPlan
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Preferences, Zone
from repdesk.domain.policy import Policy
from tests.analytics.books import Tables, order

NOW = "2026-06-30T18:00:00+08:00"
WED, SAT = date(2026, 7, 1), date(2026, 7, 4)
DAY = WED.isoformat()


def account(id_: str, zone: str = "苏州", channel: str = "visit", **fields: Any) -> Customer:
    liked = Preferences(channel=channel, time=fields.pop("likes", ""))
    return Customer(id=id_, name="[/] ${x}", zone=zone, preferences=liked, **fields)


def worth(customer: str, amount: int) -> list[Any]:
    """Orders that put a customer on the list, the more the higher."""
    return [
        order(f"o-{customer}-{at}", customer, f"2026-0{at}-10", str(amount)) for at in range(1, 7)
    ]


def planned(
    rows: Tables, day: date = WED, now: str = NOW, neighbours: Sequence[str] = (), **policy: Any
) -> DayPlan:
    taught = [pair.split("-") for pair in neighbours]
    zones = [Zone(id=f"z{at}", name=a, neighbours=(b,)) for at, (a, b) in enumerate(taught)]
    return planned_day(Book({**rows, "zones": zones}), day, Policy(**policy), now)


def told(plan: DayPlan) -> list[str]:
    """The stops as `time customer reason`."""
    return [f"{one.time or '-'} {one.customer} {one.reason}" for one in plan.stops]


def out(plan: DayPlan) -> dict[str, str]:
    return {one.customer: one.reason for one in plan.left_out}
