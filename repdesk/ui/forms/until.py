"""Until which day: one field, for what is put off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from repdesk.desk import Desk, Saved
from repdesk.domain.errors import Invalid
from repdesk.i18n import N_
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import day_to_come
from repdesk.ui.forms.fields import Field
from repdesk.wording.echo import day_echo


class UntilForm(FormScreen[str]):
    """Asks for a day after today and runs a verb with it; gives back the ISO day."""

    FORM = "until"
    TITLE = N_("Put off")
    ENTER_SAVES = True

    def __init__(self, customer: str, verb: Callable[[Desk, str], Saved]) -> None:
        super().__init__(customer)
        self._verb = verb

    @property
    def touched(self) -> bool:
        """A day is no text worth a draft."""
        return False

    def fields(self) -> Sequence[Field]:
        """The day."""
        hint = N_("fri, 3d, 3 Jul, 2026-07-03")
        return (Field("until", N_("until"), "date", read=self._day, needed=True, hint=hint),)

    def _day(self, text: str) -> str:
        tomorrow = date.fromisoformat(self.today) + timedelta(days=1)
        found = day_to_come(text, self.today, self.session.ports.settings.date_order)
        if found.day < tomorrow or found.time is not None:
            raise Invalid("field.day_after", value=text)
        return found.day.isoformat()

    def changed(self) -> None:
        """Echo the day that is typed, so that a misreading is seen."""
        try:
            day = date.fromisoformat(self._day(self.texts()["until"]))
        except Invalid:
            return
        self.say(day_echo(day, date.fromisoformat(self.today)), "plain")

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Put it off."""
        self._verb(desk, values["until"])
        return str(values["until"])
