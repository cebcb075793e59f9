"""Visiting hours as reps write them: read whole and surely, or not at all."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.hours import ALL_DAY, Span, Week, hours_on, read_hours

MON, SUN = date(2026, 6, 29), date(2026, 7, 5)
AM, PM = (0, 720), (720, 1440)


def at(hour: int, minute: int = 0) -> int:
    return hour * 60 + minute


def week(days: str, *spans: Span, others: tuple[Span, ...] = ()) -> Week:
    """The week in which these days (digits, 1 Monday) have the spans."""
    return tuple(spans if str(day) in days else others for day in range(1, 8))


EVERY = "1234567"
OFFICE = (at(8, 30), at(17, 30))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("9-11:30, 14-17", week(EVERY, (at(9), at(11, 30)), (at(14), at(17)))),
        ("08:30-17:30", week(EVERY, OFFICE)),
        ("0830-1730", week(EVERY, OFFICE)),
        ("８：３０－１７：３０", week(EVERY, OFFICE)),
        ("Mo-Fr 8-16", week("12345", (at(8), at(16)))),
        ("8-16 Mon-Fri", week("12345", (at(8), at(16)))),
        (
            "Mo-Fr 08:00-12:00,13:00-17:30; Sa 09:00-12:00",
            (
                *[((at(8), at(12)), (at(13), at(17, 30)))] * 5,
                ((at(9), at(12)),),
                (),
            ),
        ),
        ("Tue/Thu mornings", week("24", AM)),
        ("Wednesdays pm", week("3", PM)),
        ("Fr-Mo 9-12", week("5671", (at(9), at(12)))),
        ("after 2pm", week(EVERY, (at(14), 1440))),
        ("before 11:00", week(EVERY, (0, at(11)))),
        ("2-5pm", week(EVERY, (at(14), at(17)))),
        ("9-5pm", week(EVERY, (at(9), at(17)))),
        ("10:30-2pm", week(EVERY, (at(10, 30), at(14)))),
        ("not on Mondays", week("1", others=(ALL_DAY,))),
        ("周二周四上午", week("24", AM)),
        ("周二/周四上午", week("24", AM)),
        ("周一至周五 8:30-17:30", week("12345", OFFICE)),
        ("周一到五8:30-17:30,周末休息", week("12345", OFFICE)),
        ("工作日下午", week("12345", PM)),
        ("周一三五下午", week("135", PM)),
        ("上午9点到11点半", week(EVERY, (at(9), at(11, 30)))),
        ("上午9点-下午4点", week(EVERY, (at(9), at(16)))),
        ("下午2-5点", week(EVERY, (at(14), at(17)))),
        ("下午2点以后", week(EVERY, (at(14), 1440))),
        ("周一不行", week("1", others=(ALL_DAY,))),
        ("周一 9-12 周二 14-17", (((at(9), at(12)),), ((at(14), at(17)),), *[()] * 5)),
        ("24/7", week(EVERY, ALL_DAY)),
    ],
)
def test_the_common_forms_are_read(text: str, expected: Week) -> None:
    assert read_hours(text) == expected


@pytest.mark.parametrize(
    "text",
    ["", "  ", "ask Li", "9-5", "2-5", "3点以后", "9:30", "25-26", "9-25", "17-8",
     "before 11:00 our time", "午饭前", "周五 上午 休息", "9-12 Mon, 14-17 Tue",
     "monthly", "[/] ${x}", "closed"],
)  # fmt: skip
def test_what_is_not_surely_understood_says_nothing(text: str) -> None:
    assert read_hours(text) is None
    assert hours_on(text, MON) is None


def test_a_day_is_closed_where_only_others_are_named() -> None:
    assert hours_on("周二周四上午", MON) == ()
    assert hours_on("周一至周五 8:30-17:30", MON) == (OFFICE,)
    assert hours_on("周一至周五 8:30-17:30", SUN) == ()


@given(st.text("0123456789:-,;/ .周一二三五六日至上下午点半后前休息moTufrSapmn", max_size=24))
def test_any_text_gives_a_week_of_spans_inside_the_day_or_nothing(text: str) -> None:
    found = read_hours(text)
    assert found is None or len(found) == 7
    for spans in found or ():
        assert all(0 <= first < last <= 1440 for first, last in spans)


@given(st.integers(6, 22), st.sampled_from([0, 15, 30]), st.integers(30, 120))
def test_a_span_written_out_is_read_back(hour: int, minute: int, length: int) -> None:
    first = at(hour, minute)
    last = min(first + length, 1440)
    text = f"{hour}:{minute:02}-{last // 60}:{last % 60:02}"
    assert read_hours(text) == week(EVERY, (first, last))
