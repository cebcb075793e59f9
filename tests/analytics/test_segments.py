"""Pivots of net sales: sums that always add up, parts as a slow plain reading has them."""

from collections.abc import Callable
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.frames import COLUMNS, behind, lines_frame
from repdesk.analytics.kpis import kpis
from repdesk.analytics.ledger import ledger
from repdesk.analytics.results import SegmentCell, Segments
from repdesk.analytics.results.asked import CUSTOMER, SALES
from repdesk.analytics.segments import segments
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line, Order
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.sales_books import DAY, Rows, kept, nets, tables

POLICY = Policy()
PERIODS = ("2026-Q2", "2026", "2025-11-03..2026-06-20")
UNSEEN = [each for each in SALES if each != "tier"]
dimensions = st.permutations(UNSEEN).map(lambda order: (order[0], order[1]))


def pivot(
    book: Book, row: str, column: str, period: str = "2026-Q2", day: date = DAY,
    policy: Policy = POLICY,
) -> Segments:  # fmt: skip
    sold = ledger(book, day, policy)
    keys = Dimensions(book, sold, policy)
    return segments(book, sold, policy, parse_period(period), row, column, keys)


def check_sums(found: Segments) -> None:
    """Rows, columns and all of them add up to the cent."""
    for cells, total in zip(found.cells, found.row_totals, strict=True):
        assert sum(cell.value for cell in cells) == total.value
    for at, total in enumerate(found.column_totals):
        assert sum(cells[at].value for cells in found.cells) == total.value
    assert sum(each.value for each in found.row_totals) == found.total.value
    assert sum(each.value for each in found.column_totals) == found.total.value


@given(tables(), dimensions, st.sampled_from(PERIODS))
@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
def test_the_slow_plain_reading_agrees(rows: Rows, by: tuple[str, str], text: str) -> None:
    book, period = Book(rows), parse_period(text)
    found = pivot(book, *by, text)
    check_sums(found)
    told = kpis(book, period, DAY, POLICY).figure("sales_net").value
    if found.note is not None:
        assert (found.rows, found.total.value, told) == ((), 0, None)
        return
    assert found.total.value == told
    last = min(period.last, DAY).isoformat()
    readers = [reader(each, rows) for each in by]
    lines = [
        (order, line, net, tuple(read(order, line) for read in readers))
        for order, line, net in nets(rows, period.first.isoformat(), last)
    ]
    bought = {each.id for each in kept(rows, period.first.isoformat(), last)}
    assert {key[0] for *_line, key in lines} <= set(found.rows)
    assert {key[1] for *_line, key in lines} <= set(found.columns)
    parts: list[tuple[SegmentCell, dict[int, str | None]]] = [(found.total, {})]
    for at, row in enumerate(found.rows):
        parts.append((found.row_totals[at], {0: row}))
        for to, column in enumerate(found.columns):
            parts.append((found.cells[at][to], {0: row, 1: column}))
    for to, column in enumerate(found.columns):
        parts.append((found.column_totals[to], {1: column}))
    for cell, keys in parts:
        mine = [each for each in lines if all(each[3][at] == key for at, key in keys.items())]
        exact = sum((net for _order, _line, net, _key in mine), Fraction())
        assert abs(cell.value - exact * 100) < 1
        ids = {order.id for order, *_rest in mine}
        assert set(cell.ids) == ids
        assert len(cell.ids) == len(ids)
        assert cell.n == len(ids & bought)
        assert cell.customers == len({o.customer for o, *_rest in mine if o.id in bought})
        assert cell.few == (cell.n < 5)
        assert cell.margin == margin_of(mine, rows)


def margin_of(mine: list[Any], rows: Rows) -> Fraction | None:
    """Profit / net of the lines with a cost of their own or of their product."""
    costs = {each.id: each.cost for each in rows["products"]}
    net = cost = Fraction()
    for order, line, worth, _key in mine:
        known = line.cost or costs.get(line.product)
        if known is None:
            continue
        rate = Fraction("7.1234") if line.cost and order.currency else 1
        net += worth
        cost += Fraction(known) * Fraction(line.qty) * rate
    return (net - cost) / net if net > 0 else None


def reader(dimension: str, rows: Rows) -> Callable[[Order, Line], str | None]:
    """Find a line's key by looking through the rows."""
    who = {each.id: each for each in rows["customers"]}
    what = {each.id: each for each in rows["products"]}

    def read(order: Order, line: Line) -> str | None:
        customer, product, day = who[order.customer], what.get(line.product), order.date
        quarter = f"{day[:4]}-Q{(int(day[5:7]) + 2) // 3}"
        match dimension:
            case "product" | "category":
                field = "code" if dimension == "product" else "category"
                return getattr(product, field, "") or None
            case "channel":
                return order.channel or None
            case "tag":
                return " + ".join(sorted(customer.tags)) or None
            case "month":
                return day[:7]
            case "quarter":
                return quarter
            case "year":
                return day[:4]
            case "week":
                year, week, _day = date.fromisoformat(day).isocalendar()
                return f"{year}-W{week:02}"
            case "cohort":
                days = [
                    o.date for o in kept(rows, "", DAY.isoformat()) if o.customer == customer.id
                ]
                return f"{min(days)[:4]}-Q{(int(min(days)[5:7]) + 2) // 3}" if days else None
            case "source":
                deals = sorted(
                    (each.id, each.source)
                    for each in rows["deals"]
                    if each.customer == customer.id and each.source
                )
                return customer.source or (deals[0][1] if deals else None)
        return getattr(customer, dimension) or None

    return read


def test_f1_by_product_and_zone() -> None:
    found = pivot(f1.book(), "product", "zone", policy=f1.policy())
    check_sums(found)
    wanted = f1.answers()["products"]
    assert found.total.value == 1_105_000
    assert (found.total.n, found.total.customers) == (6, 5)
    for code, total in zip(found.rows, found.row_totals, strict=True):
        assert code is not None
        assert total.value == f1.minor(wanted[code]["net"])
        assert total.margin is not None
        assert float(total.margin) == pytest.approx(wanted[code]["margin"], abs=1e-6)


def test_tiers_come_in_their_order_and_months_without_sales_are_there() -> None:
    rows = f1.tables()
    for at, tier in ((0, "VIP"), (1, "key")):
        rows["customers"][at] = replace(rows["customers"][at], own_tier=tier)
    found = pivot(Book(rows), "tier", "month", "2026", date(2026, 12, 31), f1.policy())
    assert found.rows == ("VIP", "key", "general")
    assert found.columns == tuple(f"2026-{month:02}" for month in range(1, 13))
    assert found.column_totals[-1].value == 0
    check_sums(found)


def test_who_has_several_tags_is_counted_once() -> None:
    found = pivot(book_of_one("a", "b"), "tag", "zone")
    assert (found.rows, found.columns, found.total.value) == (("a + b",), (None,), 5_000)


def book_of_one(*tags: str, qty: str = "1") -> Book:
    """A book of one customer without a zone, and one order."""
    return Book(
        {
            "customers": [Customer(id="c", name="x", tags=tags)],
            "orders": [
                Order(
                    id="o",
                    customer="c",
                    date="2026-05-05",
                    lines=(Line(product="p", qty=qty, price="50"),),
                )
            ],
        }
    )


def test_one_order_and_a_negative_total() -> None:
    found = pivot(book_of_one(), "product", "month")
    assert (found.rows, found.total.n, found.total.few) == ((None,), 1, True)
    found = pivot(book_of_one(qty="-3"), "zone", "channel")
    assert (found.total.value, found.total.n, found.total.margin) == (-15_000, 0, None)
    check_sums(found)


def test_an_empty_book_and_a_period_to_come_say_why() -> None:
    found = pivot(Book(), "zone", "month")
    assert (found.rows, found.cells, found.total.value) == ((), (), 0)
    assert found.note is not None
    assert found.note.code == "no_orders"
    found = pivot(f1.book(), "zone", "month", "2027")
    assert found.note is not None
    assert found.note.code == "not_begun"


def test_an_order_without_a_line_is_in_no_part() -> None:
    book = book_of_one()
    empty = Order(id="e", customer="c", date="2026-05-05")
    found = pivot(Book({**tables_of(book), "orders": [empty]}), "product", "zone")
    assert (found.rows, found.columns, found.total.value, found.note) == ((), (), 0, None)
    found = pivot(Book({**tables_of(book), "orders": [empty, *book.rows("orders")]}), "zone", "tag")
    assert (found.total.value, found.total.ids) == (5_000, ("o",))


def tables_of(book: Book) -> Rows:
    """The tables of a book of one order."""
    return {table: list(book.rows(table)) for table in ("customers", "orders")}


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [("zone", "zone", "dimension.twice"), ("zone", "colour", "dimension.unknown")],
)
def test_what_is_no_dimension_is_refused(row: str, column: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        pivot(f1.book(), row, column)
    assert refused.value.code == code


def test_the_frame_has_its_columns_also_when_empty() -> None:
    for frame in (lines_frame([], [], [], [], []), lines_frame([0], [1], [1], ["c"], [True])):
        assert {name: str(kind) for name, kind in frame.dtypes.items()} == COLUMNS
    assert behind(lines_frame([], [], [], [], []), "row") == {}


def test_every_dimension_of_customers_is_one_of_sales() -> None:
    assert set(CUSTOMER) < set(SALES)
