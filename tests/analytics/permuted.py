"""A book with some years of trade, and the same with its outcomes and order dates mixed up.

In a mixed book nothing has changed at any time: whatever stands out there is chance.
"""

from datetime import date, datetime, timedelta
from random import Random

from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.order import Line, Order, Product
from repdesk.domain.tables import TABLES

DAY = date(2026, 6, 30)
REASONS = ("price", "price", "no_decision", "budget")


def book_of(
    seed: int, customers: int = 60, years: float = 3, orders: int = 8, deals: int = 200
) -> Book:
    """A book of a steady trade: no month is better than another."""
    chance = Random(seed)
    days = int(years * 365)
    bought = [
        Order(
            id=f"o{customer:03}-{at:03}",
            customer=f"c{customer:03}",
            date=(DAY - timedelta(chance.randrange(days))).isoformat(),
            lines=(Line(product=f"p{chance.randrange(3)}", qty="1", price="100"),),
        )
        for customer in range(customers)
        for at in range(max(1, round(orders * chance.lognormvariate(0, 0.6))))
    ]
    opened, events = [], []
    for at in range(deals):
        id_ = f"d{at:04}"
        opened.append(
            Deal(
                id=id_, customer=f"new{chance.randrange(customers):03}", product=f"p{at % 3}",
                title="[/] ${x}", amount=1_000 * at,
            )
        )  # fmt: skip
        day = DAY - timedelta(chance.randrange(min(days, 800)))
        for step, stage in enumerate(_passed(chance)):
            if day > DAY:
                break
            why = chance.choice(REASONS) if stage == "lost" else None
            moment = f"{day.isoformat()}T09:00:00+08:00"
            events.append(
                StageEvent(id=f"{id_}-{step}", deal=id_, at=moment, stage=stage, reason=why)
            )
            day += timedelta(int(chance.expovariate(1 / 20)))
    return Book(
        {
            "customers": [
                Customer(
                    id=f"{kind}{at:03}", name="张家港华昌", zone=f"z{at % 3}",
                    created="2020-01-01T09:00:00+08:00",
                )
                for at in range(customers)
                for kind in ("c", "new")
            ],
            "products": [
                Product(id=f"p{at}", code=f"P{at}", category=f"k{at % 2}") for at in range(3)
            ],
            "orders": bought,
            "deals": opened,
            "stage_events": events,
        }
    )  # fmt: skip


def _passed(chance: Random) -> list[str]:
    """The stages a deal passes, each step at its usual rate."""
    stages = ["lead"]
    for stage, rate in (("contacted", 0.8), ("quote", 0.7), ("won", 0.5)):
        if chance.random() > rate:
            return [*stages, "lost"]
        stages.append(stage)
    return stages


def mixed(book: Book, seed: int) -> Book:
    """The same orders on each other's days, the same deals with each other's histories."""
    chance = Random(seed)
    rows = {table: list(book.rows(table)) for table in TABLES}
    orders = sorted(rows["orders"], key=lambda row: row.id)
    days = [row.date for row in orders]
    chance.shuffle(days)
    rows["orders"] = [replace(row, date=day) for row, day in zip(orders, days, strict=True)]
    told = [
        sorted(book.of("stage_events", "deal", deal.id), key=lambda row: (row.at, row.id))
        for deal in sorted(rows["deals"], key=lambda row: row.id)
    ]
    told = [events for events in told if events]
    starts = [(events[0].deal, datetime.fromisoformat(events[0].at)) for events in told]
    chance.shuffle(told)
    rows["stage_events"] = [
        replace(
            event, id=f"{deal}-{at}", deal=deal,
            at=(start + (datetime.fromisoformat(event.at) - then)).isoformat(),
        )
        for (deal, start), events in zip(starts, told, strict=True)
        for then in [datetime.fromisoformat(events[0].at)]
        for at, event in enumerate(events)
    ]  # fmt: skip
    return Book(rows)
