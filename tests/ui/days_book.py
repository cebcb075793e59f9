"""A book with a day in it: promises due, stops, orders with a rhythm, a target; its numbers."""

from typing import Any

from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Interaction, Stop
from repdesk.domain.order import Line, Order, Payment, Product
from repdesk.domain.policy import Policy
from repdesk.domain.record import Record
from repdesk.domain.target import Target
from repdesk.ui.app import RepdeskApp
from repdesk.ui.ports import Ports, Settings
from tests.memory_store import MemoryStore, desk_of, ids
from tests.ui.desk_ports import NOW, MemoryDrafts

NAMES = ("张家港华昌", "[/] ${x}", "Suzhou Hengli Precision Machinery", "无锡东升水务", "昆山立德")


def day_book() -> Book:
    """Five customers on 30 June 2026: c1 and c2 with promises, c3 with a stop, c4 and c5 orders."""
    rows: dict[str, list[Record]] = {
        "customers": [
            Customer(
                id=f"c{at}", name=name, own_tier=("VIP", "key", None, "potential", None)[at - 1]
            )
            for at, name in enumerate(NAMES, 1)
        ],
        "followups": [
            Followup(id="f1", customer="c1", due="2026-06-28", text="答应回电确认样品交期"),
            Followup(id="f2", customer="c2", due="2026-06-30", time="15:00", text="[/] ${x} call"),
        ],
        "stops": [Stop(id="s1", customer="c3", date="2026-06-30", time="09:30")],
        "targets": [Target(id="t1", metric="sales_net", period="2026-06", value=4_000_000)],
        "products": [Product(id="p1", code="P1", price="200")],
        "deals": [Deal(id="d1", customer="c5", title="pump [/]", amount=1_200_000)],
        "stage_events": [StageEvent(id="e1", deal="d1", at="2026-05-01", stage="quote")],
        "orders": [
            Order(
                id=f"o{at}",
                customer=customer,
                date=day,
                number=f"O{at}",
                lines=(Line(product="p1", qty="10", price="200"),),
            )
            for at, (customer, day) in enumerate(
                [
                    ("c4", "2026-02-02"),
                    ("c4", "2026-03-20"),
                    ("c4", "2026-05-01"),
                    ("c5", "2026-01-10"),
                    ("c1", "2026-06-03"),
                ]
            )
        ],
        "payments": [
            Payment(id="y1", customer="c4", date="2026-05-20", amount=200_000, order="o1")
        ],
        "interactions": [
            Interaction(id="i1", customer="c1", at="2026-06-09T10:00:00+08:00", kind="visit"),
        ],
    }
    return Book().with_puts(
        Put(table, row.id, None, row) for table, records in rows.items() for row in records
    )


def day_app(
    book: Book | None = None,
    drafts: MemoryDrafts | None = None,
    policy: Policy | None = None,
    **settings: Any,
) -> tuple[MemoryStore, RepdeskApp]:
    """An app over the book, with real numbers; and its store."""
    store = MemoryStore(day_book() if book is None else book)
    desk = desk_of(store, now=NOW)
    policy = policy or Policy()
    ports = Ports(
        open_book=lambda: desk,
        drafts=drafts or MemoryDrafts(),
        now=lambda: NOW,
        settings=Settings(name="王敏", policy=policy, currency=policy.currency, **settings),
        new_id=ids("draft"),
        numbers=Numbers(policy),
    )
    return store, RepdeskApp(ports)
