"""Cells are understood: days, times, numbers, shares; exactly, or refused."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.money import is_decimal
from repdesk.exchange.values import (
    Bad,
    order_of_days,
    read_clock,
    read_day,
    read_decimal,
    read_flag,
    read_moment,
    read_share,
    read_terms,
    read_texts,
)
from tests.strategies import TEXT


@pytest.mark.parametrize(
    "text",
    [
        "2026-06-03",
        "2026/6/3",
        "2026.6.3",
        "2026年6月3日",
        "２０２６年６月３日",
        "20260603",
        "2026-06-03 14:30:00",
        "2026-06-03T14:30:00+08:00",
        "3 Jun 2026",
        "03-Jun-26",
        "June 3, 2026",
        "46176",
        "46176.604",
    ],
)
def test_days(text: str) -> None:
    assert read_day(text) == "2026-06-03"


@pytest.mark.parametrize("text", ["2026-02-30", "31/02/2026", "soon", "12", "2026-13-01", "99999"])
def test_no_days(text: str) -> None:
    assert isinstance(read_day(text), Bad)


def test_slashed_days_need_an_order_unless_they_decide_it() -> None:
    assert isinstance(read_day("03/04/2026"), Bad)
    assert read_day("03/04/2026", "dmy") == "2026-04-03"
    assert read_day("03/04/2026", "mdy") == "2026-03-04"
    assert read_day("30/04/26") == "2026-04-30"
    assert read_day("04/04/2026") == "2026-04-04"
    assert order_of_days(["03/04/2026", "30/04/2026"]) == "dmy"
    assert order_of_days(["03/04/2026", "04/30/2026"]) == "mdy"
    assert order_of_days(["30/04/2026", "04/30/2026"]) == "both"
    assert order_of_days(["03/04/2026", "2026-04-03"]) == "open"
    assert order_of_days(["2026-04-03", ""]) is None


def test_moments() -> None:
    assert read_moment("2026-06-03") == "2026-06-03"
    assert read_moment("2026-06-03T09:15+08:00") == "2026-06-03T09:15+08:00"
    read = read_moment("2026年6月3日 下午2:05")
    assert isinstance(read, str)
    assert read[:16] == "2026-06-03T14:05"
    assert read[16:17] in ("+", "-")
    assert read_clock("9点") == "09:00"
    assert read_clock("12:05 am") == "00:05"
    assert read_clock("25:00") is None


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1234.50", "1234.5"),
        ("1,234.50", "1234.5"),
        ("１，２３４．５０", "1234.5"),
        ("1.234,50", "1234.5"),
        ("0,5", "0.5"),
        ("1,234", "1234"),
        ("1.2万", "12000"),
        ("3亿", "300000000"),
        ("5.2k", "5200"),
        ("¥1,200元", "1200"),
        ("$ -3", "-3"),
        ("(1,234.50)", "-1234.5"),
        ("5-", "-5"),
        ("12%", "0.12"),
        ("0.0345", "0.0345"),
        ("007", "7"),
        (".5", "0.5"),
        ("-0.00", "0"),
        ("1e3", "1000"),
        ("100", "100"),
    ],
)
def test_numbers(text: str, value: str) -> None:
    assert read_decimal(text) == value


@pytest.mark.parametrize(
    "text", ["", "-", "1,23,4", "abc", "1 2 x", "NaN", "inf", "1_000", "9" * 16]
)
def test_no_numbers(text: str) -> None:
    assert isinstance(read_decimal(text), Bad)


@given(
    st.decimals(
        allow_nan=False, allow_infinity=False, places=6, min_value=-(10**12), max_value=10**12
    )
)
def test_a_plain_decimal_keeps_its_value(value: Decimal) -> None:
    assert Decimal(str(read_decimal(f"{value:f}"))) == value


@given(TEXT)
def test_any_text_is_a_decimal_or_refused(text: str) -> None:
    value = read_decimal(text)
    assert isinstance(value, Bad) or is_decimal(value)
    assert isinstance(read_day(text), str | Bad)
    assert isinstance(read_moment(text), str | Bad)
    assert isinstance(read_share(text), str | Bad)


def test_discounts_flags_terms_and_lists() -> None:
    assert [read_share(text) for text in ("九折", "95折", "八五折", "5%", "0.05", "无")] == [
        "0.1",
        "0.05",
        "0.15",
        "0.05",
        "0.05",
        "0",
    ]
    assert (read_flag("是"), read_flag("No"), isinstance(read_flag("?"), Bad)) == (
        True,
        False,
        True,
    )
    assert [read_terms(text) for text in ("30", "net 45", "月结30天", "eom+15", "现结")] == [
        30,
        45,
        "eom+30",
        "eom+15",
        0,
    ]
    assert read_texts("水泵；过滤器;水泵、阀门") == ("水泵", "过滤器", "阀门")
