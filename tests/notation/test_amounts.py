"""Amounts of money, and the many numbers that are none."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.notation.amounts import amount_at, parse_amount

NO_AMOUNTS = (
    "$10-12k|$5/pc|100台|$1,2000|$12,00|$5%|0|$0|$0.00|$|万|k|1.|.5|1.2.3|12 000|5-6|$5~6|x5|５％"
    "|$500x|12kg|3mm|1,2,3|99999999999999999|$1.1234567"
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12000", "12000"),
        ("12,000", "12000"),
        ("12,000.50", "12000.50"),
        ("1,234,567.8", "1234567.8"),
        ("1.2万", "12000"),
        ("12k", "12000"),
        ("12K", "12000"),
        ("3千", "3000"),
        ("1.5亿", "150000000"),
        ("2m", "2000000"),
        ("$500", "500"),
        ("￥１２００", "1200"),
        ("€5", "5"),
        ("£900", "900"),
        ("500元", "500"),
        ("1.2万元", "12000"),
        ("12000 RMB", "12000"),
        ("CNY 12000", "12000"),
        ("500$", "500"),
        ("usd500", "500"),
    ],
)
def test_amounts(text: str, value: str) -> None:
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize("text", NO_AMOUNTS.split("|"))
def test_what_is_no_amount(text: str) -> None:
    assert parse_amount(text) is None


@pytest.mark.parametrize(
    ("text", "plain", "currency"),
    [
        ("50", True, None),
        ("500", False, None),
        ("$5", False, None),
        ("1万", False, None),
        ("USD 5", False, "USD"),
        ("5 rmb", False, "CNY"),
    ],
)
def test_a_short_bare_number_is_plain(text: str, plain: bool, currency: str | None) -> None:
    found = amount_at(text.lower(), 0)
    assert found is not None
    assert (found.plain, found.currency) == (plain, currency)


@given(st.integers(1, 10**9), st.integers(0, 99))
def test_grouping_never_changes_the_value(units: int, cents: int) -> None:
    value = Decimal(units) + Decimal(cents) / 100
    assert parse_amount(f"{value:,.2f}") == parse_amount(f"{value:.2f}") == value


@given(st.text(max_size=20))
def test_any_text_is_an_amount_or_none(text: str) -> None:
    found = parse_amount(text)
    assert found is None or found > 0
