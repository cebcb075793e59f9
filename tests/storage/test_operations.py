"""What a save, a look and an opening do to the disk: causes of their cost, not times."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repdesk.storage import snapshot
from tests.storage.failing import calls
from tests.storage.sessions import desk, saved, session


def test_a_save_is_one_line_one_sync_and_a_mark(folder: Path) -> None:
    saved(folder, "a")
    store = session(folder)
    desk(store).add("zones", name="b")
    size = (folder / "repdesk.json.journal").stat().st_size
    with calls() as made:
        desk(store).add("zones", name="c")
    assert made == ["open", "write", "fdatasync", "write"]
    line = (folder / "repdesk.json.journal").read_bytes()[size:]
    assert line.count(b"\n") == 1
    assert line.endswith(b"\n")


def test_a_save_reads_neither_the_book_nor_the_journal_from_the_start(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(folder, "a")
    store = session(folder)
    monkeypatch.setattr("repdesk.storage.following.load", None)
    monkeypatch.setattr("repdesk.storage.standing.load", None)
    monkeypatch.setattr("repdesk.storage.standing.prepare_snapshot", None)
    desk(store).add("zones", name="b")


def test_a_look_when_nothing_happened_is_two_stats(folder: Path) -> None:
    saved(folder, "a")
    store = session(folder)
    with pytest.MonkeyPatch.context() as patch:
        asked: list[str] = []

        def noted(name: str, call: Callable[..., Any]) -> Callable[..., Any]:
            def wrapped(*args: Any, **named: Any) -> Any:
                asked.append(name)
                return call(*args, **named)

            return wrapped

        for name in ("open", "read", "pread", "fstat", "stat", "lstat", "listdir", "scandir"):
            patch.setattr(os, name, noted(name, getattr(os, name)))
        book = store.book
        assert store.refresh() is book
    assert asked == ["stat", "stat"]


def test_a_compaction_takes_the_lock_when_the_book_is_written_and_only_gets_its_name(
    folder: Path,
) -> None:
    saved(folder, "a")
    store = session(folder)
    with calls() as made:
        store.compact()
    written = ["open", "write", "fdatasync"]
    named = ["rename", "fsync"]
    lock = ["open"]
    at = made.index("fdatasync")
    assert made[:at] == ["open", *["write"] * (at - 1)]
    assert made[at:] == ["fdatasync", *lock, *named, *written, *named]


def test_the_book_is_written_and_read_in_slices(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(snapshot, "_SLICE", 2000)
    store = session(folder)
    for number in range(60):
        desk(store).add("zones", name=f"张家港{number}")
    slices = list(snapshot.written(store.book, 1, {}))
    assert len(slices) > 10
    assert max(map(len, slices)) < 3000
    store.close(leaving=True)
    again = session(folder)
    assert list(again.book.rows("zones")) == list(store.book.rows("zones"))
    assert again.book.history == store.book.history


def test_a_save_imports_no_tinydb(folder: Path) -> None:
    saved(folder, "a")
    code = (
        "import sys; from pathlib import Path; from tests.storage.sessions import saved;"
        "saved(Path(sys.argv[1]), 'b');"
        "print(sorted({'tinydb', 'pandas', 'textual', 'json'} & sys.modules.keys()))"
    )
    command = [sys.executable, "-c", code, str(folder)]
    assert subprocess.run(command, capture_output=True, check=True, text=True).stdout == "[]\n"
