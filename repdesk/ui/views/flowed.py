"""Words at the end of a row that the terminal has no room for: they go on under the row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from repdesk.ui.cells import clean, width, wrap
from repdesk.ui.widgets.columns import Column, Heading, Look, Row, column_widths

WHOLE = (Column(1, grow=1),)
"""The columns of a row that is words alone."""
MARK, INDENT = 1, 2
"""Cells before a row for the mark of the highlighted one, and before words that go on."""


def flowed(
    lines: Iterable[tuple[str, Row | Heading]], cells: int, kinds: Collection[Sequence[Column]]
) -> Iterator[tuple[str, Row | Heading]]:
    """Yield the lines; in rows of these columns nothing of the last cell is cut away.

    Words that do not fit beside the others of their row stand under them, on lines that are
    not highlighted.
    """
    for row_id, row in lines:
        if not isinstance(row, Row) or row.columns not in kinds:
            yield row_id, row
            continue
        *beside, last = row.cells
        said = last if isinstance(last, Look) else Look(last)
        if width(clean(said.text)) <= column_widths(row.columns, cells - MARK)[-1]:
            yield row_id, row
            continue
        pieces = wrap(said.text, cells - MARK - INDENT)
        first = "" if beside else pieces.pop(0)
        yield row_id, Row((*beside, Look(first, said.look)), row.columns)
        for piece in pieces:
            yield "", Row((Look(" " * INDENT + piece, said.look),), WHOLE)
