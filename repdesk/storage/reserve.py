"""Some bytes that are given back once when the disk is full, so that a save still fits."""

import errno
import os
from contextlib import suppress

from repdesk.domain.errors import DiskError
from repdesk.storage.folder import Folder, write_new

SIZE = 128 * 1024
_ROOM = 64 * SIZE
"""Free bytes below which no reserve is laid in: it would itself fill the disk."""
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})


def lay_in(folder: Folder) -> None:
    """Make the reserve if there is none and the disk has plenty of room; needs the lock."""
    with suppress(OSError, DiskError):
        if not folder.reserve.exists():
            free = os.statvfs(folder.path)
            if free.f_bavail * free.f_frsize > _ROOM:
                write_new(folder.reserve, [bytes(SIZE)])


def give_back(folder: Folder) -> bool:
    """Remove the reserve; False where there was none."""
    try:
        folder.reserve.unlink()
    except OSError:
        return False
    return True
