"""A text to be read whole: a note that was cut in its line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.ui.cells import wrap
from repdesk.ui.keys import bindings
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column
from repdesk.ui.widgets.line_list import LineList


class ReadScreen(FramedScreen[None], ModalScreen[None]):
    """A title and a text, wrapped by cells."""

    SCOPE = "read"
    BINDINGS: ClassVar[list[BindingType]] = bindings("read")

    def __init__(self, title: str, text: str) -> None:
        super().__init__()
        self._title = title
        self._text = text

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield LineList((Column(1, grow=1),), id="text", glyphs=self.glyphs)

    def title_line(self) -> str:
        """What is read."""
        return self._title

    def on_mount(self) -> None:
        """Wrap for this terminal."""
        self._show()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Wrap again."""
        self._show()

    def _show(self) -> None:
        cells = max(self.size.width - 1, 1)
        lines = [line for part in self._text.split("\n") for line in wrap(part, cells)]
        ids = [str(at) for at in range(len(lines))]
        self.query_one(LineList).show(ids, lambda at: (self.cell(lines[at]),))

    def cell(self, line: str) -> Cell:
        """One line as it is shown."""
        return line

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss(None)
