"""Periods and the periods they are compared with."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period, add_months, parse_period, period_of
from tests.strategies import DAYS

KINDS = st.sampled_from(["month", "quarter", "year", "week"])


@given(DAYS, KINDS)
def test_a_period_is_read_back_as_it_is_written(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert day in period
    assert parse_period(str(period)) == period


@given(DAYS, KINDS)
def test_periods_of_a_kind_follow_each_other_without_a_gap(day: date, kind: str) -> None:
    period = period_of(day, kind)
    assert period.previous().last + timedelta(days=1) == period.first
    assert period.following().previous() == period


@given(DAYS, st.integers(1, 60))
def test_a_range_is_compared_with_as_many_days_before(day: date, days: int) -> None:
    period = Period("range", day, day + timedelta(days=days - 1))
    assert period.previous().days == days
    assert period.previous().last + timedelta(days=1) == day
    assert period.elapsed(day - timedelta(days=1)) == 0
    assert period.elapsed(day) == 1
    assert period.elapsed(period.last + timedelta(days=400)) == days


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2026-Q2", "2026-04-01", "2026-06-30"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("2026-W01", "2025-12-29", "2026-01-04"),
        ("2026-W53", "2026-12-28", "2027-01-03"),
        ("2026-05-01..2026-05-20", "2026-05-01", "2026-05-20"),
    ],
)
def test_what_a_period_means(text: str, first: str, last: str) -> None:
    period = parse_period(text)
    assert (period.first.isoformat(), period.last.isoformat()) == (first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("", "2026-13", "2026-Q5", "2025-W53", "0000", "2026-05-20..2026-05-01", "June"),
        *("0001", "0999-12", "9999", "9998-12-01..9999-01-01"),
    ],
)
def test_what_no_period_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        parse_period(text)


def test_a_year_earlier() -> None:
    def last_year(text: str) -> str:
        return str(parse_period(text).last_year())

    assert last_year("2026-Q2") == "2025-Q2"
    assert last_year("2024-02") == "2023-02"
    assert parse_period("2025-02").last_year().last == date(2024, 2, 29)
    assert last_year("2026-W53") == "2025-W52"
    assert parse_period("2024-02-29..2024-03-02").last_year().first == date(2023, 2, 28)


def test_a_month_on_from_the_31st_is_the_months_last() -> None:
    assert add_months(date(2026, 1, 31), 1) == date(2026, 2, 28)
    assert add_months(date(2026, 12, 31), 2) == date(2027, 2, 28)
    assert add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
