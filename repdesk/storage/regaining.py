"""Rows that a damaged book lost, found again elsewhere; records that two programs altered."""

from collections import Counter
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.record import Record
from repdesk.storage.fragments import LostRow
from repdesk.storage.journal import UNREADABLE, Line
from repdesk.storage.notices import Notice


class Opened(NamedTuple):
    """A book as far as it can be read, and what the reader must be told.

    `extra` are the tables of a newer minor version, row by row as JSON.
    """

    book: Book
    notices: list[Notice]
    extra: dict[str, list[bytes]]


Known = dict[tuple[str, str], Record | None]


def newest_of(book: Book) -> Known:
    """Return the records of the history: the newest change of one holds it whole."""
    newest: Known = {}
    for entry in book.history:
        try:
            change = entry.change()
        except UNREADABLE:
            continue
        newest.update(((put.table, put.id), put.after) for put in change.puts)
    return newest


def regain(
    book: Book, lost: list[LostRow], cut: bool, newest: Known
) -> tuple[Book, list[LostRow], int]:
    """Take lost rows from where else they are known, in the tables that lost some."""
    tables = {row.table for row in lost} | ({""} if cut else set())
    if not tables:
        return book, lost, 0
    puts = [
        Put(table, id_, None, after)
        for (table, id_), after in newest.items()
        if after is not None and book.get(table, id_) is None and (table in tables or "" in tables)
    ]
    back = Counter(put.table for put in puts)
    ids = {put.id for put in puts}
    still = []
    for row in lost:
        if row.id in ids:
            back[row.table] -= 1
        else:
            still.append(row)
    lost = []
    for row in still:
        # A row whose id is illegible may be one of those that came back.
        if not row.id and back[row.table] > 0:
            back[row.table] -= 1
        else:
            lost.append(row)
    return book.with_puts(puts), lost, len(puts)


def both_altered(book: Book, lines: list[Line]) -> list[tuple[str, str]]:
    """Return the records that stand otherwise in the snapshot than where the journal began."""
    first: dict[tuple[str, str], Put] = {}
    for line in lines:
        for put in line.change.puts:
            first.setdefault((put.table, put.id), put)
    return [
        place
        for place, put in first.items()
        if (found := book.get(*place)) is not None and found not in (put.before, put.after)
    ]
