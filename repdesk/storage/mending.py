"""A book put together from what was left, made to fit: nothing in it is thrown away unsaid.

A value that breaks a rule gives way to the field's default (a day to the day the record was made)
and stays in the record's `unknown` fields, under `found`. A record that others need and that is
lost gets a stand-in under its id. Only a record that can't stand at all is left out, and named.
"""

from typing import Any, NamedTuple

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal
from repdesk.domain.money import is_decimal
from repdesk.domain.order import Order, Product
from repdesk.domain.record import Record
from repdesk.domain.rules import is_day
from repdesk.storage.fragments import LostRow
from repdesk.storage.soundness import MISSING, Fault, fault_of, faults

_ROUNDS = 40
_DAYS = frozenset({"at", "date", "due"})
_NAMES = frozenset({"name", "code"})


class Mended(NamedTuple):
    """A value that gave way: which, and what stood there."""

    table: str
    id: str
    name: str
    field: str
    value: object


class Fitted(NamedTuple):
    """A book in which everything fits, and what was done for that."""

    book: Book
    mended: list[Mended]
    stand_ins: list[tuple[str, str]]
    left_out: list[LostRow]


def fitted(book: Book, lost: list[LostRow]) -> Fitted:
    """Return the book with its faults mended; `lost` may know the names of missing records."""
    names = {row.id: row.name for row in lost if row.id and row.name}
    done = Fitted(book, [], [], [])
    for _ in range(_ROUNDS):
        found = list(faults(done.book))
        if not found:
            break
        puts = [put for fault in found for put in _puts(done, fault, names)]
        done = done._replace(book=done.book.with_puts(puts))
    return done


def _puts(done: Fitted, fault: Fault, names: dict[str, str]) -> list[Put]:
    table, record = fault.table, fault.record
    new = _without(fault)
    if new is None and fault.code == MISSING:
        stand_ins = _stand_ins(fault, names)
        done.stand_ins.extend(
            (put.table, put.id) for put in stand_ins if (put.table, put.id) not in done.stand_ins
        )
        if stand_ins:
            return stand_ins
    name = label(record)
    if new is None or _same_fault(done.book, fault, new):
        done.left_out.append(LostRow(table, record.id, name))
        return [Put(table, record.id, record, None)]
    done.mended.append(Mended(table, record.id, name, fault.field, fault.value))
    return [Put(table, record.id, record, _noted(new, fault))]


def label(record: Record) -> str:
    """Return what a record is called where it has a name of its own."""
    for field in ("name", "title", "code", "number", "text"):
        value = getattr(record, field, "")
        if isinstance(value, str) and value.strip():
            return value
    return ""


def _same_fault(book: Book, fault: Fault, new: Record) -> bool:
    again = fault_of(book, fault.table, new)
    return again is not None and again[2:] == fault[2:]


def _noted(new: Record, fault: Fault) -> Record:
    """Keep what stood there among the fields that this version does not know."""
    unknown = dict(new.unknown or {})
    found = unknown.get("found")
    notes: dict[str, Any] = dict(found) if isinstance(found, dict) else {}
    old = fault.record
    if _is_inside(old, fault.field) and isinstance(old, Order):
        notes |= {"lines": msgspec.to_builtins(old.lines), "dues": msgspec.to_builtins(old.dues)}
    elif fault.field in notes:
        before = notes[fault.field]
        notes[fault.field] = [*(before if isinstance(before, list) else [before]), fault.value]
    else:
        notes[fault.field] = fault.value
    return msgspec.structs.replace(new, unknown={**unknown, "found": notes})


def _is_inside(record: Record, field: str) -> bool:
    """Say whether the field is one of an order's lines or due days."""
    return isinstance(record, Order) and (field == "dues" or not hasattr(record, field))


def _without(fault: Fault) -> Record | None:
    """Return the record without the value that breaks the rule; None: it can't be without."""
    record, field = fault.record, fault.field
    value: Any = getattr(record, field, None)
    if isinstance(record, Order) and _is_inside(record, field):
        return _order(record)
    if fault.code == MISSING and isinstance(value, tuple):
        left = tuple(id_ for id_ in value if id_ != fault.value)
        return msgspec.structs.replace(record, **{field: left})
    fields = {info.name: info for info in msgspec.structs.fields(record)}
    if field not in fields:
        return None
    info = fields[field]
    if info.default is not msgspec.NODEFAULT:
        return msgspec.structs.replace(record, **{field: info.default})
    if fault.code == MISSING:
        return None
    if field in _DAYS and is_day(record.created[:10]):
        return msgspec.structs.replace(record, **{field: record.created[:10]})
    if field in _NAMES:
        return msgspec.structs.replace(record, **{field: record.id})
    if fault.table == "interactions" and field == "kind":
        return msgspec.structs.replace(record, kind="note")
    return None


def _order(order: Order) -> Order:
    """Return the order without the lines and due days that can't be read as numbers and days."""
    lines = []
    for line in order.lines:
        fine = {
            name: value if value is None or is_decimal(value) else None
            for name in ("price", "discount", "net", "cost")
            for value in [getattr(line, name)]
        }
        if is_decimal(line.qty) and (fine["price"] is not None or fine["net"] is not None):
            lines.append(msgspec.structs.replace(line, **fine))
    dues = tuple(due for due in order.dues if is_day(due.date))
    return msgspec.structs.replace(order, lines=tuple(lines), dues=dues)


def _stand_ins(fault: Fault, names: dict[str, str]) -> list[Put]:
    """Return a record in the place of the lost one that this one can't be without."""
    id_ = str(fault.value)
    name = names.get(id_, id_)
    made = getattr(fault.record, "created", "")
    if fault.field == "customer":
        stand_in = Customer(id=id_, created=made, updated=made, name=name)
        return [Put("customers", id_, None, stand_in)]
    if fault.field == "product":
        product = Product(id=id_, created=made, updated=made, code=name)
        return [Put("products", id_, None, product)]
    if fault.field == "deal":
        deal = Deal(id=id_, created=made, updated=made, customer=id_, title=name)
        return [Put("deals", id_, None, deal)]
    return []
