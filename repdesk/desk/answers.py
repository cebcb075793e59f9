"""Verbs on the list of suggestions: what is shown, and what the rep answers."""

from collections.abc import Iterable
from typing import TYPE_CHECKING

from repdesk.desk.entries import EntryVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.answer import Shown, ShownList, answer, bring_in, plan_stop, put_answer
from repdesk.domain.edit import Edit
from repdesk.domain.money import money_text

if TYPE_CHECKING:
    from repdesk.analytics.results import Suggestion


class AnswerVerbs(EntryVerbs):
    """Answering suggestions.

    The desk cannot work the list out: who shows one tells the desk (`show_list`). A contact logged
    then, a stop planned, a customer snoozed, answers the place that was shown in the same change.
    """

    def show_list(self, day: str, places: "Iterable[Suggestion]", currency: str) -> None:
        """Take note of the list that is before the rep; nothing is saved."""
        self.shown = ShownList(
            day,
            {
                place.customer: Shown(
                    place.rank,
                    money_text(place.score, currency),
                    tuple(reason.code for reason in place.reasons),
                )
                for place in places
            },
        )

    def answer_suggestion(
        self, customer: str, said: str, why: str = "", until: str | None = None
    ) -> Saved:
        """Save an answer (done, planned, snoozed, not_now, wrong_person, wrong_reason) and what it
        does, as one change; `until` is the day planned for or snoozed to. The answer is its id.
        """
        return self.run(
            "answer",
            lambda edit: answer(edit, customer, said, why, self._place(edit, customer), until),
            name=self._customer_name(customer),
            to=said,
        )

    def snooze(self, customer: str, until: str) -> Saved:
        """Keep a customer off the list until a day (that day it is back)."""

        def build(edit: Edit) -> None:
            edit.alter("customers", customer, snooze_until=until)
            place = self._place(edit, customer)
            if place is not None:
                put_answer(edit, customer, "snoozed", "", place)

        return self.run("snooze", build, table="customers", name=self._customer_name(customer))

    def plan(self, customer: str, day: str) -> Saved:
        """Put a customer among the stops of a day; the answer is the stop's id."""

        def build(edit: Edit) -> str:
            place = self._place(edit, customer)
            if place is not None:
                put_answer(edit, customer, "planned", "", place)
            return plan_stop(edit, customer, day)

        return self.run("add", build, table="stops", name=self._customer_name(customer))

    def bring_in(self, customer: str, ways: Iterable[str], promise: str = "") -> Saved:
        """Bring a customer among those to contact: take off what hides it (allow, wake, revive),
        promise something for today; one change. The answer is the promise's id, if one was made.
        """
        return self.run(
            "bring_in",
            lambda edit: bring_in(edit, customer, ways, promise),
            name=self._customer_name(customer),
        )

    def _place(self, edit: Edit, customer: str) -> Shown | None:
        return self.shown.place(customer, edit.today)

    def _customer_name(self, customer: str) -> str:
        return getattr(self.book.get("customers", customer), "name", "")
