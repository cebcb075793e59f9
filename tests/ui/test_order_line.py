"""The order of a won deal as a line to be checked, and what an item's price is compared with."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

import pytest

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal
from repdesk.domain.order import Line, Order, Price, Product
from repdesk.domain.record import Record
from repdesk.notation.entry import known_of
from repdesk.notation.reader import read
from repdesk.ui.views.after_log import order_line
from repdesk.wording.preview import ReadingWords, order_net

TODAY = date(2026, 6, 30)


def book(deal: Deal, *prices: Price) -> Book:
    order = Order(
        id="o1",
        customer="c1",
        date="2026-03-12",
        lines=(Line(product="p2", qty="1", price="95.5"),),
    )
    products = [
        Product(id="p1", code="P1", price="200"),
        Product(id="p2", code="CP 40", price="99"),
        Product(id="p3", code="P3"),
    ]
    tables: dict[str, Sequence[Record]] = {
        "customers": [Customer(id="c1", name="[/] ${x}")],
        "products": products,
        "deals": [deal],
        "orders": [order],
        "prices": prices,
    }
    return Book(tables)


@pytest.mark.parametrize(
    ("product", "amount", "line"),
    [
        ("p1", 200_000, "o P1x10"),
        ("p1", 210_050, "o P1x1@2100.5"),
        ("p1", None, "o P1x1"),
        ("p2", 191_000, "o CP 40x20"),
        ("p3", 12_345, "o P3x1@123.45"),
        (None, 200_000, ""),
    ],
)
def test_a_won_deal_proposes_an_order_that_comes_to_its_amount(
    product: str | None, amount: int | None, line: str
) -> None:
    deal = Deal(id="d1", customer="c1", title="pump", amount=amount, product=product)
    held = book(deal)
    assert order_line(held, "d1", TODAY.isoformat(), "CNY") == line
    if line:
        known = known_of(held, "c1", TODAY.isoformat(), "CNY")
        reading = read(line, TODAY, "en", known)
        assert [item.product for item in reading.order] == [product]
        assert reading.problems == ()
        if amount is not None:
            assert order_net(reading) == Decimal(amount) / 100


def test_a_deal_in_another_currency_or_gone_proposes_nothing() -> None:
    deal = Deal(id="d1", customer="c1", amount=100, product="p1", currency="USD")
    assert order_line(book(deal), "d1", TODAY.isoformat(), "CNY") == ""
    assert order_line(book(deal), "d2", TODAY.isoformat(), "CNY") == ""


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("o P1x2", "P1 × 2 @ 200 (list 200)"),
        ("o CP 40x2", "CP 40 × 2 @ 90 (agreed 90; last 95.5, 12 Mar)"),
        ("o CP 40x2@80", "CP 40 × 2 @ 80 (agreed 90; last 95.5, 12 Mar)"),
    ],
)
def test_agreed_and_last_price_stand_beside_the_one_taken(line: str, told: str) -> None:
    held = book(
        Deal(id="d1", customer="c1"), Price(id="a", customer="c1", product="p2", price="90")
    )
    known = known_of(held, "c1", TODAY.isoformat(), "CNY")
    reading = read(line, TODAY, "en", known)
    said = [one.text for one in ReadingWords(TODAY, known, held.stages).lines(reading)]
    assert told in said


def test_without_any_price_it_is_asked_for() -> None:
    held = book(Deal(id="d1", customer="c1"))
    known = known_of(held, "c1", TODAY.isoformat(), "CNY")
    reading = read("o P3x2", TODAY, "en", known)
    said = ReadingWords(TODAY, known, held.stages).lines(reading)
    assert ("P3 × 2  no price known: write it behind @", "alert") in [
        (s.text, s.look) for s in said
    ]
    assert order_net(reading) is None
