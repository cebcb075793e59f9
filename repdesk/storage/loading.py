"""Opening a book: the snapshot and what the journal adds to it; every state a crash can leave.

Reads only. Without the lock it may meet a compaction under way, and then looks again.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from enum import Enum
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import decode_head
from repdesk.domain.errors import Damaged, RepdeskError
from repdesk.domain.history import entry_of
from repdesk.storage.book_file import Identity, snapshot_or_older, sum_of_file
from repdesk.storage.folder import Folder
from repdesk.storage.journal import Journal, Line, checksum
from repdesk.storage.lock import Mark, read_mark, writer_is_away
from repdesk.storage.migrations import (
    CHAIN,
    Chain,
    Older,
    folded,
    upgraded,
)
from repdesk.storage.notices import Notice
from repdesk.storage.snapshot import (
    FORMAT,
    Meta,
)

_TRIES = 20


class State(Enum):
    """What stands on disk; what has no journal of its own yet gets one with the first save."""

    SOUND = "sound"
    NEW = "new"
    BARE = "bare"
    """A snapshot alone: just made, or copied here."""
    COMPACTED = "compacted"
    """A compaction or a repair that was cut off: the old journal is in the snapshot."""
    FOREIGN = "foreign"
    """The snapshot was altered by another program, and no lines wait in the journal."""
    OLDER = "older"
    """A book of an older format: in memory it is of this one already, on disk it is not."""


class Loaded(NamedTuple):
    """A book as it was found; `torn` are the bytes of an unfinished line.

    `older` is the whole book in the format it was found in, where that is not this one.
    """

    state: State
    book: Book
    meta: Meta
    sum: str
    identity: Identity | None
    extra: dict[str, list[bytes]]
    journal: Journal | None = None
    torn: bytes = b""
    older: Older | None = None


def load(folder: Folder, chain: Chain = CHAIN) -> Loaded:
    """Read the book. Raises Damaged, NewerFormat, DiskError; nothing is written."""
    with _no_collection():
        return _load_settled(folder, chain)


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


def _load_settled(folder: Folder, chain: Chain) -> Loaded:
    for _ in range(_TRIES):
        before = names_of(folder)
        try:
            found = _load(folder, chain)
        except RepdeskError:
            if names_of(folder) == before:
                raise
        else:
            if names_of(folder) == before or found.state is State.SOUND:
                return found
            if found.journal is not None:
                found.journal.close()
    return _load(folder, chain)


def names_of(folder: Folder) -> tuple[int | None, ...]:
    """Return the inodes that the two names lead to: a compaction changes them."""
    numbers: list[int | None] = []
    for path in (folder.journal, folder.book):
        try:
            numbers.append(path.lstat().st_ino)
        except OSError:
            numbers.append(None)
    return tuple(numbers)


def _load(folder: Folder, chain: Chain) -> Loaded:
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
        found = _continued(folder, journal, mark, refused, chain)
    except BaseException:
        if journal is not None:
            journal.close()
        raise
    if journal is not None and found.journal is None:
        journal.close()
    return found


def _continued(
    folder: Folder,
    journal: Journal | None,
    mark: Mark | None,
    refused: Damaged | None,
    chain: Chain,
) -> Loaded:
    try:
        found, identity = snapshot_or_older(folder, chain)
    except FileNotFoundError:
        if refused is not None:
            raise refused from None
        if journal is not None or (mark is not None and mark.seq) or folder.traces():
            raise Damaged("book.missing", path=str(folder.book), way="restore") from None
        return Loaded(State.NEW, Book(), Meta(FORMAT, 0, 0), "", None, {})
    meta = found.meta
    state = State.BARE
    lines: list[Line] = []
    torn = b""
    if meta.replaces and meta.replaces == sum_of_file(folder.journal):
        state = State.COMPACTED
    elif refused is not None:
        raise refused
    elif journal is not None:
        if isinstance(found, Older):
            journal.decode = decode_head
        state = _relation(folder, journal, meta, found.sum)
    if state is State.SOUND and journal is not None:
        lines, torn = _waiting(folder, journal, meta.seq)
    elif mark is not None and mark.seq > meta.seq:
        code = "journal.missing" if journal is None else "journal.short"
        raise Damaged(code, path=str(folder.journal), seq=meta.seq, mark=mark.seq, way="doctor")
    if isinstance(found, Older):
        older = folded(found, lines)
        snapshot = upgraded(older, chain, folder.book)
        loaded = Loaded(
            State.OLDER, snapshot.book(), meta, found.sum, identity, snapshot.extra, None, torn,
            older,
        )  # fmt: skip
    else:
        book = replayed(found.book(), lines)
        kept = journal if state is State.SOUND else None
        loaded = Loaded(state, book, meta, found.sum, identity, found.extra, kept, torn)
    if state is State.SOUND:
        check_mark(folder, mark, loaded.book)
    return loaded


def _waiting(folder: Folder, journal: Journal, seq: int) -> tuple[list[Line], bytes]:
    """Return the lines behind the snapshot, and the bytes of an unfinished one."""
    scan = journal.read_on(seq)
    if not scan.torn:
        raise Damaged(
            "journal.line", path=str(folder.journal), line=len(scan.lines) + 2, way="doctor"
        )
    return scan.lines, scan.rest


def _relation(folder: Folder, journal: Journal, meta: Meta, sum_: str) -> State:
    header = journal.header
    if (header.gen, header.base) == (meta.gen, meta.seq):
        if header.sum == sum_:
            return State.SOUND
        if journal.is_empty():
            return State.FOREIGN
        raise Damaged("book.altered", path=str(folder.book), way="doctor")
    if meta.gen == header.gen + 1:
        # Its lines are in the snapshot; before a migration they were of another format.
        journal.decode = decode_head
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
        if entry.verb in ("restore", "repair"):
            return  # what stands before it came with the backup or was put together


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
