"""A disk that says no: calls of the system that fail at a chosen moment."""

import errno
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

Call = Callable[..., Any]


def _names() -> dict[str, tuple[Any, str]]:
    return {
        "open": (os, "open"),
        "write": (os, "write"),
        "fdatasync": (os, "fdatasync"),
        "fsync": (os, "fsync"),
        "ftruncate": (os, "ftruncate"),
        "rename": (Path, "replace"),
        "unlink": (Path, "unlink"),
        "mkdir": (Path, "mkdir"),
    }


@contextmanager
def calls() -> Iterator[list[str]]:
    """Note every call in the block that may change the disk, in order (opens to write only)."""
    made: list[str] = []

    def noted(name: str, call: Call) -> Call:
        def wrapped(*args: Any, **named: Any) -> Any:
            if name != "open" or args[1] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
                made.append(name)
            return call(*args, **named)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        for name, (place, attribute) in _names().items():
            patch.setattr(place, attribute, noted(name, getattr(place, attribute)))
        yield made


class Killed(BaseException):
    """The session ends here; the kernel lets its lock go."""


@contextmanager
def failing(
    at: int, number: int | None, sticky: bool, half: bool = False, only: tuple[str, ...] = ()
) -> Iterator[None]:
    """Fail the n-th such call (from 0), once or from then on; `only` some kinds of calls.

    Without an error number the session is killed there. `half`: when it is a write, half of it
    arrives and the call after it fails, as on a full disk.
    """
    count = [-1]

    def gated(name: str, call: Call) -> Call:
        def wrapped(*args: Any, **named: Any) -> Any:
            if name == "open" and not args[1] & (os.O_CREAT | os.O_WRONLY | os.O_RDWR):
                return call(*args, **named)
            count[0] += 1
            if half and name == "write" and count[0] == at:
                return call(args[0], bytes(args[1])[: max(1, len(args[1]) // 2)])
            fails = at + half
            if count[0] == fails or (sticky and count[0] > fails):
                raise Killed if number is None else OSError(number, os.strerror(number))
            return call(*args, **named)

        return wrapped

    with pytest.MonkeyPatch.context() as patch:
        for name, (place, attribute) in _names().items():
            if only and name not in only:
                continue
            patch.setattr(place, attribute, gated(name, getattr(place, attribute)))
        yield


ERRORS = (errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS, errno.EACCES)
