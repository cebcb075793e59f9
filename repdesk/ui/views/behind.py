"""The rows behind a number as lines: part by part, each with what it comes to."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from fractions import Fraction
from functools import cached_property
from typing import Any

import msgspec
from msgspec.structs import replace

from repdesk.analytics.results import BehindPart, BehindRow, Number
from repdesk.domain.book import Book
from repdesk.domain.deal import last_event
from repdesk.domain.money import round_half_up
from repdesk.i18n import _
from repdesk.ui.cells import clean
from repdesk.ui.timeline import of_interaction
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.amounts import amount
from repdesk.wording.behind import part_name, total_words, value_words
from repdesk.wording.days import short_day
from repdesk.wording.terms import FOLLOWUP_KINDS, named, stage_name

ROW = (
    Column(11, keep=7),
    Column(14, grow=2, most=30),
    Column(10, grow=3, keep=8),
    Column(12, right=True),
)
COUNTED = (Column(11, keep=7), Column(14, grow=2, most=30), Column(10, grow=3, keep=8))


class RowsView(msgspec.Struct, frozen=True, dict=True):
    """Rows of a list that can be opened: ids (of headings empty), and what makes the line at one.

    `customers` are by row id, `entries` what of a customer's timeline a row is; `title` goes on
    from the screen's own, `empty` stands where there is no row.
    """

    ids: tuple[str, ...] = ()
    line: Callable[[int], Row | Heading] = lambda _at: Heading("")
    customers: Mapping[str, str] = msgspec.field(default_factory=dict)
    entries: Mapping[str, str] = msgspec.field(default_factory=dict)
    title: str = ""
    empty: str = ""
    opens: Mapping[str, tuple[str, tuple[str, ...]]] = msgspec.field(default_factory=dict)
    """Of a row that stands for a group: what it is called, and the ids of its records."""

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The number of each row, headings not counted."""
        return {row_id: at for at, row_id in enumerate(filter(None, self.ids), 1)}


def parts_view(
    parts: Sequence[BehindPart], head: Sequence[str], book: Book, *, currency: str, today: str
) -> RowsView:
    """Return the rows behind a number, `head` lines over them."""
    ids: list[str] = [""] * len(head)
    places: list[tuple[BehindPart, BehindRow | None] | str] = list(head)
    customers: dict[str, str] = {}
    entries: dict[str, str] = {}
    for part in parts:
        ids.append("")
        places.append((part, None))
        for row in part.rows:
            row_id = f"{part.name} {row.table} {row.id} {row.day}"
            ids.append(row_id)
            places.append((part, row))
            if row.customer:
                customers[row_id] = row.customer
                entries[row_id] = timeline_entry(book, row.table, row.id)
    words = RowWords(book, currency, today)

    def line(at: int) -> Row | Heading:
        place = places[at]
        if isinstance(place, str):
            return Row((place,), (Column(1, grow=1),))
        part, row = place
        if row is None:
            return Heading(part_name(part), total_words(part, currency))
        return words.row(row, part)

    return RowsView(tuple(ids), line, customers, entries, empty=_("Nothing is behind it."))


def part_of(part: BehindPart, ids: Collection[str]) -> BehindPart:
    """Return of a part the rows of these records, added up or counted again."""
    rows = tuple(row for row in part.rows if row.id in ids)
    total: Number = len(rows)
    if part.how == "sum":
        total = int(round_half_up(sum((Fraction(row.value or 0) for row in rows), Fraction())))
    return replace(part, rows=rows, total=total)


def timeline_entry(book: Book, table: str, id_: str) -> str:
    """Return the entry of a profile's timeline that a record stands at; of a deal its last move."""
    if table == "deals":
        event = last_event(book.of("stage_events", "deal", id_))
        return event.id if event is not None else ""
    return id_


def timeline_day(book: Book, table: str, record: Any) -> str | None:
    """Return the day of a record: of a deal its last move, of a customer the last order."""
    if table == "deals":
        event = last_event(book.of("stage_events", "deal", record.id))
        return event.at[:10] if event is not None else None
    if table == "customers":
        orders = book.of("orders", "customer", record.id)
        return orders[-1].date if orders else None
    day: str = getattr(record, "date", "") or getattr(record, "at", "") or record.due
    return day[:10]


class RowWords:
    """Tells records of any table in a line."""

    def __init__(self, book: Book, currency: str, today: str) -> None:
        self._book, self._currency, self._today = book, currency, today
        self._stages = {stage.id: stage for stage in book.stages}
        self._tell: Mapping[str, Callable[[Any], str]] = {
            "orders": self._order,
            "deals": self._deal,
            "payments": self._payment,
            "interactions": self._interaction,
            "followups": lambda row: row.text or named(FOLLOWUP_KINDS, row.kind),
            "spends": lambda row: row.note,
        }

    def row(self, row: BehindRow, part: BehindPart) -> Row:
        """One row: day, whose, what, what it brings."""
        record = self._book.get(row.table, row.id)
        tell = self._tell.get(row.table)
        text = clean(tell(record)) if tell is not None and record is not None else ""
        day = short_day(row.day, self._today) if row.day else _("never")
        name = Look(self.name(row.customer), "strong")
        value = value_words(row.value, part.unit, self._currency)
        if row.value is None:
            return Row((day, name, text), COUNTED)
        return Row((day, name, text, value), ROW)

    def name(self, customer: str | None) -> str:
        """A customer's name."""
        return clean(getattr(self._book.get("customers", customer), "name", ""))

    def _order(self, order: Any) -> str:
        """Its number and products; what it brings stands beside."""
        lines = []
        for line in order.lines:
            product = self._book.get("products", line.product)
            lines.append(f"{product.code if product else line.product}×{line.qty}")
        credit = _("credit note") if order.credits else ""
        return "  ".join(filter(None, (order.number, credit, ", ".join(lines))))

    def _deal(self, deal: Any) -> str:
        event = last_event(self._book.of("stage_events", "deal", deal.id))
        stage = self._stages.get(event.stage) if event is not None else None
        money = ""
        if deal.amount is not None:
            money = amount(deal.amount, deal.currency or self._currency)
        where = stage_name(stage) if stage is not None else ""
        return "  ".join(filter(None, (deal.title or _("untitled deal"), money, where)))

    def _payment(self, payment: Any) -> str:
        order = self._book.get("orders", payment.order)
        return order.number if order is not None else ""

    def _interaction(self, entry: Any) -> str:
        shown = of_interaction(entry)
        return f"{shown.kind}  {shown.text}".rstrip()
