"""Every expected field of the shared fixture is read as it says."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import fixture_lines, known_of

LINES = fixture_lines()
ABSENT_MEANS_NONE: dict[str, Any] = {
    "followups": [],
    "deals": [],
    "stage": None,
    "order": [],
    "payment": None,
}
DECIMALS = ("amount", "price", "qty")


def agrees(read_as: Any, expected: Any, field: str = "") -> bool:
    """Say whether a value holds all that is expected of it; amounts compare as decimals."""
    if isinstance(expected, dict):
        return isinstance(read_as, dict) and all(
            agrees(read_as[key], value, key) for key, value in expected.items()
        )
    if isinstance(expected, list):
        return len(read_as) == len(expected) and all(
            agrees(one, other) for one, other in zip(read_as, expected, strict=True)
        )
    if field in DECIMALS and expected is not None:
        return read_as is not None and Decimal(read_as) == Decimal(str(expected))
    return bool(read_as == expected)


@pytest.mark.parametrize("line", LINES, ids=[line["id"] for line in LINES])
def test_every_expected_field_is_right(line: dict[str, Any]) -> None:
    known = known_of(line.get("customer", {}))
    reading = read(line["line"], date.fromisoformat(line["today"]), line["lang"], known)
    result = as_json(reading)
    expected = ABSENT_MEANS_NONE | line["expect"]
    problems = expected.pop("problems", False)
    assert bool(result["problems"]) == problems
    for field, value in expected.items():
        assert agrees(result[field], value, field), (field, result[field], line["why"])
    assert reading.raw == line["line"]
