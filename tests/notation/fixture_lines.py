"""The lines of the shared fixture, with what is known as the reader takes it."""

import json
from collections.abc import Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct
from repdesk.notation.pinyin import keys

FIXTURE = Path(__file__).parents[1] / "fixtures" / "notes.jsonl"


def fixture_lines() -> list[dict[str, Any]]:
    with FIXTURE.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def contact(name: str) -> KnownContact:
    return KnownContact(id=name, name=name, keys=keys(name))


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


ABSENT_MEANS_NONE: dict[str, Any] = {
    "followups": [],
    "deals": [],
    "stage": None,
    "order": [],
    "payment": None,
}
DECIMALS = ("amount", "price", "qty")


def agrees(read_as: Any, expected: Any, field: str = "") -> bool:
    """Say whether a value holds all that is expected of it; amounts compare as decimals."""
    if isinstance(expected, dict):
        return isinstance(read_as, dict) and all(
            agrees(read_as[key], value, key) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return len(read_as) == len(expected) and all(
            agrees(one, other) for one, other in zip(read_as, expected, strict=True)
        )
    if field in DECIMALS and expected is not None:
        return read_as is not None and Decimal(read_as) == Decimal(str(expected))
    return bool(read_as == expected)


def disagreements(result: Mapping[str, Any], expect: Mapping[str, Any]) -> dict[str, Any]:
    """Return the fields that were read otherwise; `problems` absent means there are none."""
    expected = ABSENT_MEANS_NONE | dict(expect)
    problems = expected.pop("problems", False)
    wrong = {k: result[k] for k, value in expected.items() if not agrees(result[k], value, k)}
    if bool(result["problems"]) != bool(problems):
        wrong["problems"] = result["problems"]
    return wrong
