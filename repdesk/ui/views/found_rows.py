"""The rows of what was found, a kind of row for each table; what was typed is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

from repdesk.domain.book import Book
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.deal import Deal, last_event
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Order
from repdesk.domain.search.wanted import Wanted
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import _
from repdesk.notation.marks import marks
from repdesk.ui.cells import clean, width
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.timeline import of_interaction, of_order
from repdesk.ui.widgets.columns import Cell, Column, Look, Row, column_widths
from repdesk.wording.amounts import amount
from repdesk.wording.days import ago, due_words, short_day
from repdesk.wording.terms import KINDS, named, stage_name, tier_name

ROOMY: Final = 64
"""Cells from which a row tells its day and not only its age."""
AHEAD: Final = 3
"""A place found further right than a third of its column is moved there."""
NAME = Column(12, grow=2, most=30)
CUSTOMERS: Final = (Column(14, grow=2, most=36), Column(9, keep=3), Column(12, grow=3, keep=6))
PEOPLE: Final = (Column(8, grow=1, most=18), Column(6, grow=1, keep=4, most=14),
                 Column(12, grow=1, keep=5, most=26), NAME)  # fmt: skip
DEALS: Final = (Column(12, grow=3), Column(6, keep=4), Column(9, keep=5, right=True), NAME)
PROMISES: Final = (Column(10), Column(12, grow=3), NAME)
ORDERS: Final = (Column(11, keep=5), Column(12, grow=3), NAME)
NOTES: Final = (Column(11, keep=5), Column(7, keep=4), Column(10, grow=1, most=20),
                Column(14, grow=4))  # fmt: skip
SHORT: Final = Column(5)
WHOLE: Final = (Column(1, grow=1),)


class FoundRows:
    """Draws rows of one book for one text; `cells` is the width of the list."""

    def __init__(
        self,
        book: Book,
        wanted: Wanted,
        *,
        today: str,
        cells: int,
        glyphs: Glyphs,
        currency: str,
        hiding: bool = False,
        proposed: Mapping[str, str] = NOBODY,
    ) -> None:
        self._proposed = proposed
        self._book, self._wanted, self._today = book, wanted, today
        self._cells, self._glyphs = max(cells - 1, 1), glyphs
        self._currency, self._hiding = currency, hiding
        self._stages = {stage.id: stage for stage in book.stages}

    def row(self, row_id: str) -> Row:
        """Return the row of `TABLE ID`; a record that is gone leaves it empty."""
        table, _space, id_ = row_id.partition(" ")
        record = self._book.get(table, id_)
        draw: Mapping[str, Callable[[Any], Row]] = {
            "customers": self._customer,
            "contacts": self._person,
            "deals": self._deal,
            "followups": self._promise,
            "orders": self._order,
            "interactions": self._note,
        }
        return Row(("",), WHOLE) if record is None else draw[table](record)

    def more(self, count: int) -> Row:
        """Return the row that stands for the rest of a kind."""
        words = _("{n} more: Enter shows them").format(n=f"{count:,}")
        return Row((Look(f"{self._glyphs.ellipsis} {words}", "dim"),), WHOLE)

    # A row for each table

    def _customer(self, one: Customer) -> Row:
        name = self._marked(one.name, one.keys)
        detail: Cell = one.zone or one.city
        if not name.marks:
            phones = [*one.phones]
            for person in self._book.of("contacts", "customer", one.id):
                phones += [f"{phone} {person.name}" for phone in person.phones]
            others = (*one.aliases, one.code, *phones, one.city, one.zone, one.address, one.email,
                      one.industry, *one.tags, one.needs)  # fmt: skip
            other = self._first(others, one.keys)
            name = name if other else self._marked(one.name, one.keys, erring=True)
            detail = other or detail
        elif one.archived:
            detail = _("archived")
        tier = "" if self._hiding else tier_name(tier_of(self._book, one, self._proposed))
        return self._row(CUSTOMERS, (name, tier, detail))

    def _person(self, one: Contact) -> Row:
        name = self._marked(one.name, one.keys)
        role, phone = self._marked(one.role), self._marked(next(iter(one.phones), ""))
        detail: Cell = phone
        if not (name.marks or role.marks or phone.marks):
            other = self._first((*one.phones, one.email, one.style, one.note))
            name = name if other else self._marked(one.name, one.keys, erring=True)
            detail = other or phone
        return self._row(PEOPLE, (name, role, detail, self._name(one.customer)))

    def _deal(self, one: Deal) -> Row:
        title = self._marked(one.title)
        if not title.marks:
            rival = one.competitor.name if one.competitor is not None else ""
            found = self._first((one.need, rival))
            title = self._marked(one.title, erring=True)
            title = _joined(one.title, found) if found else title
        event = last_event(self._book.of("stage_events", "deal", one.id))
        stage = self._stages.get(event.stage) if event is not None else None
        money = "" if one.amount is None else amount(one.amount, one.currency or self._currency)
        where = stage_name(stage) if stage is not None else ""
        return self._row(DEALS, (title, where, money, self._name(one.customer)))

    def _promise(self, one: Followup) -> Row:
        late = one.due < self._today
        due = Look(due_words(one.due, self._today), "alert" if late else "plain")
        return self._row(PROMISES, (due, self._marked(one.text), self._name(one.customer)), cut=1)

    def _order(self, one: Order) -> Row:
        text = self._marked(of_order(self._book, one).text)
        if not text.marks:
            products = (self._book.get("products", line.product) for line in one.lines)
            names = (name for p in products if p is not None for name in (p.name, *p.aliases))
            found = self._first(names)
            text = _joined(text.text, found) if found else text
        return self._row(ORDERS, (self._day(one.date), text, self._name(one.customer)), cut=1)

    def _note(self, one: Interaction) -> Row:
        private = "" if self._hiding else one.private
        shown = of_interaction(one).text
        tags = " ".join(f"#{tag}" for tag in one.tags)
        text = self._first((shown, tags, private)) or Look(shown)
        kind = named(KINDS, one.kind)
        cells = (self._day(one.at), kind, self._name(one.customer, mark=True), text)
        return self._row(NOTES, cells, cut=3)

    # What rows are made of

    def _row(self, columns: Sequence[Column], cells: Sequence[Cell], cut: int = -1) -> Row:
        """Return the row; of the column `cut` the start gives way where what was found is late."""
        if columns[0].least == 11 and self._cells < ROOMY:
            columns = (SHORT, *columns[1:])
        if cut >= 0 and isinstance(one := cells[cut], Look):
            room = column_widths(columns, self._cells)[cut]
            cells = (*cells[:cut], self._from_mark(one, room), *cells[cut + 1 :])
        return Row(cells, columns)

    def _from_mark(self, one: Look, room: int) -> Look:
        if not one.marks or width(one.text) <= room:
            return one
        start, end = one.marks[0]
        room -= width(self._glyphs.ellipsis)
        if width(one.text[:end]) <= room:
            return one
        before = start
        while before > 0 and (
            width(one.text[before - 1 : start]) <= room // AHEAD
            or width(one.text[before - 1 :]) <= room
        ):
            before -= 1
        text = self._glyphs.ellipsis + one.text[before:]
        shift = len(self._glyphs.ellipsis) - before
        kept = [(a + shift, b + shift) for a, b in one.marks]
        return Look(text, one.look, kept)

    def _marked(self, text: str, keys: tuple[str, ...] = (), *, erring: bool = False) -> Look:
        shown = clean(text)
        return Look(shown, "plain", marks(shown, self._wanted, keys, erring=erring))

    def _first(self, texts: Iterable[str], keys: tuple[str, ...] = ()) -> Look | None:
        """Return the first text in which something was found, and where."""
        for text in texts:
            one = self._marked(text, keys)
            if one.marks:
                return one
        return None

    def _name(self, customer: str, *, mark: bool = False) -> Look:
        record: Any = self._book.get("customers", customer)
        if record is None:
            return Look("")
        return self._marked(record.name, record.keys) if mark else Look(clean(record.name))

    def _day(self, day: str) -> str:
        roomy = self._cells >= ROOMY
        return short_day(day, self._today) if roomy else ago(day, self._today)


def _joined(text: str, found: Look) -> Look:
    """Set what was found behind a text."""
    before = clean(text) + "  "
    shift = len(before)
    return Look(before + found.text, found.look, [(a + shift, b + shift) for a, b in found.marks])
