"""The checks of a data folder, as plain values; only reads, makes nothing.

A check has a name, a code with its facts and the code of the way back; `wording.doctor` has the
words. It works on a folder in any state: what can't be read is itself a finding.
"""

import os
from collections import Counter
from collections.abc import Callable
from datetime import datetime, timedelta
from itertools import islice, pairwise
from pathlib import Path
from time import sleep
from typing import Any, NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.errors import Damaged, DiskError, NewerFormat, RepdeskError
from repdesk.domain.tables import TABLES
from repdesk.storage.doctor_files import (
    backups_check,
    drafts_check,
    files_check,
    rescue_check,
    space_check,
)
from repdesk.storage.findings import Check, bad, good
from repdesk.storage.folder import Folder
from repdesk.storage.journal import good_lines, header_of
from repdesk.storage.loading import Loaded, State, load
from repdesk.storage.lock import holder_of, holding_process, parse_mark, writer_is_away
from repdesk.storage.mending import label
from repdesk.storage.salvage import Salvage, bytes_of, salvaged
from repdesk.storage.soundness import MISSING, Fault, faults

_NAMED = 5
_AHEAD = timedelta(minutes=10)
_BACK = timedelta(hours=1)
_OLDEST_YEAR = 2024
_LOOKS, _PAUSE = 30, 0.01
"""A save takes a few milliseconds: who holds the lock for longer is in the way."""


class Examination(NamedTuple):
    """All checks of a folder; `error` is why the book is not opened, None where it is."""

    checks: list[Check]
    error: RepdeskError | None

    def is_damaged(self) -> bool:
        """Say whether the book itself can't be trusted."""
        return isinstance(self.error, Damaged)


class _Found(NamedTuple):
    """What was found: the opened book, or why it isn't and what can still be read."""

    loaded: Loaded | None
    error: RepdeskError | None
    left: Salvage | None

    def book(self) -> Book | None:
        if self.loaded is not None:
            return self.loaded.book
        return self.left.book if self.left is not None else None


def examine(path: Path, now: Callable[[], str]) -> Examination:
    """Return the checks of a data folder, in the order in which they are told."""
    folder = Folder(path)
    first = _folder(folder)
    if not first.ok:
        return Examination([first], None)
    found = _look(folder)
    checks = [first, _book(folder, found), _journal(folder, found)]
    checks.append(_guarded("mark", lambda: _mark(folder, found)))
    book = found.book()
    error = found.error
    if book is not None:
        wrong = list(faults(book))
        values = [fault for fault in wrong if fault.code != MISSING]
        checks.append(_faults("values", values, book))
        checks.append(_faults("references", [f for f in wrong if f.code == MISSING], book))
        if wrong and found.loaded is not None and found.loaded.state is State.FOREIGN:
            error = Damaged("book.unsound", path=str(folder.book), way="doctor")
    checks.append(_guarded("backups", lambda: backups_check(folder)))
    checks.append(_guarded("rescue", lambda: rescue_check(folder)))
    checks.append(_guarded("files", lambda: files_check(folder)))
    checks.append(_guarded("space", lambda: space_check(folder)))
    checks.append(_guarded("lock", lambda: _lock(folder)))
    checks.append(_clock(book, now()))
    checks.append(_guarded("drafts", lambda: drafts_check(folder, now)))
    return Examination(checks, error)


def _guarded(name: str, check: Callable[[], Check]) -> Check:
    """Make what the system refuses the finding of that check."""
    try:
        return check()
    except RepdeskError as error:
        return bad(name, error.code, error.facts, "file" if error.code == "file.planted" else "")


def _folder(folder: Folder) -> Check:
    facts = {"path": str(folder.path)}
    if not os.path.lexists(folder.path):
        parent = folder.path.parent
        if parent.exists() and not parent.is_dir():
            return bad("folder", "folder.no_folder", facts, "data")
        return good("folder", "folder.new", facts)
    if not folder.path.is_dir():
        return bad("folder", "folder.no_folder", facts, "data")
    if not os.access(folder.path, os.R_OK | os.X_OK):
        return bad("folder", "folder.unreadable", facts, "rights")
    if not os.access(folder.path, os.W_OK):
        return bad("folder", "folder.unwritable", facts, "rights")
    return good("folder", "folder.ok", facts)


def _look(folder: Folder) -> _Found:
    try:
        loaded = load(folder)
    except (Damaged, NewerFormat, DiskError) as error:
        left = None
        if isinstance(error, Damaged) and error.code != "file.planted":
            try:
                left = salvaged(folder)
            except RepdeskError as worse:
                return _Found(None, worse, None)
        return _Found(None, error, left)
    if loaded.journal is not None:
        loaded.journal.close()
    return _Found(loaded, None, None)


def _rows(book: Book) -> int:
    return sum(book.count(table) for table in TABLES)


def _is_of_journal(error: RepdeskError) -> bool:
    return error.code.startswith("journal.")


def _book(folder: Folder, found: _Found) -> Check:
    facts: dict[str, Any] = {"path": str(folder.book)}
    if found.loaded is not None:
        facts |= {"rows": _rows(found.loaded.book), "changes": found.loaded.book.seq}
        codes = {State.NEW: "book.new", State.FOREIGN: "book.taken_in"}
        return good("book", codes.get(found.loaded.state, "book.ok"), facts)
    error = found.error
    assert error is not None
    if found.left is None:
        way = {"file.planted": "file"}.get(error.code, "")
        return bad("book", error.code, {**facts, **error.facts}, way)
    facts |= _left_facts(found.left)
    way = "restore" if found.left.is_empty() else "repair"
    if _is_of_journal(error):
        return good("book", "book.readable", facts)
    return bad("book", error.code, {**facts, **error.facts}, way)


def _left_facts(left: Salvage) -> dict[str, Any]:
    lost = Counter(row.table for row in left.lost)
    names = [row.name or row.id for row in left.lost if row.name or row.id]
    return {
        "rows": _rows(left.book),
        "lost": dict(sorted(lost.items())),
        "names": names[:_NAMED],
        "missing": left.changes,
    }


def _journal(folder: Folder, found: _Found) -> Check:
    path = str(folder.journal)
    facts: dict[str, Any] = {"path": path}
    if found.error is not None and _is_of_journal(found.error):
        if found.left is not None:
            facts |= _left_facts(found.left)
        way = "repair" if isinstance(found.error, Damaged) else ""
        return bad("journal", found.error.code, {**facts, **found.error.facts}, way)
    try:
        raw = bytes_of(folder.journal)
    except RepdeskError as error:
        return bad("journal", error.code, error.facts, "file")
    lines, unread = good_lines(raw)
    torn = bool(raw) and not raw.endswith(b"\n")
    facts |= {"lines": len(lines), "bytes": len(raw)}
    if not raw:
        return good("journal", "journal.none", facts)
    if found.loaded is None and (header_of(raw) is None or unread > torn):
        return bad("journal", "journal.line", facts, "repair")
    if torn:
        return good("journal", "journal.torn_end", facts)
    return good("journal", "journal.ok", facts)


def _mark(folder: Folder, found: _Found) -> Check:
    text = bytes_of(folder.lock)
    mark = parse_mark(text)
    book = found.book()
    if mark is None:
        return good("mark", "mark.unreadable" if text.strip() else "mark.none", {})
    facts = {"seq": mark.seq, "book": book.seq if book is not None else None}
    if mark.suspect:
        return bad("mark", "mark.suspect", facts, "disk")
    if book is not None and mark.seq > book.seq:
        return bad("mark", "mark.ahead", facts, "repair")
    return good("mark", "mark.ok", facts)


def _faults(name: str, found: list[Fault], book: Book) -> Check:
    if not found:
        return good(name, f"{name}.ok", {"rows": _rows(book)})
    told = [
        {
            "table": fault.table,
            "id": fault.record.id,
            "name": label(fault.record),
            "field": fault.field,
            "value": str(fault.value)[:60],
            "code": fault.code,
        }
        for fault in islice(found, _NAMED)
    ]
    return bad(name, f"{name}.wrong", {"count": len(found), "faults": told}, "mend")


def _lock(folder: Folder) -> Check:
    for _ in range(_LOOKS):
        if writer_is_away(folder):
            return good("lock", "lock.free", {})
        sleep(_PAUSE)
    holder = holder_of(folder)
    if holder is None:
        return bad("lock", "lock.stuck", {"pid": holding_process(folder)}, "holder")
    facts = {"pid": holder.pid, "tty": holder.tty, "since": holder.since, "what": holder.what}
    return bad("lock", "lock.held", facts, "holder")


def _clock(book: Book | None, now: str) -> Check:
    here = _moment(now)
    facts: dict[str, Any] = {"now": now}
    if here is None or here.year < _OLDEST_YEAR:
        return bad("clock", "clock.unset", facts, "clock")
    times = [entry.at for entry in book.history] if book is not None else []
    known = [(at, moment) for at in times if (moment := _moment(at)) is not None]
    newest = max(known, key=lambda pair: pair[1], default=None)
    if newest is not None and newest[1] > here + _AHEAD:
        return bad("clock", "clock.behind", {**facts, "newest": newest[0]}, "clock")
    jumps = [after[0] for before, after in pairwise(known) if after[1] < before[1] - _BACK]
    if jumps:
        return good("clock", "clock.jumped", {**facts, "jumps": len(jumps), "last": jumps[-1]})
    return good("clock", "clock.ok", facts)


def _moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo is not None else moment.astimezone()
