"""Migrations: a book of an older format becomes one of this format by a chain of pure functions.

A step takes the document of its format and returns that of the next. Reading alone writes nothing;
the first save of a session backs up the old document as it was, then writes the new one with the
barrier `migrate` in its history. The journal of an older format is folded in before the first step,
its rows being of that format too. Books of every format stand in tests/fixtures/formats.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from repdesk.domain.change import raw_rows
from repdesk.domain.errors import Damaged
from repdesk.domain.record import from_document
from repdesk.domain.tables import TABLES
from repdesk.storage.journal import UNREADABLE, Line
from repdesk.storage.snapshot import (
    FORMAT,
    Meta,
    OlderFormat,
    Snapshot,
    entry_of_line,
    new_sum,
    table_slices,
)

Document = dict[str, list[dict[str, Any]]]
"""Table -> its rows as they stand in the file, without `meta` and `history`."""
Migration = Callable[[Document], Document]
Chain = Mapping[int, Migration]

CHAIN: Chain = {}
"""Format -> the step from it to the next. Format 1 is the first there was."""


class Older(NamedTuple):
    """A book of an older format as it was found; `history` holds the JSON of its changes."""

    meta: Meta
    document: Document
    history: tuple[bytes, ...]
    sum: str

    def rows(self) -> dict[str, int]:
        """Return how many rows each table has, as `snapshot.Census` counts them."""
        counts = {table: len(rows) for table, rows in self.document.items()}
        counts["history"] = len(self.history)
        return {table: count for table, count in counts.items() if count}


def need_steps(chain: Chain, older: OlderFormat) -> None:
    """Raise the error again unless the chain leads from that format to this one."""
    if any(number not in chain for number in range(older.facts["format"], FORMAT)):
        raise older


def read_older(path: Path, raw: bytes) -> Older:
    """Read a book of an older format; raises Damaged."""
    try:
        data = msgspec.json.decode(raw, type=dict[str, dict[str, dict[str, Any]]])
        (meta,) = data.pop("meta").values()
        history = tuple(map(msgspec.json.encode, data.pop("history", {}).values()))
        known = msgspec.convert(meta, Meta)
    except (*UNREADABLE, KeyError, ValueError) as error:
        raise Damaged("book.unreadable", path=str(path), why=str(error), way="restore") from error
    hashed = new_sum()
    hashed.update(raw)
    document = {table: list(rows.values()) for table, rows in data.items()}
    return Older(known, document, history, hashed.hexdigest())


def folded(older: Older, lines: Iterable[Line]) -> Older:
    """Return the book after the lines of its journal."""
    tables = {
        table: {str(row.get("id")): row for row in rows} for table, rows in older.document.items()
    }
    seq, history = older.meta.seq, list(older.history)
    for line in lines:
        for table, id_, after in raw_rows(line.body):
            rows = tables.setdefault(table, {})
            if after is None:
                rows.pop(id_, None)
            else:
                rows[id_] = msgspec.json.decode(after)
        seq = line.seq
        history.append(line.body)
    document = {table: list(rows.values()) for table, rows in tables.items()}
    return older._replace(
        meta=Meta(older.meta.format, older.meta.gen, seq),
        document=document,
        history=tuple(history),
    )


def upgraded(older: Older, chain: Chain, path: Path) -> Snapshot:
    """Return the book in this format; raises Damaged where a row does not fit it then."""
    document = older.document
    for number in range(older.meta.format, FORMAT):
        document = chain[number](document)
    tables = {}
    extra = {}
    table = "history"
    try:
        entries = tuple(map(entry_of_line, older.history))
        for table, rows in document.items():
            if table in TABLES:
                tables[table] = [from_document(TABLES[table], row) for row in rows]
            else:
                extra[table] = [msgspec.json.encode(row) for row in rows]
    except UNREADABLE as error:
        raise Damaged(
            "book.row", path=str(path), table=table, why=str(error), way="doctor"
        ) from error
    meta = Meta(FORMAT, older.meta.gen, older.meta.seq)
    return Snapshot(meta, tables, entries, extra, older.sum)


def slices(older: Older) -> Iterator[bytes]:
    """Yield the file of an older book, in its own format."""
    yield b'{"meta": {"1": %b}' % msgspec.json.encode(older.meta)
    for table, rows in older.document.items():
        yield b",\n"
        yield from table_slices(table, map(msgspec.json.encode, rows), b"}")
    yield b",\n"
    yield from table_slices("history", older.history, b"}\n}\n")
