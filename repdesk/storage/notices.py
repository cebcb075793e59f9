"""What storage tells beside its results: a code and its facts; words are added at the edge."""

from typing import Any, NamedTuple


class Notice(NamedTuple):
    """Something the rep should know although the work went on.

    `journal.torn` (bytes, path): an unfinished line, never acknowledged, is left out;
    `journal.rescued` (bytes, rescue): it was cut off and kept in that file; `journal.missing`
    (path): the book goes on from its snapshot; `book.foreign` (path): another program altered the
    file, it is taken in; `disk.reserve` (path): the disk is full, the reserve is used up;
    `compaction.failed` (error, path, ...): everything is saved, the journal was left as it is;
    `backup.failed` (error, path, ...): the work went on without; `draft.damaged` (path).
    Of a book that is read although it is damaged: `book.damaged` (error and the facts of that
    error), `salvage.lost` (table, rows; table "" where not even that is known), `salvage.journal`
    (lines), `salvage.changes` (missing: saved changes that are in no file), `salvage.cut` (the
    file ends before its end).
    """

    code: str
    facts: dict[str, Any]
