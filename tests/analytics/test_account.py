"""What one customer brought and owes: a year, a rhythm, debts, worked out by hand."""

from datetime import date
from fractions import Fraction

from repdesk.analytics.account import account
from repdesk.analytics.costs import Costs
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.order import Line, Order, Payment, Product
from repdesk.domain.policy import Policy


def order(number: int, day: str, price: str, **fields: object) -> Order:
    lines = (Line(product="p1", qty="1", price=price),)
    return Order(id=f"o{number}", customer="c1", date=day, lines=lines, **fields)  # type: ignore[arg-type]


def test_year_rhythm_and_debts() -> None:
    rows = [
        order(1, "2025-06-01", "999"),
        order(2, "2026-01-10", "100"),
        order(3, "2026-03-11", "200"),
        order(4, "2026-06-09", "300"),
        order(5, "2026-06-20", "-50", credits="o4"),
    ]
    book = Book(
        {
            "customers": [Customer(id="c1", name="Acme"), Customer(id="c2", name="Other")],
            "products": [Product(id="p1", code="P1", cost="40")],
            "orders": rows,
            "payments": [
                Payment(id="m1", customer="c1", date="2026-03-20", amount=10000, order="o2")
            ],
        }
    )
    day = date(2026, 6, 30)
    found = account(situation(book, day, Policy()), Costs(book), "c1")
    assert found.net == 55000
    assert found.margin == Fraction(550 - 160, 550)
    assert (found.orders, found.last_order, found.median_gap) == (4, "2026-06-09", 90.0)
    assert found.open == 99900 + 20000 + 25000
    assert found.overdue == 99900 + 20000
    assert found.days_overdue == (day - date(2025, 7, 1)).days
    other = account(situation(book, day, Policy()), Costs(book), "c2")
    assert (other.net, other.orders, other.open, other.margin) == (0, 0, 0, None)


def test_debts_are_unknown_without_payments() -> None:
    book = Book(
        {"customers": [Customer(id="c1", name="A")], "orders": [order(1, "2026-06-01", "5")]}
    )
    found = account(situation(book, date(2026, 6, 30), Policy()), Costs(book), "c1")
    assert (found.open, found.overdue) == (None, None)
    assert found.median_gap is None
    assert found.lines_without_cost == 1
