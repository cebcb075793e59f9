"""Snoozing: `z`, then `d` for a day, `w` for a week, or `z` again for a day that is typed."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import TypeVar

import msgspec
from textual import work

from repdesk.desk import Desk, Saved
from repdesk.i18n import _, ngettext
from repdesk.ui.forms.until import UntilForm
from repdesk.ui.screens.base import BaseScreen
from repdesk.wording.days import short_day

T = TypeVar("T")
SNOOZE = "snooze"
"""The chord that z begins."""


class PutOff(msgspec.Struct, frozen=True):
    """What z is about: how it is put off to a day, and what is said when it was."""

    asked: str
    verb: Callable[[Desk, str], Saved]
    said: Callable[[str], str]
    customer: str = ""


class SnoozingScreen(BaseScreen[T]):
    """A screen whose customers can be snoozed and whose promises can be put off."""

    def __init__(self) -> None:
        super().__init__()
        self._armed = ""
        self._chord = ""

    def say(self, text: str, look: str = "strong") -> None:
        """Say something; the app says nothing before each key, which ends a chord."""
        if not text:
            self._chord, self._armed = self._armed, ""
        super().say(text, look)

    def begin(self, chord: str, words: str) -> None:
        """Begin a chord: say what the next key may be."""
        self._armed = chord
        self.say(words)

    def within(self, chord: str) -> bool:
        """Whether the key just pressed came right after the one that begins a chord."""
        return self._chord == chord

    @property
    def promise_id(self) -> str:
        """The highlighted promise, where the row is one: it is put off instead of the customer."""
        return ""

    @property
    def chosen(self) -> tuple[str, ...]:
        """The customers selected with Space: what is done is done to all of them."""
        return ()

    def chosen_done(self) -> None:
        """Something was done to all that were selected."""

    def action_snooze(self) -> None:
        """Begin: the next key says how long, the same one again that a day will be typed."""
        what = self._put_off()
        if what is None:
            self.say(_("nothing is highlighted"))
        elif self.within(SNOOZE):
            self._ask_until(what)
        else:
            words = _("{what}: d a day, w a week, z a day you type").format(what=what.asked)
            self.begin(SNOOZE, words)

    def action_snooze_for(self, days: int) -> None:
        """End: snooze the customer, or put the promise off, for so many days."""
        if not self.within(SNOOZE):
            self.say(_("z first: it snoozes, then d a day or w a week"))
            return
        self._snooze(days)

    @work(group="save")
    async def _snooze(self, days: int) -> None:
        what = self._put_off()
        if what is None:
            self.say(_("nothing is highlighted"))
            return
        until = (date.fromisoformat(self.today) + timedelta(days=days)).isoformat()
        if await self.save(lambda desk: what.verb(desk, until)) is not None:
            self._told(what, until)

    @work(group="form")
    async def _ask_until(self, what: PutOff) -> None:
        until = await self.app.push_screen_wait(UntilForm(what.customer, what.verb))
        if until:
            self._told(what, until)

    def _told(self, what: PutOff, until: str) -> None:
        if not what.customer:
            self.chosen_done()
        self.say(what.said(short_day(until, self.today)))

    def _put_off(self) -> PutOff | None:
        """Return what would be put off: the selected customers, the promise, the customer."""
        if self.chosen:
            return _customers(self.chosen)
        promise, customer = self.promise_id, self.customer_id
        record = self.book.get("customers", customer)
        if not customer or record is None:
            return None
        if promise:
            return PutOff(
                _("put the promise off"),
                lambda desk, until: desk.edit("followups", promise, verb="snooze", due=until),
                lambda day: _("put off to {day}: {name}; u takes it back").format(
                    day=day, name=record.name
                ),
                customer,
            )
        return PutOff(
            _("snooze"),
            lambda desk, until: desk.snooze(customer, until),
            lambda day: _("snoozed to {day}: {name}; u takes it back").format(
                day=day, name=record.name
            ),
            customer,
        )


def _customers(chosen: tuple[str, ...]) -> PutOff:
    n = len(chosen)
    words = ngettext(
        "snoozed {n} customer to {day}; u takes it back",
        "snoozed {n} customers to {day}; u takes it back",
        n,
    )
    return PutOff(
        _("snooze {n} selected").format(n=n),
        lambda desk, until: desk.edit_all("customers", chosen, verb="snooze", snooze_until=until),
        lambda day: words.format(n=n, day=day),
    )
