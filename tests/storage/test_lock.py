"""The lock is held for one change; who keeps it longer is named, who is gone blocks nobody."""

import fcntl
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.errors import Busy
from repdesk.storage.folder import Folder
from repdesk.storage.lock import Holder, Mark, held, locked, mark_line, parse_mark
from repdesk.storage.salvage import read_anyway
from tests.storage.sessions import desk, opened, saved, session, zones

MARK = Mark(12, "0123456789abcdef")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A data folder with one zone, a."""
    saved(tmp_path / "data", "a")
    return tmp_path / "data"


def test_whoever_waits_too_long_is_told_by_whom(folder: Path, short_wait: None) -> None:
    store = session(folder)
    holder = Holder(4711, "pts/3", "2026-06-30T08:02+08:00")
    with held(Folder(folder), holder):
        with pytest.raises(Busy) as refused:
            desk(store).add("zones", name="b")
        assert refused.value.facts["holder"] == holder
        assert zones(store) == ["a"]
        assert opened(folder) == ["a"]
        assert read_anyway(folder).notices == []
    desk(store).add("zones", name="b")
    assert opened(folder) == ["a", "b"]
    assert len((folder / "repdesk.json.lock").read_text().splitlines()) == 1


def test_two_seconds_are_waited_and_no_longer(folder: Path) -> None:
    clock = [100.0]

    def sleep(seconds: float) -> None:
        clock[0] += seconds

    with (
        locked(Folder(folder)),
        pytest.raises(Busy) as refused,
        locked(Folder(folder), sleep=sleep, monotonic=lambda: clock[0]),
    ):
        pass
    assert 102 <= clock[0] < 102.1
    assert refused.value.facts["holder"] is None


def test_a_change_waits_for_the_one_before_it(folder: Path) -> None:
    store = session(folder)
    with held(Folder(folder), Holder(1)):
        waiting = threading.Thread(target=lambda: desk(store).add("zones", name="b"))
        waiting.start()
    waiting.join()
    assert opened(folder) == ["a", "b"]


_HOLD = """
import sys, time
from pathlib import Path
from repdesk.storage.folder import Folder
from repdesk.storage.lock import Holder, held
with held(Folder(Path(sys.argv[1])), Holder(7, "pts/9")):
    print("holding", flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("stopped", [False, True])
def test_a_killed_holder_leaves_no_lock(folder: Path, short_wait: None, stopped: bool) -> None:
    command = [sys.executable, "-c", _HOLD, str(folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == b"holding\n"
        if stopped:
            holder.send_signal(signal.SIGSTOP)
        with pytest.raises(Busy) as refused:
            saved(folder, "b")
        assert refused.value.facts["holder"] == Holder(7, "pts/9")
        holder.kill()
    saved(folder, "b")
    assert opened(folder) == ["a", "b"]


def test_a_lock_file_that_was_taken_away_is_not_the_lock(folder: Path, short_wait: None) -> None:
    with locked(Folder(folder)):
        (folder / "repdesk.json.lock").unlink()
        fd = os.open(folder / "repdesk.json.lock", os.O_RDWR | os.O_CREAT, 0o600)
        fcntl.flock(fd, fcntl.LOCK_EX)
        with pytest.raises(Busy):
            saved(folder, "b")
        os.close(fd)
    saved(folder, "b")


@pytest.mark.parametrize("mark", [MARK, MARK._replace(suspect=True), Mark(0, "0" * 16)])
def test_a_mark_says_what_was_written(mark: Mark) -> None:
    assert parse_mark(mark_line(mark)) == mark
    assert parse_mark(mark_line(mark) + b'{"pid":1}\n') == mark


@given(st.integers(0, 200), st.binary(max_size=3))
def test_a_mark_that_is_not_whole_proves_nothing(at: int, other: bytes) -> None:
    text = mark_line(MARK)
    spoilt = text[:at] + other + text[at + len(other) :]
    assert parse_mark(spoilt) == (MARK if spoilt.split(b"\n")[0] == text[:-1] else None)
    assert parse_mark(text[: min(at, len(text) - 2)]) is None
