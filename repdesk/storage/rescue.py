"""Bytes that are not part of the book any more are kept in rescue/, never thrown away."""

import os
from collections.abc import Iterable
from pathlib import Path

from repdesk.storage.folder import Folder, sync_folder, write_new


def keep(folder: Folder, name: str, chunks: Iterable[bytes]) -> Path:
    """Write the bytes under a new name that begins with `name`, durably; raises DiskError."""
    room = folder.room(folder.rescue)
    path = room / f"{name}-{os.urandom(4).hex()}"
    write_new(path, chunks)
    sync_folder(room)
    return path
