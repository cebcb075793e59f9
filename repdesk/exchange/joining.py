"""Order lines of one or several sheets, joined by order number into orders."""

from collections.abc import Sequence
from decimal import Decimal
from itertools import chain
from typing import Any

import msgspec

from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line, Order
from repdesk.exchange.draft import Draft
from repdesk.exchange.lines import HEADER, Lines
from repdesk.exchange.result import Reason


def join(sheets: Sequence[Lines], draft: Draft, mode: str) -> None:
    """Lay the orders of all sheets over the book; rows not taken are in the sheets' `reasons`."""
    if sheets:
        _Joining(sheets, draft, mode).join()
    for sheet in sheets:
        draft.order_lines.rejected += len(sheet.reasons)


def _one(columns: list[Any]) -> Any:
    return columns[0] if len(columns) == 1 else list(chain.from_iterable(columns))


class _Joining:
    """The lines of all sheets end to end; a line is its place in that row."""

    def __init__(self, sheets: Sequence[Lines], draft: Draft, mode: str) -> None:
        self.sheets = sheets
        self.draft = draft
        self.mode = mode
        self.some = draft.book.count("orders") > 0
        self.numbers = _one([sheet.numbers for sheet in sheets])
        self.customers = _one([sheet.customers for sheet in sheets])
        self.dates = _one([sheet.dates for sheet in sheets])
        self.lines = _one([sheet.lines for sheet in sheets])
        self.header = {
            name: _one([sheet.header.get(name) or [None] * len(sheet.lines) for sheet in sheets])
            for name in HEADER
            if any(name in sheet.header for sheet in sheets)
        }
        self.bad: set[int] = set()
        self.skipped: set[int] = set()
        self.starts: list[int] = []
        start = 0
        for sheet in sheets:
            self.starts.append(start)
            self.bad.update(start + at for at in sheet.reasons)
            self.skipped.update(start + at for at in sheet.skipped)
            start += len(sheet.lines)

    def _orders(self) -> dict[Any, list[int]]:
        """Return the places of the lines by order number, else by (customer, date)."""
        orders: dict[Any, list[int]] = {}
        numberless = False
        for at, number in enumerate(self.numbers):
            key = number
            if number is None:
                key = (self.customers[at], self.dates[at])
                numberless = numberless or at not in self.bad
            if key in orders:
                orders[key].append(at)
            else:
                orders[key] = [at]
        if numberless:
            for sheet in self.sheets:
                if sheet.cells.get("number") is None or None in sheet.numbers:
                    self.draft.note("order.no_number", file=sheet.cells.source.file)
        return orders

    def join(self) -> None:
        """Lay every order over the book, then what orders say of each other."""
        customers, dates, bad = self.customers, self.dates, self.bad
        later: list[tuple[str, list[int]]] = []
        refers = any(sheet.credits or sheet.deals for sheet in self.sheets)
        for key, places in self._orders().items():
            if self.skipped:
                places = [at for at in places if at not in self.skipped]
                if not places:
                    continue
            number = key if type(key) is str else ""
            if bad and not bad.isdisjoint(places):
                self._reject(places, Reason("order.other_line", {"number": number}))
                continue
            first = places[0]
            customer, date = customers[first], dates[first]
            for at in places:
                if customers[at] != customer or dates[at] != date:
                    self._reject(places, Reason("order.mixed", {"number": number}))
                    break
            else:
                id_ = self._order(number, customer, date, places)
                if refers and id_ is not None:
                    later.append((id_, places))
        for id_, places in later:
            self._refer(id_, places)

    def _sheet_of(self, at: int) -> tuple[Lines, int]:
        """Return the sheet a line is from and its row index there."""
        for sheet, start in zip(reversed(self.sheets), reversed(self.starts), strict=True):
            if at >= start:
                return sheet, at - start
        raise IndexError(at)

    def _reject(self, places: list[int], reason: Reason) -> None:
        """Refuse a whole order: half of one would be a wrong amount."""
        for at in places:
            sheet, row = self._sheet_of(at)
            sheet.reasons.setdefault(row, reason)
        self.draft.rejected["orders"] += 1

    def _order(self, number: str, customer: str, date: str, places: list[int]) -> str | None:
        """Lay the order of these lines; returns its id, None when it is rejected."""
        draft = self.draft
        lines = tuple([self.lines[at] for at in places])
        fields: dict[str, Any] = {}
        for name, values in self.header.items():
            value = values[places[0]]
            if value is not None:
                fields[name] = value
        before = None
        if self.some:
            before = _existing(draft, fields, number, customer, date)
        if before is not None:
            return self._laid_over(before, customer, date, lines, fields, places)
        if self.mode == "update":
            self._reject(places, Reason("row.not_there"))
            return None
        if "id" not in fields:
            fields["id"] = draft.new_id()
        if "created" not in fields:
            fields["created"] = draft.now
        if "updated" not in fields:
            fields["updated"] = draft.now
        order = Order(customer=customer, date=date, number=number, lines=lines, **fields)
        draft.lay("orders", order)
        draft.order_lines.new += len(lines)
        return order.id

    def _laid_over(
        self,
        before: Any,
        customer: str,
        date: str,
        lines: tuple[Line, ...],
        fields: dict[str, Any],
        places: list[int],
    ) -> str | None:
        draft = self.draft
        if lines != before.lines:
            lines = _as_written(before.lines, lines)
        fields.pop("id", None)
        after = msgspec.structs.replace(before, customer=customer, date=date, lines=lines, **fields)
        if after == before:
            draft.same["orders"].add(before.id)
            draft.order_lines.same += len(places)
            return str(before.id)
        if self.mode == "create":
            self._reject(places, Reason("row.there_already"))
            return None
        if "updated" not in fields:
            after = msgspec.structs.replace(after, updated=draft.now)
        try:
            draft.put("orders", after)
        except Invalid as error:
            self._reject(places, Reason(error.code, dict(error.facts)))
            return None
        kept = sum(line in before.lines for line in lines)
        draft.order_lines.same += kept
        draft.order_lines.changed += len(places) - kept
        return str(before.id)

    def _refer(self, id_: str, places: list[int]) -> None:
        """Fill in the order that a credit note takes back and the deal that an order won."""
        draft = self.draft
        order = draft.get("orders", id_)
        sheet, row = self._sheet_of(places[0])
        changes = {}
        for name, table, texts in (
            ("credits", "orders", sheet.credits),
            ("deal", "deals", sheet.deals),
        ):
            text = texts[row] if texts else None
            found = sheet.references.other(table, text) if text else None
            if isinstance(found, Reason):
                if draft.is_new("orders", id_):
                    draft.after["orders"].pop(id_)
                    draft.order_lines.new -= len(places)
                self._reject(places, found)
                return
            if found is not None:
                changes[name] = found
        after = msgspec.structs.replace(order, **changes)
        if after != order:
            if id_ in draft.same["orders"]:
                draft.same["orders"].discard(id_)
                after = msgspec.structs.replace(after, updated=draft.now)
            draft.lay("orders", after)


def _existing(draft: Draft, fields: dict[str, Any], number: str, customer: str, date: str) -> Any:
    """Return the order of the book that is meant: by id, by number, else by customer and day."""
    if "id" in fields and (found := draft.get("orders", fields["id"])) is not None:
        return found
    if number:
        known = draft.book.of("orders", "number", number)
        return known[0] if known else None
    for order in draft.book.of("orders", "customer", customer):
        if order.date == date and not order.number:
            return order
    return None


def _value(line: Line) -> tuple[Any, ...]:
    numbers = (line.qty, line.price, line.discount or "0", line.net, line.cost)
    return (line.product, *(None if one is None else Decimal(one) for one in numbers))


def _as_written(before: tuple[Line, ...], lines: tuple[Line, ...]) -> tuple[Line, ...]:
    """Return the lines, each that equals one before by value as that one is written."""
    known = {_value(line): line for line in before}
    new = tuple(known.get(_value(line), line) for line in lines)
    return before if sorted(map(repr, new)) == sorted(map(repr, before)) else new
