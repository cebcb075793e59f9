"""What stands on the terminal while the screens are being loaded and the book is being read."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.glyphs import UNICODE
from repdesk.ui.keys import key_line, keys_of
from repdesk.ui.screens.frame import Frame
from repdesk.ui.widgets.lines import HeadLine, KeyLine, OneLine, Rule
from repdesk.wording.days import weekday

ROOMY = 20
"""Rows from which Today has a rule under its target."""


class OpeningScreen(Frame[None]):
    """The frame of Today. It keeps the keys typed meanwhile; Today gets them, in order."""

    def __init__(self) -> None:
        super().__init__()
        self.typed: list[str] = []

    def body(self) -> Iterable[Widget]:
        """The headings of Today, and room."""
        yield OneLine("target", self.glyphs)
        if self.app.size.height >= ROOMY:
            yield Rule("under-target", self.glyphs)
        numbers = "①②" if self.glyphs is UNICODE else ("1.", "2.")
        for number, title in zip(numbers, (_("Due promises"), _("Suggestions")), strict=True):
            heading = HeadLine(glyphs=self.glyphs)
            heading.set(f"{number} {title}", self.glyphs.ellipsis)
            yield heading
        room = OneLine("room", self.glyphs)
        room.styles.height = "1fr"
        yield room

    def title_line(self) -> str:
        """Today and the date."""
        return f"{_('Today')} {self.today} {weekday(self.today)}"

    def draw_keys(self) -> None:
        """Draw the keys that Today is going to have."""
        keymap = self.session.ports.settings.keys
        line = key_line(keys_of(("base", "today", "list"), keymap), self.size.width)
        self.query_one(KeyLine).set(line)

    def on_key(self, event: events.Key) -> None:
        """Keep the key for the screen that comes."""
        event.stop()
        self.typed.append(event.key)
