"""What stands on disk as one session last saw it; putting it right, adding to it."""

from contextlib import suppress

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, DiskError
from repdesk.storage import backups, rescue, reserve
from repdesk.storage.begun import finish_begun
from repdesk.storage.book_file import identity_of
from repdesk.storage.compaction import Prepared, prepare_snapshot, start_journal
from repdesk.storage.following import Following
from repdesk.storage.foreign import barrier, check_sound, taken_in
from repdesk.storage.journal import AppendError, Journal, checksum
from repdesk.storage.loading import (
    State,
    check_mark,
    load,
    names_of,
)
from repdesk.storage.lock import Lock, Mark
from repdesk.storage.notices import Notice
from repdesk.storage.snapshot import written


class Standing(Following):
    """A book and its files; what is here needs the lock."""

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
            self.replace(lock, taken_in(self.folder, self.book, self.now(), self.new_id()))
        elif self._state is State.OLDER:
            self._migrate(lock)
        elif self.journal is None:
            self._start_journal(lock)
        elif self._suspect or (mark is not None and mark.suspect):
            self.renew(lock)
        check_mark(self.folder, mark, self.book)
        if self._torn:
            self._rescue(lock, self._need_journal())
        finish_begun(self, lock)
        return self._need_journal()

    def _migrate(self, lock: Lock) -> None:
        """Write the book in this format, the old one backed up before as it was."""
        older = self._older
        assert older is not None
        check_sound(self.folder, self.book)
        made = backups.make(self.folder, backups.contents_of_older(older), self.now(), "migrate")
        after = barrier(self.book, "migrate", self.now(), self.new_id(), name=made.name)
        self.replace(lock, after)

    def replace(
        self,
        lock: Lock,
        book: Book,
        extra: dict[str, list[bytes]] | None = None,
        prepared: Prepared | None = None,
    ) -> None:
        """Put a book that ends in a barrier in the place of this one; needs `settle` before.

        Raises DiskError: what then stands is read from the disk by the next commit.
        """
        self.book = book
        if extra is not None:
            self.extra = extra
        self.renew(lock, prepared)
        lock.set_mark(Mark(book.seq, checksum(book.history[-1].line)))

    def prepare(self, book: Book, extra: dict[str, list[bytes]] | None = None) -> Prepared:
        """Write the snapshot that `renew` or `replace` would write; no lock is needed for that.

        It is used when the book on disk has not moved on meanwhile (`fits`), else to be dropped.
        Raises DiskError.
        """
        return prepare_snapshot(
            self.folder, book, self._gen + 1, self.extra if extra is None else extra
        )

    def has_waiting_lines(self) -> bool:
        """Say whether a compaction would bring anything, as far as this session knows."""
        journal = self.journal
        return self._state is State.SOUND and journal is not None and not journal.is_empty()

    def fits(self, prepared: Prepared) -> bool:
        """Say whether the snapshot is the next one of the book as it stands."""
        return prepared.book is self.book and prepared.gen == self._gen + 1

    def contents(self) -> backups.Contents:
        """Return the book as this session last saw it, for a backup."""
        return backups.contents_of(self.book, self._gen, self.extra)

    def _load_or_keep(self) -> None:
        """Read the book again; when another program altered it beside waiting lines, keep ours."""
        try:
            self._adopt(load(self.folder, self._chain))
        except Damaged as error:
            if error.code == "book.altered" and self._kept is None and self.journal is not None:
                self._kept = rescue.keep(
                    self.folder, "book.json", written(self.book, self._gen, self.extra)
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

    def renew(self, lock: Lock, prepared: Prepared | None = None) -> None:
        """Write snapshot and journal of the next generation from memory. Raises DiskError."""
        try:
            if prepared is None or not self.fits(prepared):
                prepared = self.prepare(self.book)
            self._gen = prepared.gen
            prepared.file.take_name()
            self._sum = prepared.sum
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
