"""The rows of the Today screen: promises, whom to try again, suggestions, stops."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TypeVar

from repdesk.analytics.results import DayStop, DueFollowup, Suggestion, Tried
from repdesk.domain.attempts import to_try_again
from repdesk.domain.book import Book
from repdesk.domain.customer import CHANNELS
from repdesk.domain.next_step import without_step
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.views.headings import NARROW
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.amounts import amount
from repdesk.wording.days import due_words
from repdesk.wording.reasons import ReasonWords, tried_words
from repdesk.wording.terms import STOP_STATES, TIERS, named, short_channel, short_tier

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class TodayView:
    """The rows of the list: `ids` (a heading's is empty) and, at the same places, their lines."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()
    customers: Mapping[str, str] = field(default_factory=dict)
    """Row id -> customer id."""

    def suggestions(self) -> list[str]:
        """The ids of the rows that are suggestions, in their order."""
        return [one for one in self.ids if one.startswith("suggestion ")]


class DayRows:
    """Collects rows and their lines."""

    def __init__(self, book: Book, currency: str, today: str, cells: int, glyphs: Glyphs) -> None:
        self._book = book
        self.proposed: Mapping[str, str] = NOBODY
        self._cells = cells
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
            name,
            Column(tier, keep=4),
            *((Column(4),) if self._wide else ()),
            Column(10, grow=4),
            *((Column(channel, right=True),) if self._wide else ()),
        )
        self._rank = Column(3, right=True)
        self._stop = (
            Column(5, keep=8),
            name,
            Column(tier, keep=4),
            Column(8, grow=4, keep=6),
            Column(8, right=True, keep=7),
        )

    def view(self) -> TodayView:
        """What was collected."""
        return TodayView(tuple(self._ids), tuple(self._lines), self._customers)

    def heading(self, text: str, right: str = "") -> None:
        """A heading; of the keys at its right end as many as leave it whole."""
        hints = right.split("  ")
        while hints and width(text) + width("  ".join(hints)) >= self._cells:
            hints.pop()
        right = "  ".join(hints)
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
        """Whether the promise is still open and due."""
        row = self._book.get("followups", one.followup)
        return row is not None and row.state == "open" and row.due <= self._today

    def is_suggested(self, place: Suggestion) -> bool:
        """Whether the place still stands: neither hidden nor planned since."""
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
        """The state of a stop as the book has it."""
        row = self._book.get("stops", one.stop)
        return row.state if row is not None else "moved"

    def stands(self, one: DayStop) -> bool:
        """Whether the stop is still one of the day."""
        row = self._book.get("stops", one.stop)
        return row is not None and row.state != "moved" and row.date == self._today

    def followup(self, one: DueFollowup) -> None:
        """A promise due."""
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
        """Whether the customer is still to be tried again."""
        row = self._book.get("customers", one.customer)
        attempt = to_try_again(self._book, row, self._today) if row is not None else None
        return attempt is not None and attempt.id == one.interaction

    def tried(self, one: Tried) -> None:
        """A customer to try again."""
        self._row(
            f"tried {one.customer}",
            one.customer,
            Row(
                (
                    Look(self._lacking(one.customer, one.tier), "alert"),
                    Look(self._name(one.customer), "strong"),
                    short_tier(one.tier),
                    tried_words(one.days),
                ),
                self._tried,
            ),
        )

    def due_or_tried(self, one: DueFollowup | Tried) -> None:
        """A promise due, or a customer to try again."""
        if isinstance(one, Tried):
            self.tried(one)
        else:
            self.followup(one)

    def _lacking(self, customer: str, tier: str) -> str:
        """The mark of a VIP, a key customer or an open deal without a next step."""
        record = self._book.get("customers", customer)
        if record is None or without_step(self._book, record, tier, self._today) is None:
            return ""
        return "!"

    def suggestions(self, places: Sequence[Suggestion], most: int, more: str) -> None:
        """Who is next, under their ranks: as `some`."""
        ranks = list(enumerate(places, 1))
        self._rank = Column(max(len(str(len(places))), 2) + 1, right=True)
        self.some(ranks, most, self._suggestion, more)

    def _suggestion(self, ranked: tuple[int, Suggestion]) -> None:
        """A place of the list, under its rank."""
        rank, place = ranked
        self._row(
            f"suggestion {place.customer}",
            place.customer,
            Row(
                (
                    f"{rank}{self._lacking(place.customer, place.tier) or ' '}",
                    Look(self._name(place.customer), "strong"),
                    short_tier(place.tier),
                    *((self._glyphs.dot * place.marks,) if self._wide else ()),
                    self._words.short(place),
                    *((short_channel(place.channel),) if self._wide else ()),
                ),
                (self._rank, *self._next),
            ),
        )

    def some(self, rows: Sequence[T], most: int, row: Callable[[T], None], more: str) -> None:
        """The first rows, at most so many lines; one counts the others."""
        shown = len(rows) if most >= len(rows) else max(most - 1, 1)
        for one in rows[:shown]:
            row(one)
        if shown < len(rows):
            self._more(len(rows) - shown, more)

    def _more(self, count: int, row_id: str) -> None:
        text = Look(_("{n} more; Enter shows them").format(n=count), "dim")
        self._row(row_id, "", Row((self._glyphs.ellipsis, text), (Column(2), Column(8, grow=1))))

    def stop(self, one: DayStop) -> None:
        """A stop."""
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
