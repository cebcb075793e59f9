"""Lines as reps type them in a notebook, each with what a careful person takes it to say.

`notebook.jsonl` holds them: what a line's `expect` leaves out is expected not to be read at all.
"""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import disagreements

LINES: list[dict[str, Any]] = [
    json.loads(line)
    for line in Path(__file__).with_name("notebook.jsonl").read_text("utf-8").splitlines()
]
NOTHING: dict[str, Any] = {
    "kind": "visit",
    "kind_given": False,
    "outcome": None,
    "at": None,
    "spend": None,
    "competitor": None,
    "complaint": False,
    "tags": [],
    "private": None,
}


def shown(line: dict[str, Any]) -> dict[str, Any]:
    """Return the line's reading as it is printed."""
    return as_json(read(line["line"], date.fromisoformat(line["today"]), line["lang"]))


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_a_line_says_what_it_says_and_no_more(line: dict[str, Any]) -> None:
    expect = NOTHING | line["expect"]
    if expect["kind"] == "note" and "kind_given" not in line["expect"]:
        del expect["kind_given"]  # money that is no payment yet
    assert disagreements(shown(line), expect) == {}
