"""The plan of a day as lines: visits in their order, calls, who is not in, each with its reason."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from repdesk.analytics.results import DayPlan
from repdesk.domain.arrangement import Arrangement, Planned
from repdesk.domain.book import Book
from repdesk.domain.customer import CHANNELS
from repdesk.domain.tier import tier_of
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.plan import PlanWords, day_words, filled_words, zone_words
from repdesk.wording.terms import TIERS, short_channel, short_tier

NARROW = 60
"""Cells under which the head says less."""
ZONE = 8
"""Cells of a zone's name at most."""


class PlanView(msgspec.Struct, frozen=True):
    """The rows of the list: `ids` (a heading's is empty), their lines, and whom each is about."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()
    customers: Mapping[str, str] = msgspec.field(default_factory=dict)


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
    if plan is not None and draft is not None:
        parts.append(filled_words(plan, draft))
        parts.append(zone_words(draft) if cells >= NARROW else "")
    return f" {glyphs.middle} ".join(filter(None, parts))


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
    words = PlanWords(plan, draft, book, currency, today)
    built = _Builder(words, draft, book, glyphs)
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

    def __init__(self, words: PlanWords, draft: Arrangement, book: Book, glyphs: Glyphs) -> None:
        self._words, self._book, self._glyphs = words, book, glyphs
        self.ids: list[str] = []
        self.lines: list[Row | Heading] = []
        self.customers: dict[str, str] = {}
        zones = [width(one.zone) for one in (*draft.taken, *draft.out)]
        self._columns = (
            Column(1),
            Column(6, right=True),
            Column(12, grow=1, most=18),
            Column(max(width(short_tier(one)) for one in TIERS), keep=4),
            Column(min(max(zones, default=0), ZONE), keep=5),
            Column(max(width(short_channel(one)) for one in CHANNELS), keep=3),
            Column(14, grow=4),
        )

    def heading(self, text: str, right: str = "") -> None:
        self.ids.append("")
        self.lines.append(Heading(text, right))

    def taken(self, one: Planned) -> None:
        mark = {"done": self._glyphs.tick, "missed": self._glyphs.cross}.get(one.state, "")
        if one.open:
            mark = "!" if not one.fits else "" if one.stop else "+"
        look = "plain" if one.fits else "alert"
        about = "~" if one.time and one.open and not one.fixed else ""
        time = Look(f"{about}{one.time or ''}", "strong" if one.fixed else look)
        self._row(one, mark, time, Look(self._words.why_in(one), look))

    def left_out(self, one: Planned) -> None:
        self._row(one, "-" if one.stop else "", "", Look(self._words.why_out(one), "dim"))

    def _row(self, one: Planned, mark: str, time: str | Look, why: Look) -> None:
        known = self._book.get("customers", one.customer)
        name = known.name if known is not None else one.customer
        place = self._words.place(one.customer)
        stored = tier_of(self._book, known) if known is not None else ""
        tier = short_tier(place.tier if place is not None else stored)
        shown = (mark, time, Look(name, "strong"), tier, one.zone, short_channel(one.channel), why)
        self.ids.append(one.key)
        self.lines.append(Row(shown, self._columns))
        self.customers[one.key] = one.customer
