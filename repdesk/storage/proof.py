"""The proof of an erasure: a search of every file under the data folder, byte by byte.

Searched are the whole values of the customer's personal fields, of its people's and of what was
noted about it (names, aliases, code, numbers at other systems, phones, e-mail, tax number, address,
birthday, every text in free words), as they are or ever were in book, history and backups:

- of three characters at least, or two Chinese ones;
- written plainly, as JSON writes it, and as JSON without anything but ASCII writes it;
- a value of less than six ASCII characters only where it does not stand inside a longer word
  (`wjy` is in many an id);
- but none that is also in a record of somebody else or in an amount's own row: that is no trace.
  Of those it is told how many there are.

Names, phones, addresses of three Chinese characters or six others at least were masked in the free
text of others before, unless somebody else is known by the same words.
"""

import json
import os
import zlib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

from repdesk.storage.folder import disk

_SHORT = 6


class Others:
    """Everything that may stay, line by line, each once however many backups hold it."""

    def __init__(self) -> None:
        self._lines: dict[bytes, None] = {}

    def add(self, line: bytes) -> None:
        """Note a record of somebody else, a row that stays, or a change without the customer."""
        self._lines[line] = None

    def joined(self) -> bytes:
        """Return all of them."""
        return b"\n".join(self._lines)


class Proof(NamedTuple):
    """What was searched for and where; `left`: files in which something was found."""

    values: int
    shared: int
    files: int
    size: int
    left: tuple[Path, ...]


def prove(folder: Path, values: Iterable[str], others: Others) -> Proof:
    """Search every file under the folder. Raises DiskError where one cannot be read."""
    known = others.joined()
    wanted, shared = [], 0
    for value in sorted(values):
        found = any(occurs(form, known) for form in forms(value))
        shared += found
        if not found:
            wanted += forms(value)
    files = size = 0
    left = []
    for place, _rooms, names in os.walk(folder):
        for name in sorted(names):
            path = Path(place) / name
            if path.is_symlink():
                continue
            with disk("read", path):
                raw = path.read_bytes()
            files += 1
            raw = _unpacked(raw)
            size += len(raw)
            if any(occurs(form, raw) for form in wanted):
                left.append(path)
    searched = len(set(values)) - shared
    return Proof(searched, shared, files, size, tuple(sorted(left)))


def _unpacked(raw: bytes) -> bytes:
    """Return what a packed file holds, as far as it can be had; another as it is."""
    if not raw.startswith(b"\x1f\x8b"):
        return raw
    unpacker = zlib.decompressobj(wbits=31)
    try:
        return unpacker.decompress(raw) + unpacker.flush()
    except zlib.error:
        return raw


def forms(value: str) -> list[bytes]:
    """Return how a text may stand in a file."""
    text = json.dumps(value, ensure_ascii=False)[1:-1]
    found = (value, text, json.dumps(value)[1:-1])
    return list(dict.fromkeys(form.encode("utf-8", "surrogatepass") for form in found))


def occurs(form: bytes, raw: bytes) -> bool:
    """Say whether the form stands in the bytes; a short one only as a word of its own."""
    if len(form) >= _SHORT or not form.isascii():
        return form in raw
    at = raw.find(form)
    while at >= 0:
        before, after = raw[at - 1 : at] if at else b"", raw[at + len(form) : at + len(form) + 1]
        inside = (before.isalnum() and form[:1].isalnum()) or (
            after.isalnum() and form[-1:].isalnum()
        )
        if not inside:
            return True
        at = raw.find(form, at + 1)
    return False
