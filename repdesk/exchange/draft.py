"""The book as an import would leave it: rows laid over it, and every way a row can be found."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Any

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.deal import Stage
from repdesk.domain.errors import Invalid
from repdesk.domain.find import folded
from repdesk.domain.ids import NewId
from repdesk.domain.record import Record
from repdesk.domain.rules import check
from repdesk.domain.tables import TABLES
from repdesk.exchange.result import Counts, Note

Keys = Callable[[Any], Iterable[Any]]


def name_key(name: str) -> str:
    """Return how names are compared: width, case and spaces ignored."""
    return "".join((name.lower() if name.isascii() else folded(name)).split())


def _codes(record: Any) -> Iterator[str]:
    if record.code:
        yield folded(record.code)


def _names(record: Any) -> Iterator[str]:
    for name in (record.name, *getattr(record, "aliases", ())):
        if name:
            yield name_key(name)


def _refs(record: Any) -> Iterable[str]:
    return tuple(record.refs)


def _fields(names: tuple[str, ...]) -> Keys:
    attributes = tuple(f"{name}_" if name == "from" else name for name in names)
    return lambda record: (tuple(getattr(record, name) for name in attributes),)


@cache
def _needed(table: str) -> tuple[str, ...]:
    return tuple(i.name for i in msgspec.structs.fields(TABLES[table]) if i.required)


class Draft:
    """Collects what an import puts. `now` is the local time with offset, ids come from `new_id`."""

    def __init__(self, book: Book, now: str, new_id: NewId, currency: str) -> None:
        self.book = book
        self.now = now
        self.new_id = new_id
        self.currency = currency
        self.after: dict[str, dict[str, Record]] = {table: {} for table in TABLES}
        self.same: dict[str, set[str]] = {table: set() for table in TABLES}
        self.rejected: Counter[str] = Counter()
        self.order_lines = Counts()
        self.notes: list[Note] = []
        self.made: dict[tuple[str, str], str] = {}
        """(table, id) -> name of the records made because rows name them."""
        self._found: dict[str, dict[Any, tuple[Keys, dict[Any, list[str]]]]] = {
            table: {} for table in TABLES
        }

    def get(self, table: str, id_: str | None) -> Any:
        """Return the record as it would be, or None."""
        if not id_:
            return None
        return self.after[table].get(id_) or self.book.get(table, id_)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages as they would be, in order."""
        return self.book.with_puts(
            Put("stages", id_, self.book.get("stages", id_), record)
            for id_, record in self.after["stages"].items()
        ).stages

    def note(self, code: str, **facts: Any) -> None:
        """Add something to be said, once."""
        note = Note(code, facts)
        if note not in self.notes:
            self.notes.append(note)

    def put(self, table: str, record: Record) -> None:
        """Lay a record over the book; its rules are checked. Raises Invalid."""
        check(table, record)
        self.lay(table, record)

    def lay(self, table: str, record: Record) -> None:
        """Lay a record over the book whose values are known to be sound."""
        self.after[table][record.id] = record
        for keys, found in self._found[table].values():
            for key in keys(record):
                ids = found.setdefault(key, [])
                if record.id not in ids:
                    ids.append(record.id)

    def add(self, table: str, **fields: Any) -> Any:
        """Lay a new record; returns it. Raises Invalid, also for a needed field that is absent."""
        fields.setdefault("id", None)
        fields["id"] = fields["id"] or self.new_id()
        fields["created"] = fields.get("created") or self.now
        fields["updated"] = fields.get("updated") or self.now
        for name in _needed(table):
            if name not in fields:
                raise Invalid("field.empty", table=table, field=name, value="")
        record = TABLES[table](**fields)
        self.put(table, record)
        return record

    def find(self, table: str, name: Any, key: Any) -> list[str]:
        """Return the ids of the rows that a key fits; `name` ref, code, name or field names."""
        known = self._found[table].get(name)
        if known is None:
            keys = self._keys(name)
            found: dict[Any, list[str]] = {}
            overlay = self.after[table]
            rows = [row for row in self.book.rows(table) if row.id not in overlay]
            for record in (*rows, *overlay.values()):
                if not getattr(record, "erased", False):
                    for one in keys(record):
                        found.setdefault(one, []).append(record.id)
            known = self._found[table][name] = (keys, found)
        return known[1].get(key, [])

    @staticmethod
    def _keys(name: Any) -> Keys:
        if isinstance(name, tuple):
            return _fields(name)
        return {"ref": _refs, "code": _codes, "name": _names}[name]

    def is_new(self, table: str, id_: str) -> bool:
        """Say whether the record is not in the book yet."""
        return self.book.get(table, id_) is None

    def touched(self, table: str, id_: str) -> bool:
        """Say whether a row of this import has already spoken of the record."""
        return id_ in self.after[table] or id_ in self.same[table]

    def counts(self) -> dict[str, Counts]:
        """Return by table the records new, changed, same, rejected; tables without any left out."""
        result: dict[str, Counts] = {}
        for table in TABLES:
            counts = Counts(rejected=self.rejected[table])
            for id_, record in self.after[table].items():
                before = self.book.get(table, id_)
                if before is None:
                    counts.new += 1
                elif before == record:
                    counts.same += 1
                else:
                    counts.changed += 1
            counts.same += len(self.same[table] - self.after[table].keys())
            if any(counts.as_json().values()):
                result[table] = counts
            if table == "orders" and any(self.order_lines.as_json().values()):
                result["order_lines"] = self.order_lines
        return result
