"""What stands on disk as one session last saw it; following it, putting it right, adding to it."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, DiskError
from repdesk.domain.ids import NewId
from repdesk.storage import rescue, reserve
from repdesk.storage.compaction import start_journal, write_snapshot
from repdesk.storage.folder import Folder, disk
from repdesk.storage.foreign import check_sound, taken_in
from repdesk.storage.journal import AppendError, Journal, Scan, checksum
from repdesk.storage.loading import (
    Identities,
    Loaded,
    State,
    check_mark,
    identities_of,
    identity_of,
    load,
    names_of,
    notices_of,
    replayed,
)
from repdesk.storage.lock import Lock, Mark
from repdesk.storage.notices import Notice
from repdesk.storage.snapshot import written


class Standing:
    """The book in memory and where on disk it comes from. Not for two threads at once."""

    def __init__(self, folder: Folder, now: Callable[[], str], new_id: NewId) -> None:
        found = load(folder)
        self.folder = folder
        self.book: Book = found.book
        self.journal: Journal | None = None
        self.notices: list[Notice] = []
        self._now = now
        self._new_id = new_id
        self._state = State.SOUND
        self._kept: Path | None = None
        self._refusal: tuple[Identities, Damaged] | None = None
        self._suspect = False
        self._adopt(found)

    def make_folder(self) -> None:
        """Make the folder of a new book; one that went away behind a session is not made again."""
        if self._state is State.NEW:
            self.folder.make()

    def _adopt(self, found: Loaded) -> None:
        if found.state is State.NEW and self.book.seq:
            # The disk was taken away, or the folder emptied: not a new book.
            raise Damaged("book.missing", path=str(self.folder.book), way="restore")
        if self.journal is not None:
            self.journal.close()
        self.journal = found.journal
        self.book = found.book
        if found.torn or found.state is not self._state:
            self.notices += notices_of(self.folder, found)
        self._state = found.state
        self._gen = found.meta.gen
        self._sum = found.sum
        self._identity = found.identity
        self._names = names_of(self.folder)
        self._extra = found.extra
        self._torn = found.torn

    # -- looking

    def look(self) -> Book:
        """Take in what others did, by two stats when nothing was done, and return the book.

        Raises Damaged, NewerFormat, DiskError; the book stays as it was.
        """
        with disk("read", self.folder.path):
            if self._refusal is not None and self._refusal[0] == identities_of(self.folder):
                raise self._refusal[1].with_traceback(None)
            if self._nothing_new():
                return self.book
            seen = identities_of(self.folder)
        try:
            if not self._followed():
                found = load(self.folder)
                if found.state is State.FOREIGN:
                    check_sound(self.folder, found.book)
                self._adopt(found)
        except Damaged as error:
            # Until something changes again the same files need not be read once a second.
            self._refusal = seen, error
            raise
        return self.book

    def _nothing_new(self) -> bool:
        if self.journal is None:
            same = names_of(self.folder) == self._names
        else:
            same = self.journal.unchanged()
        return same and identity_of(self.folder) == self._identity

    def _followed(self) -> bool:
        """Read on in the journal, and over into its successor where nothing was missed."""
        journal = self.journal
        if journal is None:
            return False
        try:
            self._take(journal.read_on(self.book.seq))
        except Damaged:
            if journal.is_there():
                raise
            return False  # the damaged one was replaced: by a repair
        if journal.is_there():
            return identity_of(self.folder) == self._identity
        try:
            successor = Journal.open(self.folder.journal)
        except FileNotFoundError:
            return False
        if successor.header.base != self.book.seq or successor.header.gen <= self._gen:
            successor.close()
            return False
        journal.close()
        self.journal = successor
        self._gen, self._sum = successor.header.gen, successor.header.sum
        self._identity = identity_of(self.folder)
        self._names = names_of(self.folder)
        self._take(successor.read_on(self.book.seq))
        return True

    def is_new(self) -> bool:
        """Say whether there still is no book here; takes one in that was made meanwhile.

        Raises Damaged, NewerFormat, DiskError.
        """
        if self._state is State.NEW:
            self.look()
        return self._state is State.NEW

    def _take(self, scan: Scan) -> None:
        if not scan.torn:
            raise Damaged("journal.line", path=str(self.folder.journal), way="doctor")
        self._torn = scan.rest
        self.book = replayed(self.book, scan.lines)

    # -- under the lock

    def settle(self, lock: Lock) -> Journal:
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
            self._load_or_keep()
        if self._state is State.NEW:
            self.renew(lock)
        elif self._state is State.FOREIGN:
            self.book = taken_in(self.folder, self.book, self._now(), self._new_id())
            self.renew(lock)
            lock.set_mark(Mark(self.book.seq, checksum(self.book.history[-1].line)))
        elif self.journal is None:
            self._start_journal(lock)
        elif self._suspect or (mark is not None and mark.suspect):
            self.renew(lock)
        check_mark(self.folder, mark, self.book)
        if self._torn:
            self._rescue(lock, self._need_journal())
        return self._need_journal()

    def _load_or_keep(self) -> None:
        """Read the book again; when another program altered it beside waiting lines, keep ours."""
        try:
            self._adopt(load(self.folder))
        except Damaged as error:
            if error.code == "book.altered" and self._kept is None and self.journal is not None:
                self._kept = rescue.keep(
                    self.folder, "book.json", written(self.book, self._gen, self._extra)
                )
            error.facts["kept"] = None if self._kept is None else str(self._kept)
            raise

    def _need_journal(self) -> Journal:
        if self.journal is None:
            raise Damaged("journal.missing", path=str(self.folder.journal), way="doctor")
        return self.journal

    def _rescue(self, lock: Lock, journal: Journal) -> None:
        """Cut the unfinished line off the journal, its bytes kept."""
        kept = rescue.keep(self.folder, f"journal-{self.book.seq + 1}", [self._torn])
        if not journal.cut():
            self.renew(lock)
        facts = {"bytes": len(self._torn), "rescue": str(kept)}
        self.notices.append(Notice("journal.rescued", facts))
        self._torn = b""

    def append(self, lock: Lock, line: bytes) -> None:
        """Write the line; a full disk gets the reserve once, a file that failed a successor.

        Raises DiskError: then the line is not in the book, but for `disk.unsure`: the disk refused
        to take it and to give it up, so that other sessions and the next start may find it there.
        """
        journal = self._need_journal()
        try:
            try:
                journal.append(line)
                return
            except AppendError as failure:
                full = failure.error.errno in reserve.FULL
                if full and reserve.give_back(self.folder):
                    facts = {"path": str(self.folder.reserve)}
                    self.notices.append(Notice("disk.reserve", facts))
                elif failure.reusable:
                    raise
                if not failure.reusable:
                    self._distrust(lock)
                    self._renew_without(lock, failure)
            self._need_journal().append(line)
        except AppendError as failure:
            if not failure.reusable:
                self._distrust(lock)
            raise self._refused(failure) from failure

    def _renew_without(self, lock: Lock, failure: AppendError) -> None:
        """Replace a file whose sync failed; the line may stand in it, and stays there otherwise."""
        try:
            self.renew(lock)
        except DiskError as error:
            raise self._refused(failure) if failure.stays else error from failure

    def _refused(self, failure: AppendError) -> DiskError:
        return DiskError(
            "disk.unsure" if failure.stays else "disk.write",
            path=str(self.folder.journal),
            errno=failure.error.errno,
            operation="write",
        )

    def _distrust(self, lock: Lock) -> None:
        """Tell every session that the journal must be replaced before the next append."""
        self._suspect = True
        mark = lock.mark or Mark(self.book.seq, "0" * 16)
        lock.set_mark(mark._replace(suspect=True))

    def renew(self, lock: Lock) -> None:
        """Write snapshot and journal of the next generation from memory. Raises DiskError."""
        try:
            self._gen += 1
            self._sum = write_snapshot(self.folder, self.book, self._gen, self._extra)
            self._identity = identity_of(self.folder)
            self._start_journal(lock)
        except DiskError:
            self._distrust(lock)
            # Which of the renames happened is read from the disk by the next commit.
            self._state = State.BARE
            raise
        with suppress(DiskError):
            reserve.lay_in(self.folder)

    def _start_journal(self, lock: Lock) -> None:
        journal = start_journal(self.folder, self._gen, self.book.seq, self._sum)
        if self.journal is not None:
            self.journal.close()
        self.journal = journal
        self._names = names_of(self.folder)
        self._state = State.SOUND
        self._suspect = False
        mark = lock.mark
        if mark is not None and mark.suspect:
            lock.set_mark(mark._replace(suspect=False))
