"""The snapshot: TinyDB's JSON with one record a line, written and read in slices.

`{"meta": {"1": {"format", "gen", "seq"}}, TABLE: {"1": RECORD, …}, …, "history": {…}}`. A slice is
decoded straight into records, so the interpreter is never held for longer than a slice takes.
"""

import os
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, NewerFormat
from repdesk.domain.history import Entry
from repdesk.domain.record import Record, encode
from repdesk.domain.tables import TABLES, decode
from repdesk.storage.digest import blake2b
from repdesk.storage.journal import UNREADABLE

FORMAT = 1
_SLICE = 1 << 18
"""Bytes: some 2 ms of decoding."""


class Meta(msgspec.Struct, frozen=True):
    """What a snapshot says of itself: format, generation, the last change in it.

    `replaces`: written by a repair in the place of a damaged book, whose journal has this hash.
    """

    format: int
    gen: int
    seq: int
    replaces: str = ""


class Snapshot(NamedTuple):
    """A snapshot as read; `extra` are the tables of a newer minor version, row by row as JSON."""

    meta: Meta
    tables: dict[str, list[Record]]
    history: tuple[Entry, ...]
    extra: dict[str, list[bytes]]
    sum: str

    def book(self) -> Book:
        """Return the book in it."""
        return Book(self.tables, self.meta.seq, self.history)


class _Head(msgspec.Struct):
    seq: int
    op: str
    at: str
    verb: str
    args: dict[str, str | int | None]
    undoes: str | None


class Census(NamedTuple):
    """A snapshot counted: rows by table, those without rows left out; `history` is one of them."""

    meta: Meta
    rows: dict[str, int]
    sum: str


class OlderFormat(Damaged):
    """The file is of an older format; facts: path, format, way. `migrations` may read it."""


class LayoutError(Exception):
    """The file is not in the layout that is written here (it may still be good JSON)."""


_head = msgspec.json.Decoder(_Head)
_raws = msgspec.json.Decoder(dict[str, msgspec.Raw])


_FIRST = re.compile(rb'\{"meta": \{"1": (\{[^{}\n]*\})\},\n')
_TABLE = re.compile(rb'"([A-Za-z_][A-Za-z0-9_]*)": \{\n')


@cache
def _slice_decoder(table: str) -> Any:
    kind: Any = TABLES[table]
    return msgspec.json.Decoder(dict[str, kind])


def entry_of_line(line: bytes) -> Entry:
    """Return the history's entry for the JSON of a change; raises msgspec.DecodeError."""
    head = _head.decode(line)
    return Entry(head.seq, head.op, head.at, head.verb, head.args, head.undoes, line)


def new_sum() -> "blake2b":
    """Return the hash of a snapshot file, before its first byte."""
    return blake2b(digest_size=16)


def sum_of(data: bytes) -> str:
    """Return the hash of a file's bytes."""
    hashed = new_sum()
    hashed.update(data)
    return hashed.hexdigest()


def written(
    book: Book, gen: int, extra: dict[str, list[bytes]], replaces: str = ""
) -> Iterator[bytes]:
    """Yield the bytes of the snapshot of a book, in slices."""
    more = b', "replaces": "%b"' % replaces.encode() if replaces else b""
    meta = b'{"format": %d, "gen": %d, "seq": %d%b}' % (FORMAT, gen, book.seq, more)
    yield b'{"meta": {"1": %b},\n' % meta
    for table in TABLES:
        yield from table_slices(table, map(encode, book.rows(table)), b"},\n")
    for table, rows in extra.items():
        yield from table_slices(table, rows, b"},\n")
    yield from table_slices("history", (entry.line for entry in book.history), b"}\n}\n")


def table_slices(name: str, rows: Iterable[bytes], end: bytes) -> Iterator[bytes]:
    """Yield a table of rows that are JSON already; `end` is what follows the last of them."""
    parts = [b'"%b": {' % name.encode()]
    between = b"\n"
    size = 0
    for number, row in enumerate(rows, 1):
        parts.append(b'%b"%d": %b' % (between, number, row))
        between = b",\n"
        size += len(parts[-1])
        if size > _SLICE:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join((*parts, b"\n", end))


def blocks_of(fd: int) -> Iterator[bytes]:
    """Yield the bytes of an open file from where it stands, block by block."""
    while block := os.read(fd, _SLICE):
        yield block


def read_snapshot(path: Path, blocks: Iterable[bytes]) -> Snapshot:
    """Read a snapshot in the layout written here; `path` is what errors name.

    Raises LayoutError where it is in another, Damaged, OlderFormat, NewerFormat.
    """
    reader = _Reader(path)
    meta, sum_ = _taken(reader, blocks)
    return Snapshot(meta, reader.tables, tuple(reader.history), reader.extra, sum_)


def count_rows(path: Path, blocks: Iterable[bytes]) -> Census:
    """Read a snapshot as `read_snapshot` does, every row of it, and keep only how many there are.

    Raises what `read_snapshot` raises.
    """
    counter = _Counter(path)
    meta, sum_ = _taken(counter, blocks)
    return Census(meta, dict(counter.rows), sum_)


def _taken(reader: "_Reader", blocks: Iterable[bytes]) -> tuple[Meta, str]:
    hashed = new_sum()
    carried = b""
    for block in blocks:
        hashed.update(block)
        end = block.rfind(b"\n") + 1
        if end:
            reader.take(carried + block[:end])
            carried = block[end:]
        else:
            carried += block
    if carried or not reader.ended or reader.meta is None:
        raise LayoutError
    return reader.meta, hashed.hexdigest()


class _Reader:
    """Takes whole lines, block by block."""

    def __init__(self, path: Path) -> None:
        self.meta: Meta | None = None
        self.tables: dict[str, list[Record]] = {}
        self.history: list[Entry] = []
        self.extra: dict[str, list[bytes]] = {}
        self.ended = False
        self._path = path
        self._table: str | None = None

    def take(self, block: bytes) -> None:
        at = 0
        if self.meta is None:
            found = _FIRST.match(block)
            if found is None:
                raise LayoutError
            self.meta = meta_of(found[1], self._path)
            at = found.end()
        while at < len(block):
            at = self._structure(block, at) if self._table is None else self._rows(block, at)

    def _structure(self, block: bytes, at: int) -> int:
        found = _TABLE.match(block, at)
        if found is not None and not self.ended:
            self._table = found[1].decode()
            if self._table in TABLES:
                self.tables.setdefault(self._table, [])
            elif self._table != "history":
                self.extra.setdefault(self._table, [])
            return found.end()
        if block[at:] != b"}\n":
            raise LayoutError
        self.ended = True
        return len(block)

    def _rows(self, block: bytes, at: int) -> int:
        """Take the rows from `at`; return where they end or the table does."""
        if block.startswith(b"}", at):
            self._table = None
            return block.index(b"\n", at) + 1
        end = block.find(b"\n}", at)
        rows = block[at : end if end >= 0 else len(block)].rstrip(b",\n")
        self._decode(self._table or "", rows)
        return end + 1 if end >= 0 else len(block)

    def _decode(self, table: str, rows: bytes) -> None:
        document = b"{%b}" % rows
        count = rows.count(b"\n") + 1
        found: dict[str, Any]
        try:
            if table in TABLES:
                found = _typed(table, document)
            else:
                found = {key: bytes(raw) for key, raw in _raws.decode(document).items()}
                if table == "history":
                    found = {key: entry_of_line(line) for key, line in found.items()}
        except UNREADABLE as error:
            raise Damaged(
                "book.row", path=str(self._path), table=table, why=str(error), way="doctor"
            ) from error
        if len(found) != count:
            raise LayoutError
        self._keep(table, found.values())

    def _keep(self, table: str, found: Collection[Any]) -> None:
        if table in TABLES:
            self.tables[table].extend(found)
        elif table == "history":
            self.history.extend(found)
        else:
            self.extra[table].extend(found)


class _Counter(_Reader):
    """Counts the rows and lets them go."""

    def __init__(self, path: Path) -> None:
        super().__init__(path)
        self.rows: Counter[str] = Counter()

    def _keep(self, table: str, found: Collection[Any]) -> None:
        self.rows[table] += len(found)


def _typed(table: str, document: bytes) -> dict[str, Record]:
    """Decode rows at once; rows with fields this version does not know one by one."""
    try:
        found: dict[str, Record] = _slice_decoder(table).decode(document)
        return found
    except msgspec.ValidationError:
        return {key: decode(table, bytes(raw)) for key, raw in _raws.decode(document).items()}


def meta_of(document: bytes, path: Path) -> Meta:
    """Return the meta row of a snapshot; raises Damaged (`book.foreign`), Older-, NewerFormat."""
    try:
        meta = msgspec.json.decode(document, type=Meta)
    except UNREADABLE as error:
        raise Damaged("book.foreign", path=str(path), way="restore") from error
    if meta.format > FORMAT:
        raise NewerFormat("book.newer", path=str(path), format=meta.format)
    if meta.format < FORMAT:
        raise OlderFormat("book.older", path=str(path), format=meta.format, way="restore")
    return meta
