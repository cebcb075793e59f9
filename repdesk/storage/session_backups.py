"""When one session backs up the book: when asked, before risky work, with the first save of a day.

A book in memory is a value: what it was before a change can be written while the change is saved.
"""

import threading
from collections.abc import Callable
from importlib import import_module

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, DiskError, RepdeskError
from repdesk.storage.backup_names import EVERY, Backup, is_due
from repdesk.storage.folder import disk
from repdesk.storage.notices import Notice
from repdesk.storage.standing import Standing

Contents = tuple[Book, int, dict[str, list[bytes]]]
"""What a backup needs: the book, its generation, the tables that this version does not know."""


class SessionBackups:
    """The backups of a session; one that `stays` (the app) writes them beside its work.

    `guard` is held while the standing book is looked at, never while a backup is written.
    """

    def __init__(
        self, standing: Standing, now: Callable[[], str], guard: threading.RLock, stays: bool
    ) -> None:
        self._standing = standing
        self._now = now
        self._guard = guard
        self._stays = stays
        self._since_look = 0
        self._looked_on = ""
        self._beside: list[threading.Thread] = []

    def make(self, reason: str, needed: bool) -> str | None:
        """Back up the book as it stands and return the backup's name; None for an empty book.

        The lock is not taken. Raises Damaged, NewerFormat; DiskError only when it is `needed`: a
        full disk must not be what refuses the rep's work, a notice tells of it. What a session
        that stays does not need is written beside its work, and has no name yet.
        """
        with self._guard:
            self._standing.look()
            contents = self._standing.contents()
        if not contents[0].seq:
            return None
        if needed:
            return self._made(contents, reason)
        if self._stays:
            self._start(lambda: self._made_or_told(contents, reason))
            return None
        return self._made_or_told(contents, reason, DiskError)

    def after_save(self) -> None:
        """Start the backup of a day, once a day or so many changes, in a session that stays."""
        if not self._stays:
            return
        day = self._now()[:10]
        self._since_look += 1
        running = any(thread.is_alive() for thread in self._beside)
        if running or (day == self._looked_on and self._since_look < EVERY):
            return
        self._looked_on, self._since_look = day, 0
        self._start(self._make_of_day)

    def wait(self) -> None:
        """Wait for what is being written."""
        for thread in self._beside:
            thread.join()

    def at_end(self) -> None:
        """Make the backup of the day if it is due and the session does not stay."""
        if not self._stays:
            self._make_of_day()

    def _start(self, job: Callable[[], object]) -> None:
        self._beside = [thread for thread in self._beside if thread.is_alive()]
        self._beside.append(threading.Thread(target=job, name="backup"))
        self._beside[-1].start()

    def _make_of_day(self) -> None:
        """Make the backup of this day if it is due; whatever fails is a notice."""
        with self._guard:
            contents = self._standing.contents()
        try:
            due = is_due(self._standing.folder, contents[0].seq, self._now()[:10])
        except (Damaged, DiskError) as error:
            self._tell(error)
            return
        if due:
            self._made_or_told(contents, "day")

    def _made_or_told(
        self,
        contents: Contents,
        reason: str,
        told: type[RepdeskError] | tuple[type[RepdeskError], ...] = (Damaged, DiskError),
    ) -> str | None:
        try:
            return self._made(contents, reason)
        except told as error:
            self._tell(error)
            return None

    def _tell(self, error: RepdeskError) -> None:
        facts = {"error": error.code, **error.facts}
        self._standing.notices.append(Notice("backup.failed", facts))

    def _made(self, contents: Contents, reason: str) -> str:
        # Loaded when one is made: most verbs make none.
        backups = import_module("repdesk.storage.backups")
        whole = backups.contents_of(*contents)
        made: Backup = backups.make(self._standing.folder, whole, self._now(), reason)
        self._drop_if_erased(made)
        return made.name

    def _drop_if_erased(self, made: Backup) -> None:
        """Remove a backup of a book of which a customer was erased while it was being written."""
        with self._guard:
            history = self._standing.look().history
        if any(entry.verb in ("erase", "erasing") and entry.seq > made.seq for entry in history):
            with disk("unlink", made.path):
                made.path.unlink(missing_ok=True)
