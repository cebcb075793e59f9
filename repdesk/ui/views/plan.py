"""The plan of a day as lines: visits in their order, calls, who is not in, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from repdesk.analytics.results import DayPlan, LeftOut, PlannedStop, Suggestion
from repdesk.domain.book import Book
from repdesk.domain.customer import CHANNELS
from repdesk.domain.dayplan import Arrangement, Planned, minute_of
from repdesk.domain.hours import read_hours
from repdesk.domain.tier import tier_of
from repdesk.i18n import N_, _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.days import short_day, weekday
from repdesk.wording.reasons import ReasonWords
from repdesk.wording.terms import TIERS, short_channel, short_tier

NARROW = 60
"""Cells under which the head says less."""
NOTES = {
    "past": N_("that day is over: this is how it went"),
    "weekend": N_("no working day of yours: nothing is proposed, a adds somebody"),
    "day_off": N_("a day off: nothing is proposed, a adds somebody"),
    "over": N_("today is over: nothing is proposed, ] is the next day"),
}
OUT = {
    "far": N_("too far from the day's zones"),
    "disliked": N_("not a day they like ({text})"),
    "planned": N_("planned on {day}"),
    "hours": N_("not there then ({text})"),
}


@dataclass(frozen=True, slots=True)
class PlanView:
    """The rows of the list: `ids` (a heading's is empty), their lines, and whom each is about."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()
    customers: Mapping[str, str] = field(default_factory=dict)


def day_words(day: str, today: str) -> str:
    """A day as the head names it: `tomorrow Wed 1 Jul`."""
    ahead = (date.fromisoformat(day) - date.fromisoformat(today)).days
    near = {0: _("today"), 1: _("tomorrow"), -1: _("yesterday")}.get(ahead, "")
    return " ".join(filter(None, (near, weekday(day), short_day(day, today))))


def plan_head(
    day: str,
    plan: DayPlan | None,
    draft: Arrangement | None,
    *,
    today: str,
    cells: int,
    glyphs: Glyphs = UNICODE,
) -> str:
    """The first line: which day, how full it is, in which zones."""
    parts = [_("Plan {day}").format(day=day_words(day, today))]
    if plan is None or draft is None:
        return parts[0]
    if plan.note is not None and plan.note.code == "past":
        states = Counter(one.state for one in draft.taken)
        parts.append(
            _("{done} of {n} done").format(done=states["done"], n=states.total())
            + (", " + _("{n} missed").format(n=states["missed"]) if states["missed"] else "")
        )
    else:
        visits, calls = used(plan, draft)
        parts.append(_("{n} of {m} visits").format(n=visits, m=plan.visits_most))
        parts[-1] += ", " + _("{n} of {m} calls").format(n=f"{calls:g}", m=f"{plan.calls_most:g}")
    if cells >= NARROW:
        zones = Counter(one.zone for one in draft.visits if one.zone)
        ranked = sorted(zones.items(), key=lambda each: (-each[1], each[0]))
        parts.append(", ".join(f"{zone} {n}" for zone, n in ranked))
    return f" {glyphs.middle} ".join(filter(None, parts))


def used(plan: DayPlan, draft: Arrangement) -> tuple[int, float]:
    """Return the visits and the calls that the arrangement takes, those made already among them."""
    visits = sum(one.channel == "visit" for one in plan.stops)
    calls = sum(_of_a_call(one.channel) for one in plan.stops if one.channel != "visit")
    mine = sum(_of_a_call(one.channel) for one in draft.calls)
    return plan.visits - visits + len(draft.visits), plan.calls - calls + mine


def _of_a_call(channel: str) -> float:
    return 1.0 if channel == "call" else 0.5


def plan_view(
    plan: DayPlan,
    draft: Arrangement,
    book: Book,
    *,
    currency: str,
    today: str,
    glyphs: Glyphs = UNICODE,
) -> PlanView:
    """Return the rows: visits, calls, and those who are not in with the reason why not."""
    built = _Builder(plan, draft, book, currency, today, glyphs)
    if draft.visits:
        built.heading(_("To visit"))
        for one in draft.visits:
            built.taken(one)
    if draft.calls:
        built.heading(_("To call or write to"))
        for one in draft.calls:
            built.taken(one)
    if draft.out:
        more = _("and {n} more").format(n=plan.others) if plan.others else ""
        built.heading(_("Not on the plan"), more)
        for one in draft.out:
            built.left_out(one)
    return PlanView(tuple(built.ids), tuple(built.lines), built.customers)


class _Builder:
    """Collects rows and their lines."""

    def __init__(
        self,
        plan: DayPlan,
        draft: Arrangement,
        book: Book,
        currency: str,
        today: str,
        glyphs: Glyphs,
    ) -> None:
        self._book, self._today, self._glyphs = book, today, glyphs
        self._words = ReasonWords(book, currency, today)
        self._stops = {one.customer: one for one in plan.stops}
        self._left_out = {one.customer: one for one in plan.left_out}
        self._full = _full(plan, draft)
        self.ids: list[str] = []
        self.lines: list[Row | Heading] = []
        self.customers: dict[str, str] = {}
        zones = [width(one.zone) for one in (*draft.taken, *draft.out)]
        self._columns = (
            Column(1),
            Column(6, right=True),
            Column(12, grow=1, most=18),
            Column(max(width(short_tier(one)) for one in TIERS), keep=4),
            Column(min(max(zones, default=0), 8), keep=5),
            Column(max(width(short_channel(one)) for one in CHANNELS), keep=3),
            Column(14, grow=4),
        )

    def heading(self, text: str, right: str = "") -> None:
        self.ids.append("")
        self.lines.append(Heading(text, right))

    def taken(self, one: Planned) -> None:
        mark = "+" if not one.stop else ""
        mark = {"done": self._glyphs.tick, "missed": self._glyphs.cross}.get(one.state, mark)
        look = "plain" if one.fits else "alert"
        about = "" if one.fixed or not one.time or one.state != "planned" else "~"
        time = Look(f"{about}{one.time or ''}", "strong" if one.fixed else look)
        self._row(one, mark if one.fits else "!", time, Look(self._why_in(one), look))

    def left_out(self, one: Planned) -> None:
        self._row(one, "-" if one.stop else "", "", Look(self._why_out(one), "dim"))

    def _row(self, one: Planned, mark: str, time: str | Look, why: Look) -> None:
        known = self._book.get("customers", one.customer)
        name = known.name if known is not None else one.customer
        place = self._place(one.customer)
        stored = tier_of(self._book, known) if known is not None else ""
        tier = short_tier(place.tier if place is not None else stored)
        shown = (mark, time, Look(name, "strong"), tier, one.zone, short_channel(one.channel), why)
        self.ids.append(one.key)
        self.lines.append(Row(shown, self._columns))
        self.customers[one.key] = one.customer

    def _place(self, customer: str) -> Suggestion | None:
        found: PlannedStop | LeftOut | None = self._stops.get(customer)
        found = found or self._left_out.get(customer)
        return found.place if found is not None else None

    def _why_in(self, one: Planned) -> str:
        """Why it is on the plan, and what to mind about the time."""
        proposed = self._stops.get(one.customer)
        reason = proposed.reason if proposed is not None else ""
        place = self._place(one.customer)
        said = self._words.short(place) if place is not None else ""
        parts = [] if one.fits else [self._misfit(one)]
        if one.fixed:
            parts.append(_("appointment"))
        if reason == "first_round":
            parts.append(_("first round"))
        if place is not None and place.promised:
            said = _("promised: {text}").format(text=said)
        parts.append(said or (_("on the plan") if one.stop and not one.fixed else ""))
        return "; ".join(filter(None, (*parts, *self._to_mind(one))))

    def _misfit(self, one: Planned) -> str:
        known = self._book.get("customers", one.customer)
        minute = minute_of(one.time) or 0
        inside = one.hours is None or any(first <= minute < last for first, last in one.hours)
        if inside or known is None:
            return _("no room there")
        return _(OUT["hours"]).format(text=known.hours)

    def _to_mind(self, one: Planned) -> Sequence[str]:
        """Hours that could not be read, and the times they like, as they were written."""
        known = self._book.get("customers", one.customer)
        if known is None:
            return ()
        said = []
        if known.hours and one.channel == "visit" and read_hours(known.hours) is None:
            said.append(_("hours: {text}").format(text=known.hours))
        if known.preferences is not None and known.preferences.time:
            said.append(_("likes {text}").format(text=known.preferences.time))
        return said

    def _why_out(self, one: Planned) -> str:
        """Why it is not on the plan, then why it might be."""
        left = self._left_out.get(one.customer)
        place = self._place(one.customer)
        said = self._words.short(place) if place is not None else ""
        if left is None:
            return "; ".join(filter(None, (_("left out"), said)))
        known = self._book.get("customers", one.customer)
        text = known.hours if known is not None else ""
        if left.reason == "disliked" and known is not None and known.preferences is not None:
            text = known.preferences.time
        if left.reason == "capacity":
            why = self._full[one.channel == "visit"]
        else:
            day = short_day(left.until, self._today) if left.until else ""
            why = _(OUT[left.reason]).format(text=text, day=day)
        return "; ".join(filter(None, (why, said)))


def _full(plan: DayPlan, draft: Arrangement) -> Mapping[bool, str]:
    """What is said of who found no room: the day was full, or there is room again."""
    visits, calls = used(plan, draft)
    return {
        True: _("visits are full") if visits >= plan.visits_most else _("not proposed"),
        False: _("calls are full") if calls >= plan.calls_most else _("not proposed"),
    }
