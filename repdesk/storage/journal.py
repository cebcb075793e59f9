"""The journal: a header, then one checksummed line per change, synced before it counts.

A line is `<16 hex of blake2b-64> <JSON>`; the header's JSON is `{journal, gen, base, sum}`: the
generation and seq of the snapshot that it continues, and that file's hash.
"""

import errno
import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import msgspec

from repdesk.domain.change import Change, decode_change
from repdesk.domain.errors import Damaged, NewerFormat
from repdesk.storage.digest import blake2b
from repdesk.storage.folder import disk, open_private, sync_data, write_all

JOURNAL = 1
_HEX = 16
_CHUNK = 1 << 20
UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding damaged JSON raises."""
_HEADER_MOST = 4096
Decode = Callable[[bytes], tuple[int, Change]]
_HEADER_FIRST = b'{"journal":'


class Header(msgspec.Struct, frozen=True):
    """Which snapshot a journal continues."""

    journal: int
    gen: int
    base: int
    sum: str


class Line(NamedTuple):
    """One change of the journal, its JSON without the checksum."""

    seq: int
    change: Change
    body: bytes


class Scan(NamedTuple):
    """What stands in some bytes: good lines, how many bytes they take, what follows them.

    `torn` says that the rest can be the beginning of one unfinished write.
    """

    lines: list[Line]
    used: int
    rest: bytes
    torn: bool


def checksum(body: bytes) -> str:
    """Return the 16 hex digits that stand before a line."""
    return blake2b(body, digest_size=_HEX // 2).hexdigest()


def framed(body: bytes) -> bytes:
    """Return the whole line for a JSON body."""
    return b"%b %b\n" % (checksum(body).encode(), body)


def body_of(line: bytes) -> bytes | None:
    """Return the JSON of a line whose checksum is right, else None."""
    body = line[_HEX + 1 :]
    good = line[_HEX : _HEX + 1] == b" " and line[:_HEX] == checksum(body).encode()
    return body if good else None


def header_line(gen: int, base: int, sum_: str) -> bytes:
    """Return the first line of a journal."""
    return framed(msgspec.json.encode(Header(JOURNAL, gen, base, sum_)))


def header_of(data: bytes) -> Header | None:
    """Return the header of a journal's bytes, None where it can't be read."""
    try:
        return _header(data[: data.find(b"\n") + 1], Path())
    except (Damaged, NewerFormat):
        return None


def _header(first: bytes, path: Path) -> Header:
    body = body_of(first[:-1])
    if body is None or not body.startswith(_HEADER_FIRST):
        raise Damaged("journal.header", path=str(path), way="doctor")
    try:
        header = msgspec.json.decode(body, type=Header)
    except UNREADABLE as error:
        raise NewerFormat("journal.newer", path=str(path), format=None) from error
    if header.journal > JOURNAL:
        raise NewerFormat("journal.newer", path=str(path), format=header.journal)
    return header


def scan(data: bytes, seq: int, path: Path, decode: Decode = decode_change) -> Scan:
    """Read the lines that continue `seq`. Raises Damaged on a gap, NewerFormat on unknown rows."""
    lines: list[Line] = []
    at = 0
    while (end := data.find(b"\n", at)) >= 0:
        body = body_of(data[at:end])
        if body is None:
            break
        try:
            number, change = decode(body)
        except UNREADABLE as error:
            raise NewerFormat("journal.newer", path=str(path), format=str(error)) from error
        if number != seq + 1:
            raise Damaged("journal.gap", path=str(path), seq=number, wanted=seq + 1, way="doctor")
        seq = number
        lines.append(Line(number, change, body))
        at = end + 1
    rest = data[at:]
    return Scan(lines, at, rest, rest.find(b"\n") in (-1, len(rest) - 1))


def good_lines(data: bytes) -> tuple[list[Line], int]:
    """Return every line of a journal that can be read, and how many others can't."""
    good: list[Line] = []
    bad = 0
    for raw in data.split(b"\n"):
        body = body_of(raw)
        try:
            if body is not None:
                good.append(Line(*decode_change(body), body))
            elif raw:
                bad += 1
        except UNREADABLE:
            bad += not body or not body.startswith(_HEADER_FIRST)
    return good, bad


class AppendError(Exception):
    """A line could not be written.

    `reusable`: it is cut off again and the file is sound; `stays`: the whole line stands there,
    unsynced, and the disk did not let it be cut off.
    """

    def __init__(self, error: OSError, reusable: bool, stays: bool) -> None:
        super().__init__(error)
        self.error = error
        self.reusable = reusable
        self.stays = stays


class Journal:
    """An open journal and how far this session has read it."""

    def __init__(self, path: Path, fd: int, header: Header, first: bytes) -> None:
        self.path = path
        self.header = header
        self.offset = len(first)
        """Bytes read and applied."""
        self.decode: Decode = decode_change
        """How a line is read: `decode_head` where rows are of another format or not wanted."""
        self._fd = fd
        self._writable = False
        self._last = (0, first[:_HEX])
        self._seen: tuple[int, int, int] | None = None

    @classmethod
    def open(cls, path: Path) -> "Journal":
        """Open a journal and read its header; raises FileNotFoundError, Damaged, NewerFormat."""
        fd = open_private(path, os.O_RDONLY)
        try:
            with disk("read", path):
                data = os.pread(fd, _HEADER_MOST, 0)
            first = data[: data.find(b"\n") + 1]
            return cls(path, fd, _header(first, path), first)
        except BaseException:
            os.close(fd)
            raise

    def close(self) -> None:
        """Let the file go; a second time nothing happens."""
        fd, self._fd = self._fd, -1
        if fd >= 0:
            os.close(fd)

    def __del__(self) -> None:
        # A session that is dropped without a close must not keep the file open.
        self.close()

    def is_there(self) -> bool:
        """Say whether the name still leads to this file."""
        try:
            there = self.path.lstat()
        except FileNotFoundError:
            return False
        ours = os.fstat(self._fd)
        return (there.st_dev, there.st_ino) == (ours.st_dev, ours.st_ino)

    def is_empty(self) -> bool:
        """Say whether nothing stands behind the header."""
        first = self._last[0] == 0
        return first and os.fstat(self._fd).st_size == self.offset

    def unchanged(self) -> bool:
        """Say, by one stat, that the name leads to this file and nothing was written to it."""
        try:
            return self._seen == _identity(self.path.lstat())
        except FileNotFoundError:
            return False

    def read_on(self, seq: int) -> Scan:
        """Read what follows `seq`, and move on past the good lines.

        Raises Damaged (`journal.rewritten`) when the part already read is no longer there.
        """
        with disk("read", self.path):
            found = os.fstat(self._fd)
            start, sum_ = self._last
            if found.st_size < self.offset or os.pread(self._fd, _HEX, start) != sum_:
                raise Damaged("journal.rewritten", path=str(self.path), way="doctor")
            if self._seen == _identity(found):
                return Scan([], 0, b"", torn=True)
            if self._seen is not None and found.st_size == self.offset:
                raise Damaged("journal.rewritten", path=str(self.path), way="doctor")
            parts = []
            at = self.offset
            while chunk := os.pread(self._fd, _CHUNK, at):
                parts.append(chunk)
                at += len(chunk)
        result = scan(b"".join(parts), seq, self.path, self.decode)
        if result.lines:
            line = framed(result.lines[-1].body)
            self._last = (self.offset + result.used - len(line), line[:_HEX])
        self.offset += result.used
        found = os.fstat(self._fd)
        self._seen = _identity(found) if found.st_size == self.offset else None
        return result

    def append(self, line: bytes) -> None:
        """Write one whole line behind the last good one and sync it.

        Raises AppendError, the line cut off again as far as the disk lets it.
        """
        if not self._writable:
            fd = open_private(self.path, os.O_RDWR | os.O_APPEND)
            os.close(self._fd)
            self._fd, self._writable = fd, True
        whole = False
        try:
            write_all(self._fd, line)
            whole = True
            sync_data(self._fd)
        except OSError as error:
            cut = self.cut()
            sound = cut and not whole and error.errno != errno.EIO
            raise AppendError(error, sound, stays=whole and not cut) from error
        self._last = (self.offset, line[:_HEX])
        self.offset += len(line)
        self._seen = _identity(os.fstat(self._fd))

    def cut(self) -> bool:
        """Cut off everything behind the last good line; say whether the disk let us."""
        self._seen = None
        try:
            os.ftruncate(self._fd, self.offset)
        except OSError:
            return False
        return True


def _identity(found: os.stat_result) -> tuple[int, int, int]:
    return found.st_ino, found.st_size, found.st_mtime_ns
