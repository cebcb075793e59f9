"""Changing one setting keeps every comment and every other line."""

from decimal import Decimal
from pathlib import Path

import pytest

from repdesk.domain.errors import Invalid
from repdesk.settings.read import load
from repdesk.settings.write import with_value

TEMPLATE = (Path(__file__).parents[2] / "data/settings.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("key", "text", "line"),
    [
        ("currency", "usd", 'currency = "USD"'),
        ("tax", "13%", 'tax = "0.13"'),
        ("working_weekdays", "1,2,3", "working_weekdays = [1, 2, 3]"),
        ("active_days", "90", "active_days = 90"),
        ("pace_working_days", "yes", "pace_working_days = true"),
        ("policy.tiers.key.floor", "0.2", "floor = 0.2"),
        ("name", '[/] ${x} "王"', "name = "),
    ],
)
def test_only_that_line_changes_and_keeps_its_comment(key: str, text: str, line: str) -> None:
    old, new = TEMPLATE.splitlines(), with_value(TEMPLATE, key, text).splitlines()
    (changed,) = [at for at, (a, b) in enumerate(zip(old, new, strict=True)) if a != b]
    assert new[changed].startswith(line)
    assert new[changed].partition("#")[2] == old[changed].partition("#")[2]


def test_keys_of_the_rep_and_sections_that_are_missing_are_added(tmp_path: Path) -> None:
    text = with_value('name = "W"\n', "keys.mode.log", "9")
    text = with_value(with_value(text, "snippets.1", "发了新报价"), "policy.tiers.VIP.floor", "1")
    text = with_value(with_value(text, "kpis.goals.margin", "40%"), "kpis.question", "new")
    text = with_value(with_value(text, "kpis.goals.churn", "1"), "kpis.goals.churn", "")
    path = tmp_path / "settings.toml"
    path.write_text(text, "utf-8")
    found = load(path)
    assert (found.name, found.keys, found.snippets) == (
        "W",
        {"mode.log": "9"},
        {"1": "发了新报价"},
    )
    assert found.policy.tiers[0].floor == 1.0
    assert (found.kpis.question, found.kpis.goals) == ("new", {"margin": Decimal("0.4")})


@pytest.mark.parametrize(
    ("source", "key", "text", "code"),
    [
        ("", "colour", "red", "setting.unknown"),
        ("", "terms_days", "soon", "setting.number"),
        ("x = = 1", "terms_days", "30", "setting.file_broken"),
        ("policy = 3", "policy.debt_days", "30", "setting.no_section"),
    ],
)
def test_what_cannot_be_written_is_refused(source: str, key: str, text: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        with_value(source, key, text)
    assert caught.value.code == code
