"""An edit: one user action in the making, over a book that stays as it is until it is saved."""

from collections.abc import Callable
from typing import Any, TypeVar

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Change, Put
from repdesk.domain.errors import Conflict, Invalid, NotFound
from repdesk.domain.ids import NewId
from repdesk.domain.record import Record
from repdesk.domain.rules import check, check_references
from repdesk.domain.tables import REFERENCES, TABLES

R = TypeVar("R", bound=Record)
KeysOf = Callable[[str], tuple[str, ...]]
"""The search keys (pinyin, initials) of a name; handed in like the clock."""

_TELLING = frozenset({"customers", "contacts", "interactions", "followups", "deals", "answers"})
"""Tables that would tell of a person again: closed for a customer that was erased."""


class Edit:
    """Collects rows; reads see what was put. `now` is local ISO time with offset."""

    def __init__(self, book: Book, now: str, new_id: NewId, keys_of: KeysOf) -> None:
        self.book = book
        self.now = now
        self.new_id = new_id
        self.keys_of = keys_of
        self._after: dict[tuple[str, str], Record | None] = {}

    @property
    def today(self) -> str:
        """The local day of the edit."""
        return self.now[:10]

    def get(self, table: str, id_: str | None) -> Any:
        """Return the record as it will be, or None."""
        if id_ and (table, id_) in self._after:
            return self._after[table, id_]
        return self.book.get(table, id_)

    def need(self, table: str, id_: str) -> Any:
        """Return the record; raises NotFound."""
        record = self.get(table, id_)
        if record is None:
            raise NotFound("record.missing", what=table, name=id_)
        return record

    def of(self, table: str, index: str, key: str) -> tuple[Any, ...]:
        """Return the rows of an index as they will be (new rows last)."""
        stored = self.book.of(table, index, key)
        changes = [(at[1], record) for at, record in self._after.items() if at[0] == table]
        if not changes:
            return stored
        rows = {row.id: row for row in stored}
        for id_, record in changes:
            rows.pop(id_, None)
            if record is not None and getattr(record, index, None) == key:
                rows[id_] = record
        return tuple(rows.values())

    def add(self, table: str, **fields: Any) -> Any:
        """Put a new record (with a new id unless given) and return it."""
        fields.setdefault("id", self.new_id())
        fields.setdefault("created", self.now)
        fields.setdefault("updated", self.now)
        return self.put(table, TABLES[table](**fields))

    def alter(self, table: str, id_: str, **fields: Any) -> Any:
        """Put the record with these fields changed, if that changes it, and return it."""
        record = self.need(table, id_)
        changed = msgspec.structs.replace(record, **fields)
        if changed == record:
            return record
        return self.put(table, msgspec.structs.replace(changed, updated=self.now))

    def put(self, table: str, record: R) -> R:
        """Put a whole record, its rules checked; names get their search keys."""
        if table in ("customers", "contacts"):
            record = self._with_keys(table, record)
        if table in _TELLING:
            self._refuse_erased(table, record)
        check(table, record)
        self._after[table, record.id] = record
        return record

    def delete(self, table: str, id_: str) -> None:
        """Take a record away; raises NotFound."""
        self.need(table, id_)
        self._after[table, id_] = None

    def delete_unused(self, table: str, id_: str) -> None:
        """Take a record away; raises Invalid (`record.in_use`) while others refer to it."""
        for other, fields in REFERENCES.items():
            for field in (field for field, to in fields.items() if to == table):
                for row in self.book.rows(other):
                    value = getattr(row, field)
                    if value == id_ or (isinstance(value, tuple) and id_ in value):
                        raise Invalid("record.in_use", table=other, field=field, value=row.id)
        self.delete(table, id_)

    def unchanged(self, table: str, based_on: Record) -> None:
        """Raise Conflict when the record is no longer the one a form was filled from."""
        current = self.book.get(table, based_on.id)
        if current == based_on:
            return
        facts: dict[str, Any] = {"verb": "", "by": None, "at": getattr(current, "updated", "")}
        for entry in reversed(self.book.history):
            if any(put.id == based_on.id for put in entry.change().puts):
                facts = {"verb": entry.verb, "by": entry.args.get("by"), "at": entry.at}
                break
        name = getattr(based_on, "name", "") or getattr(based_on, "title", "")
        raise Conflict("record.changed", table=table, id=based_on.id, name=name, **facts)

    def change(self, op: str, verb: str, args: dict[str, str | int | None]) -> Change:
        """Return the change; rows that end as they began are left out. Raises Invalid."""
        puts = []
        for (table, id_), after in self._after.items():
            before = self.book.get(table, id_)
            if before == after:
                continue
            if after is not None:
                check_references(table, after, self._exists)
            puts.append(Put(table, id_, before, after))
        return Change(op=op, at=self.now, verb=verb, puts=tuple(puts), args=args)

    def _refuse_erased(self, table: str, record: Any) -> None:
        owner = record.id if table == "customers" else record.customer
        known = self.book.get("customers", owner)
        if known is not None and known.erased:
            raise Conflict("customer.erased", table="customers", id=owner, name=owner)

    def _exists(self, table: str, id_: str) -> bool:
        return self.get(table, id_) is not None

    def _with_keys(self, table: str, record: R) -> R:
        before: Any = self.get(table, record.id)
        new: Any = record
        names = (new.name, *getattr(new, "aliases", ()))
        named = before and (before.name, *getattr(before, "aliases", ()))
        if named == names and new.keys and new.keys == before.keys:
            return record
        keys = dict.fromkeys(key for name in names for key in self.keys_of(name))
        return msgspec.structs.replace(record, keys=tuple(keys))
