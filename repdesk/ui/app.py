"""The app: four main screens over one session. `run` is what `cli` calls."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from textual import events
from textual.app import App
from textual.filter import LineFilter
from textual.screen import Screen

from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _, language, set_language
from repdesk.ui import terminal
from repdesk.ui.cells import SafeText
from repdesk.ui.commands import own_keymap
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.offer import offer_drafts
from repdesk.ui.glyphs import glyphs_named
from repdesk.ui.modes import MODES, START
from repdesk.ui.ports import Ports
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.session import Session


class RepdeskApp(App[None]):
    """Keyboard only, no animation, and not a byte on the line while nothing happens."""

    MODES = MODES
    DEFAULT_MODE = START
    ENABLE_COMMAND_PALETTE = False
    CSS_PATH: ClassVar = "styles/repdesk.tcss"
    AUTO_FOCUS = "LineList"

    def __init__(self, ports: Ports) -> None:
        set_language(ports.settings.language)
        super().__init__(driver_class=terminal.SteadyDriver)
        self.theme = "ansi-dark"
        self.animation_level = "none"
        self.glyphs = glyphs_named(ports.settings.glyphs)
        self.session = Session(self, ports)
        self.failure: RepdeskError | None = None
        usable, self.refused_keys = own_keymap(ports.settings.keys)
        self.set_keymap(usable)

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and the guard against escape codes in anybody's text."""
        return [*super().get_line_filters(), SAFE_TEXT]

    def on_mount(self) -> None:
        """Show the frame first; the book is read after it was painted."""
        if not self.is_headless:
            terminal.on_signals(self.leave)
        self.call_after_refresh(self.run_worker, self._open(), group="open")
        self.set_interval(1.0, self._tick)

    async def _open(self) -> None:
        try:
            drafts = await self.session.open()
        except RepdeskError as error:
            self.failure = error
            self.leave(1)
            return
        if self.refused_keys and isinstance(self.screen, FramedScreen):
            keys = ", ".join(self.refused_keys)
            self.screen.say(_("the key map in the settings names what cannot be used: ") + keys)
        offer_drafts(self, drafts)

    async def _tick(self) -> None:
        if not self.is_headless and not terminal.line_is_up():
            self.leave(129)
        error = await self.session.poll()
        if error is not None and isinstance(self.screen, FramedScreen):
            self.screen.refused(error)

    async def on_event(self, event: events.Event) -> None:
        """A message stands until the next key."""
        fresh = isinstance(event, events.Key) and not event.is_forwarded
        if fresh and isinstance(self.screen, FramedScreen):
            self.screen.say("")
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
        self.session.ports.save_setting("lang", language())
        for screen in self.open_screens():
            if isinstance(screen, BaseScreen):
                screen.relabel()

    def say(self, text: str, look: str = "strong") -> None:
        """Say something on the screen that will be in front next."""

        def speak() -> None:
            if isinstance(self.screen, FramedScreen):
                self.screen.say(text, look)

        self.call_later(speak)

    async def action_quit(self) -> None:
        """Ctrl+Q ends the app like `q`, from inside a form too."""
        self.leave(0)

    def action_help_quit(self) -> None:
        """Ctrl+C ends nothing; say what does."""
        self.say(_("q leaves repdesk, Esc closes this"))

    def open_screens(self) -> list[Screen[Any]]:
        """Every screen that stands, in all modes."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    def leave(self, code: int) -> None:
        """End the app: drafts on disk first, then the terminal as it was."""
        if code and not self.is_headless:
            terminal.end_within(terminal.GRACE, code)
        for screen in self.open_screens():
            if isinstance(screen, FormScreen):
                screen.keep_draft()
        self.session.flush_drafts(1.0)
        self.exit(return_code=code)

    async def on_unmount(self) -> None:
        """Let what was begun finish."""
        self.session.close()


SAFE_TEXT = SafeText()


def run(ports: Ports) -> int:
    """Run the app until the rep leaves; returns the exit code. Raises why the book did not open."""
    terminal.utf8_streams()
    app = RepdeskApp(ports)
    app.run(mouse=False)
    if app.failure is not None:
        raise app.failure
    return app.return_code or 0
