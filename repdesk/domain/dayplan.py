"""A day's plan as it is saved: kept whole as stops, a stop moved; and which day wants planning."""

from datetime import date

from repdesk.domain.arrangement import VISIT, Arrangement
from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.policy import Policy
from repdesk.domain.route import is_working_day, next_working_day, stops_of
from repdesk.domain.unlogged import move_stops


def keep_plan(edit: Edit, plan: Arrangement) -> list[str]:
    """Put the plan's contacts as stops of its day; returns the ids of all that stand on it then.

    Who is out loses the stop the plan was made over; what another session put there meanwhile, and
    what is done or missed, stays as it is.
    """
    standing = {row.customer: row for row in stops_of(edit.book, plan.day)}
    ids = []
    for one in plan.taken:
        known = edit.get("customers", one.customer)
        if known is None or known.erased:
            continue
        row = edit.get("stops", one.stop) or standing.get(one.customer)
        channel = None if one.channel == VISIT else one.channel
        fields = {"time": one.time, "fixed": one.fixed, "channel": channel}
        if row is None or row.date != plan.day or row.state == "moved":
            row = edit.add("stops", customer=one.customer, date=plan.day, **fields)
        elif row.state == "planned" and one.open:
            row = edit.alter("stops", row.id, **fields)
        ids.append(row.id)
    for one in plan.out:
        row = edit.get("stops", one.stop)
        if row is not None and row.date == plan.day and row.state == "planned":
            edit.delete("stops", row.id)
    return ids


def move_stop(edit: Edit, stop: str, day: str, time: str | None = None) -> None:
    """Move a stop to another day, or on its day to a time; a time given is an appointment.

    The old one stays as moved. Where the customer has a stop on the other day, that one is it.
    """
    row = edit.need("stops", stop)
    fields = {"time": time, "fixed": time is not None}
    if row.date == day:
        edit.alter("stops", stop, **fields)
        return
    move_stops(edit, [stop], day)
    for there in edit.of("stops", "customer", row.customer):
        if there.date == day and there.state == "planned" and time is not None:
            edit.alter("stops", there.id, **fields)


def plan_contact(
    edit: Edit, customer: str, day: str, time: str | None = None, channel: str = VISIT
) -> None:
    """Plan a contact for a day, as an appointment where a time is given.

    Where the customer has a stop on that day, that one is it.
    """
    edit.need("customers", customer)
    fields = {"time": time, "fixed": time is not None}
    there = next((row for row in stops_of(edit.book, day) if row.customer == customer), None)
    if there is None:
        by = None if channel == VISIT else channel
        edit.add("stops", customer=customer, date=day, channel=by, **fields)
    elif time is not None and there.state == "planned":
        edit.alter("stops", there.id, **fields)


def day_to_plan(book: Book, now: str, policy: Policy) -> str:
    """Return the day that wants planning: today while it is young and empty, else the next one."""
    today = now[:10]
    young = is_working_day(date.fromisoformat(today), policy) and now[11:16] < "12:00"
    return today if young and not stops_of(book, today) else next_working_day(today, policy)
