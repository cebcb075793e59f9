"""What is owed and overdue: F1 on its day, and every rule of the definition."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.ledger import ledger
from repdesk.analytics.owing import owing
from repdesk.analytics.receivables import receivables
from repdesk.analytics.results import Receivables
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.order import Due, OpenItem, Payment
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY, Tables, ago, book, customers, order, tables


def on(rows: Tables | Book, day: date = DAY, policy: Policy | None = None) -> Receivables:
    policy = policy or Policy()
    whole = rows if isinstance(rows, Book) else book(rows)
    return receivables(owing(whole, ledger(whole, day, policy), policy))


def pay(id_: str, day: str, amount: int, order_id: str | None = "o") -> Payment:
    return Payment(id=id_, customer="c0", date=day, amount=amount, order=order_id)


@pytest.mark.parametrize(
    "case", [f1.answers(), *f1.answers()["also"][:2]], ids=lambda case: str(case["asof"])
)
def test_f1(case: dict[str, Any]) -> None:
    found = on(f1.book(), date.fromisoformat(case["asof"]), f1.policy())
    wanted = case["kpis"]["overdue"]
    assert found.credit_balance == 0
    assert found.ageing == tuple(
        f1.minor(wanted["ageing"][age]) for age in ("1-30", "31-60", "61-90", "90+")
    )
    assert [
        {"order": each.order, "days": each.days, "open": f"{Decimal(each.open) / 100:.2f}"}
        for each in found.orders
        if each.days
    ] == wanted["orders"]


def test_nothing_is_known_before_a_payment() -> None:
    rows: Tables = {"customers": customers(1), "orders": [order("o", "c0", ago(90), "10")]}
    found = on(rows)
    assert found.open.value is None
    assert found.open.note is not None
    assert (found.credit_balance, found.ageing, found.orders) == (None, None, ())
    rows["payments"] = [pay("m", ago(-1), 1000)]
    assert on(rows).open.value is None


def test_what_is_paid_too_much_or_too_early_is_a_credit_balance_and_sets_nothing_off() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [
            order("o", "c0", ago(40), "10"),
            order("p", "c0", ago(40), "10"),
            order("later", "c0", ago(-5), "10"),
        ],
        "payments": [
            pay("m1", ago(30), 1500),
            pay("m2", ago(30), 200, None),
            pay("m3", ago(3), 300, "later"),
        ],
    }
    found = on(rows)
    assert found.credit_balance == 1000
    assert found.open.value == 1000
    assert found.open.ids == ("p",)


def test_credits_take_off_what_is_owed_and_tax_is_owed_too() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [
            order("o", "c0", ago(40), "100", tax="0.13"),
            order("r", "c0", ago(20), "-40", credits="o", tax="0.13"),
        ],
        "payments": [pay("m", ago(30), 1300)],
    }
    assert on(rows).open.value == 5480


@pytest.mark.parametrize(
    ("terms", "day", "late"),
    [
        (None, "2026-05-30", 1),
        (None, "2026-05-31", 0),
        (60, "2026-04-30", 1),
        (0, "2026-06-30", 0),
        ("eom+0", "2026-05-02", 30),
        ("eom+30", "2026-05-31", 0),
    ],
)
def test_terms(terms: int | str | None, day: str, late: int) -> None:
    rows: Tables = {
        "customers": [Customer(id="c0", name="x", terms=terms)],
        "orders": [order("o", "c0", day, "10")],
        "payments": [pay("m", ago(500), 1, None)],
    }
    (each,) = on(rows).orders
    assert each.days == late


def test_of_several_dues_the_earliest_is_paid_first() -> None:
    dues = (Due(date=ago(50), amount=400), Due(date=ago(10), amount=300))
    later = (Due(date=ago(-10), amount=300),)
    rows: Tables = {
        "customers": customers(1),
        "orders": [order("o", "c0", ago(80), "10", dues=(*dues, *later))],
        "payments": [pay("m", ago(60), 500)],
    }
    found = on(rows)
    assert (found.open.value, found.overdue.value) == (500, 200)
    assert found.orders[0].days == 10
    rows["payments"] = [pay("m", ago(60), 100)]
    found = on(rows)
    assert (found.open.value, found.overdue.value) == (900, 600)
    assert found.ageing == (300, 300, 0, 0)


@pytest.mark.parametrize(("days", "age"), [(30, 0), (31, 1), (60, 1), (61, 2), (90, 2), (91, 3)])
def test_ages(days: int, age: int) -> None:
    rows: Tables = {
        "customers": customers(1, terms=0),
        "orders": [order("o", "c0", ago(days), "10")],
        "payments": [pay("m", ago(500), 1, None)],
    }
    ageing = on(rows).ageing
    assert ageing is not None
    assert ageing.index(1000) == age


def test_open_items_say_what_is_owed_where_payments_are_not_to_be_had() -> None:
    listed = OpenItem(amount=700, as_of=ago(10))
    rows: Tables = {
        "customers": customers(1),
        "orders": [
            order("o", "c0", ago(90), "10", open=listed),
            order("unlisted", "c0", ago(80), "10"),
            order("newer", "c0", ago(5), "10"),
        ],
    }
    found = on(rows)
    assert found.open.value == 1700
    assert found.open.ids == ("o", "newer")
    rows["payments"] = [pay("m", ago(2), 300)]
    assert [(each.order, each.open) for each in on(rows).orders if each.order == "o"] == [
        ("o", 400)
    ]


def test_a_rest_of_rounding_is_neither_debt_nor_credit() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [order(f"o{at}", "c0", ago(90), "33.336") for at in range(9)],
        "payments": [pay(f"m{at}", ago(2), 3334, f"o{at}") for at in range(9)],
    }
    found = on(rows)
    assert (found.open.n, found.open.value, found.credit_balance) == (0, 0, 0)


def test_what_is_open_adds_up_as_it_is_shown() -> None:
    rows: Tables = {
        "customers": customers(1, terms=0),
        "orders": [order(f"o{at}", "c0", ago(30 * at + 1), "0.125") for at in range(4)],
        "payments": [pay("m", ago(2), 1, None)],
    }
    found = on(rows)
    assert found.ageing == (13, 13, 13, 13)
    assert found.open.value == found.overdue.value == sum(row.open for row in found.orders) == 52


@pytest.mark.parametrize(
    ("price", "paid", "left"),
    [("33.33", 3766, None), ("33.33", 3765, 1), ("0.05", 6, None), ("100", 11_299, 1)],
)
def test_an_order_with_tax_is_paid_by_its_rounded_gross(
    price: str, paid: int, left: int | None
) -> None:
    """33.33 and 13 % are 37.6629: nobody can pay the rest of a third of a cent."""
    rows: Tables = {
        "customers": customers(1),
        "orders": [order("o", "c0", ago(90), price, tax="0.13")],
        "payments": [pay("m", ago(2), paid)],
    }
    found = on(rows)
    assert [each.open for each in found.orders] == ([] if left is None else [left])
    assert found.open.value == (left or 0)


@given(tables())
@settings(max_examples=25)
def test_open_is_what_was_sold_less_what_was_applied(rows: Tables) -> None:
    found = on(rows)
    last = DAY.isoformat()
    seen = [each for each in rows["payments"] if each.date <= last]
    if not seen:
        assert found.open.value is None
        return
    total = 0
    for each in rows["orders"]:
        if each.credits or each.date > last or each.state == "cancelled":
            continue
        if each.lines[0].price.startswith("-"):
            continue
        owed = cents(Decimal(each.lines[0].price) * (1 + Decimal(each.tax or 0)))
        for note in rows["orders"]:
            if note.credits == each.id and note.date <= last:
                owed += cents(Decimal(note.lines[0].price))
        paid = sum(row.amount for row in seen if row.order == each.id)
        total += max(owed, 0) - max(min(paid, owed), 0)
    assert found.open.value == total
    assert found.ageing is not None
    assert sum(found.ageing) == found.overdue.value
    assert found.overdue.value <= total


def cents(amount: Decimal) -> int:
    """Major units in cents, as an invoice has them."""
    return int((amount * 100).to_integral_value(ROUND_HALF_UP))


@given(tables(), st.data())
@settings(max_examples=25)
def test_what_is_overdue_is_found_without_the_rest(rows: Tables, data: st.DataObject) -> None:
    ways: list[dict[str, Any]] = [
        {},
        {"due": ago(3)},
        {"due": ago(0)},
        {"dues": (Due(date=ago(9), amount=500), Due(date=ago(-9), amount=99_000))},
        {"open": OpenItem(amount=7_000, as_of=ago(20))},
    ]
    way, terms = st.sampled_from(ways), st.sampled_from([None, 0, 400, "eom+30"])
    rows["orders"] = [replace(each, **data.draw(way)) for each in rows["orders"]]
    rows["customers"] = [replace(each, terms=data.draw(terms)) for each in rows["customers"]]
    now = book(rows)
    for policy in (Policy(), Policy(currency="JPY")):
        sold = ledger(now, DAY, policy)
        found, again = owing(now, sold, policy), owing(now, sold, policy)
        if found is not None and again is not None:
            assert again.overdue == tuple(each for each in found.orders if each.late)
            assert again.orders == found.orders
