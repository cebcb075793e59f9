"""Stores and desks on a folder, with a clock that stands still and ids that repeat."""

from itertools import count
from pathlib import Path

from repdesk.desk import Desk
from repdesk.storage.book_store import BookStore, open_store
from repdesk.storage.compaction import Policy

NOW = "2026-06-30T10:00+08:00"
_numbers = count(1)


def new_id() -> str:
    """An id that no other in this process has."""
    return f"t{next(_numbers):015d}"


def session(folder: Path, policy: Policy = Policy.AUTO) -> BookStore:
    return open_store(folder, lambda: NOW, new_id, policy)


def desk(store: BookStore, by: str = "") -> Desk:
    return Desk(store, lambda: NOW, new_id, lambda name: (name.casefold(),), by=by)


def saved(folder: Path, *names: str, policy: Policy = Policy.NEVER) -> None:
    """Save a zone of each name in a session that then ends."""
    store = session(folder, policy)
    for name in names:
        desk(store).add("zones", name=name)
    store.close()


def zones(store: BookStore) -> list[str]:
    return sorted(zone.name for zone in store.book.rows("zones"))


def opened(folder: Path) -> list[str]:
    """The zones that a new session finds."""
    store = session(folder)
    try:
        return zones(store)
    finally:
        store.close()


def files(folder: Path) -> dict[str, bytes]:
    """The bytes of every file in the folder itself."""
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}
