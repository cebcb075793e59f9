"""Pick a day, or a time, or both: typed as in the one-line log, or from a short list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Literal

from repdesk.i18n import _, language
from repdesk.notation.clock import clock_at
from repdesk.notation.dates import DateMatch, parse_day
from repdesk.notation.fold import fold
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.echo import day_echo

NO_TIME = "none"
DAYS, HALF_HOURS = 14, range(16, 37)
"""Days offered, and half hours since midnight."""


class WhenScreen(FindScreen):
    """Gives back `2026-07-03` or `2026-07-03 10:00` (asked for a day), `10:00` or `none` (asked for
    a time), empty for neither. `about` tells something of a day beside it.
    """

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    COLUMNS = (Column(16, grow=2, most=40), Column(10, grow=1, keep=5))

    def __init__(
        self,
        question: str,
        asked: Literal["day", "time"],
        today: str,
        date_order: str = "",
        about: Callable[[str], str] = lambda _day: "",
    ) -> None:
        super().__init__()
        self._question, self._asked = question, asked
        self._day, self._order, self._about = date.fromisoformat(today), date_order, about

    def on_mount(self) -> None:
        """Say what may be typed."""
        said = _("pick, or type a day: fri, 3d, 3 Jul") if self._asked == "day" else ""
        self.say(said or _("pick, or type a time: 9:30, 2pm"), "plain")

    def heading(self) -> str:
        """The question."""
        return self._question

    def count(self) -> int:
        """What is offered before anything is typed."""
        return len(self._offered())

    def _offered(self) -> list[str]:
        if self._asked == "day":
            return [(self._day + timedelta(on)).isoformat() for on in range(DAYS)]
        return [NO_TIME, *(f"{half // 2:02}:{half % 2 * 30:02}" for half in HALF_HOURS)]

    def find(self, text: str) -> Sequence[str]:
        """What the text means; without one what is offered."""
        typed = fold(text).strip()
        if not typed:
            return self._offered()
        meant = self._typed_day(typed) if self._asked == "day" else _typed_time(typed)
        return [meant] if meant else []

    def _typed_day(self, text: str) -> str:
        order = self._order or None
        found = parse_day(text, self._day, language(), date_order=order)
        if not isinstance(found, DateMatch):
            return ""
        clock = f" {found.time:%H:%M}" if found.time is not None else ""
        return found.day.isoformat() + clock

    def line(self, row_id: str) -> Sequence[Cell]:
        """The day echoed, or the time."""
        if self._asked == "time":
            return (Look(_("no fixed time") if row_id == NO_TIME else row_id, "strong"), "")
        day, _space, clock = row_id.partition(" ")
        echo = day_echo(date.fromisoformat(day), self._day)
        return (Look(" ".join(filter(None, (echo, clock))), "strong"), self._about(day))

    def none_fits(self) -> str:
        """It is no day, or no time."""
        if self._asked == "day":
            return _("That is no day yet: fri, 3d, 3 Jul, 2026-07-03.")
        return _("That is no time yet: 9:30, 14:00, 2pm.")


def _typed_time(text: str) -> str:
    """Return the time typed, `930` and `9` among them; empty while it is none."""
    if text.isdigit():
        text = f"{text[:-2]}:{text[-2:]}" if len(text) > 2 else f"{text}:00"
    found = clock_at(text, 0)
    return f"{found.time:%H:%M}" if found is not None and found.end == len(text) else ""
