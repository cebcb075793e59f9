"""What is worked out of many rows in one pass is what row by row gives."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.accounts import accounts, contact_intervals, exists
from repdesk.analytics.costs import Costs
from repdesk.analytics.ledger import ledger
from repdesk.analytics.owing import Settled, owing
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests.analytics.books import DAY, Tables, book
from tests.analytics.rich_books import rich_tables

POLICY = Policy()
DAYS = st.integers(-400, 0).map(lambda days: DAY + timedelta(days))


@given(rich_tables(), st.sampled_from(["2026-06", "2026-Q2", "2026", "2025-Q4"]))
@settings(max_examples=40)
def test_what_rose_is_what_each_order_rose_by(rows: Tables, period: str) -> None:
    now, span = book(rows), parse_period(period)
    sold = ledger(now, DAY, POLICY)
    before, end = span.first - timedelta(1), span.until(DAY).last
    opening = owing(now, sold.until(before), POLICY, recorded=True)
    closing = owing(now, sold.until(end), POLICY, recorded=True)
    assert opening is not None
    assert closing is not None
    rise = Settled()
    orders = [row.id for row in rows["orders"]]
    for id_ in orders:
        parts = zip(rise, opening.settled(id_), closing.settled(id_), strict=True)
        rise = Settled(*[so_far + after - before for so_far, before, after in parts])
    assert closing.risen(opening, [*orders, "nobody's"]) == rise


@given(rich_tables())
@settings(max_examples=40)
def test_an_order_brought_what_its_lines_did(rows: Tables) -> None:
    now = book(rows)
    costs = Costs(now)
    for sale in ledger(now, DAY, POLICY).sales:
        lines = costs.margin_of([(sale, line) for line in sale.order.lines])
        assert costs.margin(sale) == lines
        found = costs.brought(sale.order, sale.rate)
        assert found == (None if lines.without_cost else (sale.net, lines.cost))


@given(rich_tables(), DAYS)
@settings(max_examples=40)
def test_contact_intervals_are_those_of_the_accounts(rows: Tables, day: date) -> None:
    now, last = book(rows), day.isoformat()
    known = [each for each in now.customers_on(last) if exists(now, each, last)]
    log = ledger(now, day, POLICY).log
    whole = accounts(now, known, day, POLICY, log)
    assert contact_intervals(now, known, day, POLICY, log) == [
        (row.customer.id, row.since, interval)
        for row, interval in zip(whole.rows, whole.interval, strict=True)
        if interval > 0 and not row.customer.do_not_contact
    ]
