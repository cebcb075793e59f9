"""What an import would do and did: counts by table, notes, rejected rows, changes old to new."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


@dataclass(slots=True)
class Counts:
    """Records (for order lines: rows) by what the import makes of them."""

    new: int = 0
    changed: int = 0
    same: int = 0
    rejected: int = 0

    def as_json(self) -> dict[str, int]:
        """Return the four numbers by name."""
        return {
            "new": self.new,
            "changed": self.changed,
            "same": self.same,
            "rejected": self.rejected,
        }


@dataclass(frozen=True, slots=True)
class Note:
    """Something to be said about an import: a code and its facts (words in `words.note_text`)."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a row was rejected: a code and its facts (words in `words.reason_text`)."""

    code: str
    facts: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rejected:
    """One row that was not taken: `row` counts from 1 as a spreadsheet shows it."""

    row: int
    reason: Reason


@dataclass(frozen=True, slots=True)
class Example:
    """A record of the preview: `fields` are (field, old, new) as text, old "" where it is new."""

    table: str
    label: str
    state: str
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class ImportResult:
    """What an import did. `rejects` are the files written, `saved` the id of the change."""

    tables: dict[str, Counts]
    notes: tuple[Note, ...]
    rejects: tuple[Path, ...]
    saved: str | None
