"""The one door to plotext: finite numbers in, plain lines of text out.

Called on the thread that draws only. plotext aborts the process on a NaN and draws horizontal bars
wrongly with automatic limits: values are checked and limits always set here.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from typing import Any

import plotext

from repdesk.ui.cells import clean, cut, fit, width
from repdesk.ui.glyphs import UNICODE, Glyphs

ROWS_A_BAR = 2
FRAME_ROWS = 3
"""plotext draws a bar well with two rows at least, and its frame takes three."""
LABEL = 16
TICKS = 5
LEAST_ROWS = 8
"""Upright bars take as many rows at least."""
TICK_CELLS = 14
"""What the numbers beside upright bars may take."""
BESIDE = tuple(tenth / 10 for tenth in range(-3, 4))
"""A mark that is a line is drawn at these distances from its place."""
_ESCAPES = re.compile(r"\x1b\[[0-9;]*m")
_TERMINAL: Any = plotext.terminal
_FIGURE: Any = plotext.figure
_TERMINAL.limit(False, False)


def bars(
    rows: Sequence[tuple[str, float]],
    cells: int,
    height: int,
    glyphs: Glyphs = UNICODE,
    label: int = LABEL,
) -> list[str]:
    """Draw horizontal bars from zero, the first on top, as lines of at most `cells` cells.

    Where the rows are too few for plotext's bars each becomes one line of its own. What is not
    finite or below zero has no bar and is left out.
    """
    shown = [
        (cut(clean(name), label, glyphs.ellipsis), value)
        for name, value in rows
        if math.isfinite(value) and value >= 0
    ]
    if not shown:
        return []
    top = max(max(value for _label, value in shown), 1.0)
    if height < ROWS_A_BAR * len(shown) + FRAME_ROWS:
        return _lines(shown, top, cells, glyphs)[: max(height, 0)]
    figure = _blank()
    labels, values = [name for name, _value in shown], [value for _name, value in shown]
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
    return _drawn()


def columns(
    rows: Sequence[tuple[str, float | None]],
    marks: Mapping[str, Sequence[float | None]],
    cells: int,
    height: int,
    glyphs: Glyphs = UNICODE,
) -> list[str]:
    """Draw upright bars, the first at the left, as lines of at most `cells` cells.

    `marks` are more values at the same places, each drawn by its sign. Where there is too little
    room each becomes a bar in a line of its own, without marks. What is not finite has no bar.
    """
    shown = dict(_points([value for _name, value in rows]))
    if not shown:
        return []
    labels = [cut(clean(name), LABEL, glyphs.ellipsis) for name, _value in rows]
    widest = max(width(name) for name in labels) + 1
    if height < LEAST_ROWS or cells < len(rows) * widest + TICK_CELLS:
        found = [(labels[at - 1], max(value, 0.0)) for at, value in shown.items()]
        top = max(max(value for _name, value in found), 1.0)
        # The last ones are the newest: those stay.
        return _lines(found, top, cells, glyphs)[-height:] if height > 0 else []
    points = {sign: _points(values[: len(rows)]) for sign, values in marks.items()}
    every = [*shown.values(), *(one[1] for line in points.values() for one in line)]
    low, high = min(0.0, *every), max(1.0, *every)
    figure = _blank()
    places, values = list(shown), list(shown.values())
    figure.draw(figure.bar(places, values, width=0.6, marker=glyphs.full))
    for sign, line in points.items():
        if line:
            aside = BESIDE if sign == glyphs.rule else (0.0,)
            x = [at + shift for at, _value in line for shift in aside]
            y = [value for _at, value in line for _shift in aside]
            figure.draw(figure.signal(x, y, marker=sign))
    step = _step(high - low)
    ticks = list(range(math.floor(low / step) * step, math.ceil(high / step) * step + 1, step))
    figure.ruler("y").lim(ticks[0], ticks[-1])
    figure.ruler("y").ticks(ticks, [f"{tick:,}" for tick in ticks])
    figure.ruler("x").lim(0.4, len(rows) + 0.6)
    figure.ruler("x").ticks(list(range(1, len(rows) + 1)), labels)
    figure.plot_size(cells, height)
    return _drawn()


def _points(values: Sequence[float | None]) -> list[tuple[int, float]]:
    """The places, from 1 on, of the values that can be drawn."""
    return [
        (at, value)
        for at, value in enumerate(values, 1)
        if value is not None and math.isfinite(value)
    ]


def _blank() -> Any:
    _FIGURE.clear()
    _FIGURE.theme("colorless")
    return _FIGURE


def _drawn() -> list[str]:
    text = _ESCAPES.sub("", _FIGURE.build().string())
    _FIGURE.clear()
    return [line.rstrip() for line in text.split("\n") if line.strip()]


def _step(top: float) -> int:
    """A round distance (1, 2 or 5 times a power of ten) that gives about five ticks."""
    size = int(10 ** max(math.floor(math.log10(top / TICKS)), 0))
    return next(size * by for by in (1, 2, 5, 10) if size * by * (TICKS + 1) >= top)


def _lines(rows: Sequence[tuple[str, float]], top: float, cells: int, glyphs: Glyphs) -> list[str]:
    label = max(width(text) for text, _value in rows)
    shown = [f"{value:,.0f}" for _text, value in rows]
    number = max(map(len, shown))
    room = max(cells - label - number - 2, 1)
    return [
        f"{fit(text, label)} {told:>{number}} {glyphs.full * round(room * value / top)}".rstrip()
        for (text, value), told in zip(rows, shown, strict=True)
    ]
