"""A follow-up: a dated promise, the rep's or the customer's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import FOLLOWUP_KINDS, OWNERS
from repdesk.domain.rules import is_day
from repdesk.i18n import N_
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.fields import Field
from repdesk.wording import terms


def day_of(text: str) -> str:
    """Return an ISO day; raises Invalid."""
    if not is_day(text.strip()):
        raise Invalid("field.day", value=text)
    return text.strip()


class FollowupForm(FormScreen[str]):
    """Adds a follow-up for one customer; gives back its id."""

    FORM = "followup"
    TITLE = N_("Follow-up")

    def fields(self) -> Sequence[Field]:
        """What, until when, whose, and of which kind."""
        return (
            Field("text", N_("what"), needed=True),
            Field("due", N_("due"), "date", value=self.today, read=day_of, needed=True),
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

    def save(self, desk: Desk, values: Mapping[str, Any]) -> str:
        """Add it."""
        return str(desk.add("followups", customer=self.customer, **values).answer)
