"""The last changes of a book, and which of them undo and redo would take."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from repdesk.domain.change import BARRIERS, Change, decode_change
from repdesk.domain.errors import NothingToUndo

KEEP_CHANGES = 500
KEEP_BYTES = 16_000_000


class Entry(NamedTuple):
    """A change as it stands in the history; `line` is its JSON, read again only to undo it."""

    seq: int
    op: str
    at: str
    verb: str
    args: dict[str, str | int | None]
    undoes: str | None
    line: bytes

    def change(self) -> Change:
        """Return the change itself."""
        return decode_change(self.line)[1]


def entry_of(seq: int, change: Change, line: bytes) -> Entry:
    """Return the history's entry for a change and its encoded line."""
    return Entry(seq, change.op, change.at, change.verb, dict(change.args), change.undoes, line)


def size_of(entries: Iterable[Entry]) -> int:
    """Return the bytes that the changes take."""
    return sum(len(entry.line) for entry in entries)


def kept(entries: tuple[Entry, ...], size: int) -> tuple[tuple[Entry, ...], int]:
    """Return what stays, and its bytes: the last 500 changes, at most 16 MB, the newest always.

    `size` are the bytes of all the entries: counting them at every save would cost 50 µs.
    """
    drop = 0
    while len(entries) - drop > KEEP_CHANGES or (size > KEEP_BYTES and drop < len(entries) - 1):
        size -= len(entries[drop].line)
        drop += 1
    return (entries[drop:] if drop else entries), size


def stacks(entries: Iterable[Entry]) -> tuple[list[Entry], list[Entry]]:
    """Return (what undo takes, what redo takes), newest last."""
    undo: list[Entry] = []
    redo: list[Entry] = []
    for entry in entries:
        if entry.verb in BARRIERS:
            undo, redo = [], []
        elif entry.undoes is None:
            undo.append(entry)
            redo = []
        elif redo and redo[-1].op == entry.undoes:
            redo.pop()
            undo.append(entry)
        elif undo and undo[-1].op == entry.undoes:
            undo.pop()
            redo.append(entry)
        else:
            undo = [known for known in undo if known.op != entry.undoes]
    return undo, redo


def newer(entries: Sequence[Entry], seq: int) -> Sequence[Entry]:
    """Return the entries after a change, oldest first, without walking those before it."""
    at = len(entries)
    while at and entries[at - 1].seq > seq:
        at -= 1
    return entries[at:]


def unfinished_erasures(entries: Iterable[Entry]) -> list[Entry]:
    """Return the erasures that were begun (`erasing`) and not ended (`erase`), oldest first."""
    begun: dict[object, Entry] = {}
    for entry in entries:
        if entry.verb == "erasing":
            begun[entry.args.get("id")] = entry
        elif entry.verb == "erase":
            begun.pop(entry.args.get("id"), None)
    return list(begun.values())


def nothing_to(verb: str, entries: tuple[Entry, ...]) -> NothingToUndo:
    """Return why undo or redo (`verb`) has nothing to take: a barrier, where there is one.

    Facts of `undo.barrier`: the barrier's verb and when it was.
    """
    for entry in reversed(entries):
        if entry.verb in BARRIERS and verb == "undo":
            return NothingToUndo("undo.barrier", verb=entry.verb, at=entry.at)
    return NothingToUndo(f"{verb}.nothing")
