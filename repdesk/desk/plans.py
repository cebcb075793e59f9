"""Verbs on the plan of a day: accepting it, moving a stop, closing one; teaching the zones."""

from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.arrangement import VISIT, Arrangement
from repdesk.domain.dayplan import keep_plan, move_stop, plan_contact
from repdesk.domain.zones import set_zones


class PlanVerbs(RecordVerbs):
    """Planning days."""

    def accept_plan(self, plan: Arrangement) -> Saved:
        """Put a plan on its day as one change; the answer is the ids of all stops it has then."""
        return self.run("plan", lambda edit: keep_plan(edit, plan), name=plan.day)

    def move_stop(self, stop: str, day: str, time: str | None = None) -> Saved:
        """Move a stop to another day; a time given (or changed on its own day) is an appointment.

        The old one stays as moved.
        """
        name = self._name_of(self.book.get("stops", stop))
        return self.run("move", lambda edit: move_stop(edit, stop, day, time), name=name)

    def plan_contact(
        self, customer: str, day: str, time: str | None = None, channel: str = VISIT
    ) -> Saved:
        """Plan a contact for a day, as an appointment where a time is given."""
        return self.run(
            "add",
            lambda edit: plan_contact(edit, customer, day, time, channel),
            table="stops",
            name=self._name_of(self.book.get("customers", customer)),
        )

    def close_stop(self, stop: str, state: str) -> Saved:
        """Mark a stop done or missed, or planned again."""
        return self.edit("stops", stop, verb=state, state=state)

    def teach_zones(self, text: str) -> Saved:
        """Put the zones of a text, a line each, and which lie side by side; answers their names."""
        return self.run("edit", lambda edit: set_zones(edit, text), table="zones")
