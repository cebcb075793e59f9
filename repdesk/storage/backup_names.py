"""Which backups there are, by their names alone: cheap enough for every writing verb."""

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from repdesk.domain.errors import Ambiguous, Damaged, NotFound
from repdesk.storage.folder import Folder, disk

SUFFIX = ".json.gz"
EVERY = 200
"""Changes after which a day gets one more backup."""


class Backup(NamedTuple):
    """A backup by what its name says; `at` is local time, `seq` the last change in it."""

    path: Path
    name: str
    at: datetime
    seq: int
    reason: str


def found(folder: Folder) -> list[Backup]:
    """Return the backups, the oldest book first; other files are none. Raises Damaged, DiskError.

    Only names are read.
    """
    backups = []
    for name in _names(folder):
        read = read_name(folder.backups / name)
        if read is not None:
            backups.append(read)
    return sorted(backups, key=lambda one: (one.seq, one.name))


def _names(folder: Folder) -> list[str]:
    with disk("read", folder.backups):
        try:
            if folder.backups.is_symlink():
                raise Damaged("file.planted", path=str(folder.backups), way="doctor")
            return sorted(path.name for path in folder.backups.iterdir())
        except FileNotFoundError:
            return []


def read_name(path: Path) -> Backup | None:
    """Return what a file's name says, None where it is no backup's."""
    name = path.name.removesuffix(SUFFIX)
    day, parts = name[:10], name[11:].split("-")
    if name == path.name or name[10:11] != "-" or len(parts) not in (3, 4):
        return None
    time, seq, reason, *number = parts
    digits = all(part.isdecimal() and part.isascii() for part in (time, seq, *number))
    if not (digits and len(time) == 6 and reason.isalpha() and reason.isascii()):
        return None
    try:
        return Backup(path, name, datetime.fromisoformat(f"{day}T{time}"), int(seq), reason)
    except ValueError:
        return None


def is_due(folder: Folder, seq: int, day: str) -> bool:
    """Say whether a book wants the backup of a day.

    The newest backup decides, by seq: one of that day is enough, until the book has moved on by
    `EVERY` changes (a clock may stand still). Raises Damaged, DiskError.
    """
    newest = next((one for one in reversed(found(folder)) if one.seq <= seq), None)
    if newest is None:
        return seq > 0
    return newest.seq < seq and (newest.at.date().isoformat() != day or seq - newest.seq >= EVERY)


def named(folder: Folder, name: str) -> Backup:
    """Return the backup of a name or the only one whose name begins so.

    Raises NotFound (`backup.missing`), Ambiguous (`backup.ambiguous`).
    """
    wanted = Path(name).name.removesuffix(SUFFIX)
    known = found(folder)
    fits = [one for one in known if one.name == wanted] or [
        one for one in known if wanted and one.name.startswith(wanted)
    ]
    if not fits:
        raise NotFound("backup.missing", what="backup", name=name)
    if len(fits) > 1:
        candidates = [(one.name, one.reason) for one in fits]
        raise Ambiguous(
            "backup.ambiguous", what="backup", name=name, candidates=candidates, count=len(fits)
        )
    return fits[0]
