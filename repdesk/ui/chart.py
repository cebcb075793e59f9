"""The one door to plotext: finite numbers in, plain lines of text out.

Called on the thread that draws only. plotext aborts the process on a NaN and draws horizontal bars
wrongly with automatic limits: values are checked and limits always set here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from typing import Any

import plotext

from repdesk.ui.cells import clean, cut, fit, width
from repdesk.ui.glyphs import UNICODE, Glyphs

ROWS_A_BAR = 2
FRAME_ROWS = 3
"""plotext draws a bar well with two rows at least, and its frame takes three."""
LABEL = 16
TICKS = 5
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_TERMINAL: Any = plotext.terminal
_FIGURE: Any = plotext.figure
_TERMINAL.limit(False, False)


def bars(
    rows: Sequence[tuple[str, float]], cells: int, height: int, glyphs: Glyphs = UNICODE
) -> list[str]:
    """Draw horizontal bars from zero, the first on top, as lines of at most `cells` cells.

    Where the rows are too few for plotext's bars each becomes one line of its own. What is not
    finite or below zero has no bar and is left out.
    """
    shown = [
        (cut(clean(label), LABEL, glyphs.ellipsis), value)
        for label, value in rows
        if math.isfinite(value) and value >= 0
    ]
    if not shown:
        return []
    top = max(max(value for _label, value in shown), 1.0)
    if height < ROWS_A_BAR * len(shown) + FRAME_ROWS:
        return _lines(shown, top, cells, glyphs)[: max(height, 0)]
    figure = _FIGURE
    figure.clear()
    figure.theme("colorless")
    labels, values = [label for label, _value in shown], [value for _label, value in shown]
    # Labels that are alike would fall on one bar: bars stand at their numbers.
    places = list(range(1, len(shown) + 1))
    figure.draw(figure.bar(places, values, orientation="horizontal", width=0.6, marker=glyphs.full))
    figure.ruler("x").lim(0, top)
    step = _step(top)
    ticks = list(range(0, math.floor(top) + 1, step))
    figure.ruler("x").ticks(ticks, [f"{tick:,}" for tick in ticks])
    figure.ruler("y").lim(0.4, len(shown) + 0.6)
    figure.ruler("y").direction(-1)
    figure.ruler("y").ticks(places, labels)
    figure.plot_size(cells, min(height, 3 * len(shown) + FRAME_ROWS))
    text = _ESCAPES.sub("", figure.build().string())
    figure.clear()
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _step(top: float) -> int:
    """A round distance (1, 2 or 5 times a power of ten) that gives about five ticks."""
    size = int(10 ** max(math.floor(math.log10(top / TICKS)), 0))
    return next(size * by for by in (1, 2, 5, 10) if size * by * (TICKS + 1) >= top)


def _lines(rows: Sequence[tuple[str, float]], top: float, cells: int, glyphs: Glyphs) -> list[str]:
    label = max(width(text) for text, _value in rows)
    number = max(len(f"{value:g}") for _text, value in rows)
    room = max(cells - label - number - 2, 1)
    return [
        f"{fit(text, label)} {value:>{number}g} {glyphs.full * round(room * value / top)}".rstrip()
        for text, value in rows
    ]
