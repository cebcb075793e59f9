"""Files of the data folder that others could read, that belong to others, or that are links."""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from repdesk.storage.folder import FILE_MODE, FOLDER_MODE, Folder

OPEN, OWNER, PLANTED = "open", "owner", "planted"


class WrongFile(NamedTuple):
    """A file or folder and what is wrong with it: OPEN to others, OWNER, PLANTED (a link)."""

    path: Path
    why: str


def wrong_files(folder: Folder) -> list[WrongFile]:
    """Return what is wrong with the folder and everything in it, in the order of the names."""
    return [
        WrongFile(path, why) for path in _all(folder) for why in [_wrong(path)] if why is not None
    ]


def _all(folder: Folder) -> Iterator[Path]:
    yield folder.path
    rooms = {folder.rescue, folder.drafts, folder.backups, folder.path / "mappings"}
    files = {folder.book, folder.journal, folder.lock, folder.reserve}
    for path in sorted(files | rooms):
        if os.path.lexists(path):
            yield path
        if path in rooms and path.is_dir() and not path.is_symlink():
            with suppress(OSError):
                yield from sorted(path.iterdir())


def _wrong(path: Path) -> str | None:
    try:
        found = path.lstat()
    except OSError:
        return None
    is_folder = stat.S_ISDIR(found.st_mode)
    if not is_folder and (not stat.S_ISREG(found.st_mode) or found.st_nlink > 1):
        return PLANTED
    if found.st_uid != os.geteuid():
        return OWNER
    return OPEN if stat.S_IMODE(found.st_mode) & 0o077 else None


def close_to_others(wrong: list[WrongFile]) -> list[Path]:
    """Take the rights of others from the files that are ours; return those that were put right."""
    done = []
    for path, why in wrong:
        if why != OPEN:
            continue
        with suppress(OSError):
            fd = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
            try:
                is_folder = stat.S_ISDIR(os.fstat(fd).st_mode)
                os.fchmod(fd, FOLDER_MODE if is_folder else FILE_MODE)
                done.append(path)
            finally:
                os.close(fd)
    return done
