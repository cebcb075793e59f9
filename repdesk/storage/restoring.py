"""Restore: a backup's book takes the place of the present one, as a change no undo goes back over.

What is there is kept first: a sound book as a backup, a damaged one byte by byte in rescue/. The
backup is read and the new snapshot written before the lock is taken. Its number is above every one
that was ever acknowledged, so other sessions take it over at their next look, and a crash between
the two renames is a finished compaction to the next opening. Over a damaged journal such a crash
leaves a book that is refused; restoring again finishes it.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from os import O_RDONLY, close
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.errors import Busy, Damaged, NewerFormat
from repdesk.domain.ids import NewId
from repdesk.storage import backups, rescue
from repdesk.storage.book_file import read_file
from repdesk.storage.compaction import start_journal, write_snapshot
from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.foreign import barrier
from repdesk.storage.journal import Journal, checksum
from repdesk.storage.lock import Lock, Mark, locked
from repdesk.storage.migrations import CHAIN, Chain
from repdesk.storage.salvage import read_anyway
from repdesk.storage.snapshot import Snapshot, blocks_of
from repdesk.storage.standing import Standing

_TRIES = 5


class Restored(NamedTuple):
    """What was done: the change's op, the backup taken before, what was kept of a damaged book."""

    op: str
    name: str
    before: str | None
    kept: tuple[Path, ...]


def restore(
    path: Path,
    name: str,
    now: Callable[[], str],
    new_id: NewId,
    by: str = "",
    chain: Chain = CHAIN,
) -> Restored:
    """Put the book of a backup in the place of the present one.

    Raises NotFound, Ambiguous, Damaged when the backup can't be read, NewerFormat when it or the
    book is of a newer format, Busy, DiskError; then the book is what it was.
    """
    folder = Folder(path)
    chosen = backups.named(folder, name)
    restoring = _Restoring(folder, chosen, backups.read(chosen, chain), now, new_id, by, chain)
    try:
        return restoring.over_sound()
    except Damaged as error:
        if error.code == "file.planted" and error.facts["path"] not in restoring.replaced:
            raise
    except NewerFormat as error:
        # A journal without its header is taken for a newer one too, but names no format.
        if error.facts["format"] is not None:
            raise
    return restoring.over_damaged()


class _Restoring:
    def __init__(
        self,
        folder: Folder,
        chosen: backups.Backup,
        snapshot: Snapshot,
        now: Callable[[], str],
        new_id: NewId,
        by: str,
        chain: Chain,
    ) -> None:
        self._folder = folder
        self._chosen = chosen
        self._snapshot = snapshot
        self._now = now
        self._new_id = new_id
        self._by = by
        self._chain = chain
        self.replaced = (str(folder.book), str(folder.journal))

    def _book(self, op: str, above: int) -> Book:
        """Return the book of then, as the change that comes after `above`."""
        book = Book(self._snapshot.tables, above, self._snapshot.history)
        args = {"name": self._chosen.name, **({"by": self._by} if self._by else {})}
        return barrier(book, "restore", self._now(), op, **args)

    def over_sound(self) -> Restored:
        """Restore over a book that opens; raises Damaged when it does not."""
        folder = self._folder
        op = self._new_id()
        for _ in range(_TRIES):
            standing = Standing(folder, self._now, self._new_id, self._chain)
            try:
                present = standing.book
                made = backups.make(folder, standing.contents(), self._now(), "restore")
                after = self._book(op, self._highest(present.seq))
                prepared = standing.prepare(after, self._snapshot.extra)
                try:
                    with locked(folder) as lock:
                        standing.settle(lock)
                        if standing.book.seq == present.seq:
                            standing.replace(lock, after, self._snapshot.extra, prepared)
                            return Restored(op, self._chosen.name, made.name, ())
                finally:
                    prepared.drop_unless_used()
            finally:
                if standing.journal is not None:
                    standing.journal.close()
        raise Busy("book.busy", path=str(folder.book), holder=None)

    def over_damaged(self) -> Restored:
        """Restore over files that are refused, or that are not there."""
        folder = self._folder
        op = self._new_id()
        with locked(folder) as lock:
            kept = tuple(self._kept())
            gen, seq = self._beyond(lock)
            after = self._book(op, seq)
            sum_ = write_snapshot(folder, after, gen, self._snapshot.extra)
            start_journal(folder, gen, after.seq, sum_).close()
            lock.set_mark(Mark(after.seq, checksum(after.history[-1].line)))
        return Restored(op, self._chosen.name, None, kept)

    def _kept(self) -> Iterator[Path]:
        """Keep the bytes of the book and the journal; a planted link is only replaced."""
        for path in (self._folder.book, self._folder.journal):
            try:
                fd = open_private(path, O_RDONLY)
            except (FileNotFoundError, Damaged):
                continue
            try:
                with disk("read", path):
                    yield rescue.keep(self._folder, f"{path.name}-damaged", blocks_of(fd))
            finally:
                close(fd)

    def _beyond(self, lock: Lock) -> tuple[int, int]:
        """Return the next generation, and the highest number that was ever given to a change."""
        gens, seqs = [0], [0]
        with suppress(FileNotFoundError, Damaged, NewerFormat):
            journal = Journal.open(self._folder.journal)
            gens.append(journal.header.gen)
            journal.close()
        with suppress(FileNotFoundError, Damaged):
            gens.append(read_file(self._folder)[0].meta.gen)
        with suppress(Damaged, NewerFormat):
            seqs.append(read_anyway(self._folder.path, self._chain).book.seq)
        if lock.mark is not None:
            seqs.append(lock.mark.seq)
        return max(gens) + 1, self._highest(*seqs)

    def _highest(self, *seqs: int) -> int:
        """Return the highest of these numbers, the backup's and those in the backups' names."""
        named = (backup.seq for backup in backups.found(self._folder))
        return max(self._snapshot.meta.seq, *seqs, *named)
