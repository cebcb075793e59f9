"""A program in a pseudo-terminal of 80x24: what it sends, and when."""

import fcntl
import os
import pty
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType

import pyte

from tests.benchmarks.timing import CHECKOUT, environment

COLUMNS, LINES = 80, 24
PATIENCE = 30.0
QUIET = 0.5
"""Seconds without a byte after which a screen counts as settled."""


class Terminal:
    """One run of a Python program; ends it on exit."""

    def __init__(self, arguments: Sequence[str]) -> None:
        self.screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self.screen)
        self.received = 0
        self.arrived = 0.0
        """When the last byte came, before it was drawn on the screen here."""
        self.begun = time.perf_counter()
        command = [sys.executable, *arguments]
        changed = {
            "TERM": "xterm-256color",
            "COLORTERM": "",
            "LANG": "C.UTF-8",
            "LC_ALL": "C.UTF-8",
        }
        surroundings = {**environment(), **changed}
        self._pid, self._fd = pty.fork()
        if self._pid == 0:
            size = struct.pack("HHHH", LINES, COLUMNS, 0, 0)
            fcntl.ioctl(0, termios.TIOCSWINSZ, size)
            os.chdir(CHECKOUT)
            os.execve(command[0], command, surroundings)

    def __enter__(self) -> "Terminal":
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        os.kill(self._pid, signal.SIGTERM)
        deadline = time.perf_counter() + 5
        while time.perf_counter() < deadline:
            self._read(0.05)
            if os.waitpid(self._pid, os.WNOHANG)[0]:
                break
        else:
            os.kill(self._pid, signal.SIGKILL)
            os.waitpid(self._pid, 0)
        os.close(self._fd)

    def _read(self, wait: float) -> int:
        """Take what comes within so many seconds; returns how many bytes came."""
        ready, _out, _failed = select.select([self._fd], [], [], wait)
        if not ready:
            return 0
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return 0
        self.arrived = time.perf_counter()
        self.received += len(data)
        self._stream.feed(data)
        return len(data)

    def text(self) -> str:
        """Return what stands on the screen."""
        return "\n".join(self.screen.display)

    def until(self, *words: str) -> float:
        """Wait until one of the words stands on the screen; returns ms since the start."""
        deadline = self.begun + PATIENCE
        while time.perf_counter() < deadline:
            if self._read(0.2) and any(word in self.text() for word in words):
                return (time.perf_counter() - self.begun) * 1000
        raise TimeoutError(f"none of {words} on the screen:\n{self.text()}")

    def settled(self, quiet: float = QUIET) -> float:
        """Wait until nothing came for a while; returns the ms of the last byte since the start."""
        last = time.perf_counter()
        while time.perf_counter() - last < quiet:
            if self._read(0.05):
                last = time.perf_counter()
        return (last - self.begun) * 1000

    def key(self, keys: str, quiet: float = 0.25) -> tuple[float, int]:
        """Press a key; returns (ms to the first byte, bytes until it is quiet)."""
        before, pressed = self.received, time.perf_counter()
        os.write(self._fd, keys.encode())
        first = 0.0
        while time.perf_counter() - pressed < PATIENCE:
            if self._read(quiet):
                first = (self.arrived - pressed) * 1000
                break
            return 0.0, 0
        self.settled(quiet)
        return first, self.received - before

    def answer(self, keys: str, quiet: float = 0.25) -> tuple[float, int]:
        """Press a key; returns (ms to the last byte it causes, bytes)."""
        before, pressed = self.received, time.perf_counter()
        os.write(self._fd, keys.encode())
        while self._read(quiet):
            pass
        took = (self.arrived - pressed) * 1000 if self.received > before else 0.0
        return took, self.received - before

    def idle(self, seconds: float) -> tuple[int, float]:
        """Do nothing; returns (bytes that came, the program's share of a processor)."""
        before, used = self.received, self.processor()
        begun = time.perf_counter()
        while (left := begun + seconds - time.perf_counter()) > 0:
            self._read(left)
        return self.received - before, (self.processor() - used) / seconds

    def processor(self) -> float:
        """Return the seconds of processor the program has used; 0 where the system hides it."""
        try:
            stat = Path(f"/proc/{self._pid}/stat").read_text(encoding="ascii")
        except OSError:
            return 0.0
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
