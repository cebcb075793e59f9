"""The chart adapter, in a process of its own: plotext aborts the process on a NaN."""

import json
import subprocess
import sys
from typing import Any

import pytest

from repdesk.ui.cells import width

CODE = """
import json, sys
from repdesk.ui.chart import bars
from repdesk.ui.glyphs import ASCII, UNICODE
rows, cells, height, plain = json.loads(sys.argv[1])
print(json.dumps(bars([tuple(row) for row in rows], cells, height, ASCII if plain else UNICODE)))
"""


def bars(rows: list[tuple[str, float]], cells: int, height: int, plain: bool = False) -> list[str]:
    """What the adapter draws."""
    asked = json.dumps([rows, cells, height, plain])
    done = subprocess.run(
        [sys.executable, "-c", CODE, asked], capture_output=True, text=True, check=True
    )
    found: Any = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


FUNNEL = [("线索", 40.0), ("[/] ${x}", 28.0), ("quote\x1b[31m\n", 15.0), ("成交", 10.0)]


@pytest.mark.parametrize(("cells", "height"), [(78, 20), (60, 12), (44, 6)])
def test_bars_are_as_long_as_their_values_and_within_the_screen(cells: int, height: int) -> None:
    lines = bars(FUNNEL, cells, height)
    assert len(lines) <= height
    assert max(width(line) for line in lines) <= cells
    assert not any("\x1b" in line for line in lines)
    drawn = dict.fromkeys(("线索", "[/] ${x}", "成交"), 0)
    for line in lines:
        for label in drawn:
            if label in line:
                drawn[label] = line.count("█")
    longest = drawn["线索"]
    assert abs(drawn["[/] ${x}"] - longest * 28 / 40) <= 1
    assert abs(drawn["成交"] - longest * 10 / 40) <= 1


def test_what_is_not_finite_is_left_out_and_nothing_is_drawn_of_nothing() -> None:
    lines = bars([("a", float("nan")), ("b", float("inf")), ("c", 3.0)], 40, 10)
    assert any("c" in line for line in lines)
    assert not any("a┤" in line or "b┤" in line for line in lines)
    assert bars([("a", float("nan"))], 40, 10) == []
    assert bars([], 40, 10) == []
    assert not any("█" in line for line in bars([("a", 0.0)], 40, 10))


def test_labels_that_are_alike_stay_bars_of_their_own() -> None:
    lines = bars([("same", 4.0), ("same", 2.0)], 40, 10)
    assert sum("same" in line for line in lines) == 2


def test_ascii_bars_hold_no_block() -> None:
    lines = bars([("a", 4.0), ("b", 2.0)], 40, 3, plain=True)
    assert "".join(lines).isascii()


UPRIGHT = """
import json, sys
from repdesk.ui.chart import columns
rows, marks, cells, height = json.loads(sys.argv[1])
print(json.dumps(columns([tuple(row) for row in rows], marks, cells, height)))
"""


def columns(
    rows: list[tuple[str, float | None]],
    marks: dict[str, list[float | None]],
    cells: int,
    height: int,
) -> list[str]:
    """What the adapter draws upright."""
    asked = json.dumps([rows, marks, cells, height])
    done = subprocess.run(
        [sys.executable, "-c", UPRIGHT, asked], capture_output=True, text=True, check=True
    )
    found: Any = json.loads(done.stdout)
    assert isinstance(found, list)
    return found


MONTHS: list[tuple[str, float | None]] = [
    ("Jan", 10.0),
    ("2月", 40.0),
    ("[/]", None),
    ("Apr", 20.0),
]


def test_upright_bars_are_as_high_as_their_values_with_marks_at_the_same_places() -> None:
    lines = columns(MONTHS, {"o": [30.0, None, 5.0, 10.0], "─": [20.0] * 4}, 60, 20)
    assert len(lines) <= 20
    assert max(width(line) for line in lines) <= 60
    assert sum(line.count("o") for line in lines) == 3
    bare = columns(MONTHS, {}, 60, 20)
    rows = [line.ljust(60) for line in bare if "█" in line]
    heights = sorted({sum(row[at] == "█" for row in rows) for at in range(60)} - {0})
    ten, twenty, forty = heights
    assert abs(forty - 2 * twenty) <= 2
    assert abs(forty - 4 * ten) <= 4
    assert any("40" in line for line in lines)


@pytest.mark.parametrize(
    "rows",
    [
        [("a", float("nan")), ("b", 3.0)],
        [("a", float("inf")), ("b", -3.0)],
        [("a", None), ("b", 0.0)],
    ],
)
def test_upright_what_is_not_finite_has_no_bar(rows: list[tuple[str, float | None]]) -> None:
    lines = columns(rows, {"o": [float("nan"), 1.0]}, 60, 16)
    assert lines
    assert all(width(line) <= 60 for line in lines)


def test_upright_bars_without_room_are_lines_and_the_newest_stay() -> None:
    rows: list[tuple[str, float | None]] = [(str(at), float(at)) for at in range(1, 13)]
    lines = columns(rows, {}, 40, 5)
    assert len(lines) == 5
    assert lines[-1].startswith("12")
    assert columns([("a", None)], {}, 40, 5) == []
