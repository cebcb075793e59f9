"""Ports for tests: a desk over the memory store, drafts in a dict, a clock that stands."""

from collections.abc import Mapping, Sequence
from typing import Any

from repdesk.ui.ports import Backups, Draft, Ports, Settings
from tests.memory_store import MemoryStore, desk_of, ids

NOW = "2026-06-30T10:42:00+08:00"


class MemoryDrafts:
    """Drafts that stay in memory."""

    def __init__(self, drafts: Sequence[Draft] = ()) -> None:
        self.kept: dict[str, Draft] = {draft.id: draft for draft in drafts}

    def save(self, draft_id: str, form: str, customer: str, data: Mapping[str, Any]) -> None:
        self.kept[draft_id] = Draft(draft_id, form, NOW, customer, dict(data))

    def list(self) -> Sequence[Draft]:
        return list(self.kept.values())

    def discard(self, draft_id: str) -> None:
        self.kept.pop(draft_id, None)


def book_of(customers: Sequence[str] = ()) -> MemoryStore:
    """A store whose book has these customers (ids c1, c2 …) and other rows."""
    desk = desk_of(store := MemoryStore())
    for at, name in enumerate(customers, 1):
        desk.add_customer(name, id=f"c{at}")
    return store


def ports(
    store: MemoryStore,
    drafts: MemoryDrafts | None = None,
    backups: Backups | None = None,
    **settings: Any,
) -> Ports:
    """Ports over a memory store."""
    desk = desk_of(store)
    return Ports(
        open_book=lambda: desk,
        drafts=drafts or MemoryDrafts(),
        backups=backups,
        now=lambda: NOW,
        settings=Settings(**settings),
        new_id=ids("draft"),
    )
