"""The book: everything the rep has, as one immutable value with its indexes."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Any, TypeVar, cast

from repdesk.domain.change import Change, Put
from repdesk.domain.customer import Customer
from repdesk.domain.deal import DEFAULT_STAGES, Stage
from repdesk.domain.errors import Invalid
from repdesk.domain.history import Entry, entry_of, kept, size_of
from repdesk.domain.persistent import Map
from repdesk.domain.record import LAST_DAY, Record
from repdesk.domain.tables import INDEXES, TABLES, sort_key

R = TypeVar("R", bound=Record)
Rows = tuple[Any, ...]
_Index = Map[Rows]


class Book:
    """All tables at one moment. `seq` numbers the last change in it; `apply` gives the next book.

    Rows are found by id (`get`), by an index (`of`: rows of a customer, a day, a deal, in the
    order of time) or walked (`rows`). Nothing a book returns may be altered.
    """

    __slots__ = ("_days", "_history_size", "_indexes", "_stages", "_tables", "history", "seq")

    def __init__(
        self,
        tables: Mapping[str, Iterable[Record]] | None = None,
        seq: int = 0,
        history: tuple[Entry, ...] = (),
    ) -> None:
        self._tables: dict[str, Map[Record]] = {}
        self._indexes: dict[str, dict[str, _Index]] = {}
        for table in TABLES:
            records = list((tables or {}).get(table, ()))
            self._tables[table] = Map((record.id, record) for record in records)
            self._indexes[table] = {
                name: Map(_grouped(table, name, records)) for name in INDEXES.get(table, ())
            }
        self._days: dict[str, tuple[str, ...]] = {}
        self._stages: tuple[Stage, ...] = ()
        self.seq = seq
        self.history = history
        self._history_size = size_of(history)

    def get(self, table: str, id_: str | None) -> Any:
        """Return the record, or None."""
        return self._tables[table].get(id_) if id_ else None

    def count(self, table: str) -> int:
        """Return how many rows the table has."""
        return len(self._tables[table])

    def rows(self, table: str) -> Iterator[Any]:
        """Walk the table, in an order that depends on the ids alone."""
        return self._tables[table].values()

    def of(self, table: str, index: str, key: str) -> Rows:
        """Return the rows an index lists under a key, in the order of time, then id."""
        return self._indexes[table][index].get(key) or ()

    def by(self, table: str, index: str) -> Mapping[str, Rows]:
        """Return the rows of a whole index by key: for looking most of its keys up."""
        return self._indexes[table][index].merged()

    def keys(self, table: str, index: str) -> Iterator[str]:
        """Walk the keys of an index, in an order that depends on the keys alone."""
        return self._indexes[table][index].keys()

    def days(self, table: str) -> tuple[str, ...]:
        """Return the days on which the table has rows, oldest first (worked out once a book)."""
        found = self._days.get(table)
        if found is None:
            found = self._days[table] = tuple(sorted(self._indexes[table]["day"].keys()))
        return found

    def between(self, table: str, first: str, last: str) -> Iterator[Any]:
        """Walk the rows of the days from first to last, in the order of time."""
        days, index = self.days(table), self._indexes[table]["day"]
        within = days[bisect_left(days, first) : bisect_right(days, last)]
        return chain.from_iterable(index.get(day) or () for day in within)

    def same(self, other: "Book", *tables: str) -> bool:
        """Say whether these tables are the other book's own: no change has touched them."""
        return all(self._tables[table] is other._tables[table] for table in tables)

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in order; the default ones while the book has none of its own."""
        if not self._stages:
            own = cast("tuple[Stage, ...]", tuple(self.rows("stages")))
            rows = sorted(own or DEFAULT_STAGES, key=lambda stage: (stage.order, stage.id))
            self._stages = tuple(rows)
        return self._stages

    def customers(self) -> list[Customer]:
        """Return the customers that are not archived, by id."""
        return self.customers_on(LAST_DAY)

    def customers_on(self, day: str) -> list[Customer]:
        """Return the customers that are not archived, with those erased on that day or later."""
        alive = [
            row
            for row in self.rows("customers")
            if not row.archived and (not row.erased or row.updated[:10] >= day)
        ]
        return sorted(alive, key=lambda row: row.id)

    def apply(self, change: Change, seq: int, line: bytes) -> "Book":
        """Return the book after the change (numbered seq, encoded as line).

        Copies what the change touches: one shard of each map, one list of each index.
        """
        return self.after(change.puts, (entry_of(seq, change, line),))

    def after(self, puts: Iterable[Put], entries: tuple[Entry, ...]) -> "Book":
        """Return the book with these rows set by the changes told in `entries`, oldest first."""
        book = self.with_puts(puts)
        if entries:
            book.seq = entries[-1].seq
            book.history, book._history_size = kept(
                (*self.history, *entries), self._history_size + size_of(entries)
            )
        return book

    def rewritten(self, puts: Iterable[Put], entries: tuple[Entry, ...]) -> "Book":
        """Return the book with these rows set and another history, up to its last entry."""
        book = self.with_puts(puts)
        book.seq = entries[-1].seq
        book.history, book._history_size = kept(entries, size_of(entries))
        return book

    def with_puts(self, puts: Iterable[Put]) -> "Book":
        """Return the book with these rows set, under the same number and history."""
        grouped: dict[str, dict[str, Record | None]] = defaultdict(dict)
        for put in puts:
            if put.table not in TABLES:
                raise Invalid("table.unknown", table=put.table)
            grouped[put.table][put.id] = put.after
        book = Book.__new__(Book)
        book._tables = dict(self._tables)
        book._indexes = dict(self._indexes)
        book._days = dict(self._days)
        book._stages = () if "stages" in grouped else self._stages
        book.seq, book.history = self.seq, self.history
        book._history_size = self._history_size
        for table, rows in grouped.items():
            old = self._tables[table]
            book._tables[table] = old.updated(rows)
            book._days.pop(table, None)
            if table in INDEXES:
                book._indexes[table] = {
                    name: _reindexed(table, name, index, old, rows)
                    for name, index in self._indexes[table].items()
                }
        return book


def _grouped(table: str, name: str, records: list[Record]) -> Iterator[tuple[str, Rows]]:
    key_of = INDEXES[table][name]
    groups: dict[str, list[Record]] = defaultdict(list)
    for record in records:
        key = key_of(record)
        if key:
            groups[key].append(record)
    order = sort_key(table)
    for key, rows in groups.items():
        if len(rows) > 1:
            rows.sort(key=order)
        yield key, tuple(rows)


def _reindexed(
    table: str, name: str, index: _Index, old: Map[Record], rows: Mapping[str, Record | None]
) -> _Index:
    key_of = INDEXES[table][name]
    order = sort_key(table)
    touched: dict[str, list[Record]] = {}

    def group(key: str) -> list[Record]:
        if key not in touched:
            touched[key] = list(index.get(key) or ())
        return touched[key]

    for id_, after in rows.items():
        before = old.get(id_)
        if before is not None and (key := key_of(before)):
            found = group(key)
            del found[bisect_left(found, order(before), key=order)]
        if after is not None and (key := key_of(after)):
            found = group(key)
            if not found:
                found.append(after)
            else:
                insort(found, after, key=order)
    return index.updated({key: tuple(found) or None for key, found in touched.items()})
