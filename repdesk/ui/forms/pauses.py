"""When a draft is written: in a pause of the typing, and now and then while there is none."""

from collections.abc import Callable

from textual.message_pump import MessagePump
from textual.timer import Timer

PAUSE = 0.5
"""Seconds after the last key until the draft is written."""
LONGEST = 2.0
"""Seconds of steady typing after which it is written anyway."""


class Pauses:
    """The two timers of a form; `keep` writes its draft, and stops them."""

    def __init__(self, form: MessagePump, keep: Callable[[], None]) -> None:
        self._form = form
        self._keep = keep
        self._pause: Timer | None = None
        self._longest: Timer | None = None

    def typed(self) -> None:
        """A key was typed: the pause begins again."""
        if self._pause is not None:
            self._pause.stop()
        self._pause = self._form.set_timer(PAUSE, self._keep)
        if self._longest is None:
            self._longest = self._form.set_timer(LONGEST, self._keep)

    def stop(self) -> None:
        """Nothing is to be written until the next key."""
        for timer in (self._pause, self._longest):
            if timer is not None:
                timer.stop()
        self._pause = self._longest = None
