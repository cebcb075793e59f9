"""Periods in both languages, and as files hold them."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.errors import Invalid
from repdesk.notation.periods import read_period

TUESDAY = date(2026, 6, 30)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("2026-06", "2026-06"),
        ("2026-Q2", "2026-Q2"),
        ("2026-05-01..2026-05-20", "2026-05-01..2026-05-20"),
        ("this week", "2026-W27"),
        ("LAST MONTH", "2026-05"),
        ("next quarter", "2026-Q3"),
        ("last year", "2025"),
        ("本周", "2026-W27"),
        ("上个星期", "2026-W26"),
        ("上月", "2026-05"),
        ("上个月", "2026-05"),
        ("这个月", "2026-06"),
        ("下月", "2026-07"),
        ("上季度", "2026-Q1"),
        ("本季", "2026-Q2"),
        ("去年", "2025"),
        ("今年", "2026"),
        ("may 1..yesterday", "2026-05-01..2026-06-29"),
        ("5月1日到昨天", "2026-05-01..2026-06-29"),
        ("５／１。。６／２０", "2026-05-01..2026-06-20"),
        ("3w ago .. today", "2026-06-09..2026-06-30"),
        ("12月20日..1月5日", "2025-12-20..2026-01-05"),
    ],
)
def test_a_period_is_read(text: str, period: str) -> None:
    assert str(read_period(text, TUESDAY, "zh", past=True)) == period


def test_a_range_of_days_to_come() -> None:
    assert str(read_period("jul 1..jul 15", TUESDAY)) == "2026-07-01..2026-07-15"
    assert str(read_period("7月1日至7月15日", TUESDAY)) == "2026-07-01..2026-07-15"


@pytest.mark.parametrize(
    "text",
    ["", "fri", "周五", "6月", "Q2", "last", "上", "上上月", "next next year", "今天..昨天", "..",
     "a..b", "3/4..3/9", "fri 3pm..sat", "2026-13", "2026-W99"],
)  # fmt: skip
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(Invalid, match=r"period\.unreadable"):
        read_period(text, TUESDAY, "en")


@given(st.text(max_size=20), st.dates(date(2, 1, 1), date(9998, 1, 1)))
def test_any_text_is_a_period_or_is_refused(text: str, today: date) -> None:
    for lang in ("en", "zh"):
        try:
            found = read_period(text, today, lang)
        except Invalid:
            continue
        assert found.first <= found.last
