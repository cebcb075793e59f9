"""A snapshot that another program altered: taken in whole when it is sound, as a barrier."""

from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change
from repdesk.domain.errors import Damaged, Invalid
from repdesk.domain.rules import check, check_references
from repdesk.domain.tables import TABLES
from repdesk.storage import rescue
from repdesk.storage.folder import Folder, disk


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

    def exists(table: str, id_: str) -> bool:
        return book.get(table, id_) is not None

    for table in TABLES:
        for record in book.rows(table):
            try:
                check(table, record)
                check_references(table, record, exists)
            except Invalid as error:
                raise Damaged(
                    "book.unsound",
                    path=str(folder.book),
                    table=table,
                    id=record.id,
                    why=error.code,
                    way="restore",
                ) from error
