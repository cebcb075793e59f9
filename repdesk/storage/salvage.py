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
from repdesk.domain.tables import TABLES
from repdesk.storage.book_file import read_file
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.fragments import Fragments, LostRow, fragments_of
from repdesk.storage.journal import Line, good_lines, header_of
from repdesk.storage.loading import Loaded, load, notices_of, replayed
from repdesk.storage.lock import read_mark
from repdesk.storage.migrations import CHAIN, Chain
from repdesk.storage.notices import Notice
from repdesk.storage.regaining import both_altered, newest_of, regain
from repdesk.storage.snapshot import Snapshot


class Opened(NamedTuple):
    """A book as far as it can be read, and what the reader must be told.

    `extra` are the tables of a newer minor version, row by row as JSON.
    """

    book: Book
    notices: list[Notice]
    extra: dict[str, list[bytes]]


class Base(NamedTuple):
    """A backup that may help, and its name."""

    name: str
    snapshot: Snapshot


class Salvage(NamedTuple):
    """What is left of a damaged book, from every file of it.

    `gen` is the highest generation met, `top` the highest seq; `bad_lines` of the journal can't be
    read, `changes` were saved and are in no file; `regained` rows were lost in their table and are
    taken from the history or `base`, the backup that helped; `cut`: the book file ended before its
    end, so that nobody knows how many rows followed; `overridden` (table, id): two programs
    altered the record, and the journal's state of it was taken; `set_aside`: the file's.
    """

    book: Book
    extra: dict[str, list[bytes]]
    gen: int
    top: int
    lost: list[LostRow]
    bad_lines: int = 0
    changes: int = 0
    regained: int = 0
    cut: bool = False
    base: str = ""
    overridden: Sequence[tuple[str, str]] = ()
    set_aside: Sequence[tuple[str, str]] = ()

    def is_empty(self) -> bool:
        """Say whether not one row was found."""
        return not any(self.book.count(table) for table in TABLES) and not self.extra


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
        found = salvaged(folder)
        return Opened(found.book, [_damage(error), *_notices(found)], found.extra)
    if loaded.journal is not None:
        loaded.journal.close()
    return Opened(loaded.book, notices_of(folder, loaded), loaded.extra)


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
    if found.cut:
        notices.append(Notice("salvage.cut", {}))
    if found.changes:
        notices.append(Notice("salvage.changes", {"missing": found.changes}))
    return notices


def as_salvage(loaded: Loaded) -> Salvage:
    """Return a book that opens in the form of one that was salvaged."""
    book = loaded.book
    return Salvage(book, loaded.extra, loaded.meta.gen, book.seq, [])


def salvaged(folder: Folder, base: Base | None = None) -> Salvage:
    """Put together what the files of a damaged book still hold.

    A backup stands in for a snapshot that is gone or older than itself, and gives the rows back
    that are lost in a damaged one. Raises NewerFormat, DiskError, and Damaged for a planted link.
    """
    mark = read_mark(folder)
    raw = bytes_of(folder.journal)
    header = header_of(raw)
    lines, bad = good_lines(raw)
    left = _snapshot(folder)
    used = False
    if base is not None and left.gives_way_to(base.snapshot):
        snapshot, used = base.snapshot, True
        left = _Left(snapshot.book(), snapshot.extra, left.gen, left.lost, True, True, False)
    book = left.book
    ordered = _in_order([line for line in lines if line.seq > book.seq])
    changes = _missing(left, ordered, mark.seq if mark else 0, header.base if header else None)
    overridden = both_altered(book, ordered)
    book = replayed(book, ordered)
    book, set_aside = _strays(book, left, lines)
    book, lost, regained = regain(book, left.lost, left.cut, newest_of(book))
    if base is not None and not used and (lost or left.cut):
        stored = {
            (table, row.id): row for table, rows in base.snapshot.tables.items() for row in rows
        }
        book, lost, more = regain(book, lost, left.cut, {**stored, **newest_of(book)})
        regained, used = regained + more, more > 0
    return Salvage(
        book,
        left.extra,
        max(left.gen, header.gen if header else 0),
        max(book.seq, mark.seq if mark else 0, header.base if header else 0),
        lost,
        bad,
        changes,
        regained,
        left.cut,
        base.name if base is not None and used else "",
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
    cut: bool

    def gives_way_to(self, base: Snapshot) -> bool:
        """Say whether a backup knows more: nothing is left, or what is left is older."""
        if not any(self.book.count(table) for table in TABLES):
            return True
        return self.whole and base.meta.seq > self.book.seq


def _snapshot(folder: Folder) -> _Left:
    try:
        snapshot, _identity = read_file(folder)
    except FileNotFoundError:
        return _Left(Book(), {}, 0, [], whole=False, counted=False, cut=False)
    except Damaged as error:
        if error.code == "file.planted":
            raise
        return _of_fragments(fragments_of(bytes_of(folder.book), str(folder.book)))
    book = snapshot.book()
    return _Left(book, snapshot.extra, snapshot.meta.gen, [], whole=True, counted=True, cut=False)


def _of_fragments(found: Fragments) -> _Left:
    meta = found.meta
    history = tuple({entry.seq: entry for entry in sorted(found.history, key=_seq)}.values())
    seq = meta.seq if meta else max((entry.seq for entry in history), default=0)
    book = Book(found.tables, seq, history)
    gen = meta.gen if meta else 0
    counted = meta is not None
    return _Left(book, found.extra, gen, found.lost, whole=False, counted=counted, cut=found.cut)


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
