"""The Today screen as lines: target, promises due, who next, stops, the funnel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from repdesk.analytics.results import (
    DayStop,
    DueFollowup,
    Suggestion,
    TodayNumbers,
    Tried,
)
from repdesk.domain.attempts import to_try_again
from repdesk.domain.book import Book
from repdesk.domain.customer import CHANNELS
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.views.headings import NARROW, due_heading, suggestions_heading
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.amounts import amount
from repdesk.wording.days import due_words
from repdesk.wording.reasons import ReasonWords, tried_words
from repdesk.wording.terms import STOP_STATES, TIERS, named, short_channel, short_tier

MORE = "more"
"""The id of the row that counts the suggestions not shown."""
MORE_TRIED = "more tried"
"""The id of the row that counts the customers to try again that are not shown."""
MOST_TRIED = 3
"""Customers to try again that are shown while the others are counted."""
FEWEST = 5
"""Suggestions shown at least."""


@dataclass(frozen=True, slots=True)
class TodayView:
    """The rows of the list: `ids` (a heading's is empty) and, at the same places, their lines."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()
    customers: Mapping[str, str] = field(default_factory=dict)
    """Row id -> customer id."""


def today_view(
    numbers: TodayNumbers | None,
    book: Book,
    *,
    currency: str,
    today: str,
    cells: int,
    glyphs: Glyphs = UNICODE,
    hints: Mapping[str, str] | None = None,
    rows: int = 0,
) -> TodayView:
    """Return the rows of a day: what is due, who next, the stops, each under its heading.

    With stops, so many suggestions stand above them as leave them in a window of `rows` rows (0:
    all of them); a row counts the others. So it does for whoever is to be tried again.

    Without numbers yet only the headings stand. What the book no longer has open is left out, so
    that an older answer never shows what was just done. `hints`: keys to name, by section.
    """
    told = hints or {}
    built = _Builder(book, currency, today, cells, glyphs)
    if numbers is not None:
        built.proposed = numbers.suggestions.proposed
    number = _numbers(glyphs)
    if numbers is None:
        built.heading(f"{number[0]} " + _("Due promises"), glyphs.ellipsis)
        built.heading(f"{number[1]} " + _("Suggestions"), glyphs.ellipsis)
        return built.view()
    due = [one for one in numbers.followups if built.is_due(one)]
    tried = [one for one in numbers.tried if built.is_tried(one)]
    built.heading(
        f"{number[0]} " + due_heading(len(due), len(tried), cells, glyphs),
        told.get("followups", ""),
    )
    for one in due:
        built.followup(one)
    repeated = tried if not rows or len(tried) <= MOST_TRIED + 1 else tried[:MOST_TRIED]
    for attempt in repeated:
        built.tried(attempt)
    if len(repeated) < len(tried):
        built.more(len(tried) - len(repeated), MORE_TRIED)
    found = numbers.suggestions
    built.heading(
        f"{number[1]} " + suggestions_heading(found, cells, glyphs), told.get("suggestions", "")
    )
    stops = [one for one in numbers.stops if built.stands(one)]
    places = [place for place in found.suggestions if built.is_suggested(place)]
    above = len(due) + len(repeated) + (len(repeated) < len(tried))
    most = max(FEWEST, rows - above - len(stops) - 4)
    shown = len(places) if not rows or not stops or len(places) <= most + 1 else most
    for rank, place in enumerate(places[:shown], 1):
        built.suggestion(place, rank)
    if shown < len(places):
        built.more(len(places) - shown)
    if stops:
        zones = f" {glyphs.middle} ".join(f"{zone} {n}" for zone, n in numbers.zones)
        done = sum(built.stop_state(one) == "done" for one in stops)
        built.heading(f"{number[2]} " + _("Stops") + f" {done}/{len(stops)}", zones)
        for stop in stops:
            built.stop(stop)
    return built.view()


def _numbers(glyphs: Glyphs) -> Sequence[str]:
    return "①②③" if glyphs is UNICODE else ("1.", "2.", "3.")


class _Builder:
    """Collects rows and their lines."""

    def __init__(self, book: Book, currency: str, today: str, cells: int, glyphs: Glyphs) -> None:
        self._book = book
        self.proposed: Mapping[str, str] = NOBODY
        self._wide = cells >= NARROW
        self._currency = currency
        self._today = today
        self._glyphs = glyphs
        self._words = ReasonWords(book, currency, today)
        self._ids: list[str] = []
        self._lines: list[Row | Heading] = []
        self._customers: dict[str, str] = {}
        tier = max(width(short_tier(one)) for one in TIERS)
        channel = max(width(short_channel(one)) for one in CHANNELS)
        name = Column(12, grow=1, most=18)
        self._due = (
            Column(2),
            name,
            Column(tier, keep=4),
            Column(10, grow=4),
            Column(9, right=True, keep=8),
        )
        self._tried = (Column(2), name, Column(tier, keep=4), Column(20, grow=4))
        self._next = (
            Column(2, right=True),
            name,
            Column(tier, keep=4),
            *((Column(4),) if self._wide else ()),
            Column(10, grow=4),
            *((Column(channel, right=True),) if self._wide else ()),
        )
        self._stop = (
            Column(5, keep=8),
            name,
            Column(tier, keep=4),
            Column(8, grow=4, keep=6),
            Column(8, right=True, keep=7),
        )

    def view(self) -> TodayView:
        return TodayView(tuple(self._ids), tuple(self._lines), self._customers)

    def heading(self, text: str, right: str = "") -> None:
        self._ids.append("")
        self._lines.append(Heading(text, right))

    def _row(self, row_id: str, customer: str, line: Row) -> None:
        self._ids.append(row_id)
        self._lines.append(line)
        self._customers[row_id] = customer

    def _name(self, customer: str) -> str:
        record = self._book.get("customers", customer)
        return record.name if record is not None else customer

    def is_due(self, one: DueFollowup) -> bool:
        row = self._book.get("followups", one.followup)
        return row is not None and row.state == "open" and row.due <= self._today

    def is_suggested(self, place: Suggestion) -> bool:
        row = self._book.get("customers", place.customer)
        if row is None or row.archived or row.do_not_contact:
            return False
        snoozed = row.snooze_until is not None and row.snooze_until > self._today
        planned = any(
            stop.date == self._today and stop.state != "moved"
            for stop in self._book.of("stops", "customer", place.customer)
        )
        return not planned and (place.promised or not snoozed)

    def stop_state(self, one: DayStop) -> str:
        row = self._book.get("stops", one.stop)
        return row.state if row is not None else "moved"

    def stands(self, one: DayStop) -> bool:
        row = self._book.get("stops", one.stop)
        return row is not None and row.state != "moved" and row.date == self._today

    def followup(self, one: DueFollowup) -> None:
        row = self._book.get("followups", one.followup)
        late = row.due < self._today
        due = due_words(row.due, self._today)
        text = row.text
        if row.time:
            text = f"{row.time} {text}"
        if row.owner == "them":
            text = _("they: {text}").format(text=text)
        if one.debt is not None:
            money = amount(one.debt, self._currency)
            text += "  " + _("{money} overdue for {n}d").format(money=money, n=one.debt_days or 0)
        self._row(
            f"followup {one.followup}",
            one.customer,
            Row(
                (
                    Look("!" if late else "", "alert"),
                    Look(self._name(one.customer), "strong"),
                    short_tier(one.tier),
                    text,
                    Look(due, "alert" if late else "plain"),
                ),
                self._due,
            ),
        )

    def is_tried(self, one: Tried) -> bool:
        row = self._book.get("customers", one.customer)
        attempt = to_try_again(self._book, row, self._today) if row is not None else None
        return attempt is not None and attempt.id == one.interaction

    def tried(self, one: Tried) -> None:
        self._row(
            f"tried {one.customer}",
            one.customer,
            Row(
                (
                    "",
                    Look(self._name(one.customer), "strong"),
                    short_tier(one.tier),
                    tried_words(one.days),
                ),
                self._tried,
            ),
        )

    def suggestion(self, place: Suggestion, rank: int) -> None:
        self._row(
            f"suggestion {place.customer}",
            place.customer,
            Row(
                (
                    str(rank),
                    Look(self._name(place.customer), "strong"),
                    short_tier(place.tier),
                    *((self._glyphs.dot * place.marks,) if self._wide else ()),
                    self._words.short(place),
                    *((short_channel(place.channel),) if self._wide else ()),
                ),
                self._next,
            ),
        )

    def more(self, count: int, row_id: str = MORE) -> None:
        text = Look(_("{n} more; Enter shows them").format(n=count), "dim")
        self._row(row_id, "", Row((self._glyphs.ellipsis, text), (Column(2), Column(8, grow=1))))

    def stop(self, one: DayStop) -> None:
        row = self._book.get("customers", one.customer)
        state = self.stop_state(one)
        planned = self._book.get("stops", one.stop)
        by = short_channel(planned.channel) if planned is not None and planned.channel else ""
        address = row.address if row is not None and not by else ""
        place = " ".join(filter(None, (by, one.zone, address)))
        mark = self._glyphs.tick + " " if state == "done" else ""
        self._row(
            f"stop {one.stop}",
            one.customer,
            Row(
                (
                    one.time or "",
                    Look(self._name(one.customer), "strong"),
                    short_tier(tier_of(self._book, row, self.proposed)) if row is not None else "",
                    place,
                    mark + named(dict(STOP_STATES), state),
                ),
                self._stop,
            ),
        )
