"""Snoozing: `z`, then `d` for a day or `w` for a week."""

from __future__ import annotations

from datetime import date, timedelta

from textual import work

from repdesk.desk import Desk, Saved
from repdesk.i18n import _
from repdesk.ui.screens.base import BaseScreen
from repdesk.wording.days import short_day


class SnoozingScreen(BaseScreen[None]):
    """A list whose customers can be snoozed and whose promises can be put off."""

    def __init__(self) -> None:
        super().__init__()
        self._armed = False
        self._chord = False

    def say(self, text: str, look: str = "strong") -> None:
        """Say something; the app says nothing before each key, which ends a chord."""
        if not text:
            self._chord, self._armed = self._armed, False
        super().say(text, look)

    @property
    def promise_id(self) -> str:
        """The highlighted promise, where the row is one: it is put off instead of the customer."""
        return ""

    def action_snooze(self) -> None:
        """Begin: the next key says how long."""
        if not self.customer_id:
            self.say(_("nothing is highlighted"))
            return
        self._armed = True
        what = _("put the promise off") if self.promise_id else _("snooze")
        self.say(_("{what}: d a day, w a week").format(what=what))

    def action_snooze_for(self, days: int) -> None:
        """End: snooze the customer, or put the promise off, for so many days."""
        if not self._chord:
            self.say(_("z first: it snoozes, then d a day or w a week"))
            return
        self._snooze(days)

    @work(group="save")
    async def _snooze(self, days: int) -> None:
        until = (date.fromisoformat(self.today) + timedelta(days=days)).isoformat()
        promise, customer = self.promise_id, self.customer_id
        record = self.book.get("customers", customer)
        if not customer or record is None:
            self.say(_("nothing is highlighted"))
            return

        def verb(desk: Desk) -> Saved:
            if promise:
                return desk.edit("followups", promise, verb="snooze", due=until)
            return desk.snooze(customer, until)

        if await self.save(verb) is None:
            return
        day = short_day(until, self.today)
        if promise:
            self.say(
                _("put off to {day}: {name}; u takes it back").format(day=day, name=record.name)
            )
        else:
            self.say(
                _("snoozed to {day}: {name}; u takes it back").format(day=day, name=record.name)
            )
