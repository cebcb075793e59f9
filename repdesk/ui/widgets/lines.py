"""The three fixed lines of a screen: its head, the rule that speaks, and its keys.

Each is one row, drawn straight into a strip: a changed message costs as many bytes as it is long.
"""

from __future__ import annotations

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from repdesk.ui.cells import clean, cut, ends, fit, width, wrap
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.looks import LOOKS, PLAIN


class OneLine(Widget):
    """A row of text with a text of its own at the right end."""

    DEFAULT_CSS = "OneLine { height: 1; }"
    LOOK: Style = PLAIN

    def __init__(self, id: str | None = None, glyphs: Glyphs = UNICODE) -> None:  # noqa: A002
        super().__init__(id=id)
        self.glyphs = glyphs
        self.left = ""
        self.right = ""

    def set(self, left: str, right: str = "") -> None:
        """Show these texts; nothing is sent when they already stand there."""
        left, right = clean(left), clean(right)
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def text(self, cells: int) -> str:
        """The line as it is drawn at this width."""
        return ends(self.left, self.right, cells, self.glyphs.ellipsis)

    def render_line(self, _y: int) -> Strip:
        """Draw the line."""
        cells = self.size.width
        return Strip([Segment(self.text(cells), self.LOOK)], cells)


class HeadLine(OneLine):
    """The first line: what screen this is, and when the last save was."""

    LOOK = LOOKS["strong"]


class KeyLine(OneLine):
    """The last line: the keys of this screen."""


class Rule(OneLine):
    """A horizontal rule, with a title in it where there is one."""

    def text(self, cells: int) -> str:
        """The rule, its title at the left."""
        if not self.left:
            return self.glyphs.rule * cells
        title = cut(self.left, cells, self.glyphs.ellipsis) + " "
        right = " " + self.right if self.right else ""
        room = cells - width(title) - width(right)
        return fit(title + self.glyphs.rule * max(room, 0) + right, cells)


class MessageLine(Rule):
    """The rule above the keys: says what was done, or why nothing was, until the next key.

    A text that is too long for a row takes up to three.
    """

    MOST = 3

    def __init__(self, id: str | None = None, glyphs: Glyphs = UNICODE) -> None:  # noqa: A002
        super().__init__(id, glyphs)
        self.look = "strong"
        self._rows: list[str] = []

    def say(self, text: str, look: str = "strong") -> None:
        """Show a message; an empty one brings the plain rule back."""
        text = clean(text)
        if text == self.left:
            return
        longest = max(width(text), width(self.left)) + 1
        self.left, self.look = text, look
        self._lay_out()
        if len(self._rows) > 1 or longest > self.size.width:
            self.refresh()
        else:
            self.refresh(Region(0, 0, longest, 1))

    def on_resize(self) -> None:
        """Break the message for this width."""
        self._lay_out()

    def high(self, cells: int) -> int:
        """Return how many rows the message takes at this width."""
        return max(len(self._broken(cells)), 1)

    def _broken(self, cells: int) -> list[str]:
        rows = wrap(self.left, cells) if self.left else []
        if len(rows) > self.MOST:
            rest = " ".join(rows[self.MOST - 1 :])
            rows = [*rows[: self.MOST - 1], cut(rest, cells, self.glyphs.ellipsis)]
        return rows

    def _lay_out(self) -> None:
        self._rows = rows = self._broken(max(self.size.width, 1))
        high = max(len(rows), 1)
        if self.styles.height is None or self.styles.height.value != high:
            self.styles.height = high

    def render_line(self, y: int) -> Strip:
        """Draw a row of the message in its look, the rule plain."""
        cells = self.size.width
        if y >= len(self._rows):
            blank = self.text(cells) if not self.left else " " * cells
            return Strip([Segment(blank, LOOKS["dim"])], cells)
        message = cut(self._rows[y], cells, self.glyphs.ellipsis)
        rest = cells - width(message)
        rule = " " + self.glyphs.rule * (rest - 1) if rest and y == len(self._rows) - 1 else ""
        return Strip(
            [Segment(message, LOOKS[self.look]), Segment(rule, LOOKS["dim"])]
        ).adjust_cell_length(cells, PLAIN)
