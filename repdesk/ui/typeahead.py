"""Keys that come faster than screens open: each waits until the one before it was handled.

On a slow line several keys arrive at once. Textual hands all of them to the widget that has the
focus now: of `/hl` the letters would never reach the line that `/` opens, or be taken as keys of
the screen before. Here a key is handed on when the one before it has gone its whole way, the
screen that it opened is there and has its focus, and the save that it began is done.
"""

from __future__ import annotations

from collections import deque
from typing import Any, Final

import msgspec
from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import Worker

LOOKING: Final = 0.005
"""Seconds between two looks whether a screen that was asked for has come."""
PATIENCE: Final = 2.0
"""Seconds after which the next key is handed on in any case."""
OPENING: Final = "form"
"""The group of the workers that open screens."""
SAVING: Final = "save"
"""The group of the workers that save: a form closes, or stands, when one is done."""


class _Key(msgspec.Struct, frozen=True, eq=False):
    """A key or a paste that is being handled, and what stood before it."""

    event: events.Event
    screen: Screen[Any]
    workers: frozenset[Worker[Any]]


class TypeAhead(App[None]):
    """An app that takes keys and pastes one after the other."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._coming: deque[events.Event] = deque()
        self._handled: _Key | None = None
        self._patience: Timer | None = None

    @property
    def keys_wait(self) -> bool:
        """Whether a key is still on its way."""
        return self._handled is not None or bool(self._coming)

    def key_begins(self) -> None:
        """A key is going to be handled."""

    async def on_event(self, event: events.Event) -> None:
        """Hand keys on in turn, everything else at once."""
        typed = isinstance(event, events.Key | events.Paste) and not event.is_forwarded
        if not typed:
            await super().on_event(event)
        elif not self.screen_stack:
            return  # the app ends, nobody is there to take it
        elif self._handled is not None:
            self._coming.append(event)
        else:
            await self._hand_on(event)

    async def _hand_on(self, event: events.Event) -> None:
        key = self._handled = _Key(event, self.screen, self._at_work(OPENING, SAVING))
        self._patience = self.set_timer(PATIENCE, lambda: self._next(key))
        if isinstance(event, events.Key):
            self.key_begins()
        first = self.focused or self.screen
        await super().on_event(event)
        self._follow(key, first)

    def _at_work(self, *groups: str) -> frozenset[Worker[Any]]:
        return frozenset(one for one in self.workers if one.group in groups and not one.is_finished)

    def _follow(self, key: _Key, node: MessagePump) -> None:
        """Go the way of the key: behind it in the queue of each node, up to the app."""

        def passed() -> None:
            above = node._parent
            if node is self:
                self._judge(key)
            else:
                self._follow(key, self if above is None else above)

        if not node.call_later(passed) and node is not self:
            self._follow(key, self)

    def _judge(self, key: _Key) -> None:
        """Hand on the next key, unless something that this one set off is still on its way."""
        if key is not self._handled or not self.screen_stack:
            return
        groups = (OPENING, SAVING) if self.screen is key.screen else (SAVING,)
        if self._at_work(*groups) - key.workers:
            self.set_timer(LOOKING, lambda: self._judge(key))
            return
        first: MessagePump = self.focused or self.screen
        node: MessagePump | None = first
        while node is not None:
            if node.message_queue_size:
                self._follow(key, first)
                return
            node = node._parent
        self.call_next(self._next, key)

    async def _next(self, key: _Key) -> None:
        if key is self._handled:
            self._handled = None
            if self._patience is not None:
                self._patience.stop()
            if self._coming:
                await self._hand_on(self._coming.popleft())
