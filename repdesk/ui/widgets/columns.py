"""Columns of a line list: how wide each is on this terminal, and one line laid out in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec
from rich.segment import Segment
from rich.style import Style

from repdesk.ui.cells import clean, fit, width
from repdesk.ui.looks import LOOKS, PLAIN


class Column(msgspec.Struct, frozen=True):
    """One column: its least width in cells, its share of what is left over, and when it gives way.

    `keep` ranks columns when the terminal is narrow: the lowest goes first, 9 never goes.
    """

    least: int
    grow: int = 0
    keep: int = 9
    right: bool = False
    most: int = 0


class Look(msgspec.Struct, frozen=True):
    """Text with a look of `looks.LOOKS`; a plain `str` in a line has the look `plain`.

    `marks` are the (start, end) in the text, as `clean` gives it, that stand out.
    """

    text: str
    look: str = "plain"
    marks: Sequence[tuple[int, int]] = ()


Cell = str | Look


class Heading(msgspec.Struct, frozen=True):
    """A line that stands over others: not highlighted, not counted."""

    text: str
    right: str = ""


class Row(msgspec.Struct, frozen=True):
    """A line with columns of its own, in a list whose sections differ."""

    cells: Sequence[Cell]
    columns: Sequence[Column]


def holding(columns: Sequence[Column], at: int, texts: Iterable[str]) -> tuple[Column, ...]:
    """Return the columns, the one at a place at least as wide as the widest of these texts."""
    wide = max((width(clean(text)) for text in texts), default=0)
    column = msgspec.structs.replace(columns[at], least=max(columns[at].least, wide))
    return (*columns[:at], column, *columns[at + 1 :])


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
        one = Look(cell) if isinstance(cell, str) else cell
        piece = fit(clean(one.text), wide, right=column.right, ellipsis=ellipsis)
        style = base if one.look == "plain" else base + LOOKS[one.look]
        if not first:
            run += " " * gap
        first = False
        for part, part_style in _marked(piece, style, one) if one.marks else ((piece, style),):
            if part_style != run_style:
                if run:
                    segments.append(Segment(run, run_style))
                run, run_style = "", part_style
            run += part
    if run:
        segments.append(Segment(run, run_style))
    return segments


def _marked(piece: str, style: Style, one: Look) -> Iterator[tuple[str, Style]]:
    """Yield the parts of a piece that was fitted from the left, what is marked in its own style."""
    text, found, at = clean(one.text), style + LOOKS["found"], 0
    same = next((n for n, (a, b) in enumerate(zip(piece, text, strict=False)) if a != b), len(text))
    for start, end in one.marks:
        if start < min(same, len(piece)):
            end = min(end, same, len(piece))
            yield piece[at:start], style
            yield piece[start:end], found
            at = end
    yield piece[at:], style


def line_width(segments: Sequence[Segment]) -> int:
    """Width of laid-out segments in cells."""
    return sum(width(segment.text) for segment in segments)
