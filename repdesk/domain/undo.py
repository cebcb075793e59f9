"""Undo and redo: the inverse of the change on top, unless one of its records has moved on."""

from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.change import Change
from repdesk.domain.errors import Conflict
from repdesk.domain.history import Entry, nothing_to, stacks


def taken_back(book: Book, verb: str, op: str, now: str, by: str = "") -> tuple[Change, Entry]:
    """Return the change that takes back the newest change (`undo`) or undo (`redo`), and that one.

    Raises NothingToUndo, and Conflict where a record of it is no longer as it left it.
    """
    stack = stacks(book.history)[verb == "redo"]
    if not stack:
        raise nothing_to(verb, book.history)
    entry = stack[-1]
    change = entry.change()
    for put in change.puts:
        current = book.get(put.table, put.id)
        if current != put.after:
            record: Any = current or put.after or put.before
            raise Conflict(
                f"{verb}.moved_on",
                table=put.table,
                id=put.id,
                name=getattr(record, "name", "") or getattr(record, "title", ""),
                verb=entry.verb,
                by=entry.args.get("by"),
                at=getattr(current, "updated", ""),
            )
    args = {"of": entry.verb, **entry.args}
    if by:
        args["by"] = by
    return change.inverse(op, now, verb, args), entry
