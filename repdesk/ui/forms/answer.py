"""An answer to a suggestion in the rep's own words: which, why, and for which day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import ANSWERS
from repdesk.i18n import N_
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import day_to_come
from repdesk.ui.forms.fields import Field
from repdesk.wording import terms

FIRST = ("not_now", "wrong_person", "wrong_reason")
ASKED = (*FIRST, *(one for one in ANSWERS if one not in FIRST))
"""The answers in the order of the form: those that are worth a reason stand first."""


class Given(NamedTuple):
    """An answer that was saved, and the day it is for."""

    said: str
    day: str


class AnswerForm(FormScreen[Given]):
    """Answers the suggestion of one customer."""

    FORM = "answer"
    TITLE = N_("Answer")
    ENTER_SAVES = True

    def fields(self) -> Sequence[Field]:
        """Why, which answer, which day."""
        choices = tuple((one, terms.ANSWERS[one]) for one in ASKED)
        return (
            Field("why", N_("why"), hint=N_("in your own words; may stay empty")),
            Field("answer", N_("answer"), "choice", value=ASKED[0], choices=choices),
            Field("until", N_("day"), "date", read=self._day, hint=N_("planned or snoozed: fri")),
        )

    def _day(self, text: str) -> str | None:
        if not text.strip():
            return None
        order = self.session.ports.settings.date_order
        return day_to_come(text, self.today, order).day.isoformat()

    def values(self) -> dict[str, Any]:
        """What the fields mean; snoozed needs its day, which is to come."""
        values = super().values()
        until = values["until"]
        if values["answer"] == "snoozed" and (until is None or until <= self.today):
            raise Invalid("field.day_after", field="until", value=self.texts()["until"])
        return values

    def save(self, desk: Desk, values: Mapping[str, Any]) -> Given:
        """Save the answer and what it does."""
        said, until = values["answer"], values["until"]
        desk.answer_suggestion(self.customer, said, values["why"], until)
        return Given(said, until or self.today)
