"""Exact money: half-up, per currency, no float anywhere."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.money import (
    decimal_text,
    from_minor,
    is_decimal,
    money_text,
    round_half_up,
    to_minor,
)
from repdesk.domain.order import Line, Order, order_net


@given(st.integers(-(10**12), 10**12), st.sampled_from(["CNY", "JPY", "KWD"]))
def test_minor_units_come_back(minor: int, currency: str) -> None:
    assert to_minor(from_minor(minor, currency), currency) == minor
    assert Decimal(money_text(minor, currency)) == from_minor(minor, currency)


@given(st.fractions(max_denominator=10**6), st.integers(0, 3))
def test_half_up_is_within_half_a_unit(value: Fraction, digits: int) -> None:
    rounded = Fraction(round_half_up(value, digits))
    assert abs(rounded - value) <= Fraction(1, 2 * 10**digits)


@pytest.mark.parametrize(
    ("value", "minor"), [("1.005", 101), ("1.0049", 100), ("-1.005", -101), ("0", 0)]
)
def test_halves_go_away_from_zero(value: str, minor: int) -> None:
    assert to_minor(Decimal(value), "CNY") == minor
    assert to_minor(Fraction(value), "CNY") == minor


def test_lines_are_not_rounded_before_the_sum() -> None:
    lines = tuple(Line(product="p", qty="3", price="0.3333", discount="0.5") for _ in range(2))
    assert order_net(Order(id="o", customer="c", date="2026-01-01", lines=lines)) == Decimal(
        "0.9999"
    )


def test_the_net_a_file_gave_wins() -> None:
    line = Line(product="p", qty="3", price="10", net="29.5")
    assert order_net(Order(id="o", customer="c", date="2026-01-01", lines=(line,))) == Decimal(
        "29.5"
    )


@pytest.mark.parametrize(
    ("value", "text"), [("1.50", "1.5"), ("100", "100"), ("1E+3", "1000"), ("0.00", "0")]
)
def test_plain_decimal_text(value: str, text: str) -> None:
    assert decimal_text(Decimal(value)) == text


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "1_000", "", "１.x", "0x10", "1e30", "9" * 16, "."]
)
def test_what_is_no_number(text: str) -> None:
    assert not is_decimal(text)


def test_rounding_never_runs_out_of_digits() -> None:
    largest = Decimal("9" * 15) * Decimal("9" * 15)
    assert to_minor(largest, "CNY") == int(largest) * 100
    assert from_minor(int(largest) * 100, "CNY") == largest
