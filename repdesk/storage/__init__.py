"""The book on disk: snapshot, journal, lock, drafts. The only room that knows TinyDB.

Doors: `book_store.open_store` for a session, `salvage.read_anyway` for what only reads,
`lock.held` for `hold`, `drafts.DraftStore`, `compaction.policy_of` for the environment,
`backups.found` for the list of backups, `backups.read` and `backups.rewrite` for one,
`restoring.restore`, `doctor.examine` for the checks, `repair.repair` for a new book.

What is refused, by code. Damaged, with `path` and `way` (`doctor`: put it right with it, `restore`:
from a backup): `book.missing`, `book.empty`, `book.unreadable`, `book.foreign` (no book of
repdesk's), `book.row` (table, why), `book.unsound` (table, id, why), `book.altered` (by another
program while lines wait in the journal), `journal.missing`, `journal.header`, `journal.line`
(line), `journal.gap`, `journal.short` (seq, mark: saves that were acknowledged are not in it),
`journal.unlike_mark`, `journal.other` (of another generation of the book), `journal.rewritten`,
`file.planted` (a link, or a file with two names), `book.older` (format: no way leads from it),
`backup.unreadable` (why). NotFound, Ambiguous: `backup.missing`, `backup.ambiguous`. NewerFormat:
`book.newer`, `journal.newer` (path, format). Busy: `book.busy` (path, holder: lock.Holder or
None). DiskError, with path, errno, operation: `disk.open`, `disk.read`, `disk.write`,
`disk.rename`, `disk.fsync`, `disk.mkdir`,
`disk.unlink`, `disk.unlike` (a backup or a repaired book read back was not what was written),
`disk.unsure` (the line may be on disk: it was refused its sync and could not be cut off). Invalid:
`change.unreadable`, `draft.id`, `text.broken`, `repair.nothing`, `repair.empty`.
"""
