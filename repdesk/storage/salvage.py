"""Reading a book whatever state it is in: for the read-only export and for the doctor.

Nothing is written and nothing is waited for. What can't be read is counted, never guessed.
"""

import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.errors import Damaged
from repdesk.domain.history import Entry
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.fragments import Fragments, LostRow, fragments_of
from repdesk.storage.journal import UNREADABLE, Line, good_lines, header_of
from repdesk.storage.loading import Loaded, load, notices_of, read_file, replayed
from repdesk.storage.lock import read_mark
from repdesk.storage.notices import Notice


class Opened(NamedTuple):
    """A book as far as it can be read, and what the reader must be told."""

    book: Book
    notices: list[Notice]


class Salvage(NamedTuple):
    """What is left of a damaged book, from every file of it.

    `gen` is the highest generation met, `top` the highest seq; `bad_lines` of the journal can't be
    read, `changes` were saved and are in no file; `regained` rows were lost in their table and are
    taken from the history; `overridden` (table, id): two programs altered the record, and the
    journal's state of it was taken; `set_aside`: the file's.
    """

    book: Book
    extra: dict[str, list[bytes]]
    gen: int
    top: int
    lost: list[LostRow]
    bad_lines: int = 0
    changes: int = 0
    regained: int = 0
    overridden: Sequence[tuple[str, str]] = ()
    set_aside: Sequence[tuple[str, str]] = ()

    def is_empty(self) -> bool:
        """Say whether not one row was found."""
        return not any(self.book.count(table) for table in TABLES) and not self.extra


def read_anyway(path: Path) -> Opened:
    """Return the newest book that can be read from a data folder.

    A sound book comes as `open_store` would give it; of a damaged one what is left, with notices.
    Raises NewerFormat, DiskError, and Damaged only for a planted link (`file.planted`).
    """
    folder = Folder(path)
    try:
        loaded = load(folder)
    except Damaged as error:
        if error.code == "file.planted":
            raise
        found = salvaged(folder)
        return Opened(found.book, [_damage(error), *_notices(found)])
    if loaded.journal is not None:
        loaded.journal.close()
    return Opened(loaded.book, notices_of(folder, loaded))


def _damage(error: Damaged) -> Notice:
    return Notice("book.damaged", {"error": error.code, **error.facts})


def _notices(found: Salvage) -> list[Notice]:
    lost = Counter(row.table for row in found.lost)
    notices = [
        Notice("salvage.lost", {"table": table, "rows": rows})
        for table, rows in sorted(lost.items())
    ]
    if found.bad_lines:
        notices.append(Notice("salvage.journal", {"lines": found.bad_lines}))
    if found.changes:
        notices.append(Notice("salvage.changes", {"missing": found.changes}))
    return notices


def as_salvage(loaded: Loaded) -> Salvage:
    """Return a book that opens in the form of one that was salvaged."""
    book = loaded.book
    return Salvage(book, loaded.extra, loaded.meta.gen, book.seq, [])


def salvaged(folder: Folder) -> Salvage:
    """Put together what the files of a damaged book still hold.

    Raises NewerFormat, DiskError, and Damaged for a planted link.
    """
    mark = read_mark(folder)
    raw = bytes_of(folder.journal)
    header = header_of(raw)
    lines, bad = good_lines(raw)
    left = _snapshot(folder)
    book = left.book
    ordered = _in_order([line for line in lines if line.seq > book.seq])
    changes = _missing(left, ordered, mark.seq if mark else 0, header.base if header else None)
    overridden = _both_altered(book, ordered)
    book = replayed(book, ordered)
    book, set_aside = _strays(book, left, lines)
    book, lost, regained = _regained(book, left.lost)
    return Salvage(
        book,
        left.extra,
        max(left.gen, header.gen if header else 0),
        max(book.seq, mark.seq if mark else 0, header.base if header else 0),
        lost,
        bad,
        changes,
        regained,
        overridden,
        set_aside,
    )


class _Left(NamedTuple):
    """What is left of the snapshot; `whole`: all of it, `counted`: its seq is known."""

    book: Book
    extra: dict[str, list[bytes]]
    gen: int
    lost: list[LostRow]
    whole: bool
    counted: bool


def _snapshot(folder: Folder) -> _Left:
    try:
        snapshot, _identity = read_file(folder)
    except FileNotFoundError:
        return _Left(Book(), {}, 0, [], whole=False, counted=False)
    except Damaged as error:
        if error.code == "file.planted":
            raise
        return _of_fragments(fragments_of(bytes_of(folder.book), str(folder.book)))
    return _Left(snapshot.book(), snapshot.extra, snapshot.meta.gen, [], whole=True, counted=True)


def _of_fragments(found: Fragments) -> _Left:
    meta = found.meta
    history = tuple({entry.seq: entry for entry in sorted(found.history, key=_seq)}.values())
    seq = meta.seq if meta else max((entry.seq for entry in history), default=0)
    book = Book(found.tables, seq, history)
    gen = meta.gen if meta else 0
    return _Left(book, found.extra, gen, found.lost, whole=False, counted=meta is not None)


def _seq(entry: Entry) -> int:
    return entry.seq


def bytes_of(path: Path) -> bytes:
    """Return what stands in a file of the folder, nothing where it is missing; raises DiskError."""
    try:
        fd = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return b""
    with disk("read", path), os.fdopen(fd, "rb") as file:
        return file.read()


def _in_order(lines: list[Line]) -> list[Line]:
    return sorted({line.seq: line for line in lines}.values(), key=lambda line: line.seq)


def _missing(left: _Left, lines: list[Line], mark: int, base: int | None) -> int:
    """Return how many changes were saved and stand neither in the snapshot nor in the journal."""
    known = left.book.seq if left.counted else max(left.book.seq, base or 0)
    last = max(mark, base or 0, lines[-1].seq if lines else 0)
    there = sum(line.seq > known for line in lines)
    return max(last - known - there, 0)


def _both_altered(book: Book, lines: list[Line]) -> list[tuple[str, str]]:
    """Return the records that stand otherwise in the snapshot than where the journal began."""
    first: dict[tuple[str, str], Put] = {}
    for line in lines:
        for put in line.change.puts:
            first.setdefault((put.table, put.id), put)
    return [
        place
        for place, put in first.items()
        if (found := book.get(*place)) is not None and found not in (put.before, put.after)
    ]


def _strays(book: Book, left: _Left, lines: list[Line]) -> tuple[Book, list[tuple[str, str]]]:
    """Take in lines that the snapshot passed by: it came from another history of this book.

    Only where the record is not there or stands as the line found it; others are set aside.
    """
    known = {entry.op for entry in book.history}
    first = left.book.history[0].seq if left.book.history else left.book.seq + 1
    puts: list[Put] = []
    aside: list[tuple[str, str]] = []
    if not left.whole:
        return book, aside
    for line in lines:
        if line.seq > left.book.seq or line.seq < first or line.change.op in known:
            continue
        for put in line.change.puts:
            found = book.get(put.table, put.id)
            if found in (None, put.before):
                puts.append(put)
            elif found != put.after:
                aside.append((put.table, put.id))
    return (book.with_puts(puts) if puts else book), aside


def _regained(book: Book, lost: list[LostRow]) -> tuple[Book, list[LostRow], int]:
    """Take lost rows from the history: the newest change of a record holds it whole."""
    tables = {row.table for row in lost}
    if not tables:
        return book, lost, 0
    newest: dict[tuple[str, str], Record | None] = {}
    for entry in book.history:
        try:
            change = entry.change()
        except UNREADABLE:
            continue
        newest.update(((put.table, put.id), put.after) for put in change.puts)
    puts = [
        Put(table, id_, None, after)
        for (table, id_), after in newest.items()
        if after is not None and book.get(table, id_) is None and (table in tables or "" in tables)
    ]
    back = Counter(put.table for put in puts)
    ids = {put.id for put in puts}
    still = []
    for row in lost:
        if row.id in ids:
            back[row.table] -= 1
        else:
            still.append(row)
    lost = []
    for row in still:
        # A row whose id is illegible may be one of those that came back.
        if not row.id and back[row.table] > 0:
            back[row.table] -= 1
        else:
            lost.append(row)
    return book.with_puts(puts), lost, len(puts)
