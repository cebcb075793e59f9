"""Repair: a new book beside the damaged one, from everything that can still be read.

Under the lock: the old files are copied to rescue/, the new snapshot is written under a temporary
name, synced, read back and counted, and only then takes the old one's name; then the journal the
same way, then the mark. The new snapshot names the hash of the journal that it replaces: cut off
between the two, that journal is known to be in it (`loading`). Before, the old book stands.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change
from repdesk.domain.errors import Damaged, DiskError, Invalid
from repdesk.domain.ids import NewId
from repdesk.domain.tables import TABLES
from repdesk.storage import rescue
from repdesk.storage.compaction import start_journal
from repdesk.storage.folder import (
    Folder,
    disk,
    open_private,
    remove_leftovers,
    sync_folder,
    temporary,
    write_new,
)
from repdesk.storage.fragments import LostRow
from repdesk.storage.journal import checksum
from repdesk.storage.loading import load
from repdesk.storage.lock import Lock, Mark, locked
from repdesk.storage.mending import Mended, fitted
from repdesk.storage.salvage import Salvage, as_salvage, bytes_of, salvaged
from repdesk.storage.snapshot import LayoutError, new_sum, read_snapshot, sum_of, written
from repdesk.storage.soundness import faults
from repdesk.storage.wrong_files import OPEN, close_to_others, wrong_files


class Repair(NamedTuple):
    """What a repair did. `rows` per table of the new book; `kept` the old files in rescue/.

    The rest as in `Salvage` and `mending.Fitted`; `closed` files were open to others. A repair of
    those alone has no `kept`: the book was left as it is.
    """

    rows: dict[str, int]
    found: Salvage | None
    mended: list[Mended]
    stand_ins: list[tuple[str, str]]
    lost: list[LostRow]
    kept: list[Path]
    closed: list[Path]


def repair(path: Path, now: Callable[[], str], new_id: NewId) -> Repair:
    """Build the new book and put it in place.

    Raises Invalid (`repair.nothing`: nothing is wrong; `repair.empty`: not a row can be read),
    Busy, NewerFormat, DiskError, and Damaged for a planted link; then the old files stand.
    """
    folder = Folder(path)
    if _what_is_left(folder) is None and not _open_files(folder):
        raise Invalid("repair.nothing", path=str(path))
    with locked(folder) as lock:
        found = _what_is_left(folder)
        closed = close_to_others(wrong_files(folder))
        if found is None:
            return Repair({}, None, [], [], [], [], closed)
        if found.is_empty():
            raise Invalid("repair.empty", path=str(folder.book))
        done = _rebuilt(folder, lock, found, now(), new_id())
        return done._replace(closed=closed)


def _open_files(folder: Folder) -> bool:
    return any(wrong.why == OPEN for wrong in wrong_files(folder))


def _what_is_left(folder: Folder) -> Salvage | None:
    """Return what can be read of a damaged book; None where nothing is wrong."""
    try:
        loaded = load(folder)
    except Damaged as error:
        if error.code == "file.planted":
            raise
        return salvaged(folder)
    if loaded.journal is not None:
        loaded.journal.close()
    return as_salvage(loaded) if next(faults(loaded.book), None) is not None else None


def _rebuilt(folder: Folder, lock: Lock, found: Salvage, at: str, op: str) -> Repair:
    fit = fitted(found.book, found.lost)
    kept = _kept(folder)
    change = Change(op=op, at=at, verb="repair", puts=(), args={"name": kept[0].name})
    seq = found.top + 1
    line = encode_change(seq, change)
    book = _numbered(fit.book, found.top, lock.mark).apply(change, seq, line)
    gen = found.gen + 1
    replaces = sum_of(bytes_of(folder.journal)) if folder.journal.exists() else ""
    sum_ = _put_in_place(folder, book, gen, found.extra, replaces)
    start_journal(folder, gen, seq, sum_).close()
    lock.set_mark(Mark(seq, checksum(line)))
    rows = {table: book.count(table) for table in TABLES if book.count(table)}
    lost = [*found.lost, *fit.left_out]
    return Repair(rows, found, fit.mended, fit.stand_ins, lost, kept, [])


def _kept(folder: Folder) -> list[Path]:
    """Copy the old files to rescue/, whatever stands in them."""
    kept = []
    for name, path in (("book", folder.book), ("journal", folder.journal), ("lock", folder.lock)):
        data = bytes_of(path)
        if data:
            kept.append(rescue.keep(folder, f"damaged-{name}", [data]))
    return kept


def _numbered(book: Book, top: int, mark: Mark | None) -> Book:
    """Return the book under the highest number met, its history in order.

    An entry of the marked number that is another change than the marked one is not kept: it would
    be refused (`journal.unlike_mark`), and no undo goes back over a repair.
    """
    history = tuple(
        entry
        for entry in book.history
        if mark is None or entry.seq != mark.seq or checksum(entry.line) == mark.checksum
    )
    return Book({table: book.rows(table) for table in TABLES}, top, history)


def _put_in_place(
    folder: Folder, book: Book, gen: int, extra: dict[str, list[bytes]], replaces: str
) -> str:
    """Write the snapshot, read it back, give it the book's name; return its hash."""
    remove_leftovers(folder.book)
    remove_leftovers(folder.journal)
    hashed = new_sum()

    def slices() -> Iterator[bytes]:
        for part in written(book, gen, extra, replaces):
            hashed.update(part)
            yield part

    new = temporary(folder.book)
    write_new(new, slices())
    try:
        if not _reads_back(new, book, hashed.hexdigest()):
            raise DiskError("disk.unlike", path=str(new), errno=None, operation="read")
        with disk("rename", folder.book):
            new.replace(folder.book)
    except BaseException:
        with suppress(OSError):
            new.unlink()
        raise
    sync_folder(folder.path)
    return hashed.hexdigest()


def _reads_back(path: Path, book: Book, sum_: str) -> bool:
    fd = open_private(path, os.O_RDONLY)
    try:
        with disk("read", path):
            snapshot = read_snapshot(path, fd)
    except (LayoutError, Damaged):
        return False
    finally:
        os.close(fd)
    counts = {table: len(rows) for table, rows in snapshot.tables.items()}
    wanted = {table: book.count(table) for table in TABLES}
    return snapshot.sum == sum_ and counts == wanted and snapshot.meta.seq == book.seq
