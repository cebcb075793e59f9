"""Big books: exactly as large as asked for, every record sound, the same in every run."""

from typing import cast

import pytest

from repdesk.demo.big import big_book, big_tables
from repdesk.domain.order import Order
from repdesk.domain.rules import check, check_references
from repdesk.domain.tables import TABLES


@pytest.mark.parametrize("factor", [1, 2])
def test_it_has_the_size_asked_for(factor: int) -> None:
    tables = big_tables(100, 2500, 1000, factor)
    assert len(tables["customers"]) == 100 * factor
    assert len(tables["interactions"]) == 2500 * factor
    lines = sum(len(order.lines) for order in cast("list[Order]", tables["orders"]))
    assert lines == 1000 * factor


def test_every_record_keeps_the_rules() -> None:
    book = big_book(150, 3000, 1500)
    for table in TABLES:
        for record in book.rows(table):
            check(table, record)
            check_references(table, record, lambda other, id_: book.get(other, id_) is not None)


def test_made_twice_it_is_the_same() -> None:
    assert big_tables(80, 1000, 800) == big_tables(80, 1000, 800)


def test_more_lines_than_customers_can_order_are_refused() -> None:
    with pytest.raises(ValueError, match="order lines too many"):
        big_tables(10, 100, 100_000)
