"""Every expected field of the shared fixture is read as it says."""

from datetime import date
from typing import Any

import pytest

from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import disagreements, fixture_lines, known_of

LINES = fixture_lines()


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_every_expected_field_is_right(line: dict[str, Any]) -> None:
    known = known_of(line.get("customer", {}))
    reading = read(line["line"], date.fromisoformat(line["today"]), line["lang"], known)
    result = as_json(reading)
    assert disagreements(result, line["expect"]) == {}, line["why"]
    assert reading.raw == line["line"]
