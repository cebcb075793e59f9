"""The plan of a day: appointments, then promises, then the list by zone, within what a day holds.

KPIS §5. Pure in (book, day, policy, list, moment): the same five give the same plan.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from repdesk.analytics.capacity import VISIT_SHARE
from repdesk.analytics.results import DayPlan, LeftOut, Note, PlannedStop, Suggestion, Suggestions
from repdesk.analytics.routing import Route, Visitor, best_region, region
from repdesk.analytics.whereabouts import Whereabouts
from repdesk.domain.book import Book
from repdesk.domain.dayplan import VISIT, clock, minute_of
from repdesk.domain.find import folded
from repdesk.domain.interaction import REAL_CONTACTS, Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import stops_of
from repdesk.domain.timetable import END, STAY, Place, Visit, pace
from repdesk.domain.zones import Neighbourhood, zone_names

SHOWN = 20
"""How many of the list are named among those left out; promised ones always are."""


def plan_day(book: Book, day: date, policy: Policy, found: Suggestions, now: str) -> DayPlan:
    """Return the plan of a day: what stands on it, and what of the whole list fills it.

    `found` is who next on that day, all of it. `now`, a local ISO moment: days before it are told
    as they went, and of its own day only the hours still to come are filled.
    """
    return _Planner(book, day, policy, found, now).plan()


class _Planner:
    """One day in the making. What stands on it or was made already takes its capacity first."""

    def __init__(self, book: Book, day: date, policy: Policy, found: Suggestions, now: str) -> None:
        self._book, self._day, self._policy = book, day, policy
        self._iso, self._now = day.isoformat(), now[:10]
        self._found = found.suggestions
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
        self._visits_used, self._calls_used = 0, 0.0
        self._full: set[str] = set()

    def plan(self) -> DayPlan:
        """Put the day together."""
        stops = stops_of(self._book, self._iso)
        self._made({stop.customer for stop in stops})
        self._stand(stops)
        note = self._note()
        if note is None:
            standing = {stop.customer for stop in stops}
            self._promise([each for each in self._found if each.customer not in standing])
            self._fill([each for each in self._found if each.customer not in standing])
        visits = [_timed(self._visits[one.key], place, note) for one, place in self._route.places()]
        zones = Counter(one.zone for one in visits if one.zone)
        return DayPlan(
            day=self._iso,
            stops=(*visits, *self._calls),
            left_out=tuple(self._left_out),
            others=self._others,
            visits=self._visits_used,
            visits_most=int(self._policy.visits_a_day),
            calls=self._calls_used,
            calls_most=self._policy.calls_a_day,
            zones=tuple(sorted(zones.items(), key=lambda each: (-each[1], each[0]))),
            zone_names=tuple(zone_names(self._book)),
            taught=self._near.taught,
            note=note,
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
        """Count the contacts already made on the day that were no stop."""
        for row in self._book.of("interactions", "day", self._iso):
            if row.kind in REAL_CONTACTS and row.customer not in standing:
                self._use(row.kind)

    def _stand(self, stops: Sequence[Stop]) -> None:
        """Take in what stands on the day: appointments and times first, then the others."""
        for stop in sorted(stops, key=lambda row: row.time is None):
            channel = stop.channel or VISIT
            place = self._places.get(stop.customer)
            reason = "appointment" if stop.fixed else self._why(place)
            one = PlannedStop(
                customer=stop.customer,
                channel=channel,
                zone=self._where.zone(stop.customer),
                reason=reason,
                time=stop.time,
                fixed=stop.fixed,
                stop=stop.id,
                state=stop.state,
                followup=_followup(place),
                place=place,
            )
            self._use(channel)
            if channel != VISIT:
                self._calls.append(one)
                continue
            visitor = self._visitor(stop.id, one)
            self._visits[stop.id] = one
            if stop.time is not None:
                self._route.appoint(visitor)
            elif not self._route.insert(visitor):
                self._route.append(visitor)

    # What is proposed

    def _promise(self, open_places: list[Suggestion]) -> None:
        """Take in the promises due: those with a time first, then as far as they fit."""
        promised = [place for place in open_places if place.promised]
        times = {place.customer: self._where.promised_at(place.customer) for place in promised}
        for place in sorted(promised, key=lambda each: times[each.customer] is None):
            self._offer(place, "promised", times[place.customer])

    def _fill(self, open_places: list[Suggestion]) -> None:
        """Fill what is left from the list: visits in the zones of the day and beside them."""
        listed = [place for place in open_places if not place.promised and _says_something(place)]
        listed.sort(key=lambda place: (_week(place) > 1, place.rank))
        reachable = region(self._near, self._route.zones)
        if not reachable:
            visits = [
                (self._where.zone(place.customer), place.score)
                for place in listed
                if place.channel == VISIT and self._refusal(place) is None
            ]
            reachable = best_region(self._near, visits, self._visits_left)
        for place in listed:
            self._offer(place, self._why(place), None, reachable)

    def _offer(
        self,
        place: Suggestion,
        reason: str,
        time: str | None,
        reachable: frozenset[str] = frozenset(),
    ) -> None:
        """Take one in, or keep why it is left out."""
        one = PlannedStop(
            customer=place.customer,
            channel=place.channel,
            zone=self._where.zone(place.customer),
            reason="appointment" if time is not None else reason,
            time=time,
            fixed=time is not None,
            followup=_followup(place),
            place=place,
        )
        refused = self._refusal(place) if time is None else None
        if refused is None and time is None:
            refused = self._no_room(one, reachable)
        if refused is None and not self._take(one):
            refused = "hours" if self._where.hours(one.customer) is not None else "capacity"
        if refused is None:
            return
        if refused == "capacity" and place.promised:
            # What a promise found full is full for the list, were there room for half a call.
            self._full.add(_kind(one.channel))
        self._leave_out(one, place, refused)

    def _take(self, one: PlannedStop) -> bool:
        if one.channel != VISIT:
            self._calls.append(one)
        else:
            visitor = self._visitor(one.customer, one)
            if one.time is not None:
                self._route.appoint(visitor)
            elif not self._route.insert(visitor):
                return False
            self._visits[one.customer] = one
        self._use(one.channel)
        return True

    def _leave_out(self, one: PlannedStop, place: Suggestion, reason: str) -> None:
        if not place.promised and len(self._left_out) >= SHOWN:
            self._others += 1
            return
        until = self._where.planned(place.customer) if reason == "planned" else None
        self._left_out.append(LeftOut(one.customer, one.channel, one.zone, reason, place, until))

    def _no_room(self, one: PlannedStop, reachable: frozenset[str]) -> str | None:
        if _kind(one.channel) in self._full:
            return "capacity"
        if one.channel != VISIT:
            full = self._calls_used + _calls(one.channel) > self._policy.calls_a_day
            return "capacity" if full else None
        if reachable and one.zone and folded(one.zone) not in reachable:
            return "far"
        if self._visits_left <= 0:
            return "capacity"
        return "hours" if self._where.hours(one.customer) == () else None

    def _refusal(self, place: Suggestion) -> str | None:
        """Return why somebody is not for this day, whatever room there is."""
        if self._where.planned(place.customer) is not None:
            return "planned"
        disliked = not place.promised and self._where.likes(place.customer) == ()
        return "disliked" if disliked else None

    def _visitor(self, key: str, one: PlannedStop) -> Visitor:
        where, customer = self._where, one.customer
        return Visitor(
            key,
            one.zone,
            Visit(minute_of(one.time), where.hours(customer)),
            where.likes(customer) or None,
        )

    # Capacity

    @property
    def _visits_left(self) -> int:
        return int(self._policy.visits_a_day) - self._visits_used

    def _use(self, channel: str) -> None:
        if channel == VISIT:
            self._visits_used += 1
        else:
            self._calls_used += _calls(channel)

    @staticmethod
    def _why(place: Suggestion | None) -> str:
        if place is None:
            return "standing"
        if place.promised:
            return "promised"
        return "first_round" if place.since_contact is None else "listed"


def _timed(one: PlannedStop, place: Place, note: Note | None) -> PlannedStop:
    """Return a visit with its time; what is over keeps what it had, a time or none."""
    if one.state != "planned" or (note is not None and note.code == "past"):
        return one
    return replace(one, time=clock(place.minute), fits=place.fits)


def _kind(channel: str) -> str:
    return VISIT if channel == VISIT else "call"


def _calls(channel: str) -> float:
    """Return what a contact takes of the day's calls."""
    return VISIT_SHARE[channel] / VISIT_SHARE["call"]


def _says_something(place: Suggestion) -> bool:
    """Say whether there is more for a contact than the tier's floor: something due or at stake."""
    return any(reason.code != "floor" for reason in place.reasons)


def _week(place: Suggestion) -> int:
    """Return the week of the first round in which a customer has its turn, 1 for all others."""
    weeks = _facts(place, "never", "week")
    return next((week for week in weeks if isinstance(week, int)), 1)


def _followup(place: Suggestion | None) -> str | None:
    if place is None:
        return None
    found = (*_facts(place, "promised", "followup"), *_facts(place, "complaint", "followup"))
    return next((str(one) for one in found), None)


def _facts(place: Suggestion, code: str, fact: str) -> Iterator[object]:
    return (reason.fact(fact) for reason in place.reasons if reason.code == code)
