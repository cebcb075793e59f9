"""Reading a book whatever state it is in: for the read-only export and for the doctor.

Nothing is written and nothing is waited for. What can't be read is counted, never guessed.
"""

import os
import re
from collections import Counter
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged
from repdesk.domain.history import Entry
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES, decode
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.journal import UNREADABLE, Line, good_lines
from repdesk.storage.loading import load, notices_of, read_file, replayed
from repdesk.storage.migrations import CHAIN, Chain
from repdesk.storage.notices import Notice
from repdesk.storage.snapshot import entry_of_line

_TABLE = re.compile(rb'"([A-Za-z_][A-Za-z0-9_]*)": \{')
_ROW = re.compile(rb'"\d+": (\{.*\}),?', re.DOTALL)
_NO_TABLE = ""


class Opened(NamedTuple):
    """A book as far as it can be read, and what the reader must be told.

    `extra` are the tables of a newer minor version, row by row as JSON.
    """

    book: Book
    notices: list[Notice]
    extra: dict[str, list[bytes]]


def read_anyway(path: Path, chain: Chain = CHAIN) -> Opened:
    """Return the newest book that can be read from a data folder.

    A sound book comes as `open_store` would give it; of a damaged one what is left, with notices.
    Raises NewerFormat, DiskError, and Damaged only for a planted link (`file.planted`).
    """
    folder = Folder(path)
    try:
        loaded = load(folder, chain)
    except Damaged as error:
        if error.code == "file.planted":
            raise
        return _salvaged(folder, error)
    if loaded.journal is not None:
        loaded.journal.close()
    return Opened(loaded.book, notices_of(folder, loaded), loaded.extra)


def _salvaged(folder: Folder, error: Damaged) -> Opened:
    notices = [Notice("book.damaged", {"error": error.code, **error.facts})]
    lost: Counter[str] = Counter()
    try:
        snapshot, _identity = read_file(folder)
        book, extra = snapshot.book(), snapshot.extra
    except (Damaged, FileNotFoundError):
        book, extra = _rows(_bytes(folder.book), lost), {}
    notices += [
        Notice("salvage.lost", {"table": table, "rows": rows})
        for table, rows in sorted(lost.items())
    ]
    lines, bad = good_lines(_bytes(folder.journal))
    newer = _in_order([line for line in lines if line.seq > book.seq])
    if bad:
        notices.append(Notice("salvage.journal", {"lines": bad}))
    return Opened(replayed(book, newer), notices, extra)


def _bytes(path: Path) -> bytes:
    try:
        fd = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    with disk("read", path), os.fdopen(fd, "rb") as file:
        return file.read()


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted({line.seq: line for line in lines}.values(), key=lambda line: line.seq)


def _rows(raw: bytes, lost: Counter[str]) -> Book:
    """Return the book of the rows that can be read, each on its own line; count the others."""
    tables: dict[str, dict[str, Record]] = {name: {} for name in TABLES}
    history: list[Entry] = []
    table = _NO_TABLE
    for line in raw.split(b"\n"):
        header = _TABLE.fullmatch(line)
        row = _ROW.fullmatch(line)
        if header is not None:
            table = header[1].decode()
        elif row is not None and table in tables:
            try:
                record = decode(table, row[1])
                tables[table][record.id] = record
            except UNREADABLE:
                lost[table] += 1
        elif row is not None and table == "history":
            try:
                history.append(entry_of_line(row[1]))
            except UNREADABLE:
                lost[table] += 1
        elif line.strip(b"{},\r \0") and not line.startswith(b'{"meta": '):
            # A row broken in two lines or a heading that is gone: what follows it has no table.
            lost[table] += 1
            table = table if line.startswith(b'"') and line[1:2].isdigit() else _NO_TABLE
    seq = max((entry.seq for entry in history), default=0)
    return Book({name: rows.values() for name, rows in tables.items()}, seq, tuple(history))
