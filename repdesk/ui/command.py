"""One command: what the list of commands is made of."""

from __future__ import annotations

import msgspec


class Command(msgspec.Struct, frozen=True):
    """One row: what it is called, which action it runs, its keys, and where it works."""

    id: str
    action: str
    label: str
    keys: str
    tip: str
    scopes: tuple[str, ...]
    foot: int = 0
    group: str = ""
    eager: bool = False
    """Whether its key is asked before the focused widget, as long as its action can be run."""
