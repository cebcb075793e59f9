"""What only a real terminal shows: a clean end on signals, a dropped line, silence while idle."""

import json
import os
import pty
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pyte
import pytest

ROOT = Path(__file__).parents[2]


@dataclass
class Terminal:
    """A program in a pseudo-terminal of 80x24, its output drawn by pyte."""

    process: "subprocess.Popen[bytes]"
    line: int
    screen: pyte.Screen
    stream: pyte.ByteStream
    raw: bytearray = field(default_factory=bytearray)

    def read(self, seconds: float) -> int:
        """Read what comes within so many seconds; returns how many bytes."""
        count = 0
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if not select.select([self.line], [], [], left)[0]:
                break
            try:
                data = os.read(self.line, 65536)
            except OSError:
                break
            if not data:
                break
            count += len(data)
            self.raw += data
            self.stream.feed(data)
        return count

    def wait_for(self, words: str, seconds: float = 30) -> None:
        """Read until the words stand on the screen."""
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            self.read(0.1)
            if words in "\n".join(self.screen.display):
                return
        pytest.fail(f"{words!r} never came:\n" + "\n".join(self.screen.display))

    def press(self, keys: str) -> None:
        """Send keys."""
        os.write(self.line, keys.encode())

    def ended(self) -> int:
        """Read until the program has ended; its exit code."""
        until = time.monotonic() + 10
        while self.process.poll() is None and time.monotonic() < until:
            self.read(0.1)
        return self.process.wait(1)


@contextmanager
def app(
    folder: Path, *options: str, program: tuple[str, ...] = (sys.executable, "-m", "repdesk")
) -> Iterator[Terminal]:
    """The app on a data folder, in a terminal."""
    ours, theirs = pty.openpty()
    termios.tcsetwinsize(theirs, (24, 80))
    environment = {
        **os.environ,
        "TERM": "xterm-256color",
        "LC_ALL": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
    }
    command = [*program, "--data", str(folder), *options]
    process = subprocess.Popen(
        command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, start_new_session=True
    )
    os.close(theirs)
    screen = pyte.Screen(80, 24)
    try:
        yield Terminal(process, ours, screen, pyte.ByteStream(screen))
    finally:
        if process.poll() is None:
            process.kill()
            process.wait(5)
        if ours in open_lines:
            open_lines.remove(ours)
        else:
            os.close(ours)


open_lines: list[int] = []
"""Lines a test closed itself."""


def drafts_in(folder: Path) -> str:
    """The text of all drafts on disk."""
    return "\n".join(path.read_text("utf-8") for path in sorted((folder / "drafts").glob("*.json")))


def type_half_a_promise(terminal: Terminal) -> None:
    """Add a customer and start a follow-up without saving it."""
    terminal.wait_for("The book is empty")
    terminal.press("n")
    terminal.wait_for("F2")
    terminal.press("Acme\x13")
    terminal.wait_for("added Acme")
    terminal.press("2")
    terminal.wait_for("1 of 1")
    terminal.press("a")
    terminal.wait_for("F2")
    terminal.press("half a promise")
    terminal.wait_for("half a promise")


@pytest.mark.parametrize(("number", "code"), [(signal.SIGTERM, 143), (signal.SIGHUP, 129)])
def test_a_signal_leaves_a_draft_and_a_clean_terminal(
    tmp_path: Path, number: signal.Signals, code: int
) -> None:
    with app(tmp_path) as terminal:
        type_half_a_promise(terminal)
        before = termios.tcgetattr(terminal.line)
        terminal.process.send_signal(number)
        assert terminal.ended() == code
        after = termios.tcgetattr(terminal.line)
        assert after[3] & termios.ECHO
        assert after[3] & termios.ICANON
        assert not before[3] & termios.ECHO
        tail = bytes(terminal.raw[-400:])
        assert b"\x1b[?1049l" in tail
        assert tail.rindex(b"\x1b[?25h") > tail.rindex(b"\x1b[?1049l")
        assert b"Traceback" not in terminal.raw
    assert "half a promise" in drafts_in(tmp_path)


def test_a_dropped_line_ends_the_program_with_a_draft(tmp_path: Path) -> None:
    with app(tmp_path) as terminal:
        type_half_a_promise(terminal)
        open_lines.append(terminal.line)
        os.close(terminal.line)
        assert terminal.process.wait(8) == 129
    assert "half a promise" in drafts_in(tmp_path)
    exported = subprocess.run(
        [sys.executable, "-m", "repdesk", "--data", str(tmp_path), "export", "--json"],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert [row["name"] for row in json.loads(exported.stdout)["customers"]] == ["Acme"]


def test_an_idle_screen_sends_nothing_and_the_title_is_left_alone(tmp_path: Path) -> None:
    with app(tmp_path) as terminal:
        terminal.wait_for("The book is empty")
        terminal.read(1.5)
        assert terminal.read(2.0) == 0
        terminal.press("q")
        assert terminal.ended() == 0
        assert b"\x1b]0;" not in terminal.raw
        assert b"\x1b]2;" not in terminal.raw


def test_keys_cost_few_bytes_on_the_line(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.press("2")
        terminal.wait_for(" / ")
        terminal.read(1.0)

        def cost(keys: str) -> int:
            terminal.press(keys)
            return terminal.read(0.5)

        assert cost("j") <= 350
        assert cost("\x1b[B") <= 350
        assert cost("\x1b[6~") <= 6_000
        assert cost("G") <= 6_000
        assert cost("g") <= 6_000
        assert cost("/") <= 6_000
        for letters in ("hl", "苏州", "138", "报价"):
            for letter in letters:
                assert 0 < cost(letter) <= 6_000
            assert cost("\x1b[6~") <= 6_000
            assert cost("\x15") <= 6_000
        assert cost("k") <= 6_000
        assert cost("\r") <= 8_000
        assert cost("J") <= 8_000


def test_a_search_that_arrives_at_once_opens_what_it_found(tmp_path: Path) -> None:
    with app(tmp_path, "--lang", "zh", "--demo") as terminal:
        terminal.wait_for("漏斗")
        terminal.press("/szhljm\r")
        terminal.wait_for("J/K")
        assert terminal.screen.display[0].startswith("苏州恒力精密")
        assert not drafts_in(tmp_path)
