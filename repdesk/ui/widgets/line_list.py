"""A list of lines that draws only what is seen: 50,000 rows cost no more than twenty.

A screen shows rows with `show(ids, line, columns)`: `ids` names each row (an empty string is a
heading), `line(index)` makes the cells of one row and is called for visible rows only, as long as
these rows are shown: it closes over values, not over what a screen alters meanwhile. The
highlight is kept by id: after a refresh it stands on the same record, wherever that went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import BindingType
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from repdesk.ui.cells import clean, cut, ends, fit
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.keys import bindings
from repdesk.ui.looks import LOOKS, PLAIN
from repdesk.ui.widgets.columns import Cell, Column, Heading, Row, column_widths, lay_out
from repdesk.ui.widgets.moves import Moves

Line = Callable[[int], Sequence[Cell] | Row | Heading]
BEHIND = 8
"""Rows behind a highlighted one of which the first still standing takes its place."""


class LineList(Moves, can_focus=True):
    """A virtual list with one highlighted row, a selection, and keys to move."""

    SCOPE = "list"
    BINDINGS: ClassVar[list[BindingType]] = bindings("list")
    DEFAULT_CSS = "LineList { height: 1fr; }"

    @dataclass
    class Highlighted(Message):
        """The highlight moved to another row; empty when there is none."""

        sender_list: LineList
        row_id: str

    @dataclass
    class Opened(Message):
        """Enter was pressed on a row."""

        sender_list: LineList
        row_id: str

    @dataclass
    class SelectionChanged(Message):
        """Rows were selected or deselected."""

        sender_list: LineList
        row_ids: tuple[str, ...]

    def __init__(
        self,
        columns: Sequence[Column] = (),
        *,
        id: str | None = None,  # noqa: A002 - Textual's own name for it
        empty: str = "",
        selectable: bool = False,
        glyphs: Glyphs = UNICODE,
    ) -> None:
        super().__init__(id=id)
        self._columns = tuple(columns)
        self._ids: Sequence[str] = ()
        self._line: Line = lambda _index: ()
        self._at = -1
        self._top = 0
        self._selected: dict[str, None] = {}
        self._painted: dict[int, Strip] = {}
        self._drawn: dict[int, Strip] = {}
        self._widths: dict[tuple[int, tuple[Column, ...]], list[int]] = {}
        self._empty = empty
        self._selectable = selectable
        self.glyphs = glyphs

    # What is shown

    def show(
        self,
        ids: Sequence[str],
        line: Line,
        columns: Sequence[Column] | None = None,
        *,
        empty: str | None = None,
        highlight: str = "",
    ) -> None:
        """Show these rows, the highlight on the same record as before, or on `highlight`.

        Where that record stands no more, the highlight is on the one that came after it.
        """
        before_id, before_at = self.row_id, self._at
        behind = self._ids[before_at + 1 : before_at + 1 + BEHIND]
        self._ids, self._line = ids, line
        if columns is not None:
            self._columns = tuple(columns)
        if empty is not None:
            self._empty = empty
        wanted = highlight or before_id
        at = self._find(wanted)
        if at < 0:
            at = next((found for one in behind if (found := self._find(one)) >= 0), -1)
        if at < 0:
            at = self._nearest(min(max(before_at, 0), len(ids) - 1))
        if self._selected:
            standing = set(ids)
            self._selected = {one: None for one in self._selected if one in standing}
        # The row keeps its place on the screen while rows above it come and go; a list that stood
        # at its top stays there, so that a new first row and the heading over it are seen.
        if self._top:
            self._top += at - before_at if before_at >= 0 and at >= 0 else -self._top
        self._at = at
        self._keep_in_window()
        self.repaint()
        if self.row_id != before_id:
            self.post_message(self.Highlighted(self, self.row_id))

    def _find(self, row_id: str) -> int:
        if not row_id:
            return -1
        if 0 <= self._at < len(self._ids) and self._ids[self._at] == row_id:
            return self._at
        try:
            return self._ids.index(row_id)
        except ValueError:
            return -1

    @property
    def row_id(self) -> str:
        """The id of the highlighted row; empty when there is none."""
        return self._ids[self._at] if 0 <= self._at < len(self._ids) else ""

    @property
    def row_ids(self) -> Sequence[str]:
        """The ids of all rows in the order shown."""
        return self._ids

    @property
    def selected(self) -> tuple[str, ...]:
        """The ids selected with Space, in the order they were selected."""
        return tuple(self._selected)

    def deselect(self) -> bool:
        """Select nothing; False when nothing was."""
        had = bool(self._selected)
        if had:
            self._selected = {}
            self.repaint()
            self.post_message(self.SelectionChanged(self, ()))
        return had

    def highlight(self, row_id: str) -> bool:
        """Move the highlight to a row by id; False when it is not on the list."""
        at = self._find(row_id)
        if at >= 0:
            self._go(at)
        return at >= 0

    # Drawing

    def render_line(self, y: int) -> Strip:
        """Draw the line `y` of the window."""
        strip = self._drawn.pop(y, None)
        if strip is None or strip.cell_length != self.size.width:
            strip = self._strip(y)
        self._painted[y] = strip
        return strip

    def _strip(self, y: int) -> Strip:
        cells, index = self.size.width, self._top + y
        if not 0 <= index < len(self._ids):
            text = self._empty.split("\n") if not self._ids else []
            shown = cut(" " + text[y], cells, self.glyphs.ellipsis) if y < len(text) else ""
            return Strip([Segment(fit(shown, cells), PLAIN)], cells)
        line = self._line(index)
        here = index == self._at
        if isinstance(line, Heading):
            text_line = ends(clean(line.text), clean(line.right), cells, self.glyphs.ellipsis)
            return Strip([Segment(text_line, LOOKS["strong"])], cells)
        base = LOOKS["mark"] if here and self.has_focus else PLAIN
        mark = "*" if self._ids[index] in self._selected else ">" if here else " "
        columns = tuple(line.columns) if isinstance(line, Row) else self._columns
        cells_shown = line.cells if isinstance(line, Row) else line
        widths = self._column_widths(columns)
        segments = lay_out(cells_shown, columns, widths, ellipsis=self.glyphs.ellipsis, base=base)
        return Strip([Segment(mark, base), *segments]).adjust_cell_length(cells, base)

    def _column_widths(self, columns: tuple[Column, ...]) -> list[int]:
        room = max(self.size.width - 1, 0)
        found = self._widths.get((room, columns))
        if found is None:
            found = self._widths[room, columns] = column_widths(columns, room)
        return found

    def repaint(self) -> None:
        """Send the lines that look different from what stands on the screen, and no others."""
        if not self.is_mounted:
            return
        strips = {y: self._strip(y) for y in range(self.size.height)}
        self._drawn = {y: one for y, one in strips.items() if self._painted.get(y) != one}
        if self._drawn:
            self.refresh(*(Region(0, y, self.size.width, 1) for y in self._drawn))

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the highlight in the window when the terminal changes its size."""
        self._painted.clear()
        self._drawn.clear()
        self._keep_in_window()

    def on_focus(self) -> None:
        """Show the highlight as the place where keys go."""
        self.repaint()

    def on_blur(self) -> None:
        """Show that keys go elsewhere."""
        self.repaint()

    # Moving

    def _keep_in_window(self) -> None:
        high = self.size.height
        if not high:
            return
        last_top = max(0, len(self._ids) - high)
        if self._at >= 0:
            if self._at <= self._top:
                self._top = self._at
                # A heading right above the first row of its group comes into view with it.
                if self._top and not self._ids[self._top - 1]:
                    self._top -= 1
            elif self._at >= self._top + high:
                self._top = self._at - high + 1
        self._top = min(max(self._top, 0), last_top)

    def _go(self, at: int) -> None:
        if at == self._at or at < 0:
            return
        self._at = at
        self._keep_in_window()
        self.repaint()
        self.post_message(self.Highlighted(self, self.row_id))

    def action_open(self) -> None:
        """Open the highlighted row."""
        if self.row_id:
            self.post_message(self.Opened(self, self.row_id))

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Rows are selected only where something can be done with them."""
        return self._selectable or action != "select"

    def action_select(self) -> None:
        """Select or deselect the highlighted row and move on."""
        if not self.row_id:
            return
        if self.row_id in self._selected:
            del self._selected[self.row_id]
        else:
            self._selected[self.row_id] = None
        self.repaint()
        self.post_message(self.SelectionChanged(self, self.selected))
        self._step(1)
