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
