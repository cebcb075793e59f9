"""The lines of the shared fixture, with what is known as the reader takes it."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from pypinyin import Style, lazy_pinyin

from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct

FIXTURE = Path(__file__).parents[1] / "fixtures" / "notes.jsonl"


def fixture_lines() -> list[dict[str, Any]]:
    with FIXTURE.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def contact(name: str) -> KnownContact:
    keys = ("".join(lazy_pinyin(name)), "".join(lazy_pinyin(name, style=Style.FIRST_LETTER)))
    return KnownContact(id=name, name=name, keys=keys)


def known_of(customer: Mapping[str, Any]) -> Known:
    orders = customer.get("open_orders")
    return Known(
        contacts=tuple(contact(name) for name in customer.get("contacts", ())),
        deals=tuple(
            KnownDeal(f"d{i}", deal["title"], deal["stage"])
            for i, deal in enumerate(customer.get("open_deals", ()))
        ),
        products=tuple(
            KnownProduct(item["code"], item["code"], (), Decimal(item["price"]))
            for item in customer.get("products", ())
        ),
        orders=None if orders is None else {number: number for number in orders},
    )
