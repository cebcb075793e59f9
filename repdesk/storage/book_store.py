"""The store of one session: the book in memory, and changes made durable under the lock."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Change, decode_change, encode_change
from repdesk.domain.errors import (
    Busy,
    Damaged,
    DiskError,
    Invalid,
    NotFound,
)
from repdesk.domain.history import newer
from repdesk.domain.ids import NewId
from repdesk.storage.compaction import MOST, Policy
from repdesk.storage.folder import Folder
from repdesk.storage.journal import checksum, framed
from repdesk.storage.lock import Mark, locked
from repdesk.storage.migrations import CHAIN, Chain
from repdesk.storage.notices import Notice
from repdesk.storage.session_backups import SessionBackups
from repdesk.storage.standing import Standing

if TYPE_CHECKING:
    from repdesk.storage.erasing import Erased


def open_store(
    path: Path,
    now: Callable[[], str],
    new_id: NewId,
    policy: Policy = Policy.AUTO,
    stays: bool = False,
    chain: Chain = CHAIN,
) -> "BookStore":
    """Open the book of a data folder; a folder without one is a new book.

    Opening reads only: what a crash left is put right by the first commit. A session that `stays`
    (the app) makes the backup of a day beside its work, a short one at its end. Raises Damaged,
    NewerFormat, DiskError.
    """
    return BookStore(Standing(Folder(path), now, new_id, chain), now, policy, stays)


class BookStore:
    """Keeps `book` as this session last saw it; any thread may call any method."""

    def __init__(
        self, standing: Standing, now: Callable[[], str], policy: Policy, stays: bool
    ) -> None:
        self._standing = standing
        self._policy = policy
        self._guard = threading.RLock()
        self._wrote = False
        self._ops: set[str] = set()
        self._ops_to = 0
        self._backups = SessionBackups(standing, now, self._guard, stays)

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
                self._tell_erased()
                book = standing.book
                change = make(book)
                if not change.puts or self._stands(change.op):
                    return book
                seq = book.seq + 1
                body = checked(seq, change)
                after = book.apply(change, seq, body)
                standing.append(lock, framed(body))
                lock.set_mark(Mark(seq, checksum(body)))
                self._wrote = True
                standing.book = after
            self._backups.after_save()
            return after

    def _stands(self, op: str) -> bool:
        """Say whether the change is in the book already: a retry of one that was thought lost."""
        history = self._standing.book.history
        self._ops.update(entry.op for entry in newer(history, self._ops_to))
        self._ops_to = self._standing.book.seq
        return op in self._ops

    def erase(self, customer: str) -> "Erased":
        """Take a customer out of every file of the folder; the amounts stay under its id.

        The backup made before protects the others: the erasure goes through it as well. Then two
        steps: `erasing` in the journal, and all the files, the book last. Cut off between them,
        the next writing session finishes it. Raises NotFound, Busy, Damaged, NewerFormat,
        DiskError.
        """
        standing = self._standing
        self.backup("erase", needed=True)
        with self._guard, locked(standing.folder) as lock:
            standing.settle(lock)
            self._tell_erased()
            book = standing.book
            record = book.get("customers", customer)
            if record is None or record.erased:
                raise NotFound("customer.missing", what="customers", name=customer)
            args = {"id": customer}
            change = Change(
                op=standing.new_id(), at=standing.now(), verb="erasing", puts=(), args=args
            )
            seq = book.seq + 1
            body = checked(seq, change)
            standing.append(lock, framed(body))
            lock.set_mark(Mark(seq, checksum(body)))
            standing.book = book.apply(change, seq, body)
            standing.settle(lock)
            done: Erased = standing.erased.pop()
            return done

    def _tell_erased(self) -> None:
        """Say which erasures that another session left unfinished were finished by this one."""
        for done in self._standing.erased:
            facts = {"customer": done.customer, "left": len(done.proof.left)}
            self.notices.append(Notice("erase.finished", facts))
        self._standing.erased.clear()

    def backup(self, reason: str, needed: bool = False) -> str | None:
        """Back up the book; see `SessionBackups.make`."""
        return self._backups.make(reason, needed)

    def compact(self) -> None:
        """Bring everything into a new snapshot, if the journal holds anything.

        It is written before the lock is taken; one that others' changes made stale is written
        again, the third time under the lock. Raises Busy, Damaged, NewerFormat, DiskError; the book
        stands whatever happens.
        """
        standing = self._standing
        with self._guard:
            for again in (True, True, False):
                book = standing.look()
                prepared = standing.prepare(book) if standing.has_waiting_lines() else None
                try:
                    with locked(standing.folder) as lock:
                        if standing.settle(lock).is_empty():
                            return
                        if prepared is None or standing.fits(prepared) or not again:
                            standing.renew(lock, prepared)
                            return
                finally:
                    if prepared is not None:
                        prepared.drop_unless_used()

    def close(self, leaving: bool = False) -> None:
        """End the session, compacting if it is time: `leaving` is the exit of the app.

        Never raises for a compaction that failed: what was saved is saved; a notice says why.
        """
        self._backups.wait()
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
            failed = False
            if due:
                try:
                    self.compact()
                except (Busy, Damaged, DiskError) as error:
                    failed = True
                    facts = {"error": error.code, **error.facts}
                    self.notices.append(Notice("compaction.failed", facts))
            if self._wrote and not failed:
                self._backups.at_end()
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
