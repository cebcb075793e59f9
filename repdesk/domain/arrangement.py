"""A day's plan while the rep arranges it: one value, and every rearrangement gives another one."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.hours import Span, hours_on
from repdesk.domain.timetable import Pace, Visit, clock, minute_of, timetable

VISIT = "visit"
CALLS = {"visit": 0.0, "call": 1.0, "message": 0.5, "email": 0.5}
"""What a contact by each channel takes of a day's calls (KPIS §5)."""


class Planned(NamedTuple):
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


class Arrangement(NamedTuple):
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
            return rest._arranged(calls=(*rest.calls, one._replace(held=one.fixed)))
        if one.fixed:
            return rest._at_its_time(one)
        same = [at for at, each in enumerate(rest.visits) if one.zone and each.zone == one.zone]
        at = same[-1] + 1 if same else len(rest.visits)
        free = one._replace(held=False, time=None)
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
        fixed = one._replace(time=time, fixed=time is not None, held=time is not None)
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
        other = one._replace(channel=channel, time=one.time if one.fixed else None, fits=True)
        if one in self.out:
            return self._with_out(_instead(self.out, key, other))
        return self._without(key).take_in(other)

    def _in(self, key: str) -> Planned | None:
        return next((one for one in self.taken if one.key == key), None)

    def _with_out(self, out: tuple[Planned, ...]) -> "Arrangement":
        return self._replace(out=out)

    def _without(self, key: str) -> "Arrangement":
        return self._arranged(
            visits=tuple(each for each in self.visits if each.key != key),
            calls=tuple(each for each in self.calls if each.key != key),
        )

    def _released(self) -> "Arrangement":
        """Let go of the times that only say about when; appointments and what is over keep them."""
        free = (one._replace(held=one.fixed or not one.open) for one in self.visits)
        return self._replace(visits=tuple(free))

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
        return self._replace(
            visits=timed(kept, self.pace), calls=self.calls if calls is None else calls
        )


def _instead(ones: Sequence[Planned], key: str, new: Planned) -> tuple[Planned, ...]:
    return tuple(new if one.key == key else one for one in ones)


def timed(visits: Sequence[Planned], pace: Pace) -> tuple[Planned, ...]:
    """Return the visits with the times that their order gives them; held ones keep theirs."""
    places = timetable(
        [Visit(minute_of(one.time) if one.held else None, one.hours) for one in visits], pace
    )
    return tuple(
        one if one.held else one._replace(time=clock(place.minute), fits=place.fits)
        for one, place in zip(visits, places, strict=True)
    )


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
            return None if there is None else one._replace(state=there.state)
        known = book.get("customers", one.customer)
        gone = known is None or known.archived or known.erased or known.do_not_contact
        return None if gone or one.customer in seen else one

    def kept(ones: tuple[Planned, ...]) -> tuple[Planned, ...]:
        return tuple(now for one in ones if (now := now_of(one)) is not None)

    result = mine._replace(
        pace=fresh.pace,
        visits=kept(mine.visits),
        calls=kept(mine.calls),
        out=kept(mine.out),
    )
    mine_too = {one.key for one in (*result.taken, *result.out)}
    for one in fresh.taken:
        if one.key not in mine_too and one.stop:
            result = result.take_in(one)
    rest = [one for one in (*fresh.taken, *fresh.out) if one.key not in mine_too and not one.stop]
    return result._replace(out=(*result.out, *rest))
