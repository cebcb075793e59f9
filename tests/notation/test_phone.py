"""Lines of a phone's notes: time, customer, line; what is not sure stays in the line."""

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.notation.phone import phone_note, with_time
from repdesk.notation.reader import read

TUESDAY = date(2026, 6, 30)
NINE = time(9, 12)


@pytest.mark.parametrize(
    ("text", "day", "clock", "named", "line"),
    [
        ("Acme: v + ok", None, None, "Acme", "v + ok"),
        ("张家港华昌：电话 周五回电", None, None, "张家港华昌", "电话 周五回电"),
        ("09:12 Acme: c x", None, NINE, "Acme", "c x"),
        ("[09:12] Acme: c x", None, NINE, "Acme", "c x"),
        ("[ 09:12 ] Acme: c x", None, NINE, "Acme", "c x"),
        ("【9:12】华昌：c x", None, NINE, "华昌", "c x"),
        ("９：１２ 华昌：c x", None, NINE, "华昌", "c x"),
        ("9:12am Acme: c x", None, NINE, "Acme", "c x"),
        ("下午3点 华昌：见到王总", None, time(15), "华昌", "见到王总"),
        ("昨天 9:12 华昌：c x", date(2026, 6, 29), NINE, "华昌", "c x"),
        ("2026-06-29 09:12, Acme: c x", date(2026, 6, 29), NINE, "Acme", "c x"),
        ("[6月29日] Acme: c x", date(2026, 6, 29), None, "Acme", "c x"),
        ("周一 华昌：c x", date(2026, 6, 29), None, "华昌", "c x"),
        ("[/] ${x}: c x", None, None, "[/] ${x}", "c x"),
        ("Acme: 9:30 call: back", None, None, "Acme", "9:30 call: back"),
        ("Sun Pharma: c x", None, None, "Sun Pharma", "c x"),
        ("周六福珠宝: c x", None, None, "周六福珠宝", "c x"),
        ("3M: c x", None, None, "3M", "c x"),
        ("3M 中国: c x", None, None, "3M 中国", "c x"),
        ("2号泵厂: c x", None, None, "2号泵厂", "c x"),
        ("明天 华昌：c x", None, None, "明天 华昌", "c x"),
        ("[soon] Acme: c x", None, None, "[soon] Acme", "c x"),
        ("v: met Wang", None, None, "", "v: met Wang"),
        ("电话：王总", None, None, "", "电话：王总"),
        ("a: b", None, None, "", "a: b"),
        ("https://a.example/b", None, None, "", "https://a.example/b"),
        ("met at 9:30", None, None, "", "met at 9:30"),
        ("no customer here", None, None, "", "no customer here"),
        (": c x", None, None, "", ": c x"),
        ("09:12 c x", None, NINE, "", "c x"),
        ("", None, None, "", ""),
    ],
)
def test_the_parts_of_a_note(
    text: str, day: date | None, clock: time | None, named: str, line: str
) -> None:
    for lang in ("en", "zh"):
        assert phone_note(text, TUESDAY, lang) == (day, clock, named, line)


@pytest.mark.parametrize(
    ("line", "with_it"),
    [
        ("v + ok", "v + ok @2026-06-29 09:12"),
        ("ok // sly", "ok @2026-06-29 09:12 // sly"),
        ("电话没接 明天再打", "电话没接 明天再打 @2026-06-29 09:12"),
        ("", "@2026-06-29 09:12"),
    ],
)
def test_the_time_of_a_note_becomes_a_token(line: str, with_it: str) -> None:
    assert with_time(line, date(2026, 6, 29), NINE) == with_it


def test_no_time_changes_nothing() -> None:
    assert with_time(" v  + ", None, None) == " v  + "


@pytest.mark.parametrize(
    "line", ["v + ok !fri call", "ok // sly", "c x", "电话没接 明天再打", "o p1x2", "p 500"]
)
def test_a_line_with_its_time_is_read_as_then(line: str) -> None:
    then = read(with_time(line, date(2026, 6, 29), NINE), TUESDAY, "zh")
    plain = read(line, TUESDAY, "zh")
    assert (then.at, then.at_time) == (date(2026, 6, 29), NINE)
    assert (then.kind, then.outcome, then.followups, then.private, then.note) == (
        plain.kind, plain.outcome, plain.followups, plain.private, plain.note,
    )  # fmt: skip


@given(st.text(max_size=60))
def test_no_word_of_any_note_is_lost(text: str) -> None:
    for lang in ("en", "zh"):
        note = phone_note(text, TUESDAY, lang)
        assert text.rstrip().endswith(note.line)
        assert note.named in text
        assert note.named or note.day or note.time or note.line == text.strip()
