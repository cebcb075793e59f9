"""The store of one session: the book in memory, and changes made durable under the lock."""

import threading
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Change, decode_change, encode_change
from repdesk.domain.errors import Busy, Damaged, DiskError, Invalid
from repdesk.domain.ids import NewId
from repdesk.storage import rescue, reserve
from repdesk.storage.compaction import MOST, Policy, start_journal, write_snapshot
from repdesk.storage.folder import Folder
from repdesk.storage.foreign import taken_in
from repdesk.storage.journal import AppendError, Journal, Scan, checksum, framed
from repdesk.storage.loading import (
    Identity,
    Loaded,
    State,
    check_mark,
    identity_of,
    load,
    names_of,
    replayed,
)
from repdesk.storage.lock import Lock, Mark, locked, writer_is_away
from repdesk.storage.notices import Notice


def open_store(
    path: Path, now: Callable[[], str], new_id: NewId, policy: Policy = Policy.AUTO
) -> "BookStore":
    """Open the book of a data folder; a folder without one is a new book.

    Opening reads only: what a crash left is put right by the first commit. Raises Damaged,
    NewerFormat, DiskError.
    """
    return BookStore(Folder(path), now, new_id, policy)


class BookStore:
    """Keeps `book` as this session last saw it; any thread may call any method."""

    def __init__(
        self, folder: Folder, now: Callable[[], str], new_id: NewId, policy: Policy
    ) -> None:
        self.notices: list[Notice] = []
        """What the rep should be told, oldest first; the caller takes them out as it says them."""
        self._folder = folder
        self._now = now
        self._new_id = new_id
        self._policy = policy
        self._guard = threading.RLock()
        self._wrote = False
        self._journal: Journal | None = None
        self._state = State.NEW
        self._gen = 0
        self._sum = ""
        self._identity: Identity | None = None
        self._names: tuple[int | None, ...] = ()
        self._extra: dict[str, list[bytes]] = {}
        self._torn = b""
        self._book = Book()
        self._adopt(load(folder))
        self._tell_what_was_found()

    @property
    def book(self) -> Book:
        """The book as this session last saw it."""
        return self._book

    def refresh(self) -> Book:
        """Take in what other sessions appended: one stat when nothing was.

        Raises Damaged, NewerFormat, DiskError; the book in memory stays as it was.
        """
        with self._guard:
            journal = self._journal
            if journal is not None and journal.unchanged():
                return self._book
            if journal is None and names_of(self._folder) == self._names:
                return self._book
            if not self._followed():
                self._adopt(load(self._folder))
            return self._book

    def commit(self, make: Callable[[Book], Change]) -> Book:
        """Lock, take in others' changes, make the change from that book, sync it, unlock.

        Raises what `make` raises, Busy, Damaged, NewerFormat, DiskError, Invalid; then nothing
        has changed. A change without puts, or whose op is already in the book, is not written.
        """
        with self._guard:
            self._folder.make()
            with locked(self._folder) as lock:
                journal = self._settled(lock)
                change = make(self._book)
                if not change.puts or any(e.op == change.op for e in self._book.history):
                    return self._book
                seq = self._book.seq + 1
                body = checked(seq, change)
                after = self._book.apply(change, seq, body)
                self._append(lock, journal, framed(body))
                lock.set_mark(Mark(seq, checksum(body)))
                self._wrote = True
                self._book = after
            return after

    def compact(self) -> None:
        """Bring everything into a new snapshot, if the journal holds anything.

        Raises Busy, Damaged, NewerFormat, DiskError; the book stands whatever happens.
        """
        with self._guard, locked(self._folder) as lock:
            if not self._settled(lock).is_empty():
                self._renew(lock)

    def close(self, leaving: bool = False) -> None:
        """End the session, compacting if it is time: `leaving` is the exit of the app.

        Never raises for a compaction that failed: what was saved is saved; a notice says why.
        """
        with self._guard:
            journal = self._journal
            size = journal.offset if journal is not None else 0
            due = {
                Policy.NEVER: False,
                Policy.ALWAYS: self._wrote,
                Policy.AUTO: size > MOST or (leaving and size > 0),
            }[self._policy]
            if due:
                try:
                    self.compact()
                except (Busy, Damaged, DiskError) as error:
                    self.notices.append(
                        Notice("compaction.failed", {"error": error.code, **error.facts})
                    )
            if self._journal is not None:
                self._journal.close()
                self._journal = None

    # -- what stands on disk and in memory

    def _adopt(self, loaded: Loaded) -> None:
        if self._journal is not None:
            self._journal.close()
        self._journal = loaded.journal
        self._state = loaded.state
        self._gen = loaded.meta.gen
        self._sum = loaded.sum
        self._identity = loaded.identity
        self._names = names_of(self._folder)
        self._extra = loaded.extra
        self._torn = loaded.torn
        self._book = loaded.book

    def _tell_what_was_found(self) -> None:
        path = str(self._folder.journal)
        if self._torn and writer_is_away(self._folder):
            self.notices.append(Notice("journal.torn", {"bytes": len(self._torn), "path": path}))
        if self._state is State.FOREIGN:
            self.notices.append(Notice("book.foreign", {"path": str(self._folder.book)}))
        if self._state is State.BARE and self._folder.lock.exists():
            self.notices.append(Notice("journal.missing", {"path": path}))

    def _followed(self) -> bool:
        """Read on in the journal, and over into its successor where nothing was missed."""
        journal = self._journal
        if journal is None:
            return False
        self._take(journal.read_on(self._book.seq))
        if journal.is_there():
            return identity_of(self._folder) == self._identity
        try:
            successor = Journal.open(self._folder.journal)
        except FileNotFoundError:
            return False
        if successor.header.base != self._book.seq or successor.header.gen <= self._gen:
            successor.close()
            return False
        journal.close()
        self._journal = successor
        self._gen, self._sum = successor.header.gen, successor.header.sum
        self._identity = identity_of(self._folder)
        self._take(successor.read_on(self._book.seq))
        return True

    def _take(self, scan: Scan) -> None:
        if not scan.torn:
            raise Damaged("journal.line", path=str(self._folder.journal), way="doctor")
        self._torn = scan.rest
        self._book = replayed(self._book, scan.lines)

    # -- under the lock

    def _settled(self, lock: Lock) -> Journal:
        """Make memory and disk one, put right what a crash left; return the journal to append to.

        Raises Damaged, NewerFormat, DiskError.
        """
        mark = lock.mark
        try:
            followed = self._state is State.SOUND and self._followed()
        except Damaged as error:
            if error.code != "journal.rewritten":
                raise
            followed = False
        if not followed:
            self._adopt(load(self._folder))
        if self._state is State.NEW:
            self._renew(lock)
        elif self._state is State.FOREIGN:
            self._book = taken_in(self._folder, self._book, self._now(), self._new_id())
            self._renew(lock)
            lock.set_mark(Mark(self._book.seq, checksum(self._book.history[-1].line)))
        elif self._journal is None:
            self._start_journal(lock)
        elif mark is not None and mark.suspect:
            self._renew(lock)
        journal = self._journal
        if journal is None:
            raise Damaged("journal.missing", path=str(self._folder.journal), way="doctor")
        check_mark(self._folder, mark, self._book.seq, (), journal.last_checksum)
        if self._torn:
            kept = rescue.keep(self._folder, f"journal-{self._book.seq + 1}", self._torn)
            if not journal.cut():
                self._renew(lock)
            self.notices.append(
                Notice("journal.rescued", {"bytes": len(self._torn), "rescue": str(kept)})
            )
            self._torn = b""
        return self._journal or journal

    def _append(self, lock: Lock, journal: Journal, line: bytes) -> None:
        """Write the line; a full disk gets the reserve once, a file that failed a successor."""
        try:
            try:
                journal.append(line)
                return
            except AppendError as failure:
                full = failure.error.errno in reserve.FULL
                if full and reserve.give_back(self._folder):
                    self.notices.append(Notice("disk.reserve", {"path": str(self._folder.reserve)}))
                elif failure.reusable:
                    raise
                if not failure.reusable:
                    self._distrust(lock)
                    self._renew(lock)
                    journal = self._journal or journal
            journal.append(line)
        except AppendError as failure:
            if not failure.reusable:
                self._distrust(lock)
            raise DiskError(
                "disk.write",
                path=str(self._folder.journal),
                errno=failure.error.errno,
                operation="write",
            ) from failure

    def _distrust(self, lock: Lock) -> None:
        """Tell every session that the journal must be replaced before the next append."""
        mark = lock.mark or Mark(self._book.seq, "0" * 16)
        lock.set_mark(mark._replace(suspect=True))

    def _renew(self, lock: Lock) -> None:
        """Write snapshot and journal of the next generation from memory."""
        try:
            self._gen += 1
            self._sum = write_snapshot(self._folder, self._book, self._gen, self._extra)
            self._identity = identity_of(self._folder)
            self._start_journal(lock)
        except DiskError:
            self._distrust(lock)
            # Which of the renames happened is read from the disk by the next commit.
            self._state = State.BARE
            raise
        with suppress(DiskError):
            reserve.lay_in(self._folder)

    def _start_journal(self, lock: Lock) -> None:
        journal = start_journal(self._folder, self._gen, self._book.seq, self._sum)
        if self._journal is not None:
            self._journal.close()
        self._journal = journal
        self._state = State.SOUND
        mark = lock.mark
        if mark is not None and mark.suspect:
            lock.set_mark(mark._replace(suspect=False))


def checked(seq: int, change: Change) -> bytes:
    """Return the JSON of a change after reading it back; raises Invalid.

    Records are not checked when they are made: one of a wrong type must not reach the file.
    """
    try:
        body = encode_change(seq, change)
        decode_change(body)
    except (msgspec.DecodeError, UnicodeEncodeError, TypeError) as error:
        raise Invalid("change.unreadable", verb=change.verb, why=str(error)) from error
    return body
