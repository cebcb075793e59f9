"""Repair: a new book beside the damaged one, from everything that can still be read.

Under the lock: the old files are copied to rescue/, the new snapshot is written under a temporary
name, synced, read back and counted, and only then takes the old one's name; then the journal the
same way, then the mark. The new snapshot names the hash of the journal that it replaces: cut off
between the two, that journal is known to be in it (`loading`). Before, the old book stands.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from errno import EIO
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change
from repdesk.domain.errors import Damaged, DiskError, Invalid, NotFound, RepdeskError
from repdesk.domain.ids import NewId
from repdesk.domain.tables import TABLES
from repdesk.storage import backups, rescue
from repdesk.storage.compaction import Prepared, prepare_snapshot, start_journal
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.fragments import LostRow
from repdesk.storage.journal import checksum
from repdesk.storage.loading import load
from repdesk.storage.lock import Lock, Mark, locked
from repdesk.storage.mending import Mended, fitted
from repdesk.storage.salvage import Base, Salvage, as_salvage, bytes_of, salvaged
from repdesk.storage.snapshot import LayoutError, blocks_of, count_rows, sum_of
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
        return salvaged(folder, _newest_backup(folder))
    if loaded.journal is not None:
        loaded.journal.close()
    return as_salvage(loaded) if next(faults(loaded.book), None) is not None else None


def _rebuilt(folder: Folder, lock: Lock, found: Salvage, at: str, op: str) -> Repair:
    fit = fitted(found.book, found.lost)
    kept = _kept(folder)
    name = kept[0].name if kept else found.base
    change = Change(op=op, at=at, verb="repair", puts=(), args={"name": name})
    seq = found.top + 1
    line = encode_change(seq, change)
    book = _numbered(fit.book, found.top).apply(change, seq, line)
    gen = found.gen + 1
    replaces = sum_of(bytes_of(folder.journal)) if folder.journal.exists() else ""
    prepared = prepare_snapshot(folder, book, gen, found.extra, replaces)
    try:
        if not _reads_back(prepared):
            raise DiskError("disk.unlike", path=str(folder.book), errno=EIO, operation="read")
        prepared.file.take_name()
    finally:
        prepared.drop_unless_used()
    start_journal(folder, gen, seq, prepared.sum).close()
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


def _numbered(book: Book, top: int) -> Book:
    """Return the book under the highest number met."""
    return Book({table: book.rows(table) for table in TABLES}, top, book.history)


def _newest_backup(folder: Folder) -> Base | None:
    """Return the newest backup that can be read."""
    try:
        known = backups.found(folder)
    except RepdeskError:
        return None
    for one in reversed(known):
        with suppress(Damaged, NotFound):
            return Base(one.name, backups.read(one))
    return None


def _reads_back(prepared: Prepared) -> bool:
    path, book = prepared.file.file, prepared.book
    fd = open_private(path, os.O_RDONLY)
    try:
        with disk("read", path):
            census = count_rows(path, blocks_of(fd))
    except (LayoutError, Damaged):
        return False
    finally:
        os.close(fd)
    wanted = {table: book.count(table) for table in TABLES if book.count(table)}
    counts = {table: census.rows.get(table, 0) for table in wanted}
    return census.sum == prepared.sum and counts == wanted and census.meta.seq == book.seq
