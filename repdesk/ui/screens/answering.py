"""Answering a suggestion: done, planned, snoozed, not now, wrong person, wrong reason; and why.

`x` done, `p` on today's stops, `z` snoozed; `d` begins what takes the customer off the list until
tomorrow: then `d` not now, `p` wrong person, `r` wrong reason; `i` answers in the rep's own words.
"""

from __future__ import annotations

from typing import TypeVar

from textual import work

from repdesk.i18n import _
from repdesk.ui.forms.answer import AnswerForm
from repdesk.ui.screens.snooze import SNOOZE, SnoozingScreen
from repdesk.wording.answers import said_words

T = TypeVar("T")
NO = "no"
"""The chord that d begins."""


class AnsweringScreen(SnoozingScreen[T]):
    """A screen on which a suggestion can be answered: that of the customer it is about."""

    def unanswerable(self) -> str:
        """Why there is nothing to answer here; empty: there is."""
        return "" if self.customer_id else _("no customer is highlighted")

    def action_no(self) -> None:
        """Begin to say no; the same again is not now, after z it means a day."""
        if self.within(SNOOZE):
            self.action_snooze_for(1)
        elif self.within(NO):
            self._answer("not_now")
        elif self.unanswerable():
            self.say(self.unanswerable())
        else:
            self.begin(NO, _("d not now, p wrong person, r wrong reason; i in your own words"))

    def action_wrong_reason(self) -> None:
        """End the no: the reason is wrong."""
        if self.within(NO):
            self._answer("wrong_reason")
        else:
            self.say(_("d first: then d not now, p wrong person, r wrong reason"))

    def action_done(self) -> None:
        """Answer that it is done."""
        self._answer("done")

    def action_plan(self) -> None:
        """Put the customer on today's stops; after d the person is wrong."""
        if self.within(NO):
            self._answer("wrong_person")
        else:
            self._plan()

    @work(group="save")
    async def _answer(self, said: str) -> None:
        customer = self.book.get("customers", self.customer_id)
        if customer is None or self.unanswerable():
            self.say(self.unanswerable())
            return
        if await self.save(lambda desk: desk.answer_suggestion(customer.id, said)):
            self.say(said_words(said, customer.name, "", self.today))

    @work(group="save")
    async def _plan(self) -> None:
        customer = self.book.get("customers", self.customer_id)
        if customer is None:
            self.say(_("no customer is highlighted"))
            return
        day = self.today
        planned = self.book.of("stops", "customer", customer.id)
        if any(stop.date == day and stop.state != "moved" for stop in planned):
            self.say(_("{name} is among today's stops already").format(name=customer.name))
        elif await self.save(lambda desk: desk.plan(customer.id, day)):
            self.say(
                _("added to today's stops: {name}; u takes it back").format(name=customer.name)
            )

    @work(group="form")
    async def action_answer(self) -> None:
        """Answer in the rep's own words."""
        customer = self.book.get("customers", self.customer_id)
        if customer is None or self.unanswerable():
            self.say(self.unanswerable())
            return
        given = await self.app.push_screen_wait(AnswerForm(customer.id))
        if given is not None:
            self.say(said_words(given.said, customer.name, given.day, self.today))
