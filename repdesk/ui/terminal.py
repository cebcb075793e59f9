"""The terminal: a driver that survives a dropped line, signals, and UTF-8 streams.

Stock Textual loses what was typed when the line drops (SIGHUP) and leaves the terminal in raw mode
on SIGTERM. Here both end the app in order: drafts first, then the terminal as it was.
"""

from __future__ import annotations

import asyncio
import io
import os
import selectors
import signal
import sys
import threading
from codecs import getincrementaldecoder
from collections.abc import Callable
from typing import IO, Any, Final, cast

from textual._ansi_sequences import SYNC_END, SYNC_START
from textual._xterm_parser import XTermParser
from textual.drivers.linux_driver import LinuxDriver

from repdesk.ui.painting import Painted

SIGNALS: Final = (signal.SIGHUP, signal.SIGTERM, signal.SIGINT)
GRACE: Final = 3.0
"""Seconds an ordered end may take before the process ends anyway."""
QUIET: Final = 0.1
"""Seconds between two looks whether the app has ended."""
ESCAPING: Final = 0.055
"""Seconds an Esc waits for the rest of an escape sequence (see `ESCDELAY`)."""


class _Line:
    """Standard error as a file that goes quiet, and says so once, when the line is gone."""

    def __init__(self, file: IO[str], lost: Callable[[], None]) -> None:
        self._file = file
        self._lost = lost
        self._gone = False

    def write(self, text: str) -> int:
        """Write, or drop the text when nobody is there to read it."""
        if not self._gone:
            try:
                return self._file.write(text)
            except OSError:
                self._drop()
        return len(text)

    def flush(self) -> None:
        """Flush, or do nothing when the line is gone."""
        if not self._gone:
            try:
                self._file.flush()
            except OSError:
                self._drop()

    def fileno(self) -> int:
        """File descriptor of the terminal."""
        return self._file.fileno()

    def isatty(self) -> bool:
        """Say whether it is a terminal."""
        return self._file.isatty()

    def _drop(self) -> None:
        self._gone = True
        self._lost()


class SteadyDriver(LinuxDriver):
    """Textual's driver, but a dropped line ends the app instead of hanging it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._file = cast("Any", _Line(cast("IO[str]", self._file), self._line_lost))
        self._told = False
        self._painted = Painted()
        self._held = ""

    def write(self, data: str) -> None:
        """Send what does not stand on the terminal yet; an empty update sends nothing at all."""
        if data == SYNC_START:
            self._held = data
            return
        if data == SYNC_END and self._held:
            self._held = ""
            return
        data = self._painted.new_only(data)
        if data:
            super().write(self._held + data)
            self._held = ""

    def forget_painted(self, columns: int) -> None:
        """Send everything again: the terminal changed its size, or the rep asked for it."""
        self._painted.forget(columns)

    def start_application_mode(self) -> None:
        """Begin with an empty screen, at the start and after Ctrl+Z."""
        self._painted.forget(self._painted.columns)
        start: Callable[[], None] = super().start_application_mode
        start()

    def run_input_thread(self) -> None:
        """Read keys until the app ends or the line drops.

        Textual's own loop looks ten times a second whether an Esc stood alone, so that every Esc
        takes 100 ms; and it spins without end when the line is gone.
        """
        parser = XTermParser(self._debug)
        decode = getincrementaldecoder("utf-8")("replace").decode
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            wait = QUIET
            try:
                while not self.exit_event.is_set():
                    if selector.select(wait):
                        data = os.read(self.fileno, 4096)
                        if not data:
                            break
                        wait = ESCAPING if data.endswith(b"\x1b") else QUIET
                        for event in parser.feed(decode(data)):
                            self.process_message(event)
                    else:
                        wait = QUIET
                    for event in parser.tick():
                        self.process_message(event)
                else:
                    return
            except OSError:
                pass
        self._line_lost()

    def _line_lost(self) -> None:
        if not self._told:
            self._told = True
            os.kill(os.getpid(), signal.SIGHUP)


def line_is_up() -> bool:
    """Say whether standard input is still a live terminal (false after a hang-up)."""
    try:
        return os.isatty(sys.__stdin__.fileno()) if sys.__stdin__ else False
    except (OSError, ValueError):
        return False


def on_signals(end: Callable[[int], None]) -> None:
    """Call `end` with the exit code (128 + signal) on the event loop when a signal arrives."""
    loop = asyncio.get_running_loop()
    for number in SIGNALS:
        loop.add_signal_handler(number, end, 128 + number)


def end_within(seconds: float, code: int) -> None:
    """End the process with this code after so many seconds, whatever still hangs by then."""
    timer = threading.Timer(seconds, os._exit, (code,))
    timer.daemon = True
    timer.start()


def keys_first() -> None:
    """Let the thread that draws have its turn soon while a worker counts: of every 0.5 ms, not 5.

    A key passes several threads and tasks until its first byte; each waited so long for its turn.
    """
    sys.setswitchinterval(0.0005)


def utf8_streams() -> None:
    """Make the standard streams UTF-8 whatever the locale says: a GBK one garbles the screen."""
    for stream in (sys.stdin, sys.stdout, sys.stderr, sys.__stderr__, sys.__stdout__):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="replace")
