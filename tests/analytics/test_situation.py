"""A situation read from the one before it equals one read afresh, whatever changed between."""

from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.kpis import report
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.today import day_of
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.order import Rate
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY, Tables, ago, book, order, tables, visit

POLICY = Policy()
CHANGED = ("customers", "orders", "payments", "deals", "stage_events", "interactions", "rates")


def changed(data: st.DataObject, now: Book, rows: Tables, other: Tables) -> Book:
    """The book with some rows of another one set, and some of its own taken away."""
    puts = []
    for name in CHANGED:
        old = {row.id: row for row in now.rows(name)}
        given_rows: list[Any] = [*other.get(name, ()), *rows.get(name, ())]
        some = st.lists(st.sampled_from(given_rows), max_size=2) if given_rows else st.just([])
        for row in {each.id: each for each in data.draw(some)}.values():
            after = data.draw(st.sampled_from([row, row, None]))
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
        day = DAY + timedelta(data.draw(st.integers(-60, 60)))
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
