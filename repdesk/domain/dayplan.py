"""A day's plan while the rep arranges it, and how it becomes stops.

The plan is one value; every rearrangement gives another one. Nothing is saved before `keep_plan`.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.hours import Span
from repdesk.domain.policy import Policy
from repdesk.domain.route import is_working_day, next_working_day, stops_of
from repdesk.domain.timetable import Pace, Visit, timetable
from repdesk.domain.unlogged import move_stops

VISIT = "visit"


@dataclass(frozen=True, slots=True)
class Planned:
    """A contact of the day: `stop` its row where it has one; visits with `hours` of the customer.

    `fixed`: an appointment; `held`: it keeps its time while others are put around it. `fits`
    false: outside the hours, or without room.
    """

    customer: str
    channel: str = VISIT
    time: str | None = None
    fixed: bool = False
    held: bool = False
    stop: str = ""
    state: str = "planned"
    zone: str = ""
    hours: tuple[Span, ...] | None = None
    fits: bool = True

    @property
    def key(self) -> str:
        """What names it on a screen."""
        return self.stop or self.customer

    @property
    def open(self) -> bool:
        """Whether it is still to come: neither done nor missed."""
        return self.state == "planned"


@dataclass(frozen=True, slots=True)
class Arrangement:
    """The plan of a day as it is arranged: visits in their order, calls in theirs, and who is out.

    Whoever is out and has a stop loses it when the plan is kept.
    """

    day: str
    pace: Pace
    visits: tuple[Planned, ...] = ()
    calls: tuple[Planned, ...] = ()
    out: tuple[Planned, ...] = ()

    @property
    def taken(self) -> tuple[Planned, ...]:
        """Who is in, visits first."""
        return (*self.visits, *self.calls)

    def find(self, key: str) -> Planned | None:
        """Return who is named so, in or out."""
        return next((one for one in (*self.taken, *self.out) if one.key == key), None)

    def leave_out(self, key: str) -> "Arrangement":
        """Take one out; done and missed ones stay."""
        one = self._in(key)
        if one is None or not one.open:
            return self
        return self._without(key)._with_out((one, *self.out))

    def take_in(self, one: Planned) -> "Arrangement":
        """Put one in: a visit behind the last one of its zone, else at the end; a call last."""
        rest = self._released()._with_out(tuple(each for each in self.out if each.key != one.key))
        if one.channel != VISIT:
            return rest._arranged(calls=(*rest.calls, replace(one, held=one.fixed)))
        if one.fixed:
            return rest._at_its_time(one)
        same = [at for at, each in enumerate(rest.visits) if one.zone and each.zone == one.zone]
        at = same[-1] + 1 if same else len(rest.visits)
        free = replace(one, held=False, time=None)
        return rest._arranged(visits=(*rest.visits[:at], free, *rest.visits[at:]))

    def move(self, key: str, step: int) -> "Arrangement":
        """Move one up (-1) or down (+1) among its like; an appointment keeps its time."""
        one = self._in(key)
        if one is None or one.fixed or not one.open:
            return self
        by_visit = one in self.visits
        like = self.visits if by_visit else self.calls
        at = like.index(one)
        if not 0 <= at + step < len(like):
            return self
        free = self._released()
        moved = list(free.visits if by_visit else free.calls)
        moved.insert(at + step, moved.pop(at))
        if by_visit:
            return free._arranged(visits=tuple(moved))
        return free._arranged(calls=tuple(moved))

    def at_time(self, key: str, time: str | None) -> "Arrangement":
        """Fix one at a time (`HH:MM`), or (None) let its place in the order say when."""
        one = self._in(key)
        if one is None or not one.open:
            return self
        fixed = replace(one, time=time, fixed=time is not None, held=time is not None)
        if one in self.calls:
            return self._arranged(
                calls=tuple(fixed if each is one else each for each in self.calls)
            )
        if time is None:
            return self._arranged(
                visits=tuple(fixed if each is one else each for each in self.visits)
            )
        return self._without(key)._at_its_time(fixed)

    def by_channel(self, key: str, channel: str) -> "Arrangement":
        """Make one a visit, a call, a message: it goes to the end of its like."""
        one = self.find(key)
        if one is None or not one.open:
            return self
        other = replace(one, channel=channel, time=one.time if one.fixed else None, fits=True)
        if one in self.out:
            return self._with_out(_instead(self.out, key, other))
        return self._without(key).take_in(other)

    def _in(self, key: str) -> Planned | None:
        return next((one for one in self.taken if one.key == key), None)

    def _with_out(self, out: tuple[Planned, ...]) -> "Arrangement":
        return replace(self, out=out)

    def _without(self, key: str) -> "Arrangement":
        return self._arranged(
            visits=tuple(each for each in self.visits if each.key != key),
            calls=tuple(each for each in self.calls if each.key != key),
        )

    def _released(self) -> "Arrangement":
        """Let go of the times that only say about when; appointments and what is over keep them."""
        free = (replace(one, held=one.fixed or not one.open) for one in self.visits)
        return replace(self, visits=tuple(free))

    def _at_its_time(self, one: Planned) -> "Arrangement":
        later = (at for at, each in enumerate(self.visits) if (each.time or "") > (one.time or ""))
        at = next(later, len(self.visits))
        return self._arranged(visits=(*self.visits[:at], one, *self.visits[at:]))

    def _arranged(
        self,
        visits: tuple[Planned, ...] | None = None,
        calls: tuple[Planned, ...] | None = None,
    ) -> "Arrangement":
        kept = self.visits if visits is None else visits
        return replace(
            self, visits=timed(kept, self.pace), calls=self.calls if calls is None else calls
        )


def _instead(ones: Sequence[Planned], key: str, new: Planned) -> tuple[Planned, ...]:
    return tuple(new if one.key == key else one for one in ones)


def timed(visits: Sequence[Planned], pace: Pace) -> tuple[Planned, ...]:
    """Return the visits with the times that their order gives them; held ones keep theirs."""
    places = timetable(
        [Visit(minute_of(one.time) if one.held else None, one.hours) for one in visits], pace
    )
    return tuple(
        one if one.held else replace(one, time=clock(place.minute), fits=place.fits)
        for one, place in zip(visits, places, strict=True)
    )


def minute_of(time: str | None) -> int | None:
    """Return the minute of the day of `HH:MM`."""
    return int(time[:2]) * 60 + int(time[3:5]) if time else None


def clock(minute: int) -> str:
    """Return a minute of the day as `HH:MM`."""
    return f"{minute // 60:02}:{minute % 60:02}"


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
        fields = {"time": one.time, "fixed": one.fixed, "channel": one.channel}
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


def day_to_plan(book: Book, now: str, policy: Policy) -> str:
    """Return the day that wants planning: today while it is young and empty, else the next one."""
    today = now[:10]
    young = is_working_day(date.fromisoformat(today), policy) and now[11:16] < "12:00"
    return today if young and not stops_of(book, today) else next_working_day(today, policy)
