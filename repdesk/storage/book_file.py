"""The snapshot file read alone, in whatever layout, of this format or an older one."""

import os
from collections.abc import Callable
from importlib import import_module
from typing import TYPE_CHECKING, Any

from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.snapshot import LayoutError, OlderFormat, Snapshot, blocks_of, read_snapshot

if TYPE_CHECKING:
    from repdesk.storage.migrations import Chain, Older

Identity = tuple[int, int, int]
"""Inode, size and time of change: another or an altered file has another one."""


def read_file(folder: Folder) -> tuple[Snapshot, Identity]:
    """Read the snapshot file alone, in whatever layout.

    Raises FileNotFoundError, Damaged (of an older format: OlderFormat), NewerFormat.
    """
    fd = open_private(folder.book, os.O_RDONLY)
    try:
        with disk("read", folder.book):
            found = os.fstat(fd)
            try:
                snapshot = read_snapshot(folder.book, blocks_of(fd))
            except LayoutError:
                snapshot = _general()(folder.book, _whole(fd))
    finally:
        os.close(fd)
    return snapshot, (found.st_ino, found.st_size, found.st_mtime_ns)


def read_any(folder: Folder, chain: "Chain | None") -> "tuple[Snapshot | Older, Identity]":
    """Read the snapshot file, one of an older format where the chain leads on from it.

    Raises FileNotFoundError, Damaged, NewerFormat.
    """
    try:
        return read_file(folder)
    except OlderFormat as error:
        migrations().need_steps(chain, error)
    fd = open_private(folder.book, os.O_RDONLY)
    try:
        with disk("read", folder.book):
            found = os.fstat(fd)
            older: Older = migrations().read_older(folder.book, _whole(fd))
    finally:
        os.close(fd)
    return older, (found.st_ino, found.st_size, found.st_mtime_ns)


def migrations() -> Any:
    """Return the module of that name."""
    # Only a book of an older format needs them.
    return import_module("repdesk.storage.migrations")


def _whole(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read()


def _general() -> "Callable[..., Snapshot]":
    # TinyDB takes 13 ms to import: only a file that another program rewrote needs it.
    module = import_module("repdesk.storage.tinydb_storage")
    reader: Callable[..., Snapshot] = module.snapshot_of
    return reader
