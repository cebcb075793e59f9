"""The names of a list's columns, over them."""

from __future__ import annotations

from collections.abc import Sequence

from rich.segment import Segment
from textual.strip import Strip
from textual.widget import Widget

from repdesk.ui.glyphs import Glyphs
from repdesk.ui.looks import LOOKS
from repdesk.ui.widgets.columns import Column, column_widths, lay_out


class ColumnHeads(Widget):
    """One row that follows the widths of the columns below it."""

    DEFAULT_CSS = "ColumnHeads { height: 1; }"

    def __init__(self, columns: Sequence[Column], glyphs: Glyphs) -> None:
        super().__init__()
        self._columns = tuple(columns)
        self._glyphs = glyphs
        self._names: tuple[str, ...] = ("",) * len(self._columns)

    def set(self, names: Sequence[str]) -> None:
        """Show these names; nothing is sent when they already stand there."""
        if tuple(names) != self._names:
            self._names = tuple(names)
            self.refresh()

    def render_line(self, _y: int) -> Strip:
        """Draw the row."""
        cells = self.size.width
        widths = column_widths(self._columns, max(cells - 1, 0))
        line = lay_out(
            self._names, self._columns, widths, ellipsis=self._glyphs.ellipsis, base=LOOKS["dim"]
        )
        return Strip([Segment(" ", LOOKS["dim"]), *line]).adjust_cell_length(cells, LOOKS["dim"])
