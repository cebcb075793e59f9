"""From the first paint to the end: opening the book, looking for others' changes, leaving."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any

from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerFailed

from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui import later, terminal
from repdesk.ui.keys import own_keymap
from repdesk.ui.ports import Ports
from repdesk.ui.screens.frame import Frame
from repdesk.ui.screens.opening import OpeningScreen
from repdesk.ui.session import Session
from repdesk.ui.typeahead import TypeAhead

NOTICE = 4.0
"""Seconds a notice of the book stands at least: who types on has not read it."""


class Lifecycle(TypeAhead):
    """An app over a session: it opens after the first paint and leaves with drafts on disk."""

    def __init__(self, ports: Ports) -> None:
        super().__init__(driver_class=terminal.SteadyDriver)
        self.session = Session(self, ports)
        self.failure: RepdeskError | None = None
        self.crash: Exception | None = None
        self.notice = ""
        self.search_screen: Callable[[str], Screen[Any]]
        self._unheard: Timer | None = None
        self._leaving = False
        usable, self._refused_keys = own_keymap(ports.settings.keys)
        self.set_keymap(usable)

    def on_mount(self) -> None:
        """Show the frame first; screens are loaded and the book is read after it was painted."""
        if not self.is_headless:
            terminal.on_signals(self.leave)
        self.session.noticed.subscribe(self, self._noticed)
        self.call_after_refresh(self._begin)
        self.set_interval(1.0, self._tick)

    def _begin(self) -> None:
        self.run_worker(self._open(), group="open")

    async def _open(self) -> None:
        book = asyncio.create_task(self.session.open())
        loaded = await asyncio.to_thread(later.load)
        for mode, screen in loaded.modes.items():
            self.add_mode(mode, screen)
        self.search_screen = loaded.search
        opening = self.screen
        await self.switch_mode(loaded.start)
        if isinstance(opening, OpeningScreen):
            for key in opening.typed:
                self.simulate_key(key)
        try:
            drafts = await book
        except RepdeskError as error:
            self.failure = error
            self.leave(1)
            return
        if self._refused_keys:
            keys = ", ".join(self._refused_keys)
            self.say(_("the key map in the settings names what cannot be used: ") + keys)
        loaded.offer_drafts(self, drafts)

    async def on_app_focus(self) -> None:
        """Look at once when the rep comes back: another window may have altered the file."""
        await self._tick()

    async def _tick(self) -> None:
        if not self.is_headless and not terminal.line_is_up():
            self.leave(129)
        error = await self.session.poll()
        refused = getattr(self.front, "refused", None)
        if error is not None and refused is not None:
            refused(error)

    @property
    def front(self) -> Frame[Any] | None:
        """The screen in front; None where the last one has gone, while the app ends."""
        front = self.screen_stack[-1:]
        return front[0] if front and isinstance(front[0], Frame) else None

    def say(self, text: str, look: str = "strong") -> None:
        """Say something on the screen that will be in front next."""

        def speak() -> None:
            if self.front is not None:
                self.front.say(text, look)

        self.call_later(speak)

    def _noticed(self, told: Sequence[str]) -> None:
        self.notice = "  ".join(filter(None, (self.notice, *told)))
        if self._unheard is not None:
            self._unheard.stop()
        self._unheard = self.set_timer(NOTICE, self._may_go)
        if self.front is not None:
            self.front.show_notice()

    def _may_go(self) -> None:
        self._unheard = None

    def heard(self) -> None:
        """A key came: a notice that stood long enough to be read goes with it."""
        if self._unheard is None:
            self.notice = ""

    def open_screens(self) -> list[Screen[Any]]:
        """Every screen that stands, in all modes."""
        return [screen for stack in self._screen_stacks.values() for screen in stack]

    def leave(self, code: int) -> None:
        """End the app: drafts on disk first, then the terminal as it was."""
        if self._leaving:
            return
        self._leaving = True
        if code and not self.is_headless:
            terminal.end_within(terminal.GRACE, code)
        for screen in self.open_screens():
            if isinstance(screen, Frame):
                screen.keep_draft()
        self.session.flush_drafts(1.0)
        self.exit(return_code=code)

    def _handle_exception(self, error: Exception) -> None:
        """End after a bug: drafts on disk, and not Textual's traceback, which shows variables."""
        self._return_code = 1
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            error = error.error
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        if self.crash is None:
            self.crash = error
            for screen in self.open_screens():
                if isinstance(screen, Frame):
                    screen.keep_draft()
            self.session.flush_drafts(1.0)
        self._close_messages_no_wait()

    async def on_unmount(self) -> None:
        """Let what was begun finish."""
        self.session.close()
