"""Every row of the Dates table of the notation, at month ends, leap days, weekday edges."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.notation.dates import DateMatch, Unread, parse_day, read_date

MONDAY = date(2026, 11, 23)
TUESDAY = date(2026, 6, 30)
FRIDAY = date(2026, 5, 8)
SUNDAY = date(2027, 6, 6)
NEW_YEARS_EVE = date(2027, 12, 31)
END_OF_JANUARY = date(2025, 1, 31)
LEAP_DAY = date(2024, 2, 29)

NAMED = [
    ("today", MONDAY, "2026-11-23"),
    ("tod", MONDAY, "2026-11-23"),
    ("tomorrow", NEW_YEARS_EVE, "2028-01-01"),
    ("tmr", date(2024, 2, 28), "2024-02-29"),
    ("yesterday", date(2024, 3, 1), "2024-02-29"),
    ("今天", MONDAY, "2026-11-23"),
    ("明天", date(2025, 2, 28), "2025-03-01"),
    ("后天", NEW_YEARS_EVE, "2028-01-02"),
    ("大后天", MONDAY, "2026-11-26"),
    ("昨天", date(2028, 1, 1), "2027-12-31"),
    ("前天", date(2028, 1, 1), "2027-12-30"),
]
WEEKDAYS = [
    ("mon", MONDAY, "2026-11-30"),  # today's own weekday: in seven days
    ("tue", MONDAY, "2026-11-24"),
    ("tues", MONDAY, "2026-11-24"),
    ("tuesday", TUESDAY, "2026-07-07"),
    ("wed", MONDAY, "2026-11-25"),
    ("wednesday", MONDAY, "2026-11-25"),
    ("thu", MONDAY, "2026-11-26"),
    ("thurs", MONDAY, "2026-11-26"),
    ("THURSDAY", MONDAY, "2026-11-26"),
    ("fri", FRIDAY, "2026-05-15"),
    ("sat", FRIDAY, "2026-05-09"),
    ("sun", MONDAY, "2026-11-29"),
    ("sunday", SUNDAY, "2027-06-13"),
    ("mon", SUNDAY, "2027-06-07"),
    ("monday", NEW_YEARS_EVE, "2028-01-03"),
    ("周一", MONDAY, "2026-11-30"),
    ("周三", TUESDAY, "2026-07-01"),
    ("周日", MONDAY, "2026-11-29"),
    ("周天", SUNDAY, "2027-06-13"),
    ("星期六", FRIDAY, "2026-05-09"),
    ("星期天", FRIDAY, "2026-05-10"),
    ("礼拜二", TUESDAY, "2026-07-07"),
    ("礼拜日", MONDAY, "2026-11-29"),
    ("this fri", FRIDAY, "2026-05-08"),
    ("this mon", FRIDAY, "2026-05-04"),  # past, and still this week's
    ("this sun", SUNDAY, "2027-06-06"),
    ("本周五", SUNDAY, "2027-06-04"),
    ("这周五", MONDAY, "2026-11-27"),
    ("next fri", MONDAY, "2026-12-04"),  # of next week, not the coming one
    ("next mon", SUNDAY, "2027-06-07"),
    ("next monday", MONDAY, "2026-11-30"),
    ("下周五", MONDAY, "2026-12-04"),
    ("下周三", SUNDAY, "2027-06-09"),
    ("下星期五", FRIDAY, "2026-05-15"),
    ("下礼拜五", FRIDAY, "2026-05-15"),
    ("下下周一", FRIDAY, "2026-05-18"),
    ("last fri", MONDAY, "2026-11-20"),
    ("last fri", SUNDAY, "2027-05-28"),  # of last week
    ("上周三", MONDAY, "2026-11-18"),
]
DISTANCES = [
    ("3d", date(2025, 12, 30), "2026-01-02"),
    ("2w", date(2025, 12, 24), "2026-01-07"),
    ("1m", END_OF_JANUARY, "2025-02-28"),
    ("1m", date(2024, 1, 31), "2024-02-29"),
    ("1m", LEAP_DAY, "2024-03-29"),
    ("12m", LEAP_DAY, "2025-02-28"),
    ("11m", END_OF_JANUARY, "2025-12-31"),
    ("in 3 days", MONDAY, "2026-11-26"),
    ("in two weeks", MONDAY, "2026-12-07"),
    ("in a month", END_OF_JANUARY, "2025-02-28"),
    ("in 1 day", NEW_YEARS_EVE, "2028-01-01"),
    ("3 days ago", date(2024, 3, 2), "2024-02-28"),
    ("2w ago", MONDAY, "2026-11-09"),
    ("one month ago", date(2025, 3, 31), "2025-02-28"),
    ("3天后", MONDAY, "2026-11-26"),
    ("三天后", MONDAY, "2026-11-26"),
    ("十二天后", MONDAY, "2026-12-05"),
    ("两周后", MONDAY, "2026-12-07"),
    ("两个星期后", MONDAY, "2026-12-07"),
    ("一个月后", END_OF_JANUARY, "2025-02-28"),
    ("半个月后", MONDAY, "2026-12-08"),
    ("3天前", date(2024, 3, 2), "2024-02-28"),
    ("两周前", MONDAY, "2026-11-09"),
]
ENDS = [
    ("eow", MONDAY, "2026-11-29"),
    ("eow", SUNDAY, "2027-06-06"),
    ("eom", date(2024, 2, 27), "2024-02-29"),
    ("eom", date(2025, 2, 1), "2025-02-28"),
    ("eoq", date(2025, 5, 20), "2025-06-30"),
    ("eoq", date(2025, 10, 1), "2025-12-31"),
    ("eoy", NEW_YEARS_EVE, "2027-12-31"),
    ("周末", MONDAY, "2026-11-29"),
    ("月底", LEAP_DAY, "2024-02-29"),
    ("季末", date(2025, 1, 1), "2025-03-31"),
    ("年底", MONDAY, "2026-12-31"),
]
CALENDAR = [
    ("nov 30", MONDAY, "2026-11-30"),
    ("nov 23", MONDAY, "2026-11-23"),  # from today on
    ("nov 22", MONDAY, "2027-11-22"),
    ("nov 30th", MONDAY, "2026-11-30"),
    ("January 1", NEW_YEARS_EVE, "2028-01-01"),
    ("30 nov", MONDAY, "2026-11-30"),
    ("1 jan", NEW_YEARS_EVE, "2028-01-01"),
    ("30 nov 2027", MONDAY, "2027-11-30"),
    ("feb 29", MONDAY, "2028-02-29"),
    ("11月30日", MONDAY, "2026-11-30"),
    ("11月30号", MONDAY, "2026-11-30"),
    ("1月5日", MONDAY, "2027-01-05"),
    ("30号", MONDAY, "2026-11-30"),
    ("23号", MONDAY, "2026-11-23"),
    ("5号", TUESDAY, "2026-07-05"),
    ("31号", date(2026, 6, 12), "2026-07-31"),  # June has none
    ("30号", date(2025, 1, 31), "2025-03-30"),  # nor has February
    ("31号", date(2027, 12, 31), "2027-12-31"),
    ("下个月5号", date(2024, 12, 30), "2025-01-05"),
    ("下月5日", MONDAY, "2026-12-05"),
    ("明年3月1日", MONDAY, "2027-03-01"),
    ("2026-11-30", MONDAY, "2026-11-30"),
    ("2026-1-5", MONDAY, "2026-01-05"),
    ("2024-02-29", MONDAY, "2024-02-29"),
    ("30.11.2026", MONDAY, "2026-11-30"),
    ("30.11.", MONDAY, "2026-11-30"),
    ("2026年11月30日", MONDAY, "2026-11-30"),
    ("2026/11/30", MONDAY, "2026-11-30"),
    ("１１月３０日", MONDAY, "2026-11-30"),
]
IN_NO_ROW = (
    "next week|下周|下个月|下周末|下月底|week|frid|month|sunny|monk|may|"
    "april|in 3|ago|3|30|11|30.11|30.11.26|12.5|mon-fri|mon - fri|"
    "mon to wed|fri or sat|周一到周三|周一至周五|周六日|周五、周六|11月30|明天性|大前天|"
    "上上周三|next next fri|3d printer|30号线|2号泵|6-8周|3-5天后|5-6 weeks|"
    "10-12 days|24/7|50/50|周五左右|月底前后|1234d|fri.com|fri's|x|-|!|周|"
    "号|月"
)
NO_DATES = IN_NO_ROW.split("|")


@pytest.mark.parametrize(("text", "today", "day"), NAMED + WEEKDAYS + DISTANCES + ENDS + CALENDAR)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_of_dates(text: str, today: date, day: str, lang: str) -> None:
    found = parse_day(text, today, lang)
    assert isinstance(found, DateMatch)
    assert found.day.isoformat() == day
    assert found.time is None


@pytest.mark.parametrize("text", NO_DATES)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_not_in_the_table_is_not_a_date(text: str, lang: str) -> None:
    assert isinstance(parse_day(text, MONDAY, lang), Unread)


@pytest.mark.parametrize(
    "text",
    ["feb 30", "31 apr", "2月30日", "2027-02-29", "31.11.", "0号", "32号", "11月31号", "13月1日"],
)
def test_a_day_that_does_not_exist_says_so(text: str) -> None:
    found = parse_day(text, MONDAY)
    assert isinstance(found, Unread)
    assert (found.code, found.end) == ("no_such_day", len(text))


@pytest.mark.parametrize(
    ("text", "lang", "order", "day"),
    [
        ("11-30", "zh", None, "2026-11-30"),
        ("11/30", "zh", None, "2026-11-30"),
        ("3/4", "zh", None, "2027-03-04"),
        ("3/4", "zh", "dmy", "2027-03-04"),
        ("11/30", "en", None, "2026-11-30"),
        ("30/11", "en", None, "2026-11-30"),
        ("30-11", "en", "mdy", "2026-11-30"),
        ("5/5", "en", None, "2027-05-05"),
        ("3/4", "en", "mdy", "2027-03-04"),
        ("3/4", "en", "dmy", "2027-04-03"),
    ],
)
def test_month_or_day_first(text: str, lang: str, order: str | None, day: str) -> None:
    found = parse_day(text, MONDAY, lang, date_order=order)
    assert isinstance(found, DateMatch)
    assert found.day.isoformat() == day


def test_two_possible_orders_are_no_date_and_say_so() -> None:
    found = parse_day("03/04", MONDAY, "en")
    assert isinstance(found, Unread)
    assert found.code == "ambiguous_day"


def test_a_chinese_line_puts_the_month_first_on_an_english_screen() -> None:
    assert read_date("3/4 送样", MONDAY, "en") == read_date("3/4 送样", MONDAY, "zh") is not None


@pytest.mark.parametrize(
    ("text", "clock"),
    [
        ("fri 15:00", time(15)),
        ("fri 3pm", time(15)),
        ("fri 9:30am", time(9, 30)),
        ("fri 12am", time(0)),
        ("fri 12pm", time(12)),
        ("fri at 3pm", time(15)),
        ("3pm fri", time(15)),
        ("周五15点", time(15)),
        ("周五下午3点", time(15)),
        ("周五 上午9点半", time(9, 30)),
        ("周五晚上8点", time(20)),
        ("周五15:30", time(15, 30)),
        ("周五下午三点", time(15)),
        ("周五中午12点", time(12)),
    ],
)
def test_a_time_of_day_beside_the_day(text: str, clock: time) -> None:
    found = parse_day(text, MONDAY)
    assert isinstance(found, DateMatch)
    assert (found.day.isoformat(), found.time) == ("2026-11-27", clock)


@pytest.mark.parametrize(
    "rest",
    ["25:00", "9:60", "9:30-11:00", "13pm", "0am", "3点", "9点到11点", "15:00:00", "3点建议"],
)
def test_what_is_no_time_of_day_is_left(rest: str) -> None:
    found = read_date(f"周五 {rest}", MONDAY)
    assert found is not None
    assert (found.time, found.end) == (None, 2)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("mon", "2026-11-16"),
        ("周一", "2026-11-16"),
        ("sun", "2026-11-22"),
        ("nov 23", "2026-11-23"),
        ("nov 24", "2025-11-24"),
        ("11-30", "2025-11-30"),
        ("6-3", "2026-06-03"),
        ("30号", "2026-10-30"),
        ("feb 29", "2024-02-29"),
        ("30.12.", "2025-12-30"),
    ],
)
def test_after_a_past_token_the_last_one_counts(text: str, day: str) -> None:
    found = parse_day(text, MONDAY, "zh", past=True)
    assert isinstance(found, DateMatch)
    assert found.day.isoformat() == day


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(0, 6))
def test_a_weekday_is_always_within_the_next_seven_days(today: date, weekday: int) -> None:
    for text in (
        ("mon", "tue", "wed", "thu", "fri", "sat", "sun")[weekday],
        "周" + "一二三四五六日"[weekday],
    ):
        found = parse_day(text, today)
        assert isinstance(found, DateMatch)
        assert found.day.weekday() == weekday
        assert timedelta(1) <= found.day - today <= timedelta(7)
        past = parse_day(text, today, past=True)
        assert isinstance(past, DateMatch)
        assert found.day - past.day in (timedelta(7), timedelta(14))


@given(st.dates(), st.text(max_size=12))
def test_no_text_and_no_day_breaks_the_reader(today: date, text: str) -> None:
    for lang in ("en", "zh"):
        found = parse_day(text, today, lang)
        assert 0 <= found.start <= found.end <= len(text)


@given(st.dates())
def test_every_form_holds_at_the_ends_of_the_calendar(today: date) -> None:
    for text, _, _ in NAMED + WEEKDAYS + DISTANCES + ENDS + CALENDAR:
        assert parse_day(text, today) is not None
        assert parse_day(text, today, past=True) is not None


def test_full_width_digits_keep_their_span() -> None:
    found = read_date("　！３天后　回电", MONDAY, "zh", start=2)
    assert found is not None
    assert (found.start, found.end, found.day) == (2, 5, date(2026, 11, 26))
