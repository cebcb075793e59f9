"""The README says what is there: verbs, keys, exit codes, commands."""

import re
from pathlib import Path

from repdesk.cli import start
from repdesk.cli.group import VERBS
from repdesk.ui.commands import COMMANDS
from repdesk.ui.keys import key_name

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text("utf-8")


def table_under(heading: str) -> list[list[str]]:
    """The rows of the first table below a heading."""
    part = README.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [line for line in part.splitlines() if line.startswith("| `") or "| 1" in line[:3]]
    return [[cell.strip() for cell in row.strip("|").split("|")] for row in rows]


def test_its_verbs_are_the_verbs() -> None:
    assert [row[0].strip("`").split()[0] for row in table_under("Verbs")] == list(VERBS)


def test_its_keys_are_keys() -> None:
    keys = {key_name(key) for command in COMMANDS for key in command.keys.split(",") if key}
    rows = table_under("Keys")
    assert rows
    for key, _what in rows:
        assert key.strip("`") in keys


def test_its_exit_codes_are_the_codes() -> None:
    part = README.split("\n## Exit codes\n", 1)[1].split("\n## ", 1)[0]
    told = {int(code) for row in re.findall(r"^\| ([\d, ]+) \|", part, re.M) for code in
            row.split(",")}  # fmt: skip
    assert told == {
        0,
        start.FAILED,
        start.USAGE,
        start.NOT_FOUND,
        start.DAMAGED,
        start.IO_ERROR,
        start.BUSY,
        start.NEWER,
        start.INTERRUPTED,
        start.TERMINATED,
    }


def test_the_commands_are_the_two_promised_and_ci_finds_the_second() -> None:
    assert (
        "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/repdesk --demo" in README
    )
    lines = [line for line in README.splitlines() if line.endswith("pytest -q")]
    assert lines == [
        "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]'"
        " && .venv/bin/python -m pytest -q"
    ]
    assert "sed -n '/^python3 -m venv" in (ROOT / ".ci/run").read_text("utf-8")


def test_the_top_level_is_what_the_readme_says() -> None:
    named = re.findall(r"^(\w+)/  ", README.split("## The house", 1)[1], re.M)
    assert set(named) == {"data", "tests"}
    for room in re.findall(r"^  (\w+(?:/|\.py)) ", README.split("## The house", 1)[1], re.M):
        assert (ROOT / "repdesk" / room).exists(), room
