"""The book file alone: what tells it from another, and reading it in whatever layout."""

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from repdesk.storage.folder import Folder, disk, open_private
from repdesk.storage.migrations import (
    Chain,
    Older,
    need_steps,
    read_older,
)
from repdesk.storage.snapshot import (
    LayoutError,
    OlderFormat,
    Snapshot,
    blocks_of,
    read_snapshot,
    sum_of,
)

Identity = tuple[int, int, int]
Identities = tuple[Identity | None, Identity | None]


def identity_of(folder: Folder) -> Identity | None:
    """Return what tells the snapshot file from another or an altered one; None: none there."""
    return _identity(folder.book)


def identities_of(folder: Folder) -> Identities:
    """Return the same of the journal and the snapshot."""
    return _identity(folder.journal), _identity(folder.book)


def _identity(path: Path) -> Identity | None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return found.st_ino, found.st_size, found.st_mtime_ns


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


def snapshot_or_older(folder: Folder, chain: Chain) -> tuple[Snapshot | Older, Identity]:
    """Read the snapshot, of this format or of one that the chain leads from; raises as above."""
    try:
        return read_file(folder)
    except OlderFormat as error:
        need_steps(chain, error)
    fd = open_private(folder.book, os.O_RDONLY)
    try:
        with disk("read", folder.book):
            found = os.fstat(fd)
            older = read_older(folder.book, _whole(fd))
    finally:
        os.close(fd)
    return older, (found.st_ino, found.st_size, found.st_mtime_ns)


def _whole(fd: int) -> bytes:
    os.lseek(fd, 0, os.SEEK_SET)
    with os.fdopen(os.dup(fd), "rb") as file:
        return file.read()


def _general() -> "Callable[..., Snapshot]":
    # TinyDB takes 13 ms to import: only a file that another program rewrote needs it.
    module = import_module("repdesk.storage.tinydb_storage")
    reader: Callable[..., Snapshot] = module.snapshot_of
    return reader


def sum_of_file(path: Path) -> str:
    """Return the hash of a whole file of the folder, "" where it is missing."""
    try:
        fd = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return ""
    with disk("read", path), os.fdopen(fd, "rb") as file:
        return sum_of(file.read())
