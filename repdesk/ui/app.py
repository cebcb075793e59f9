"""The app: four main screens over one session. `run` is what `cli` calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.filter import LineFilter

from repdesk.i18n import _, language, set_language
from repdesk.ui import terminal
from repdesk.ui.cells import SafeText
from repdesk.ui.glyphs import glyphs_named
from repdesk.ui.lifecycle import Lifecycle
from repdesk.ui.ports import Ports
from repdesk.ui.screens.frame import Frame
from repdesk.ui.screens.opening import OpeningScreen


class RepdeskApp(Lifecycle):
    """Keyboard only, no animation, and not a byte on the line while nothing happens."""

    MODES: ClassVar = {"opening": OpeningScreen}
    DEFAULT_MODE = "opening"
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar = "styles/repdesk.tcss"
    AUTO_FOCUS = "LineList"

    def __init__(self, ports: Ports) -> None:
        set_language(ports.settings.language)
        super().__init__(ports)
        self._colours: dict[str, str] = {}
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self.glyphs = glyphs_named(ports.settings.glyphs)
        self.hiding = False

    def refresh_css(self, animate: bool = True) -> None:
        """Read the styles again where a colour changed; Textual asks twice for every new screen."""
        colours = self.get_css_variables()
        if colours != self._colours:
            self._colours = colours
            super().refresh_css(animate)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the guard against escape codes in anybody's text."""
        return [*super().get_line_filters(), SAFE_TEXT]

    def key_begins(self) -> None:
        """A message stands until the next key."""
        self.heard()
        if self.front is not None:
            self.front.say("")

    async def on_event(self, event: events.Event) -> None:
        """After a resize nothing of what stands on the terminal is known."""
        if isinstance(event, events.Resize):
            self._send_all(event.size.width)
        await super().on_event(event)

    def _send_all(self, columns: int) -> None:
        if isinstance(self._driver, terminal.SteadyDriver):
            self._driver.forget_painted(columns)

    async def go_to(self, mode: str) -> None:
        """Show a main screen, whatever was opened over it closed."""
        await self.switch_mode(mode)
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    def switch_language(self) -> None:
        """Speak the other language from now on."""
        set_language("en" if language() == "zh" else "zh")
        self._relabel()

    def hide(self) -> None:
        """Turn the screen to the customer, or back to the rep."""
        self.hiding = not self.hiding
        self._relabel()
        if self.hiding:
            self.say(_("hidden: tiers, margins, private text, other customers; h shows them again"))

    def _relabel(self) -> None:
        for screen in self.open_screens():
            if isinstance(screen, Frame):
                screen.relabel()

    async def action_quit(self) -> None:
        """Ctrl+Q ends the app like `q`, from inside a form too."""
        self.leave(0)

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing; say what does."""
        self.say(_("q leaves repdesk, Esc closes this"))

    def action_repaint(self) -> None:
        """Draw the whole screen again."""
        self._send_all(self.size.width)
        self.screen.refresh()


SAFE_TEXT = SafeText()


def run(ports: Ports) -> int:
    """Run the app until the rep leaves; returns the exit code.

    Raises why the book did not open, or the bug that ended it, the terminal as it was.
    """
    terminal.utf8_streams()
    terminal.keys_first()
    app = RepdeskApp(ports)
    app.run(mouse=False)
    if app.crash is not None:
        raise app.crash
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
