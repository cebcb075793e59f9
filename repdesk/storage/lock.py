"""The lock of one change, the high-water mark in it, and the note of who holds it.

The first line of the lock file is `seq checksum crc` of the newest synced change (`suspect` before
the crc: the journal's last sync failed, nothing more may be appended to that file); a second line,
while `hold` keeps the lock, says who. Neither is synced: after a power cut an older mark, or half a
one, only proves less. The lock itself is the kernel's and ends with its holder, however that ends.
"""

import fcntl
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NamedTuple
from zlib import crc32

import msgspec

from repdesk.domain.errors import Busy
from repdesk.storage.folder import Folder, disk, open_private, write_all
from repdesk.storage.journal import UNREADABLE

WAIT = 2.0
"""Seconds that a change waits for another session's."""
_POLL = 0.01
_MOST = 4096


class Mark(NamedTuple):
    """How far the journal is known to reach: the seq and checksum of its newest line."""

    seq: int
    checksum: str
    suspect: bool = False


class Holder(msgspec.Struct, frozen=True):
    """Who keeps the lock; `since` is local ISO time, `what` the verb that does."""

    pid: int
    tty: str = ""
    since: str = ""
    what: str = "hold"


class Lock:
    """The lock file, open and locked."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        self._text = os.pread(fd, _MOST, 0)

    @property
    def mark(self) -> Mark | None:
        """The mark as it stands; None where there is none that can be read."""
        return parse_mark(self._text)

    def set_mark(self, mark: Mark) -> None:
        """Write the mark; a disk that refuses leaves the older one, which only proves less."""
        self._write(mark_line(mark))

    def note(self, holder: Holder | None) -> None:
        """Say on the second line who keeps the lock (None: nobody)."""
        first = self._text.split(b"\n", 1)[0] + b"\n"
        self._write(first + (msgspec.json.encode(holder) + b"\n" if holder else b""))

    def _write(self, text: bytes) -> None:
        with suppress(OSError):
            os.lseek(self._fd, 0, os.SEEK_SET)
            write_all(self._fd, text)
            if len(text) < len(self._text):
                os.ftruncate(self._fd, len(text))
            self._text = text


def mark_line(mark: Mark) -> bytes:
    """Return the first line of the lock file."""
    suspect = " suspect" if mark.suspect else ""
    text = f"{mark.seq} {mark.checksum}{suspect}".encode()
    return b"%b %08x\n" % (text, crc32(text))


def parse_mark(text: bytes) -> Mark | None:
    """Return the mark of a lock file's text, None where it can't be believed."""
    words = text.split(b"\n", 1)[0].split(b" ")
    try:
        mark = Mark(int(words[0]), words[1].decode("ascii"), words[2] == b"suspect")
    except (IndexError, ValueError):
        return None
    return mark if mark_line(mark) == b" ".join(words) + b"\n" else None


def read_mark(folder: Folder) -> Mark | None:
    """Return the mark without taking the lock."""
    try:
        fd = open_private(folder.lock, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return parse_mark(os.pread(fd, _MOST, 0))
    finally:
        os.close(fd)


@contextmanager
def locked(
    folder: Folder,
    sleep: Callable[[float], None] = time.sleep,
    monotonic: Callable[[], float] = time.monotonic,
) -> Iterator[Lock]:
    """Hold the lock; raises Busy (facts: path, holder lock.Holder or None) in time."""
    end = monotonic() + WAIT
    while True:
        fd = open_private(folder.lock, os.O_RDWR | os.O_CREAT)
        try:
            while not _taken(fd):
                if monotonic() >= end:
                    raise Busy("book.busy", path=str(folder.book), holder=_holder(fd))
                sleep(_POLL)
            if _same(fd, folder):
                yield Lock(fd)
                return
        finally:
            os.close(fd)


@contextmanager
def held(folder: Folder, holder: Holder) -> Iterator[None]:
    """Keep the lock until the end of the block, and say who keeps it: the verb `hold`."""
    folder.make()
    with locked(folder) as lock:
        lock.note(holder)
        try:
            yield
        finally:
            lock.note(None)


def writer_is_away(folder: Folder) -> bool:
    """Say whether nobody holds the lock at this moment; makes nothing, waits for nothing."""
    try:
        fd = open_private(folder.lock, os.O_RDONLY)
    except FileNotFoundError:
        return True
    try:
        return _taken(fd, fcntl.LOCK_SH)
    finally:
        os.close(fd)


def holder_of(folder: Folder) -> Holder | None:
    """Return who noted that they keep the lock, without taking it."""
    try:
        fd = open_private(folder.lock, os.O_RDONLY)
    except FileNotFoundError:
        return None
    try:
        return _holder(fd)
    finally:
        os.close(fd)


def holding_process(folder: Folder) -> int | None:
    """Return the process that holds the lock at this moment, where the system tells (Linux)."""
    try:
        number = folder.lock.stat().st_ino
        table = Path("/proc/locks").read_text("ascii", "replace")
    except OSError:
        return None
    for line in table.splitlines():
        words = line.split()
        if "FLOCK" in words and "->" not in words and words[5].rpartition(":")[2] == str(number):
            return int(words[4])
    return None


def _taken(fd: int, kind: int = fcntl.LOCK_EX) -> bool:
    try:
        fcntl.flock(fd, kind | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _same(fd: int, folder: Folder) -> bool:
    """Say whether the locked file is still the one that others would lock."""
    with disk("open", folder.lock):
        ours = os.fstat(fd)
        try:
            there = folder.lock.lstat()
        except FileNotFoundError:
            return False
        return (ours.st_dev, ours.st_ino) == (there.st_dev, there.st_ino)


def _holder(fd: int) -> Holder | None:
    lines = os.pread(fd, _MOST, 0).split(b"\n")
    if len(lines) < 2:
        return None
    try:
        return msgspec.json.decode(lines[1], type=Holder)
    except UNREADABLE:
        return None
