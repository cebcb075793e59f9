"""A day's plan in words: which day, how full, why a contact is on it, why another is not."""

from collections import Counter
from collections.abc import Mapping
from datetime import date
from typing import Final

from repdesk.analytics.results import DayPlan, LeftOut, PlannedStop, Suggestion
from repdesk.domain.arrangement import CALLS, VISIT, Arrangement, Planned
from repdesk.domain.book import Book
from repdesk.domain.hours import read_hours
from repdesk.domain.timetable import minute_of
from repdesk.i18n import N_, _
from repdesk.wording.days import short_day, weekday
from repdesk.wording.reasons import ReasonWords

NOT_IN: Final[Mapping[str, str]] = {
    "far": N_("too far from the day's zones"),
    "disliked": N_("not a day they like ({text})"),
    "planned": N_("planned on {day}"),
    "hours": N_("not there then ({text})"),
}
"""Why somebody found no place; a day that is full is said by what it is full of."""


def day_words(day: str, today: str) -> str:
    """A day as a plan is called: `tomorrow Wed 1 Jul`."""
    ahead = (date.fromisoformat(day) - date.fromisoformat(today)).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(ahead, "")
    return " ".join(filter(None, (near, weekday(day), short_day(day, today))))


def filled_words(plan: DayPlan, draft: Arrangement) -> str:
    """How full the day is: `5 of 6 visits, 3 of 10 calls`; of one that is over how it went."""
    if plan.note is not None and plan.note.code == "past":
        states = Counter(one.state for one in draft.taken)
        done = _("{done} of {n} done").format(done=states["done"], n=states.total())
        missed = _("{n} missed").format(n=states["missed"]) if states["missed"] else ""
        return ", ".join(filter(None, (done, missed)))
    visits, calls = used(plan, draft)
    return ", ".join(
        (
            _("{n} of {m} visits").format(n=visits, m=plan.visits_most),
            _("{n} of {m} calls").format(n=f"{calls:g}", m=f"{plan.calls_most:g}"),
        )
    )


def zone_words(draft: Arrangement) -> str:
    """Where the visits lead, most visits first: `Suzhou 3, Wuxi 2`."""
    zones = Counter(one.zone for one in draft.visits if one.zone)
    ranked = sorted(zones.items(), key=lambda each: (-each[1], each[0]))
    return ", ".join(f"{zone} {n}" for zone, n in ranked)


def used(plan: DayPlan, draft: Arrangement) -> tuple[int, float]:
    """Return the visits and the calls that the arrangement takes, those made already among them."""
    visits = sum(one.channel == VISIT for one in plan.stops)
    calls = sum(CALLS[one.channel] for one in plan.stops)
    mine = sum(CALLS[one.channel] for one in draft.calls)
    return plan.visits - visits + len(draft.visits), plan.calls - calls + mine


class PlanWords:
    """Says of each contact why it is on the plan, or why not."""

    def __init__(
        self, plan: DayPlan, draft: Arrangement, book: Book, currency: str, today: str
    ) -> None:
        self._book, self._today = book, today
        self._reasons = ReasonWords(book, currency, today)
        self._stops = {one.customer: one for one in plan.stops}
        self._left_out = {one.customer: one for one in plan.left_out}
        visits, calls = used(plan, draft)
        self._full = {
            True: _("visits are full") if visits >= plan.visits_most else _("not proposed"),
            False: _("calls are full") if calls >= plan.calls_most else _("not proposed"),
        }

    def place(self, customer: str) -> Suggestion | None:
        """Return the suggestion behind a contact; None: the rep's own idea."""
        found: PlannedStop | LeftOut | None = self._stops.get(customer)
        found = found or self._left_out.get(customer)
        return found.place if found is not None else None

    def why_in(self, one: Planned) -> str:
        """Why it is on the plan, and what to mind about the time."""
        proposed, place = self._stops.get(one.customer), self.place(one.customer)
        said = self._short(place)
        parts = [] if one.fits else [self._misfit(one)]
        if one.fixed:
            parts.append(_("appointment"))
        if proposed is not None and proposed.reason == "first_round":
            parts.append(_("first round"))
        if place is not None and place.promised:
            said = _("promised: {text}").format(text=said)
        parts.append(said or (_("on the plan") if one.stop and not one.fixed else ""))
        return "; ".join(filter(None, (*parts, *self._to_mind(one))))

    def why_out(self, one: Planned) -> str:
        """Why it is not on the plan, then why it might be."""
        left = self._left_out.get(one.customer)
        said = self._short(self.place(one.customer))
        if left is None:
            why = _("left out")
        elif left.reason == "capacity":
            why = self._full[one.channel == VISIT]
        else:
            liked = left.reason == "disliked"
            text = self._likes(one.customer) if liked else self._hours(one.customer)
            day = short_day(left.until, self._today) if left.until else ""
            why = _(NOT_IN[left.reason]).format(text=text, day=day)
        return "; ".join(filter(None, (why, said)))

    def _short(self, place: Suggestion | None) -> str:
        return self._reasons.short(place) if place is not None else ""

    def _misfit(self, one: Planned) -> str:
        minute = minute_of(one.time) or 0
        if one.hours is None or any(first <= minute < last for first, last in one.hours):
            return _("no room there")
        return _(NOT_IN["hours"]).format(text=self._hours(one.customer))

    def _to_mind(self, one: Planned) -> list[str]:
        """Hours that could not be read, and the times they like, as they were written."""
        hours, likes = self._hours(one.customer), self._likes(one.customer)
        said = []
        if hours and one.channel == VISIT and read_hours(hours) is None:
            said.append(_("hours: {text}").format(text=hours))
        if likes:
            said.append(_("likes {text}").format(text=likes))
        return said

    def _hours(self, customer: str) -> str:
        known = self._book.get("customers", customer)
        return known.hours if known is not None else ""

    def _likes(self, customer: str) -> str:
        place, known = self.place(customer), self._book.get("customers", customer)
        if place is not None:
            return place.best_time
        liked = known.preferences if known is not None else None
        return liked.time if liked is not None else ""
