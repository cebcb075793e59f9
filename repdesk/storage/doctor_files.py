"""The doctor's look at the files around the book: rights, room on the disk, rescue, drafts."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from repdesk.domain.errors import Damaged
from repdesk.storage import backups
from repdesk.storage.drafts import DraftStore
from repdesk.storage.findings import Check, bad, good
from repdesk.storage.folder import Folder, disk
from repdesk.storage.wrong_files import OPEN, OWNER, PLANTED, wrong_files

_LITTLE = 16 << 20
"""Free bytes below which a long day can fill the disk."""
_NAMED = 5


def files_check(folder: Folder) -> Check:
    """Look at modes, owners and links."""
    wrong = wrong_files(folder)
    for why, way in ((PLANTED, "file"), (OWNER, "owner"), (OPEN, "modes")):
        found = [str(one.path) for one in wrong if one.why == why]
        if found:
            facts = {"count": len(found), "paths": found[:_NAMED], "path": str(folder.path)}
            return bad("files", f"files.{why}", facts, way)
    return good("files", "files.ok", {"path": str(folder.path)})


def space_check(folder: Folder) -> Check:
    """Look at the free room: a compaction writes the whole book once more."""
    with disk("read", folder.path):
        found = os.statvfs(_existing(folder.path))
        size = folder.book.stat().st_size if folder.book.exists() else 0
    free = found.f_bavail * found.f_frsize
    facts: dict[str, Any] = {
        "free": free,
        "needed": max(_LITTLE, 2 * size),
        "reserve": folder.reserve.exists(),
        "path": str(folder.path),
    }
    if found.f_flag & os.ST_RDONLY:
        return bad("space", "space.read_only", facts, "data")
    if found.f_files and not found.f_favail:
        return bad("space", "space.no_files", facts, "space")
    if free < facts["needed"]:
        return bad("space", "space.little", facts, "space")
    return good("space", "space.ok", facts)


def _existing(path: Path) -> Path:
    return next((one for one in (path, *path.parents) if one.exists()), path)


def rescue_check(folder: Folder) -> Check:
    """Count what was kept of earlier troubles; it is no trouble itself."""
    if folder.rescue.is_symlink():
        raise Damaged("file.planted", path=str(folder.rescue), way="doctor")
    with disk("read", folder.rescue):
        paths = sorted(folder.rescue.iterdir()) if folder.rescue.exists() else []
        size = sum(path.lstat().st_size for path in paths)
    facts = {
        "count": len(paths),
        "bytes": size,
        "path": str(folder.rescue),
        "names": [path.name for path in paths[:_NAMED]],
    }
    return good("rescue", "rescue.some" if paths else "rescue.none", facts)


def drafts_check(folder: Folder, now: Callable[[], str]) -> Check:
    """Count the drafts that wait and those that can't be read."""
    store = DraftStore(folder.path, now)
    waiting = store.list()
    facts: dict[str, Any] = {"count": len(waiting), "path": str(folder.drafts)}
    if store.notices:
        paths = [str(notice.facts["path"]) for notice in store.notices]
        return bad("drafts", "drafts.damaged", {**facts, "paths": paths[:_NAMED]}, "draft")
    return good("drafts", "drafts.some" if waiting else "drafts.none", facts)


def backups_check(folder: Folder) -> Check:
    """Look at the backups, and read the newest one back."""
    known = backups.found(folder)
    if not known:
        return good("backups", "backups.none", {})
    newest = known[-1]
    facts: dict[str, Any] = {
        "count": len(known),
        "newest": newest.name,
        "path": str(newest.path),
    }
    try:
        snapshot = backups.read(newest)
    except Damaged:
        return bad("backups", "backups.unreadable", facts, "backup")
    rows = sum(len(table) for table in snapshot.tables.values())
    return good("backups", "backups.ok", {**facts, "rows": rows})
