"""A situation read from the one before it equals one read afresh, whatever changed between."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.kpis import report
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.today import day_of
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.order import Line, Payment, Rate
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY, Tables, ago, book, customers, order, tables, visit

POLICY = Policy()
CHANGED = ("customers", "orders", "payments", "deals", "stage_events", "interactions", "rates")


def altered(name: str, row: Any) -> Any:
    """The row with something else in it that figures depend on, on the day it had."""
    match name:
        case "customers":
            return replace(row, terms=0 if row.terms is None else None)
        case "orders":
            return replace(row, lines=(*row.lines, Line(product="p", qty="1", price="77.7")))
        case "payments":
            return replace(row, amount=row.amount + 100)
        case "rates":
            return replace(row, rate="6.5")
    return row


def changed(data: st.DataObject, now: Book, rows: Tables, other: Tables) -> Book:
    """The book with one or two tables changed: rows set, altered and taken away."""
    puts = []
    for name in data.draw(st.lists(st.sampled_from(CHANGED), min_size=1, max_size=2, unique=True)):
        old = {row.id: row for row in now.rows(name)}
        given_rows: list[Any] = [*other.get(name, ()), *rows.get(name, ())]
        some = st.lists(st.sampled_from(given_rows), max_size=3) if given_rows else st.just([])
        for row in {each.id: each for each in data.draw(some)}.values():
            after = data.draw(st.sampled_from([row, altered(name, row), None]))
            if after is not None or row.id in old:
                puts.append(Put(name, row.id, old.get(row.id), after))
    return now.with_puts(puts)


@given(tables(), tables(), st.data())
@settings(max_examples=20)
def test_what_is_taken_over_is_what_would_be_read(
    rows: Tables, other: Tables, data: st.DataObject
) -> None:
    other["rates"] = [
        Rate(id=f"r{at}", currency="USD", date=ago(9 * at), rate="7") for at in (1, 2)
    ]
    foreign = [order(f"usd{at}", "c1", ago(at), "10", currency="USD") for at in (3, 12, 40)]
    other["orders"] = [*other["orders"], *foreign]
    numbers, now = Numbers(POLICY), book(rows)
    known: Situation | None = None
    for _step in range(3):
        day = DAY + timedelta(data.draw(st.sampled_from([0, 0, 0, -40, 30])))
        fresh = situation(now, day, POLICY)
        known = situation(now, day, POLICY, known)
        assert (known.sold, known.deals, known.owed) == (fresh.sold, fresh.deals, fresh.owed)
        assert known.sold.purchases == fresh.sold.purchases
        quarter = parse_period("2026-Q2")
        assert numbers.today(now, day.isoformat()) == day_of(fresh)
        assert numbers.kpis(now, str(quarter), day.isoformat()) == report(fresh, quarter)
        now = changed(data, now, rows, other)


def test_a_visit_leaves_sales_deals_and_debts_as_they_were_read() -> None:
    first = situation(f1.book(), DAY, f1.policy())
    put = Put("interactions", "new", None, visit("new", "C1", ago(0)))
    second = situation(first.book.with_puts([put]), DAY, first.policy, first)
    assert (second.sold, second.deals) == (first.sold, first.deals)
    assert second.sold is first.sold
    assert second.deals is first.deals
    assert second.owed is first.owed


def test_an_order_is_read_alone() -> None:
    first = situation(f1.book(), DAY, f1.policy())
    put = Put("orders", "new", None, order("new", "C1", ago(0), "12.5"))
    second = situation(first.book.with_puts([put]), DAY, first.policy, first)
    known = {sale.order.id: sale for sale in first.sold.sales if sale.day < ago(0)}
    assert all(sale is known.get(sale.order.id, sale) for sale in second.sold.sales)
    assert len(second.sold.sales) == len(first.sold.sales) + 1


def test_no_change_of_one_table_is_overlooked() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [order("o", "c0", ago(20), "100"), order("p", "c0", ago(5), "9", currency="USD")],
        "payments": [Payment(id="m", customer="c0", date=ago(2), amount=100, order="o")],
        "rates": [Rate(id="r", currency="USD", date=ago(50), rate="7")],
    }
    first = situation(book(rows), DAY, POLICY)
    for name, table in rows.items():
        row = altered(name, table[0])
        now = first.book.with_puts([Put(name, row.id, table[0], row)])
        second, fresh = situation(now, DAY, POLICY, first), situation(now, DAY, POLICY)
        assert (second.sold, second.deals, second.owed) == (fresh.sold, fresh.deals, fresh.owed)
        assert (second.sold, second.owed) != (first.sold, first.owed), name


def test_an_order_without_a_rate_stays_named() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [order("usd", "c0", ago(9), "5", currency="USD"), order("o", "c0", ago(3), "1")],
    }
    first = situation(book(rows), DAY, POLICY)
    put = Put("orders", "new", None, order("new", "c0", ago(1), "2"))
    now = first.book.with_puts([put])
    assert situation(now, DAY, POLICY, first).sold == situation(now, DAY, POLICY).sold
    assert situation(now, DAY, POLICY, first).sold.without_rate == ("usd",)
