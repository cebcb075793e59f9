"""The checks of a folder in every state: what is wrong is named, and nothing is touched."""

import json
import os
from datetime import datetime
from pathlib import Path

import pytest

from repdesk.storage import doctor
from repdesk.storage.compaction import Policy
from repdesk.storage.doctor import Examination, examine
from repdesk.storage.findings import Check
from repdesk.storage.folder import Folder
from repdesk.storage.lock import Holder, held
from tests.storage.sessions import NOW, desk, saved, session
from tests.storage.test_damage import BOOK, JOURNAL, LOCK, SPOILT


@pytest.fixture
def book(folder: Path) -> Path:
    """A snapshot with zone a, and lines for b and c behind it."""
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b", "c")
    return folder


@pytest.fixture(autouse=True)
def _quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "_PAUSE", 0.0001)


def _look(folder: Path, now: str = NOW) -> Examination:
    return examine(folder, lambda: now)


def _of(folder: Path, name: str) -> Check:
    return next(check for check in _look(folder).checks if check.name == name)


def _failing(folder: Path) -> list[str]:
    return [check.name for check in _look(folder).checks if not check.ok]


def test_a_healthy_book_has_no_finding(book: Path) -> None:
    before = {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()}
    found = _look(book)
    assert [check.code for check in found.checks if not check.ok] == []
    assert found.error is None
    assert {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()} == before
    assert _of(book, "book").facts["rows"] == 3
    assert _of(book, "journal").facts["lines"] == 2
    assert _of(book, "mark").facts["seq"] == 3


def test_a_folder_that_is_not_there_is_not_made(folder: Path) -> None:
    assert _failing(folder) == []
    assert not folder.exists()
    folder.mkdir(0o700)
    assert _failing(folder) == []
    assert list(folder.iterdir()) == []


def test_a_file_in_place_of_the_folder_is_said(folder: Path) -> None:
    folder.write_text("x")
    assert [check.code for check in _look(folder).checks] == ["folder.no_folder"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything")
def test_a_folder_that_cannot_be_entered_is_said(book: Path) -> None:
    book.chmod(0)
    try:
        assert [check.code for check in _look(book).checks] == ["folder.unreadable"]
    finally:
        book.chmod(0o700)


@pytest.mark.parametrize("kind", list(SPOILT))
def test_damage_is_named_and_nothing_is_touched(book: Path, kind: str) -> None:
    spoil, code, way = SPOILT[kind]
    spoil(book)
    before = {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()}
    found = _look(book)
    bad = {check.code: check for check in found.checks if not check.ok}
    assert code in bad
    assert found.is_damaged() == bool(way)
    if way:
        assert bad[code].way in ("repair", "restore")
    assert {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()} == before


def test_a_torn_end_is_no_fault(book: Path) -> None:
    with (book / JOURNAL).open("ab") as journal:
        journal.write(b"0123456789abcdef {")
    assert _of(book, "journal").code == "journal.torn_end"
    assert _failing(book) == []


def test_a_value_that_is_none_is_named_by_its_record(folder: Path) -> None:
    store = session(folder, Policy.ALWAYS)
    desk(store).add("customers", name="张家港华昌")
    (customer,) = store.book.customers()
    desk(store).add("interactions", customer=customer.id, at=NOW, kind="visit")
    store.close()
    data = json.loads((folder / BOOK).read_bytes())
    data["interactions"]["1"]["at"] = "yesterday"
    data["interactions"]["1"]["contacts"] = ["nobody"]
    data["customers"]["1"]["snooze_until"] = "2026/7/3"
    (folder / BOOK).write_text(json.dumps(data), "utf-8")
    check = _of(folder, "values")
    assert not check.ok
    told = [(fault["table"], fault["field"], fault["value"]) for fault in check.facts["faults"]]
    assert told == [
        ("customers", "snooze_until", "2026/7/3"),
        ("interactions", "at", "yesterday"),
    ]
    assert check.facts["faults"][0]["name"] == "张家港华昌"
    data["interactions"]["1"]["at"] = NOW
    (folder / BOOK).write_text(json.dumps(data), "utf-8")
    assert _of(folder, "references").facts["faults"][0]["value"] == "nobody"
    assert _look(folder).is_damaged()


def test_a_lock_that_is_kept_is_told_with_its_holder(book: Path) -> None:
    with held(Folder(book), Holder(pid=7, tty="pts/3", since=NOW)):
        check = _of(book, "lock")
    assert (check.ok, check.code, check.facts["pid"]) == (False, "lock.held", 7)
    assert _of(book, "lock").ok


@pytest.mark.parametrize(
    ("now", "code"),
    [
        (NOW, "clock.ok"),
        ("2026-06-30T02:00:00Z", "clock.ok"),
        ("2026-06-29T10:00+08:00", "clock.behind"),
        ("1970-01-01T00:00:00+00:00", "clock.unset"),
    ],
)
def test_a_clock_behind_the_newest_change_is_told(book: Path, now: str, code: str) -> None:
    check = next(check for check in _look(book, now).checks if check.name == "clock")
    assert check.code == code
    assert datetime.fromisoformat(NOW)


@pytest.mark.parametrize("name", [BOOK, JOURNAL, LOCK])
def test_a_file_that_others_can_read_is_named(book: Path, name: str) -> None:
    (book / name).chmod(0o644)
    check = _of(book, "files")
    assert (check.code, check.facts["paths"]) == ("files.open", [str(book / name)])


@pytest.mark.parametrize("name", [BOOK, JOURNAL, LOCK, "rescue", "drafts"])
def test_a_planted_link_is_named_and_not_followed(book: Path, name: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    if (book / name).exists():
        (book / name).rename(outside)
    else:
        outside.mkdir()
        (outside / "x.json").write_text("secret")
    (book / name).symlink_to(outside)
    assert "files" in _failing(book)
    assert str(book / name) in _of(book, "files").facts["paths"]


def test_a_draft_that_cannot_be_read_is_named(book: Path) -> None:
    (book / "drafts").mkdir(0o700)
    (book / "drafts" / "x.json").write_text("{")
    (book / "drafts" / "x.json").chmod(0o600)
    assert _of(book, "drafts").facts["paths"] == [str(book / "drafts" / "x.json")]
    assert _failing(book) == ["drafts"]


def test_little_room_on_the_disk_is_told(book: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    real = os.statvfs(book)
    full = os.statvfs_result((*real[:4], 7, *real[5:]))
    monkeypatch.setattr(os, "statvfs", lambda _path: full)
    check = _of(book, "space")
    assert (check.code, check.way) == ("space.little", "space")
    assert check.facts["free"] == 7 * real.f_frsize
