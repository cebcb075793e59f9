"""Compaction: the whole book into a new snapshot, and a new journal that continues it.

Temporary file, fsync (so far without the lock), rename, fsync of the folder; then the journal the
same way. Cut off between the renames it is recognised by its generation (`State.COMPACTED`).
"""

from collections.abc import Iterator, Mapping
from enum import Enum
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.storage.folder import Folder, Unfinished, remove_leftovers, replace_file
from repdesk.storage.journal import Journal, header_line
from repdesk.storage.snapshot import new_sum, written

MOST = 1 << 20
"""Bytes of journal from which even a short verb compacts at its end."""


class Policy(Enum):
    """When a session compacts at its end."""

    AUTO = "auto"
    NEVER = "never"
    ALWAYS = "always"


def policy_of(environ: Mapping[str, str]) -> Policy:
    """Return what REPDESK_NO_COMPACT and REPDESK_COMPACT ask for."""
    if environ.get("REPDESK_NO_COMPACT", "") not in ("", "0"):
        return Policy.NEVER
    return Policy.ALWAYS if environ.get("REPDESK_COMPACT") == "always" else Policy.AUTO


class Prepared(NamedTuple):
    """The next snapshot, on disk but not yet in the old one's place; needs no lock to be made."""

    file: Unfinished
    book: Book
    gen: int
    sum: str

    def drop_unless_used(self) -> None:
        """Remove it where it did not take its place."""
        if not self.file.ended:
            self.file.drop()


def prepare_snapshot(
    folder: Folder, book: Book, gen: int, extra: dict[str, list[bytes]], replaces: str = ""
) -> Prepared:
    """Write the snapshot of a book; raises DiskError."""
    remove_leftovers(folder.book)
    remove_leftovers(folder.journal)
    hashed = new_sum()

    def slices() -> Iterator[bytes]:
        for part in written(book, gen, extra, replaces):
            hashed.update(part)
            yield part

    file = Unfinished(folder.book, slices())
    return Prepared(file, book, gen, hashed.hexdigest())


def write_snapshot(folder: Folder, book: Book, gen: int, extra: dict[str, list[bytes]]) -> str:
    """Put the book in the place of the old snapshot and return its hash; needs the lock.

    Raises DiskError.
    """
    prepared = prepare_snapshot(folder, book, gen, extra)
    prepared.file.take_name()
    return prepared.sum


def start_journal(folder: Folder, gen: int, base: int, sum_: str) -> Journal:
    """Put an empty journal for a snapshot in the place of the old; needs the lock."""
    replace_file(folder.journal, [header_line(gen, base, sum_)])
    journal = Journal.open(folder.journal)
    journal.read_on(base)
    return journal
