"""Snippets on the command line: there at first in the language spoken, changed with `config`."""

import pytest

from repdesk.i18n import set_language
from repdesk.ui.ports import Settings
from tests.cli.running import Runner


@pytest.mark.parametrize(("lang", "text"), [("en", "chase payment"), ("zh", "催款")])
def test_a_snippet_is_put_in_place_and_the_line_kept_as_typed(
    run: Runner, lang: str, text: str
) -> None:
    run("log", "--add", "Acme", "v ;1", lang=lang)
    book = run("export", "--json").json
    assert [row["text"] for row in book["followups"]] == [text]
    assert book["interactions"][0]["raw"] == "v ;1"
    assert run("parse", "；1", lang=lang).json["followups"][0]["text"] == text


def test_config_shows_them_all_changes_one_and_switches_one_off(run: Runner) -> None:
    assert run("config", "snippets.4").out == "!2w visit again\n"
    assert run("config", "snippets.4", "!1w 再访").code == 0
    assert run("config", "snippets.1", "").code == 0
    shown = run("config", "--json").json["config"]
    assert [shown[f"snippets.{digit}"] for digit in (1, 4, 5)] == [
        "", "!1w 再访", "!tomorrow call back",
    ]  # fmt: skip
    assert run("parse", "c ;4").json["followups"][0]["text"] == "再访"
    assert run("parse", "c ;1").json["note"] == ";1"
    for wrong in ("snippets.10", "snippets.x", "snippets.0"):
        assert run("config", wrong, "x").code == 1


def test_the_screens_take_those_of_the_language_spoken_now() -> None:
    settings = Settings(own_snippets={"2": "样品"})
    assert (settings.snippets["1"], settings.snippets["2"]) == ("!3d chase payment", "样品")
    set_language("zh")
    assert settings.snippets["1"] == "!3天后 催款"
