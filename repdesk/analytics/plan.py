"""The plan of a day: appointments, then promises, then the list by zone, within what a day holds.

KPIS §5. Pure in (book, day, policy, list, moment): the same five give the same plan.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from msgspec.structs import replace

from repdesk.analytics.arranging import arrangement
from repdesk.analytics.day_capacity import DayCapacity
from repdesk.analytics.plan_reasons import followup_of, reason_of, says_something
from repdesk.analytics.results import DayPlan, LeftOut, Note, PlannedStop, Suggestion, Suggestions
from repdesk.analytics.routing import Route, Visitor, best_region, region
from repdesk.analytics.scores import scores
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.suggest import suggestions
from repdesk.analytics.whereabouts import Whereabouts
from repdesk.domain.arrangement import VISIT
from repdesk.domain.book import Book
from repdesk.domain.find import folded
from repdesk.domain.interaction import REAL_CONTACTS, Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import stops_of
from repdesk.domain.timetable import END, STAY, Place, Visit, clock, minute_of, pace
from repdesk.domain.zones import FAR, Neighbourhood, zone_names

SHOWN = 20
"""How many of the list are named among those left out; promised ones always are."""


def plan_day(book: Book, day: date, policy: Policy, found: Suggestions, now: str) -> DayPlan:
    """Return the plan of a day: what stands on it, and what of the whole list fills it.

    `found` is who next on that day, all of it. `now`, a local ISO moment: days before it are told
    as they went, and of its own day only the hours still to come are filled.
    """
    return _Planner(book, day, policy, found, now).plan()


def planned_day(
    book: Book, day: date, policy: Policy, now: str, known: Situation | None = None
) -> DayPlan:
    """Return the plan of a day, filled from the list of that day.

    What cannot have changed since a `known` situation is taken over from it.
    """
    there = situation(book, day, policy, known)
    return plan_day(book, day, policy, suggestions(there, scores(there)), now)


class _Planner:
    """One day in the making. What stands on it or was made already takes its capacity first."""

    def __init__(self, book: Book, day: date, policy: Policy, found: Suggestions, now: str) -> None:
        self._book, self._day, self._policy = book, day, policy
        self._iso, self._now = day.isoformat(), now[:10]
        self._found, self._list_note = found.suggestions, found.note
        self._places = {place.customer: place for place in found.suggestions}
        gone = minute_of(now[11:16]) or 0 if self._now == self._iso else 0
        self._pace = pace(policy.visits_a_day, gone)
        self._near = Neighbourhood(book)
        self._where = Whereabouts(book, day, self._now)
        self._route = Route(self._near, self._pace)
        self._visits: dict[str, PlannedStop] = {}
        self._calls: list[PlannedStop] = []
        self._left_out: list[LeftOut] = []
        self._others = 0
        self._capacity = DayCapacity(policy)

    def plan(self) -> DayPlan:
        """Put the day together."""
        stops = stops_of(self._book, self._iso)
        self._made({stop.customer for stop in stops})
        self._stand(stops)
        note = self._note()
        if note is None:
            standing = {stop.customer for stop in stops}
            waiting = [each for each in self._found if each.customer not in standing]
            self._promise([place for place in waiting if place.promised])
            listed = [place for place in waiting if not place.promised and says_something(place)]
            self._fill(sorted(listed, key=lambda place: ((place.round_week or 1) > 1, place.rank)))
        over = note is not None and note.code in ("past", "over")
        visits = [
            self._visits[one.key] if over else _timed(self._visits[one.key], one, place)
            for one, place in self._route.places()
        ]
        zones = Counter(one.zone for one in visits if one.zone)
        taken = (*visits, *self._calls)
        left_out = tuple(sorted(self._left_out, key=lambda each: each.reason == "planned"))
        return DayPlan(
            day=self._iso,
            stops=taken,
            left_out=left_out,
            arrangement=arrangement(self._book, self._iso, self._pace, taken, left_out),
            others=self._others,
            visits=self._capacity.visits,
            visits_most=self._capacity.visits_most,
            calls=self._capacity.calls,
            calls_most=self._capacity.calls_most,
            zones=tuple(sorted(zones.items(), key=lambda each: (-each[1], each[0]))),
            zone_names=tuple(zone_names(self._book)),
            taught=self._near.taught,
            note=note or self._list_note,
            listed=note is None,
        )

    def _note(self) -> Note | None:
        """Return why nothing is proposed for the day; None: it is one to plan."""
        if self._iso < self._now:
            return Note("past")
        if self._iso in self._policy.days_off:
            return Note("day_off")
        if self._day.isoweekday() not in self._policy.working_weekdays:
            return Note("weekend")
        return Note("over") if self._pace.since > END - STAY else None

    # What takes capacity before anything is proposed

    def _made(self, standing: set[str]) -> None:
        """Count the contacts already made on the day that were no stop; of a day to come none."""
        if self._iso > self._now:
            return
        for row in self._book.of("interactions", "day", self._iso):
            if row.kind in REAL_CONTACTS and row.customer not in standing:
                self._capacity.use(row.kind)

    def _stand(self, stops: Sequence[Stop]) -> None:
        """Take in what stands on the day: appointments and times first, then the others."""
        for stop in sorted(stops, key=lambda row: row.time is None):
            channel = stop.channel or VISIT
            place = self._places.get(stop.customer)
            reason = "appointment" if stop.fixed else reason_of(place)
            one = PlannedStop(
                customer=stop.customer,
                channel=channel,
                zone=self._where.zone(stop.customer),
                reason=reason,
                time=stop.time,
                fixed=stop.fixed,
                stop=stop.id,
                state=stop.state,
                followup=followup_of(place),
                place=place,
            )
            self._capacity.use(channel)
            if channel != VISIT:
                self._calls.append(one)
                continue
            visitor = self._visitor(stop.id, one)
            self._visits[stop.id] = one
            if stop.time is not None:
                self._route.appoint(visitor)
            elif self._route.insert(visitor) is not None:
                self._route.append(visitor)

    # What is proposed

    def _promise(self, promised: Sequence[Suggestion]) -> None:
        """Take in the promises due: those with a time first, then as far as they fit."""
        times = {place.customer: self._where.promised_at(place.customer) for place in promised}
        for place in sorted(promised, key=lambda each: times[each.customer] is None):
            why = self._offer(place, times[place.customer])
            if why == "capacity":
                self._capacity.close(place.channel)
            if why is not None:
                self._leave_out(place, why)

    def _fill(self, listed: Sequence[Suggestion]) -> None:
        """Fill what is left from the list: visits in the zones of the day and beside them.

        Who was too far may be on the way once another one is in, and comes first then.
        """
        reachable = region(self._near, self._route.zones) or self._best_region(listed)
        refused: dict[str, str] = {}
        for place in listed:
            turn = [place]
            while turn:
                one = turn.pop(0)
                why = self._offer(one, None, reachable)
                if why is not None:
                    refused[one.customer] = why
                    continue
                refused.pop(one.customer, None)
                if one.channel == VISIT:
                    turn = [each for each in listed if refused.get(each.customer) == "far"]
        for place in listed:
            if place.customer in refused:
                self._leave_out(place, refused[place.customer])

    def _best_region(self, listed: Sequence[Suggestion]) -> frozenset[str]:
        visits = [
            (self._where.zone(place.customer), place.score)
            for place in listed
            if place.channel == VISIT and self._refusal(place, frozenset()) is None
        ]
        return best_region(self._near, visits, self._capacity.visits_most)

    def _offer(
        self, place: Suggestion, time: str | None, reachable: frozenset[str] = frozenset()
    ) -> str | None:
        """Take one in; else return why not."""
        refused = self._refusal(place, reachable) if time is None else None
        if refused is not None:
            return refused
        one = PlannedStop(
            customer=place.customer,
            channel=place.channel,
            zone=self._where.zone(place.customer),
            reason="appointment" if time is not None else reason_of(place),
            time=time,
            fixed=time is not None,
            followup=followup_of(place),
            place=place,
        )
        if one.channel != VISIT:
            self._calls.append(one)
        else:
            refused = self._see(one, place.promised)
        if refused is None:
            self._capacity.use(one.channel)
        return refused

    def _see(self, one: PlannedStop, promised: bool) -> str | None:
        """Put a visit on the way; else return why it has no place there."""
        visitor = self._visitor(one.customer, one)
        if one.time is not None:
            self._route.appoint(visitor)
        else:
            why = self._route.insert(visitor, None if promised else FAR - 1)
            if why is not None:
                return why if why == "far" else _no_room(visitor)
        self._visits[one.customer] = one
        return None

    def _refusal(self, place: Suggestion, reachable: frozenset[str]) -> str | None:
        """Return why somebody is not for this day, before any time is looked for."""
        customer = place.customer
        if self._where.planned(customer) is not None:
            return "planned"
        if not place.promised and self._where.likes(place.best_time) == ():
            return "disliked"
        if place.channel == VISIT:
            zone = folded(self._where.zone(customer))
            if reachable and zone and zone not in reachable:
                return "far"
            if self._where.hours(customer) == ():
                return "hours"
        return None if self._capacity.has_room(place.channel) else "capacity"

    def _leave_out(self, place: Suggestion, reason: str) -> None:
        if not place.promised and len(self._left_out) >= SHOWN:
            self._others += 1
            return
        zone = self._where.zone(place.customer)
        until = self._where.planned(place.customer) if reason == "planned" else None
        self._left_out.append(LeftOut(place.customer, place.channel, zone, reason, place, until))

    def _visitor(self, key: str, one: PlannedStop) -> Visitor:
        where, customer = self._where, one.customer
        return Visitor(
            key,
            one.zone,
            Visit(minute_of(one.time), where.hours(customer)),
            where.likes(one.place.best_time if one.place else where.best_time(customer)) or None,
        )


def _no_room(visitor: Visitor) -> str:
    """Return what a visit without a place is told: its hours where there are any, else capacity."""
    return "capacity" if visitor.visit.hours is None else "hours"


def _timed(one: PlannedStop, visitor: Visitor, place: Place) -> PlannedStop:
    """Return a visit with its time; what is over keeps what it had, a time or none."""
    if one.state != "planned":
        return one
    hours = visitor.visit.hours
    there = one.fixed or hours is None or any(a <= place.minute < b for a, b in hours)
    return replace(one, time=clock(place.minute), fits=place.fits and there)
