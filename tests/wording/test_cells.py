"""Text made safe and measured in cells."""

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk import i18n
from repdesk.wording.cells import clean, cut, escaped, fit, width
from repdesk.wording.echo import day_echo
from tests.strategies import TEXT

ANY = st.text(max_size=60)


@given(ANY)
def test_nothing_unsafe_is_left_and_the_rest_is(text: str) -> None:
    safe = clean(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 for c in safe)
    assert not set(safe) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert clean(safe) == safe


def test_breaks_become_spaces_and_plain_text_stays() -> None:
    assert clean("a\r\nb\tc") == "a b c"
    assert clean("张家港华昌 [/] ${x}") == "张家港华昌 [/] ${x}"
    assert clean("\x1b[2Jx\u202ey") == "[2Jxy"


@given(st.dictionaries(TEXT, st.text(st.characters(exclude_categories=["Cs"]), max_size=30)))
def test_escaped_json_means_the_same(value: dict[str, str]) -> None:
    text = escaped(json.dumps(value, ensure_ascii=False))
    assert json.loads(text) == value
    assert clean(text) == text


@given(ANY.map(clean), st.integers(1, 40))
def test_a_text_fits_exactly(text: str, cells: int) -> None:
    assert width(fit(text, cells)) == cells
    assert width(cut(text, cells)) <= cells


def test_a_chinese_character_takes_two_cells() -> None:
    assert width("张家港 x") == 8
    assert cut("张家港华昌", 6) == "张家…"
    assert fit("张", 4, right=True) == "  张"


@pytest.mark.parametrize(
    ("lang", "day", "said"),
    [
        ("en", "2026-11-27", "Fri 27 Nov · in 4 days"),
        ("zh", "2026-11-27", "11月27日 周五 · 4天后"),
        ("en", "2026-11-23", "Mon 23 Nov · today"),
        ("en", "2026-11-22", "Sun 22 Nov · yesterday"),
        ("zh", "2026-11-24", "11月24日 周二 · 明天"),
        ("en", "2027-01-04", "Mon 4 Jan 2027 · in 42 days"),
        ("zh", "2025-12-31", "2025年12月31日 周三 · 327天前"),
    ],
)
def test_a_day_is_echoed_with_weekday_and_distance(lang: str, day: str, said: str) -> None:
    i18n.set_language(lang)
    try:
        assert day_echo(date.fromisoformat(day), date(2026, 11, 23)) == said
    finally:
        i18n.set_language("en")
