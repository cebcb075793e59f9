"""The whole book as JSON: every table, every field, money as text."""

import json
import subprocess
import sys
from typing import Any

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Ratings
from repdesk.domain.deal import Deal
from repdesk.domain.order import Due, Line, OpenItem, Order
from repdesk.domain.record import Record, from_document, known_fields
from repdesk.domain.tables import TABLES
from repdesk.domain.target import Target
from repdesk.exchange.export import export_json
from tests.exchange.importing import FIXTURES, imported


def exported(book: Book, currency: str = "CNY", warnings: tuple[str, ...] = ()) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(b"".join(export_json(book, currency, warnings)))
    return document


def test_an_empty_book_has_every_table() -> None:
    document = exported(Book(), warnings=("[/] ${x}",))
    assert list(document) == ["schema", "currency", "warnings", *TABLES]
    assert (document["schema"], document["currency"]) == (1, "CNY")
    assert document["warnings"] == ["[/] ${x}"]
    assert all(document[table] == [] for table in TABLES)


def test_every_field_is_there() -> None:
    desk, _result = imported(FIXTURES / "f1")
    document = exported(desk.book)
    for table, kind in TABLES.items():
        for row in document[table]:
            assert set(row) == known_fields(kind) - {"unknown"}
    line = document["orders"][0]["lines"][0]
    assert list(line) == ["product", "qty", "price", "discount", "net", "cost"]


def test_money_is_text_with_the_decimals_of_its_currency() -> None:
    rows: dict[str, list[Record]] = {
        "customers": [Customer(id="c", name="A", credit_limit=5, ratings=Ratings(fit=3))],
        "deals": [
            Deal(id="d1", customer="c", amount=120_000),
            Deal(id="d2", customer="c", amount=120_000, currency="JPY"),
        ],
        "orders": [
            Order(
                id="o",
                customer="c",
                date="2026-06-01",
                open=OpenItem(amount=150, as_of="2026-06-30"),
                dues=(Due(date="2026-07-01", amount=99),),
                lines=(Line(product="p", qty="2", price="0.0345"),),
            )
        ],
        "targets": [
            Target(id="t1", metric="sales_net", period="2026", value=1_200_000),
            Target(id="t2", metric="visits", period="2026", value=12),
        ],
    }
    document = exported(Book(rows))
    (customer,) = document["customers"]
    assert (customer["credit_limit"], customer["annual_demand"]) == ("0.05", None)
    assert customer["ratings"] == {"fit": 3, "potential": None, "strategic": None}
    assert [deal["amount"] for deal in document["deals"]] == ["1200.00", "120000"]
    (order,) = document["orders"]
    assert order["open"] == {"amount": "1.50", "as_of": "2026-06-30"}
    assert order["dues"] == [{"date": "2026-07-01", "amount": "0.99"}]
    assert order["lines"][0]["price"] == "0.0345"
    assert [target["value"] for target in document["targets"]] == ["12000.00", 12]


def test_rows_stand_in_the_order_of_their_ids_and_unknown_fields_are_kept() -> None:
    later = from_document(Customer, {"id": "b", "name": "B", "moon": {"phase": 1}})
    document = exported(Book({"customers": [later, Customer(id="a", name="A")]}))
    assert [row["id"] for row in document["customers"]] == ["a", "b"]
    assert document["customers"][1]["moon"] == {"phase": 1}


def test_the_same_book_gives_the_same_bytes() -> None:
    desk, _result = imported(FIXTURES / "f1")
    rows = {table: list(desk.book.rows(table))[::-1] for table in TABLES}
    one, other = (b"".join(export_json(book, "CNY")) for book in (desk.book, Book(rows)))
    assert one == other
    assert msgspec.json.decode(one)["orders"]


def test_export_imports_nothing_heavy() -> None:
    code = (
        "import sys, repdesk.exchange.export\n"
        "print([m for m in ('pandas', 'numpy', 'textual', 'plotext', 'xlsxwriter', 'tomlkit')"
        " if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
