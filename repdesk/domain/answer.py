"""The rep's answers to suggestions: kept as they were shown, with what each does to the list.

Planned puts a stop on a day. Every other answer takes the customer off the list: snoozed until the
day named, the others until tomorrow, when the list is made anew. They do it through the snooze, so
that one place hides, one undo brings back, and nothing is reordered behind the rep's back.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Any, NamedTuple

from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import is_real_contact

FREED: Mapping[str, Mapping[str, Any]] = MappingProxyType(
    {
        "allow": {"do_not_contact": False},
        "wake": {"snooze_until": None},
        "revive": {"archived": False},
    }
)
"""What a change that frees a customer for the list sets on its record."""


class Shown(NamedTuple):
    """A place on the list as it was shown: rank, score as decimal text, the reasons' codes."""

    rank: int
    score: str
    reasons: tuple[str, ...]


class ShownList(NamedTuple):
    """The list that the rep has before them, and the day it was made for."""

    day: str = ""
    places: Mapping[str, Shown] = MappingProxyType({})

    def place(self, customer: str, day: str) -> Shown | None:
        """Return a customer's place on the list of a day."""
        return self.places.get(customer) if self.day == day else None


def answer(
    edit: Edit,
    customer: str,
    said: str,
    why: str = "",
    shown: Shown | None = None,
    until: str | None = None,
) -> str:
    """Put an answer and what it does; returns its id.

    `until` is the day of the stop (planned; none: today) or of the return (snoozed). Raises Invalid
    for an unknown answer, or a day that is not to come.
    """
    record = edit.need("customers", customer)
    tomorrow = (date.fromisoformat(edit.today) + timedelta(1)).isoformat()
    if said == "planned":
        plan_stop(edit, customer, until or edit.today)
    elif said == "snoozed":
        if until is None or until < tomorrow:
            raise Invalid("snooze.past", table="customers", field="snooze_until", value=until or "")
        edit.alter("customers", customer, snooze_until=until)
    elif (record.snooze_until or "") < tomorrow:
        edit.alter("customers", customer, snooze_until=tomorrow)
    return put_answer(edit, customer, said, why, shown)


def put_answer(edit: Edit, customer: str, said: str, why: str, shown: Shown | None) -> str:
    """Put an answer alone, with what was shown; returns its id."""
    row = edit.add(
        "answers",
        date=edit.today,
        customer=customer,
        rank=shown.rank if shown is not None else None,
        score=shown.score if shown is not None else None,
        reasons=shown.reasons if shown is not None else (),
        answer=said,
        why=why.strip(),
    )
    return str(row.id)


def plan_stop(edit: Edit, customer: str, day: str) -> str:
    """Put a stop on a day, unless one is there; returns its id. Raises Invalid for a past day."""
    if day < edit.today:
        raise Invalid("snooze.past", table="stops", field="date", value=day)
    for stop in edit.of("stops", "customer", customer):
        if stop.date == day and stop.state != "moved":
            return str(stop.id)
    return str(edit.add("stops", customer=customer, date=day).id)


def answer_by_contact(edit: Edit, interaction: str, shown: ShownList) -> None:
    """Put the answer done where an interaction of today really reached a suggested customer."""
    row = edit.need("interactions", interaction)
    place = shown.place(row.customer, edit.today)
    if place is None or row.at[:10] != edit.today or not is_real_contact(row):
        return
    said = edit.of("answers", "customer", row.customer)
    if not any(one.date == edit.today and one.answer == "done" for one in said):
        put_answer(edit, row.customer, "done", "", place)


def bring_in(edit: Edit, customer: str, ways: Iterable[str], promise: str = "") -> str:
    """Free a customer for the list, by keys of `FREED`, and promise something for today.

    Returns the promise's id; empty where its text is: none is made.
    """
    for way in ways:
        edit.alter("customers", customer, **FREED[way])
    if not promise:
        return ""
    return str(edit.add("followups", customer=customer, due=edit.today, text=promise).id)
