"""The store of one session: the book in memory, and changes made durable under the lock."""

import threading
from collections.abc import Callable
from operator import attrgetter
from pathlib import Path

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Change, decode_change, encode_change
from repdesk.domain.errors import Busy, Damaged, DiskError, Invalid
from repdesk.domain.ids import NewId
from repdesk.storage.compaction import MOST, Policy
from repdesk.storage.folder import Folder
from repdesk.storage.journal import checksum, framed
from repdesk.storage.lock import Mark, locked
from repdesk.storage.notices import Notice
from repdesk.storage.standing import Standing

_op = attrgetter("op")


def open_store(
    path: Path, now: Callable[[], str], new_id: NewId, policy: Policy = Policy.AUTO
) -> "BookStore":
    """Open the book of a data folder; a folder without one is a new book.

    Opening reads only: what a crash left is put right by the first commit. Raises Damaged,
    NewerFormat, DiskError.
    """
    return BookStore(Standing(Folder(path), now, new_id), policy)


class BookStore:
    """Keeps `book` as this session last saw it; any thread may call any method."""

    def __init__(self, standing: Standing, policy: Policy) -> None:
        self._standing = standing
        self._policy = policy
        self._guard = threading.RLock()
        self._wrote = False

    @property
    def book(self) -> Book:
        """The book as this session last saw it."""
        return self._standing.book

    @property
    def notices(self) -> list[Notice]:
        """What the rep should be told, oldest first; the caller takes out what it has said."""
        return self._standing.notices

    def refresh(self) -> Book:
        """Take in what other sessions appended: one stat when nothing was.

        Raises Damaged, NewerFormat, DiskError; the book in memory stays as it was.
        """
        with self._guard:
            return self._standing.look()

    def commit(self, make: Callable[[Book], Change]) -> Book:
        """Lock, take in others' changes, make the change from that book, sync it, unlock.

        Raises what `make` raises, Busy, Damaged, NewerFormat, DiskError, Invalid; then nothing
        has changed. A change without puts, or whose op is already in the book, is not written.
        """
        standing = self._standing
        with self._guard:
            if standing.is_new() and not make(standing.book).puts:
                return standing.book  # nothing to save: no book is made for it
            standing.make_folder()
            with locked(standing.folder) as lock:
                standing.settle(lock)
                book = standing.book
                change = make(book)
                if not change.puts or change.op in map(_op, book.history):
                    return book
                seq = book.seq + 1
                body = checked(seq, change)
                after = book.apply(change, seq, body)
                standing.append(lock, framed(body))
                lock.set_mark(Mark(seq, checksum(body)))
                self._wrote = True
                standing.book = after
            return after

    def compact(self) -> None:
        """Bring everything into a new snapshot, if the journal holds anything.

        Raises Busy, Damaged, NewerFormat, DiskError; the book stands whatever happens.
        """
        with self._guard, locked(self._standing.folder) as lock:
            if not self._standing.settle(lock).is_empty():
                self._standing.renew(lock)

    def close(self, leaving: bool = False) -> None:
        """End the session, compacting if it is time: `leaving` is the exit of the app.

        Never raises for a compaction that failed: what was saved is saved; a notice says why.
        """
        with self._guard:
            journal = self._standing.journal
            due = (
                journal is not None
                and {
                    Policy.NEVER: False,
                    Policy.ALWAYS: self._wrote,
                    Policy.AUTO: journal.offset > MOST or (leaving and not journal.is_empty()),
                }[self._policy]
            )
            if due:
                try:
                    self.compact()
                except (Busy, Damaged, DiskError) as error:
                    facts = {"error": error.code, **error.facts}
                    self.notices.append(Notice("compaction.failed", facts))
            if self._standing.journal is not None:
                self._standing.journal.close()
                self._standing.journal = None


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
