"""Snoozing: `z`, then `d` for a day or `w` for a week."""

from __future__ import annotations

from datetime import date, timedelta

from textual import work

from repdesk.desk import Desk, Saved
from repdesk.i18n import _, ngettext
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

    @property
    def chosen(self) -> tuple[str, ...]:
        """The customers selected with Space: what is done is done to all of them."""
        return ()

    def chosen_done(self) -> None:
        """Something was done to all that were selected."""

    def action_snooze(self) -> None:
        """Begin: the next key says how long."""
        if self.chosen:
            self._armed = True
            n = len(self.chosen)
            self.say(_("snooze {n} selected: d a day, w a week").format(n=n))
            return
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
        if self.chosen:
            await self._snooze_all(self.chosen, until)
            return
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

    async def _snooze_all(self, customers: tuple[str, ...], until: str) -> None:

        def verb(desk: Desk) -> Saved:
            return desk.edit_all("customers", customers, verb="snooze", snooze_until=until)

        if await self.save(verb) is None:
            return
        self.chosen_done()
        n, day = len(customers), short_day(until, self.today)
        words = ngettext(
            "snoozed {n} customer to {day}; u takes it back",
            "snoozed {n} customers to {day}; u takes it back",
            n,
        )
        self.say(words.format(n=n, day=day))
