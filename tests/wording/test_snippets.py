"""The snippets that are there at first: what they say, in both languages, and the rep's own."""

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from repdesk import i18n
from repdesk.notation.known import Known
from repdesk.notation.reader import read
from repdesk.wording.snippets import SNIPPETS, snippets

TUESDAY = date(2026, 6, 30)
DUE = ["07-03", "07-07", "07-03", "07-14", "07-01", "07-01", "07-01", "07-02", "07-07"]
TEMPLATE = Path(__file__).parents[2] / "data/settings.toml"


@pytest.fixture(autouse=True)
def _in_english() -> Iterator[None]:
    """Leave the language as it was."""
    yield
    i18n.set_language("en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_is_one_promise_of_mine(language: str) -> None:
    i18n.set_language(language)
    known = Known(snippets=snippets({}))
    for digit, due in zip("123456789", DUE, strict=True):
        reading = read(f"v ;{digit}", TUESDAY, language, known)
        assert reading.raw == f"v ;{digit}"
        assert [(one.due, one.owner) for one in reading.followups] == [
            (date.fromisoformat(f"2026-{due}"), "me")
        ]
        assert (reading.problems, reading.offered, reading.choices) == ((), (), ())


def test_the_language_of_the_screen_decides() -> None:
    i18n.set_language("zh")
    assert snippets({})["1"] == "!3天后 催款"
    i18n.set_language("en")
    assert snippets({})["1"] == "!3d chase payment"


def test_ones_own_wins_and_an_empty_one_is_off() -> None:
    mine = snippets({"1": "发了新报价", "2": ""})
    known = Known(snippets=mine)
    assert read("v ;1", TUESDAY, "zh", known).note == "发了新报价"
    assert read("v ;2 x", TUESDAY, "zh", known).note == ";2 x"
    assert mine["3"] == snippets({})["3"]


def test_the_settings_file_tells_them_in_both_languages() -> None:
    told = re.findall(r'^# (\d) = "(.*)" +# (.*)$', TEMPLATE.read_text("utf-8"), re.M)
    assert {digit: text for digit, text, _ in told} == SNIPPETS
    i18n.set_language("zh")
    assert {digit: text for digit, _, text in told} == snippets({})
