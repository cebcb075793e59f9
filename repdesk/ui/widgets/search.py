"""The search line: a row that opens on `/`, tells every key typed, and closes on Esc."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar, cast

from textual import on
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input

from repdesk.ui.keys import bindings
from repdesk.ui.widgets.lines import OneLine


class SearchBox(Input):
    """The input itself; Enter opens what is highlighted, the keys of the list move it."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("search")
    virtual_size: Reactive[Size] = Reactive(Size(0, 0))
    """Textual lays the whole screen out again whenever a text gets longer: here nothing moves."""

    @property
    def _line(self) -> SearchLine:
        return cast(SearchLine, self.parent)

    def action_move(self, direction: int) -> None:
        """Move the list's highlight by a row; the cursor stays in the line."""
        self._line.post_message(SearchLine.Moved(direction))

    def action_page(self, direction: int) -> None:
        """Move the list's highlight by a window."""
        self._line.post_message(SearchLine.Moved(direction, page=True))

    def action_close(self) -> None:
        """Empty the line and take it away."""
        if self.value:
            self._line.post_message(SearchLine.Changed(""))
        self._line.close()


class SearchLine(Horizontal):
    """An input of one row that is only there while something is searched."""

    DEFAULT_CSS = """
    SearchLine { height: 1; display: none; }
    SearchLine.open { display: block; }
    SearchLine OneLine { width: 3; }
    SearchLine Input { width: 1fr; }
    """

    @dataclass
    class Changed(Message):
        """Another text stands in the line."""

        text: str

    class Submitted(Message):
        """Enter was pressed."""

    @dataclass
    class Moved(Message):
        """The list is to move by a row or a window; the cursor stays in the line."""

        direction: int
        page: bool = False

    class Closed(Message):
        """The line was closed."""

    def compose(self) -> Iterable[Widget]:
        """A slash and the input."""
        slash = OneLine()
        slash.set(" / ")
        yield slash
        box = SearchBox(compact=True, select_on_focus=False)
        box.cursor_blink = False
        yield box

    @property
    def is_open(self) -> bool:
        """Whether the line is there."""
        return self.has_class("open")

    def open(self, text: str = "") -> None:
        """Show the line with this text and type there."""
        self.add_class("open")
        box = self.query_one(Input)
        with box.prevent(Input.Changed):
            box.value = text
        box.cursor_position = len(text)
        # At once: the next key may be here already.
        self.screen.set_focus(box)

    def close(self) -> None:
        """Take the line away; says so."""
        if self.is_open:
            self.remove_class("open")
            with self.query_one(Input).prevent(Input.Changed):
                self.query_one(Input).value = ""
            self.post_message(self.Closed())

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Changed(event.value))

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.post_message(self.Submitted())
