"""Finishing an erasure: everything outside the book first, the book itself last.

`erasing` in the history says which customer; until `erase` stands there too, every writing open
begins again from the book, which still knows what to look for. Each step may be done twice.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import Change, Put, encode_change
from repdesk.domain.erasure import Subject
from repdesk.domain.errors import Damaged, NewerFormat
from repdesk.domain.history import Entry, entry_of
from repdesk.domain.record import encode
from repdesk.domain.tables import TABLES
from repdesk.storage import backups
from repdesk.storage.backup_names import found
from repdesk.storage.folder import Folder
from repdesk.storage.journal import good_lines
from repdesk.storage.lock import Lock
from repdesk.storage.proof import Others, Proof, prove
from repdesk.storage.snapshot import Snapshot, written
from repdesk.storage.tinydb_storage import snapshot_of
from repdesk.storage.wiping import PACKED, Wiped, read, remove, replace, sources, wiped_text

if TYPE_CHECKING:
    from repdesk.storage.standing import Standing


class Erased(NamedTuple):
    """An erasure that was finished: the customer's id, the rows that stay under it, the files."""

    customer: str
    rows: int
    wiped: tuple[Wiped, ...]
    proof: Proof


class Erasure(NamedTuple):
    """What an erasure leaves: the book to be written, and what proves it afterwards.

    `rows` stay under the anonymous id.
    """

    book: Book
    extra: dict[str, list[bytes]]
    subject: Subject
    others: Others
    rows: int
    wiped: list[Wiped]


def erase_outside(
    folder: Folder, book: Book, extra: dict[str, list[bytes]], entry: Entry, op: str
) -> Erasure:
    """Wipe every file but the book and its journal; return the book as it is to be written.

    Needs the lock. Raises Damaged (a planted link), DiskError; then it is begun again later.
    """
    subject = Subject(str(entry.args["id"]), entry.at)
    _see(subject, book)
    for _path, raw, copy in _read_all(folder):
        if copy is not None:
            _see(subject, copy.book())
        else:
            for line in good_lines(raw)[0]:
                _see_change(subject, line.change)
    subject.settle()
    others = Others()
    wiped = []
    for path, raw, copy in _read_all(folder):
        if copy is not None:
            left = _left(subject, others, copy.book(), copy.extra)
            if left.touched:
                _put_back(folder, path, left.of(copy))
                wiped.append(Wiped(path, "rewritten"))
            continue
        text = wiped_text(folder, path, raw, subject)
        if text is None:
            remove(path)
            wiped.append(Wiped(path, "removed"))
        elif text != raw:
            replace(path, [text])
            wiped.append(Wiped(path, "rewritten"))
    left = _left(subject, others, book, extra)
    done = Change(op=op, at=entry.at, verb="erase", puts=(), args=dict(entry.args))
    seq = book.seq + 1
    history = (*left.history, entry_of(seq, done, encode_change(seq, done)))
    new = book.rewritten(left.puts, history)
    rows = sum(subject.owns(table, row) for table in TABLES for row in new.rows(table))
    return Erasure(new, left.extra, subject, others, rows, wiped)


def finish(standing: "Standing", lock: Lock, begun: Entry) -> Erased:
    """Take one customer out of every file, the book last, and search. Raises Damaged, DiskError."""
    folder = standing.folder
    found = erase_outside(folder, standing.book, standing.extra, begun, standing.new_id())
    standing.replace(lock, found.book, found.extra)
    own = (Wiped(folder.book, "rewritten"), Wiped(folder.journal, "rewritten"))
    proof = prove(folder.path, found.subject.values, found.others)
    return Erased(found.subject.customer, found.rows, (*found.wiped, *own), proof)


class _Left(NamedTuple):
    before: Book
    puts: tuple[Put, ...]
    history: tuple[Entry, ...]
    extra: dict[str, list[bytes]]
    touched: bool

    def of(self, copy: Snapshot) -> Snapshot:
        """Return the whole book that is left, under the numbers of that copy."""
        book = self.before.with_puts(self.puts)
        tables = {table: list(book.rows(table)) for table in TABLES}
        return copy._replace(tables=tables, history=self.history, extra=self.extra)


def _put_back(folder: Folder, path: Path, copy: Snapshot) -> None:
    """Write a copy of the book under its name; a backup is packed, read back and counted."""
    for backup in found(folder):
        if backup.path == path:
            backups.rewrite(backup, lambda _old: copy)
            return
    replace(path, written(copy.book(), copy.meta.gen, copy.extra))


def _read_all(folder: Folder) -> Iterator[tuple[Path, bytes, Snapshot | None]]:
    """Read file after file, never two at once; a whole book in backups/ or rescue/ as one."""
    for path in sources(folder):
        raw = read(path)
        if raw is not None:
            whole = path.parent in (folder.backups, folder.rescue)
            yield path, raw, _snapshot(folder, path, raw) if whole else None


def _see(subject: Subject, book: Book) -> None:
    for table in TABLES:
        for record in book.rows(table):
            subject.see(table, record)
    for entry in book.history:
        _see_change(subject, entry.change())


def _see_change(subject: Subject, change: Change) -> None:
    # A stage event is the customer's by its deal, which must have been seen before.
    for put in sorted(change.puts, key=lambda put: put.table == "stage_events"):
        for record in (put.before, put.after):
            if record is not None:
                subject.see(put.table, record)


def _left(subject: Subject, others: Others, book: Book, extra: dict[str, list[bytes]]) -> _Left:
    """Return what stays of a book; it is noted, for its words are no trace of the customer."""
    puts = []
    for table in TABLES:
        for record in book.rows(table):
            after = subject.left(table, record)
            if after is not record and after != record:
                puts.append(Put(table, record.id, record, after))
            if after is not None:
                others.add(encode(after))
    history = tuple(_scrubbed(subject, entry) for entry in book.history)
    for entry in history:
        others.add(entry.line)
    marks = [id_.encode() for id_ in sorted(subject.ids)]
    kept = {
        table: [row for row in rows if not any(mark in row for mark in marks)]
        for table, rows in extra.items()
    }
    return _Left(
        book, tuple(puts), history, kept, bool(puts) or history != book.history or kept != extra
    )


def _scrubbed(subject: Subject, entry: Entry) -> Entry:
    change = entry.change()
    left = subject.scrubbed(change)
    if left == change:
        return entry
    return entry_of(entry.seq, left, encode_change(entry.seq, left))


def _snapshot(folder: Folder, path: Path, raw: bytes) -> Snapshot | None:
    """Return the book in a backup or a file of rescue/; None where it is none (any more)."""
    try:
        for backup in found(folder) if raw.startswith(PACKED) else ():
            if backup.path == path:
                return backups.read(backup)
        return snapshot_of(path, raw)
    except (Damaged, NewerFormat):
        return None
