"""Keys in their order, however fast they come: over a slow line a whole entry may come at once.

Textual hands every key to the focused widget at once, while a key that is a command is only obeyed
when it has travelled up to the app: of `ab`, Backspace, `c` that came together the Backspace would
take the `c`, and what is typed right behind `l` would be lost before the form is there. Here a key
waits until the command before it is obeyed, and until the form it opens, or the save it starts, has
come to its end.
"""

from __future__ import annotations

import asyncio
from collections import deque
from contextlib import suppress
from typing import Any, Final

from textual import events
from textual.app import App
from textual.timer import Timer
from textual.widgets import Input, TextArea
from textual.worker import Worker, WorkerCancelled, WorkerFailed

AWAITED: Final = frozenset({"form", "save"})
"""Groups of workers that the next key waits for: until a screen is there, or they are done."""
OBEYED: Final = 1.0
"""Seconds after which a key was surely obeyed, by a widget that took it for itself."""
PATIENCE: Final = 2.0
"""Seconds that keys wait at most for what the one before began."""


class KeysInOrder(App[None]):
    """Gives one key at a time to what is on the screen."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._ahead: deque[events.Key | events.Paste] = deque()
        self._in_hand: events.Key | None = None
        self._giving_up: Timer | None = None
        self._holds = 0
        self._waiting: set[asyncio.Task[None]] = set()

    def before_key(self) -> None:
        """A key is given now."""

    async def on_event(self, event: events.Event) -> None:
        """Put a key behind those that wait."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._ahead.append(event)
            await self._give()
        else:
            await super().on_event(event)

    async def _give(self) -> None:
        while self._ahead and self._giving_up is None:
            key = self._ahead.popleft()
            self.before_key()
            taker = self.focused
            await super().on_event(key)
            if isinstance(key, events.Key) and key.is_forwarded and not _takes(taker, key):
                self._in_hand = key
                self.hold_keys(OBEYED)

    async def _check_bindings(self, key: str, priority: bool = False) -> bool:
        """A key came back that no widget took: obey it, then give the next one."""
        before, holds = set(self.workers), self._holds
        obeyed = await super()._check_bindings(key, priority)
        begun = [one for one in self.workers if one.group in AWAITED and one not in before]
        for worker in begun:
            self.hold_keys()
            waiting = asyncio.create_task(self._until(worker, self._holds))
            self._waiting.add(waiting)
            waiting.add_done_callback(self._waiting.discard)
        if not priority and self._in_hand is not None and self._in_hand.key == key:
            self._in_hand = None
            if holds == self._holds:
                self.release_keys()
        return obeyed

    async def _until(self, worker: Worker[Any], hold: int) -> None:
        with suppress(WorkerFailed, WorkerCancelled):
            await worker.wait()
        if hold == self._holds:
            self.release_keys()

    def hold_keys(self, seconds: float = PATIENCE) -> None:
        """Let keys wait until they are released, at most so long."""
        if self._giving_up is not None:
            self._giving_up.stop()
        self._holds += 1
        self._giving_up = self.set_timer(seconds, self.release_keys)

    def release_keys(self) -> None:
        """Give the keys that wait, as soon as what was asked for before is done."""
        if self._giving_up is not None:
            self._giving_up.stop()
            self._giving_up = None
        if self._ahead:
            self.call_later(self._give)


def _takes(widget: Any, key: events.Key) -> bool:
    """Say whether a widget takes the key for itself, in the order of its own keys."""
    if isinstance(widget, TextArea):
        return key.is_printable or key.key == "enter"
    return isinstance(widget, Input) and key.is_printable
