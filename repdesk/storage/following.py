"""The book of one session, following what others do to the files; reads only."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged
from repdesk.domain.ids import NewId
from repdesk.storage.book_file import Identities, identities_of, identity_of
from repdesk.storage.folder import Folder, disk
from repdesk.storage.foreign import check_sound
from repdesk.storage.journal import Journal, Scan
from repdesk.storage.loading import (
    Loaded,
    State,
    load,
    names_of,
    notices_of,
    replayed,
)
from repdesk.storage.migrations import CHAIN, Chain
from repdesk.storage.notices import Notice


class Following:
    """The book in memory and where on disk it comes from. Not for two threads at once."""

    def __init__(
        self, folder: Folder, now: Callable[[], str], new_id: NewId, chain: Chain = CHAIN
    ) -> None:
        self._chain = chain
        found = load(folder, chain)
        self.folder = folder
        self.book: Book = found.book
        self.journal: Journal | None = None
        self.notices: list[Notice] = []
        self.erased: list[Any] = []  # erasing.Erased: finished by this session
        self.now = now
        self.new_id = new_id
        self._state = State.SOUND
        self._kept: Path | None = None
        self._refusal: tuple[Identities, Damaged] | None = None
        self._suspect = False
        self.looked_to = 0
        """Up to which change it is known that nothing was left begun."""
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
        self.looked_to = 0
        if found.torn or found.state is not self._state:
            self.notices += notices_of(self.folder, found)
        self._state = found.state
        self._gen = found.meta.gen
        self._sum = found.sum
        self._identity = found.identity
        self._names = names_of(self.folder)
        self.extra = found.extra
        self._torn = found.torn
        self._older = found.older

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
                found = load(self.folder, self._chain)
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
