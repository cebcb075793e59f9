"""Columns of a line list: how wide each is on this terminal, and one line laid out in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style

from repdesk.ui.cells import clean, fit, width
from repdesk.ui.looks import LOOKS, PLAIN


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its least width in cells, its share of what is left over, and when it gives way.

    `keep` ranks columns when the terminal is narrow: the lowest goes first, 9 never goes.
    """

    least: int
    grow: int = 0
    keep: int = 9
    right: bool = False
    most: int = 0


@dataclass(frozen=True, slots=True)
class Look:
    """Text with a look of `looks.LOOKS`; a plain `str` in a line has the look `plain`."""

    text: str
    look: str = "plain"


Cell = str | Look


@dataclass(frozen=True, slots=True)
class Heading:
    """A line that stands over others: not highlighted, not counted."""

    text: str
    right: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line with columns of its own, in a list whose sections differ."""

    cells: Sequence[Cell]
    columns: Sequence[Column]


def column_widths(columns: Sequence[Column], cells: int, gap: int = 1) -> list[int]:
    """Return each column's width in cells, 0 for one that gave way.

    The sum with the gaps is at most `cells`, as far as columns may give way at all.
    """
    shown = list(range(len(columns)))

    def needed() -> int:
        return sum(columns[at].least for at in shown) + gap * max(0, len(shown) - 1)

    while needed() > cells:
        going = min(shown, key=lambda at: (columns[at].keep, -at))
        if columns[going].keep >= 9:
            break
        shown.remove(going)
    widths = [columns[at].least if at in shown else 0 for at in range(len(columns))]
    left = max(0, cells - needed())
    growing = [at for at in shown if columns[at].grow]
    while left and growing:
        share = sum(columns[at].grow for at in growing)
        given = 0
        for at in list(growing):
            more = max(1, left * columns[at].grow // share)
            if columns[at].most:
                more = min(more, columns[at].most - widths[at])
            more = min(more, left - given)
            widths[at] += more
            given += more
            if columns[at].most and widths[at] >= columns[at].most:
                growing.remove(at)
        if not given:
            break
        left -= given
    return widths


def lay_out(
    cells: Sequence[Cell],
    columns: Sequence[Column],
    widths: Sequence[int],
    *,
    ellipsis: str,
    base: Style = PLAIN,
    gap: int = 1,
) -> list[Segment]:
    """Lay one line's cells out in their columns; text beyond a column's width ends in `…`."""
    segments: list[Segment] = []
    run, run_style = "", base
    first = True
    for cell, column, wide in zip(cells, columns, widths, strict=True):
        if not wide:
            continue
        text, look = (cell, "plain") if isinstance(cell, str) else (cell.text, cell.look)
        piece = fit(clean(text), wide, right=column.right, ellipsis=ellipsis)
        style = base if look == "plain" else base + LOOKS[look]
        if not first:
            run += " " * gap
        first = False
        if style != run_style:
            if run:
                segments.append(Segment(run, run_style))
            run, run_style = "", style
        run += piece
    if run:
        segments.append(Segment(run, run_style))
    return segments


def line_width(segments: Sequence[Segment]) -> int:
    """Width of laid-out segments in cells."""
    return sum(width(segment.text) for segment in segments)
