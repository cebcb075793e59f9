"""Reads a file in a child process and takes nothing from it but rows of text."""

import re
import subprocess
import sys
import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import msgspec

from repdesk.domain.errors import DiskError, Invalid
from repdesk.exchange import reader_child

MEMORY = 1 << 30
MAX_STREAM = 512 << 20
REJECTED_SUFFIX = ".rejected"
_OURS = re.compile(re.escape(REJECTED_SUFFIX) + r"(?:-\d+)?$")

Row = tuple[str, ...]


@dataclass(slots=True)
class Sheet:
    """A table as it stands in a file: every cell text, row 1 first. `name` is a workbook sheet's.

    `encoding` is that of a text file, or "xlsx".
    """

    path: Path
    name: str = ""
    encoding: str = "utf-8"
    separator: str = ","
    rows: list[Row] = field(default_factory=list)


_cells = msgspec.json.Decoder(list[Row])
_facts = msgspec.json.Decoder(dict[str, str | int | bool])


def files_of(paths: Iterable[Path]) -> list[Path]:
    """Return the files meant: of a folder its CSV files, by name, rejects of ours left out.

    Raises DiskError where a folder cannot be read, Invalid "folder.empty" where it has no CSV.
    """
    found: list[Path] = []
    for path in paths:
        try:
            if not path.is_dir():
                found.append(path)
                continue
            inside = sorted(
                file
                for file in path.iterdir()
                if file.suffix.lower() == ".csv"
                and not _OURS.search(file.stem)
                and not file.name.startswith(".")
            )
        except OSError as error:
            raise DiskError(
                "disk.read", path=str(path), errno=error.errno, operation="read"
            ) from error
        if not inside:
            raise Invalid("folder.empty", file=str(path))
        found += inside
    return list(dict.fromkeys(found))


def read_file(path: Path, timeout_seconds: float = 60.0, memory: int = MEMORY) -> list[Sheet]:
    """Return the file's sheets. Raises DiskError, or Invalid "file.…" with the file named."""
    command = [sys.executable, "-P", str(Path(reader_child.__file__)), str(memory)]
    command.append(str(max(1, int(timeout_seconds))))
    try:
        with path.open("rb") as source:
            child = subprocess.Popen(
                command, stdin=source, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
            )
    except OSError as error:
        raise DiskError("disk.read", path=str(path), errno=error.errno, operation="read") from error
    late = threading.Event()

    def stop() -> None:
        late.set()
        child.kill()

    timer = threading.Timer(timeout_seconds, stop)
    timer.start()
    try:
        with child:
            assert child.stdout is not None
            try:
                sheets = _collect(path, child.stdout)
            finally:
                child.kill()
    finally:
        timer.cancel()
    if sheets is None:
        code = "file.too_slow" if late.is_set() or child.returncode == -24 else "file.reader_died"
        raise Invalid(code, file=str(path), seconds=int(timeout_seconds))
    return sheets


def _collect(path: Path, answer: IO[bytes]) -> list[Sheet] | None:
    """Return the sheets of a child's answer; None when it stops before its end."""
    sheets: list[Sheet] = []
    taken = 0
    try:
        while head := answer.readline(40):
            kind, length = head.split()
            size = int(length)
            taken += size
            if taken > MAX_STREAM or size < 0:
                raise Invalid("file.too_big", file=str(path), limit=MAX_STREAM)
            data = answer.read(size)
            if len(data) < size:
                return None
            if kind == b"rows":
                parted = data.decode().split(reader_child.ROW)
                sheets[-1].rows += [tuple(row.split(reader_child.CELL)) for row in parted]
                continue
            if kind == b"cells":
                sheets[-1].rows += _cells.decode(data)
                continue
            facts: dict[str, Any] = _facts.decode(data)
            if "error" in facts:
                raise Invalid(str(facts.pop("error")), file=str(path), **facts)
            if "end" in facts:
                return sheets
            sheets.append(
                Sheet(path, str(facts["sheet"]), str(facts["encoding"]), str(facts["separator"]))
            )
    except (msgspec.DecodeError, ValueError, IndexError, KeyError):
        return None
    return None


def non_empty(rows: list[Row]) -> tuple[list[Row], list[int]]:
    """Return the rows that hold anything and their numbers from 1."""
    full = [row for row in rows if row and (row[0] or any(map(str.strip, row)))]
    if len(full) == len(rows):
        return rows, list(range(1, len(rows) + 1))
    kept = [(number, row) for number, row in enumerate(rows, 1) if any(map(str.strip, row))]
    return [row for _number, row in kept], [number for number, _row in kept]
