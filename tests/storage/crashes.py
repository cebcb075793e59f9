"""The states that a folder goes through in a save, each as a crash would leave it."""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


@contextmanager
def states(folder: Path, keep: Path) -> Iterator[list[Path]]:
    """Copy the folder before and after every write, sync, rename and removal in the block.

    Of each write also the state in which only half of it arrived.
    """
    found: list[Path] = []

    def copy() -> None:
        found.append(keep / str(len(found)))
        if folder.exists():
            shutil.copytree(folder, found[-1])
        else:
            found.pop()

    def around(call: Call) -> Call:
        def wrapped(*args: Any, **named: Any) -> Any:
            copy()
            result = call(*args, **named)
            copy()
            return result

        return wrapped

    write = os.write

    def halves(fd: int, data: bytes) -> int:
        half = len(data) // 2
        written = write(fd, bytes(data)[:half])
        copy()
        return written + write(fd, bytes(data)[half:])

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "write", around(halves))
        for name in ("fsync", "fdatasync", "ftruncate"):
            patch.setattr(os, name, around(getattr(os, name)))
        for name in ("replace", "unlink", "mkdir"):
            patch.setattr(Path, name, around(getattr(Path, name)))
        yield found
