"""An Input that puts the terminal's cursor where it stands, as soon as it stands there."""

from __future__ import annotations

from textual import events
from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.widgets import Input


class PlacedInput(Input):
    """Textual places the cursor at the focus, which may come before the layout, and at each key.

    An input method opens its window at the cursor before the first key has come: so it is placed
    again when the input was laid out.
    """

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), layout=False)
    """How wide the text is. It moves inside the input: nothing around it has to be laid out again,
    which would be half of what a key costs."""

    @property
    def cursor_screen_offset(self) -> Offset:
        """Where the cursor is drawn; Textual counts one cell more behind the last character."""
        x, y = super().cursor_screen_offset
        return Offset(x - self.cursor_at_end, y)

    def on_resize(self, _event: events.Resize) -> None:
        """It has its place, or another one."""
        self.place()

    def on_show(self, _event: events.Show) -> None:
        """It was laid out although its size is the same."""
        self.place()

    def place(self) -> None:
        """Put the cursor here, if this is where one types."""
        if self.has_focus and self.app.cursor_position != self.cursor_screen_offset:
            self.app.cursor_position = self.cursor_screen_offset
            self.refresh()
