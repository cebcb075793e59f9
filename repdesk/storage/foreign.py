"""A snapshot that another program altered: taken in whole when it is sound, as a barrier."""

from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change
from repdesk.domain.errors import Damaged
from repdesk.storage import rescue
from repdesk.storage.folder import Folder, disk
from repdesk.storage.soundness import faults


def taken_in(folder: Folder, book: Book, at: str, op: str) -> Book:
    """Return the altered book after a change `foreign` that no undo goes back over.

    The file as it was found is kept in rescue/. Raises Damaged when a record breaks a rule or
    names another that is not there; DiskError.
    """
    check_sound(folder, book)
    with disk("read", folder.book):
        found = folder.book.read_bytes()
    kept = rescue.keep(folder, f"altered-{book.seq}.json", [found])
    return barrier(book, "foreign", at, op, name=kept.name)


def barrier(book: Book, verb: str, at: str, op: str, **args: str | int | None) -> Book:
    """Return the book after a change without rows that no undo goes back over."""
    change = Change(op=op, at=at, verb=verb, puts=(), args=args)
    seq = book.seq + 1
    return book.apply(change, seq, encode_change(seq, change))


def check_sound(folder: Folder, book: Book) -> None:
    """Raise Damaged when a record breaks a rule or refers to one that is not there."""
    for fault in faults(book):
        raise Damaged(
            "book.unsound",
            path=str(folder.book),
            table=fault.table,
            id=fault.record.id,
            why=fault.code,
            way="doctor",
        )
