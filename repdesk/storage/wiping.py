"""The files of a data folder beside the book, and what of a text in them stays after an erasure.

A line of which nothing certain can be said (half a journal line, a damaged row) goes when it
names the customer or ends in the beginning of such a name.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, NamedTuple

import msgspec

from repdesk.domain.change import decode_change, encode_change
from repdesk.domain.erasure import Subject
from repdesk.storage.drafts import Draft
from repdesk.storage.folder import Folder, disk, open_private, replace_file, sync_folder
from repdesk.storage.journal import UNREADABLE, body_of, framed
from repdesk.storage.proof import forms, occurs

PACKED = b"\x1f\x8b"
"""How a gzip begins."""


class Wiped(NamedTuple):
    """A file that was `rewritten` or `removed`."""

    path: Path
    how: str


def sources(folder: Folder) -> Iterator[Path]:
    """Walk the files that an erasure reads, but the book's own; leftovers of killed sessions go.

    Links are not followed; `read` refuses them.
    """
    rooms = (folder.backups, folder.drafts, folder.rescue, folder.path / "mappings")
    for room in (folder.path, *rooms):
        for path in _files(room):
            if path.name.startswith(".") and path.name.endswith(".tmp"):
                remove(path)
            elif room != folder.path or path.name == "settings.toml":
                yield path


def _files(room: Path) -> list[Path]:
    with disk("read", room):
        try:
            found = sorted(room.iterdir())
        except FileNotFoundError:
            return []
    return [path for path in found if path.is_symlink() or not path.is_dir()]


def read(path: Path) -> bytes | None:
    """Return the bytes of a file, None when it has just gone. Raises Damaged for a link."""
    try:
        fd = open_private(path, os.O_RDONLY)
    except FileNotFoundError:
        return None
    with disk("read", path), os.fdopen(fd, "rb") as file:
        return file.read()


def replace(path: Path, chunks: Iterable[bytes]) -> None:
    """Put the new bytes in the file's place, durably."""
    replace_file(path, chunks)


def remove(path: Path) -> None:
    """Remove the file, durably."""
    with disk("unlink", path), suppress(FileNotFoundError):
        path.unlink()
    sync_folder(path.parent)


def wiped_text(folder: Folder, path: Path, raw: bytes, subject: Subject) -> bytes | None:
    """Return what stays of a file that holds no whole book; None: the file goes."""
    if raw.startswith(PACKED):
        # A backup that cannot be read: nobody can say what is in it.
        return None
    if path.parent == folder.drafts:
        return _draft(raw, subject)
    if path.suffix == ".toml":
        return _settings(raw, subject, drops=path.parent != folder.path)
    lines = [_line(line, subject) for line in raw.split(b"\n")]
    left = [line for line in lines if line is not None]
    return b"\n".join(left) if any(left) or not raw else None


def _draft(raw: bytes, subject: Subject) -> bytes | None:
    """A draft about the customer goes; what names the customer in another is masked."""
    try:
        draft = msgspec.json.decode(raw, type=Draft)
    except UNREADABLE:
        return None if _suspect(raw, subject) else raw
    if draft.customer == subject.customer or _mentions_id(raw, subject):
        return None
    masked = msgspec.structs.replace(draft, data=_masked(draft.data, subject))
    return raw if masked == draft else msgspec.json.encode(masked) + b"\n"


def _masked(value: Any, subject: Subject) -> Any:
    if isinstance(value, str):
        return subject.masked(value)
    if isinstance(value, dict):
        return {name: _masked(one, subject) for name, one in value.items()}
    if isinstance(value, list):
        return [_masked(one, subject) for one in value]
    return value


def _settings(raw: bytes, subject: Subject, drops: bool) -> bytes:
    """Settings keep their lines, the name masked; a mapping loses the line that has it."""
    try:
        text = raw.decode()
    except UnicodeDecodeError:
        return raw
    lines = text.split("\n")
    kept = [line for line in lines if subject.masked(line) == line or not drops]
    return "\n".join(subject.masked(line) for line in kept).encode()


def _line(line: bytes, subject: Subject) -> bytes | None:
    body = body_of(line)
    if body is not None:
        try:
            seq, change = decode_change(body)
        except UNREADABLE:
            return None if _suspect(line, subject) else line
        left = subject.scrubbed(change)
        return line if left == change else framed(encode_change(seq, left))[:-1]
    return None if _suspect(line, subject) else line


def _mentions_id(raw: bytes, subject: Subject) -> bool:
    return any(id_.encode() in raw for id_ in subject.ids)


def _suspect(raw: bytes, subject: Subject) -> bool:
    if _mentions_id(raw, subject):
        return True
    tail = raw[-400:]
    for value in subject.values:
        for form in forms(value):
            if occurs(form, raw):
                return True
        whole = value.encode()
        if any(tail.endswith(whole[:end]) for end in range(3, len(whole))):
            return True
    return False
