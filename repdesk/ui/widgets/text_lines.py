"""Lines of labelled text that are not a list: the live reading of a form, a summary under it.

Only lines that look different from what stands on the screen are sent.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.looks import PLAIN
from repdesk.ui.widgets.columns import Row, column_widths, lay_out


class TextLines(Widget):
    """Lines in columns, drawn from the top; what does not fit is left out."""

    DEFAULT_CSS = "TextLines { height: 1fr; }"

    def __init__(self, id: str | None = None, glyphs: Glyphs = UNICODE) -> None:  # noqa: A002
        super().__init__(id=id)
        self.glyphs = glyphs
        self._lines: Sequence[Row] = ()
        self._painted: dict[int, Strip] = {}

    def show(self, lines: Sequence[Row]) -> None:
        """Show these lines."""
        self._lines = tuple(lines)
        self.repaint()

    @property
    def lines(self) -> Sequence[Row]:
        """The lines shown."""
        return self._lines

    def repaint(self) -> None:
        """Send the lines that changed, and no others."""
        if not self.is_mounted:
            return
        changed = [
            Region(0, y, self.size.width, 1)
            for y in range(self.size.height)
            if self._painted.get(y) != self._strip(y)
        ]
        if changed:
            self.refresh(*changed)

    def render_line(self, y: int) -> Strip:
        """Draw one line."""
        strip = self._strip(y)
        self._painted[y] = strip
        return strip

    def _strip(self, y: int) -> Strip:
        cells = self.size.width
        if y >= len(self._lines):
            return Strip([Segment(" " * cells, PLAIN)], cells)
        row = self._lines[y]
        widths = column_widths(row.columns, max(cells - 1, 0))
        parts = lay_out(row.cells, row.columns, widths, ellipsis=self.glyphs.ellipsis)
        return Strip([Segment(" ", PLAIN), *parts]).adjust_cell_length(cells, PLAIN)

    def on_resize(self, _event: events.Resize) -> None:
        """Everything is drawn again in another size."""
        self._painted.clear()


class PickLines(TextLines, can_focus=True):
    """Lines among which a digit picks."""

    BINDINGS: ClassVar = [
        Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)
    ]

    @dataclass
    class Picked(Message):
        """A digit was pressed."""

        number: int

    def action_pick(self, number: int) -> None:
        """Say which was picked."""
        self.post_message(self.Picked(number))
