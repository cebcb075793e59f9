"""The plan of a day as the rep arranges it on the screen, made of what the numbers propose."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from repdesk.analytics.results import DayPlan
from repdesk.domain.book import Book
from repdesk.domain.dayplan import VISIT, Arrangement, Planned, minute_of
from repdesk.domain.hours import hours_on
from repdesk.domain.policy import Policy
from repdesk.domain.timetable import pace


def arrangement(plan: DayPlan, book: Book, policy: Policy, now: str) -> Arrangement:
    """Return the proposal as it can be rearranged; `now` local ISO: hours gone by stay empty."""
    taken = [
        replace(
            planned(book, plan.day, one.customer, one.channel),
            time=one.time,
            fixed=one.fixed,
            held=one.fixed or one.state != "planned" or _has_time(book, one.stop),
            stop=one.stop or "",
            state=one.state,
            fits=one.fits,
        )
        for one in plan.stops
    ]
    return Arrangement(
        plan.day,
        pace(policy.visits_a_day, minute_of(now[11:16]) or 0 if now[:10] == plan.day else 0),
        visits=tuple(one for one in taken if one.channel == VISIT),
        calls=tuple(one for one in taken if one.channel != VISIT),
        out=tuple(planned(book, plan.day, one.customer, one.channel) for one in plan.left_out),
    )


def _has_time(book: Book, stop: str | None) -> bool:
    row = book.get("stops", stop)
    return row is not None and row.time is not None


def planned(book: Book, day: str, customer: str, channel: str) -> Planned:
    """Return a contact of the day with what its customer's record tells."""
    known = book.get("customers", customer)
    if known is None:
        return Planned(customer, channel)
    hours = hours_on(known.hours, date.fromisoformat(day))
    return Planned(customer, channel, zone=known.zone.strip(), hours=hours)


def rebased(mine: Arrangement, fresh: Arrangement, book: Book) -> Arrangement:
    """Return the rep's arrangement over another book: what stands there now, is gone, or is new."""
    standing = {one.stop: one for one in fresh.taken if one.stop}
    seen = {one.customer for one in standing.values()}

    def now_of(one: Planned) -> Planned | None:
        if one.stop:
            there = standing.get(one.stop)
            return None if there is None else replace(one, state=there.state)
        known = book.get("customers", one.customer)
        gone = known is None or known.archived or known.erased or known.do_not_contact
        return None if gone or one.customer in seen else one

    def kept(ones: tuple[Planned, ...]) -> tuple[Planned, ...]:
        return tuple(now for one in ones if (now := now_of(one)) is not None)

    result = replace(mine, visits=kept(mine.visits), calls=kept(mine.calls), out=kept(mine.out))
    mine_too = {one.key for one in (*result.taken, *result.out)}
    for one in fresh.taken:
        if one.key not in mine_too and one.stop:
            result = result.take_in(one)
    rest = [one for one in (*fresh.taken, *fresh.out) if one.key not in mine_too and not one.stop]
    return replace(result, out=(*result.out, *rest))
