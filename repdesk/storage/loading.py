"""Opening a book: the snapshot and what the journal adds to it; every state a crash can leave.

Reads only. Without the lock it may meet a compaction under way, and then looks again.
"""

import gc
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import Enum
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, RepdeskError
from repdesk.domain.history import entry_of
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.journal import Journal, Line, checksum
from repdesk.storage.lock import Mark, read_mark, writer_is_away
from repdesk.storage.notices import Notice
from repdesk.storage.snapshot import FORMAT, LayoutError, Meta, Snapshot, read_snapshot, sum_of

_TRIES = 20
Identity = tuple[int, int, int]
Identities = tuple[Identity | None, Identity | None]


class State(Enum):
    """What stands on disk; all but SOUND and FOREIGN have no journal of their own yet."""

    SOUND = "sound"
    NEW = "new"
    BARE = "bare"
    """A snapshot alone: just made, or copied here."""
    COMPACTED = "compacted"
    """A compaction or a repair that was cut off: the old journal is in the snapshot."""
    FOREIGN = "foreign"
    """The snapshot was altered by another program, and no lines wait in the journal."""


class Loaded(NamedTuple):
    """A book as it was found; `torn` are the bytes of an unfinished line."""

    state: State
    book: Book
    meta: Meta
    sum: str
    identity: Identity | None
    extra: dict[str, list[bytes]]
    journal: Journal | None = None
    torn: bytes = b""


def identity_of(folder: Folder) -> Identity | None:
    """Return what tells the snapshot file from another or an altered one; None: none there."""
    return _identity(folder.book)


def identities_of(folder: Folder) -> Identities:
    """Return the same of the journal and the snapshot."""
    return _identity(folder.journal), _identity(folder.book)


def _identity(path: Path) -> Identity | None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


def load(folder: Folder) -> Loaded:
    """Read the book. Raises Damaged, NewerFormat, DiskError; nothing is written."""
    with _no_collection():
        return _load_settled(folder)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Read without the garbage collector, and keep what was read out of its sight.

    A book has no cycles, but walking 500,000 records of it holds the interpreter for 60 ms, at
    any moment later as well.
    """
    collected = gc.isenabled()
    gc.disable()
    try:
        yield
        gc.freeze()
    finally:
        if collected:
            gc.enable()


def _load_settled(folder: Folder) -> Loaded:
    for _ in range(_TRIES):
        before = names_of(folder)
        try:
            found = _load(folder)
        except RepdeskError:
            if names_of(folder) == before:
                raise
        else:
            if names_of(folder) == before or found.state is State.SOUND:
                return found
            if found.journal is not None:
                found.journal.close()
    return _load(folder)


def names_of(folder: Folder) -> tuple[int | None, ...]:
    """Return the inodes that the two names lead to: a compaction changes them."""
    numbers: list[int | None] = []
    for path in (folder.journal, folder.book):
        try:
            numbers.append(path.lstat().st_ino)
        except OSError:
            numbers.append(None)
    return tuple(numbers)


def _load(folder: Folder) -> Loaded:
    # The mark is read first: what is appended meanwhile only makes the journal longer.
    mark = read_mark(folder)
    refused: Damaged | None = None
    journal: Journal | None = None
    try:
        journal = Journal.open(folder.journal)
    except FileNotFoundError:
        pass
    except Damaged as error:
        if error.code == "file.planted":
            raise
        refused = error
    try:
        found = _continued(folder, journal, mark, refused)
    except BaseException:
        if journal is not None:
            journal.close()
        raise
    if journal is not None and found.journal is None:
        journal.close()
    return found


def _continued(
    folder: Folder, journal: Journal | None, mark: Mark | None, refused: Damaged | None
) -> Loaded:
    try:
        snapshot, identity = read_file(folder)
    except FileNotFoundError:
        if refused is not None:
            raise refused from None
        if journal is not None or (mark is not None and mark.seq) or folder.traces():
            raise Damaged("book.missing", path=str(folder.book), way="restore") from None
        return Loaded(State.NEW, Book(), Meta(FORMAT, 0, 0), "", None, {})
    meta = snapshot.meta
    state = State.BARE
    if meta.replaces and meta.replaces == _sum(folder.journal):
        state = State.COMPACTED
    elif refused is not None:
        raise refused
    elif journal is not None:
        state = _relation(folder, journal, snapshot)
    if state is State.SOUND and journal is not None:
        scan = journal.read_on(meta.seq)
        if not scan.torn:
            raise Damaged(
                "journal.line",
                path=str(folder.journal),
                line=len(scan.lines) + 2,
                way="doctor",
            )
        book = replayed(snapshot.book(), scan.lines)
        check_mark(folder, mark, book)
        return Loaded(state, book, meta, snapshot.sum, identity, snapshot.extra, journal, scan.rest)
    if mark is not None and mark.seq > meta.seq:
        code = "journal.missing" if journal is None else "journal.short"
        raise Damaged(code, path=str(folder.journal), seq=meta.seq, mark=mark.seq, way="doctor")
    return Loaded(state, snapshot.book(), meta, snapshot.sum, identity, snapshot.extra)


def _sum(path: Path) -> str:
    """Return the hash of a whole file of the folder, "" where it is missing."""
    try:
        fd = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return ""
    with disk("read", path), os.fdopen(fd, "rb") as file:
        return sum_of(file.read())


def _relation(folder: Folder, journal: Journal, snapshot: Snapshot) -> State:
    header, meta = journal.header, snapshot.meta
    if (header.gen, header.base) == (meta.gen, meta.seq):
        if header.sum == snapshot.sum:
            return State.SOUND
        if journal.is_empty():
            return State.FOREIGN
        raise Damaged("book.altered", path=str(folder.book), way="doctor")
    if meta.gen == header.gen + 1:
        scan = journal.read_on(header.base)
        if scan.torn and header.base + len(scan.lines) <= meta.seq:
            return State.COMPACTED
    raise Damaged(
        "journal.other", path=str(folder.journal), gen=header.gen, book_gen=meta.gen, way="doctor"
    )


def check_mark(folder: Folder, mark: Mark | None, book: Book) -> None:
    """Refuse a journal that ends before its mark, or whose marked change is another one."""
    if mark is None:
        return
    path = str(folder.journal)
    if mark.seq > book.seq:
        raise Damaged("journal.short", path=path, seq=book.seq, mark=mark.seq, way="doctor")
    for entry in reversed(book.history):
        if entry.seq <= mark.seq:
            if entry.seq == mark.seq and checksum(entry.line) != mark.checksum:
                raise Damaged("journal.unlike_mark", path=path, seq=mark.seq, way="doctor")
            return


def read_file(folder: Folder) -> tuple[Snapshot, Identity]:
    """Read the snapshot file alone, in whatever layout. Raises FileNotFoundError, Damaged."""
    fd = open_private(folder.book, os.O_RDONLY)
    try:
        with disk("read", folder.book):
            found = os.fstat(fd)
            try:
                snapshot = read_snapshot(folder.book, fd)
            except LayoutError:
                snapshot = _general()(folder.book, _whole(fd))
    finally:
        os.close(fd)
    return snapshot, (found.st_ino, found.st_size, found.st_mtime_ns)


def _whole(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read()


def _general() -> "Callable[..., Snapshot]":
    # TinyDB takes 13 ms to import: only a file that another program rewrote needs it.
    module = import_module("repdesk.storage.tinydb_storage")
    reader: Callable[..., Snapshot] = module.snapshot_of
    return reader


def notices_of(folder: Folder, loaded: Loaded) -> list[Notice]:
    """Return what the rep should know of a book as it was found."""
    path = str(folder.journal)
    notices = []
    if loaded.torn and writer_is_away(folder):
        notices.append(Notice("journal.torn", {"bytes": len(loaded.torn), "path": path}))
    if loaded.state is State.FOREIGN:
        notices.append(Notice("book.foreign", {"path": str(folder.book)}))
    if loaded.state is State.BARE and folder.lock.exists():
        notices.append(Notice("journal.missing", {"path": path}))
    return notices


def replayed(book: Book, lines: list[Line]) -> Book:
    """Return the book after the lines, as one update."""
    if not lines:
        return book
    puts = (put for line in lines for put in line.change.puts)
    entries = tuple(entry_of(line.seq, line.change, line.body) for line in lines)
    return book.after(puts, entries)
