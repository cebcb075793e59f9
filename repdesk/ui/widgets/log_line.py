"""The line of the log form: an Input that marks what was read and keeps all lines of a paste."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

from rich.highlighter import Highlighter
from rich.style import Style
from rich.text import Text
from textual import events
from textual.binding import Binding
from textual.message import Message

from repdesk.notation.reader import split_lines
from repdesk.notation.reading import Piece
from repdesk.ui.widgets.placed_input import PlacedInput

TOKEN: Final = Style(bold=True, underline=True)
WORDS: Final = Style(underline=True)
"""How pieces stand in the line: tokens bold and underlined, their words underlined."""


class Pieces(Highlighter):
    """Marks what was recognised in the line, by weight and underline, not by colour alone."""

    def __init__(self) -> None:
        self.raw = ""
        self.pieces: tuple[Piece, ...] = ()

    def highlight(self, text: Text) -> None:
        """Mark the pieces, as long as they are of this very text."""
        if text.plain == self.raw:
            for piece in self.pieces:
                words = piece.what in ("text", "title", "private")
                text.stylize(WORDS if words else TOKEN, piece.start, piece.end)


class LogLine(PlacedInput):
    """The line. A paste of several lines is told to the form: an Input keeps only the first."""

    BINDINGS: ClassVar = [Binding("enter", "submit", show=False, id="log.save")]

    @dataclass
    class Pasted(Message):
        """Several lines were pasted."""

        lines: tuple[str, ...]

    def _on_paste(self, event: events.Paste) -> None:
        lines = split_lines(event.text)
        if len(lines) > 1:
            event.prevent_default()
            event.stop()
            self.post_message(self.Pasted(lines))
        else:
            super()._on_paste(events.Paste(lines[0] if lines else ""))
            event.prevent_default()
            event.stop()
