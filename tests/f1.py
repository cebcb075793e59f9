"""Fixture F1 as a Book, built straight from its CSV files without the importer."""

import csv
import json
from decimal import Decimal
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Interaction
from repdesk.domain.order import Line, Order, Payment, Product, Spend
from repdesk.domain.policy import Policy
from repdesk.domain.record import Record
from repdesk.domain.target import Target

FOLDER = Path(__file__).parent / "fixtures" / "f1"


@cache
def answers() -> dict[str, Any]:
    """What `kpi 2026-Q2 --json` gives on 2026-06-30, and `also` for other periods and days."""
    found: dict[str, Any] = json.loads((FOLDER / "answers.json").read_text(encoding="utf-8"))
    return found


def policy() -> Policy:
    """The settings that the answers assume."""
    settings = answers()["settings"]
    return Policy(
        currency=settings["currency"],
        terms_days=settings["terms_days"],
        active_days=settings["active_days"],
        working_weekdays=tuple(settings["working_weekdays"]),
        days_off=tuple(settings["days_off"]),
    )


def rows(name: str) -> list[dict[str, str]]:
    """The rows of one of its files."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def minor(text: str) -> int:
    """Decimal text in minor units."""
    return int(Decimal(text) * 100)


def orders() -> list[Record]:
    """Its orders and the credit note, their lines together."""
    found: list[Record] = []
    for number, group in groupby(rows("orders"), key=lambda row: row["order_no"]):
        lines = list(group)
        head = lines[0]
        found.append(
            Order(
                id=number,
                number=number,
                customer=head["customer_id"],
                date=head["date"],
                due=head["due_date"] or None,
                state=head["status"],
                credits=head["credits_order"] or None,
                lines=tuple(
                    Line(
                        product=row["product_code"],
                        qty=row["quantity"],
                        price=row["unit_price"],
                        discount=row["discount"],
                        cost=row["unit_cost"],
                    )
                    for row in lines
                ),
            )
        )
    return found


def tables() -> dict[str, list[Record]]:
    """All its tables as records; ids are the export's own codes."""
    return {
        "customers": [
            Customer(
                id=row["customer_id"],
                created=row["since"],
                code=row["customer_id"],
                name=row["name"],
                type=row["type"],
                zone=row["zone"],
            )
            for row in rows("customers")
        ],
        "interactions": [
            Interaction(
                id=f"I{number:02}",
                customer=row["customer_id"],
                at=row["at"].replace(" ", "T") + ":00+08:00",
                kind=row["kind"],
                outcome=row["outcome"] or None,
                note=row["note"],
            )
            for number, row in enumerate(rows("interactions"), 1)
        ],
        "deals": [
            Deal(
                id=row["deal_id"],
                created=row["created"],
                customer=row["customer_id"],
                title=row["title"],
                amount=minor(row["amount"]),
                product=row["product_code"],
            )
            for row in rows("deals")
        ],
        "stage_events": [
            StageEvent(
                id=f"E{number:02}",
                deal=row["deal_id"],
                at=row["at"].replace(" ", "T") + ":00+08:00",
                stage=row["stage"],
                reason=row["reason"] or None,
            )
            for number, row in enumerate(rows("stage_events"), 1)
        ],
        "products": [
            Product(
                id=row["code"],
                code=row["code"],
                name=row["name"],
                category=row["category"],
                unit=row["unit"],
                price=row["price"],
                cost=row["cost"],
            )
            for row in rows("products")
        ],
        "orders": orders(),
        "payments": [
            Payment(
                id=f"M{number:02}",
                customer=row["customer_id"],
                order=row["order_no"],
                date=row["date"],
                amount=minor(row["amount"]),
            )
            for number, row in enumerate(rows("payments"), 1)
        ],
        "spends": [
            Spend(
                id=f"S{number:02}",
                date=row["date"],
                amount=minor(row["amount"]),
                kind=row["kind"],
                note=row["note"],
            )
            for number, row in enumerate(rows("spends"), 1)
        ],
        "targets": [
            Target(
                id=f"T{number:02}",
                metric=row["metric"],
                period=row["period"],
                scope=row["scope"],
                value=minor(row["value"]),
            )
            for number, row in enumerate(rows("targets"), 1)
        ],
    }


@cache
def book() -> Book:
    """F1 as a book."""
    return Book(tables())
