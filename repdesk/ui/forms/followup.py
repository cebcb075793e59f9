"""A follow-up: a dated promise, the rep's or the customer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import FOLLOWUP_KINDS, OWNERS
from repdesk.i18n import N_
from repdesk.notation.dates import DateMatch
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.days import day_to_come
from repdesk.ui.forms.fields import Field
from repdesk.wording import terms
from repdesk.wording.echo import day_echo


class FollowupForm(FormScreen[str]):
    """Adds a follow-up for one customer; gives back its id."""

    FORM = "followup"
    TITLE = N_("Follow-up")

    def fields(self) -> Sequence[Field]:
        """What, until when, whose, and of which kind."""
        return (
            Field("text", N_("what"), needed=True),
            Field(
                "due",
                N_("due"),
                "date",
                read=self._when,
                needed=True,
                hint=N_("fri, 3d, 3 Jul 15:00, 2026-07-03"),
            ),
            Field(
                "owner",
                N_("who owes"),
                "choice",
                value=OWNERS[0],
                choices=tuple((owner, terms.OWNERS[owner]) for owner in OWNERS),
            ),
            Field(
                "kind",
                N_("kind"),
                "choice",
                value=FOLLOWUP_KINDS[0],
                choices=tuple((kind, terms.FOLLOWUP_KINDS[kind]) for kind in FOLLOWUP_KINDS),
            ),
        )

    def _when(self, text: str) -> DateMatch:
        return day_to_come(text, self.today, self.session.ports.settings.date_order)

    def changed(self) -> None:
        """Echo the day that is typed, so that a misreading is seen."""
        typed = self.texts()["due"]
        if not typed.strip():
            return
        try:
            when = self._when(typed)
        except Invalid:
            return
        self.say(day_echo(when.day, date.fromisoformat(self.today), when.time), "plain")

    def values(self) -> dict[str, Any]:
        """What the fields mean; a time of day stands behind the day."""
        values = super().values()
        when: DateMatch = values["due"]
        clock = f"{when.time:%H:%M}" if when.time else None
        return {**values, "due": when.day.isoformat(), "time": clock}

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Add it."""
        return str(desk.add("followups", customer=self.customer, **values).answer)
