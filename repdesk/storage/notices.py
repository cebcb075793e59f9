"""What storage tells beside its results: a code and its facts; words are added at the edge."""

from typing import Any, NamedTuple


class Notice(NamedTuple):
    """Something the rep should know although the work went on.

    Codes: `journal.torn` (bytes, rescue), `journal.missing` (path), `book.foreign` (path, rescue),
    `book.damaged` (code, path, way), `salvage.lost` (table, rows), `salvage.journal` (lines),
    `disk.reserve` (path), `compaction.failed` (errno, operation, path), `draft.damaged` (path).
    """

    code: str
    facts: dict[str, Any]
