"""Backups: whole, counted after writing, made by themselves, never in the way of a save."""

import errno
import shutil
import stat
import threading
import zlib
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec
import pytest
from tinydb import TinyDB

from repdesk.domain.errors import Ambiguous, Damaged, DiskError, NotFound
from repdesk.storage import backup_names, backups
from repdesk.storage.book_store import BookStore, open_store
from repdesk.storage.compaction import Policy
from repdesk.storage.folder import Folder
from repdesk.storage.snapshot import Snapshot, count_rows
from tests.storage.crashes import states
from tests.storage.failing import ERRORS, Killed, calls, failing
from tests.storage.sessions import NOW, desk, new_id, opened, saved, session, zones


def listed(folder: Path) -> list[tuple[int, str]]:
    return [(one.seq, one.reason) for one in backup_names.found(Folder(folder))]


def on(folder: Path, day: str, name: str, stays: bool = False) -> BookStore:
    """A session of that day that saved a zone."""
    store = open_store(folder, lambda: f"{day}T08:00:00+08:00", new_id, stays=stays)
    desk(store).add("zones", name=name)
    return store


def zones_in(folder: Path, at: int) -> list[str]:
    snapshot = backups.read(backup_names.found(Folder(folder))[at])
    return sorted(zone.name for zone in snapshot.book().rows("zones"))


def test_the_first_change_of_a_day_makes_one(folder: Path) -> None:
    on(folder, "2026-06-30", "a").close()
    on(folder, "2026-06-30", "b").close()
    assert listed(folder) == [(1, "day")]
    on(folder, "2026-07-01", "c").close()
    assert listed(folder) == [(1, "day"), (3, "day")]
    assert zones_in(folder, 1) == ["a", "b", "c"]
    session(folder).close(leaving=True)
    assert len(listed(folder)) == 2


def test_a_session_that_stays_makes_it_beside_its_work(folder: Path) -> None:
    day = ["2026-06-30"]
    store = open_store(folder, lambda: f"{day[0]}T08:00:00+08:00", new_id, stays=True)
    desk(store).add("zones", name="a")
    desk(store).add("zones", name="b")
    store.close()
    assert [reason for _seq, reason in listed(folder)] == ["day"]
    store = open_store(folder, lambda: f"{day[0]}T08:00:00+08:00", new_id, stays=True)
    for day[0] in ("2026-07-01", "2026-07-02"):
        desk(store).add("zones", name=day[0])
        store._backups.wait()
    assert [reason for _seq, reason in listed(folder)] == ["day"] * 3
    store.close()


def test_before_a_change_of_many_it_is_written_beside_the_change_and_holds_the_book_of_before(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = open_store(folder, lambda: NOW, new_id, stays=True)
    ids = [desk(store).add("zones", name=name).answer for name in ("a", "b")]
    store.close()
    store = open_store(folder, lambda: NOW, new_id, stays=True)
    make, may_write = backups.make, threading.Event()

    def late(*words: Any) -> backup_names.Backup:
        assert may_write.wait(20)
        return make(*words)

    monkeypatch.setattr(backups, "make", late)
    desk(store).edit_all("zones", ids, neighbours=("c",))
    assert [zone.neighbours for zone in session(folder).book.rows("zones")] == [("c",), ("c",)]
    may_write.set()
    store.close()
    (kept,) = [one for one in backup_names.found(Folder(folder)) if one.reason == "edit"]
    assert [zone.neighbours for zone in backups.read(kept).book().rows("zones")] == [(), ()]


def test_a_clock_that_stands_still_does_not_end_the_backups(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(backup_names, "EVERY", 3)
    for number in range(7):
        on(folder, "2000-01-01", str(number)).close()
    assert listed(folder) == [(1, "day"), (4, "day"), (7, "day")]


def test_the_save_is_acknowledged_before_its_backup_begins(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(folder, "a")
    store = session(folder)
    monkeypatch.setattr(backups, "make", None)
    desk(store).add("zones", name="b")
    assert opened(folder) == ["a", "b"]


def test_it_is_the_whole_book_with_the_lines_of_the_journal(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "张家港华昌")
    store = session(folder)
    name = store.backup("asked")
    assert name == "2026-06-30-100000-2-asked"
    backup = backup_names.named(Folder(folder), name)
    read = backups.read(backup)
    assert list(read.book().rows("zones")) == list(store.book.rows("zones"))
    assert read.history == store.book.history
    assert read.meta.seq == store.book.seq
    plain = tmp_path / "plain.json"
    plain.write_bytes(zlib.decompress(backup.path.read_bytes(), wbits=31))
    with TinyDB(plain) as db:
        assert sorted(row["name"] for row in db.table("zones").all()) == ["a", "张家港华昌"]
    assert stat.S_IMODE(backup.path.stat().st_mode) == 0o600


def test_an_empty_book_has_none(folder: Path) -> None:
    assert session(folder).backup("asked", needed=True) is None
    assert not folder.exists()


def test_two_of_one_second_have_two_names(folder: Path) -> None:
    saved(folder, "a")
    store = session(folder)
    names = [store.backup("asked") for _ in range(3)]
    assert names == [f"2026-06-30-100000-1-asked{end}" for end in ("", "-2", "-3")]


def test_the_lock_is_not_needed(folder: Path, short_wait: None) -> None:
    saved(folder, "a")
    with calls() as made:
        session(folder).backup("asked")
    assert made == ["mkdir", "open", "write", "write", "fdatasync", "rename", "fsync"]


def test_what_is_read_back_and_is_not_what_was_written_gets_no_name(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(folder, "a", "b")
    before = listed(folder)
    store = session(folder)
    real = count_rows

    def one_less(*args: Any) -> Any:
        census = real(*args)
        return census._replace(rows={**census.rows, "zones": census.rows["zones"] - 1})

    def another_sum(*args: Any) -> Any:
        return real(*args)._replace(sum="0" * 32)

    for wrong in (one_less, another_sum):
        monkeypatch.setattr(backups, "count_rows", wrong)
        with pytest.raises(DiskError, match=r"disk\.unlike"):
            store.backup("asked", needed=True)
    assert listed(folder) == before
    assert not list((folder / "backups").glob(".*"))


def _bits(data: bytes) -> list[bytes]:
    """The file cut short, with zeros, with one bit turned, with something behind it, empty."""
    turned = bytearray(data)
    turned[len(data) // 2] ^= 4
    return [data[:-1], data[: len(data) // 2], bytes(len(data)), bytes(turned), data + b"x", b""]


def test_a_damaged_backup_is_refused(folder: Path) -> None:
    saved(folder, "a", "b")
    (backup,) = backup_names.found(Folder(folder))
    for data in _bits(backup.path.read_bytes()):
        backup.path.write_bytes(data)
        with pytest.raises(Damaged, match=r"backup\.unreadable"):
            backups.read(backup)


def test_only_backups_are_backups(folder: Path) -> None:
    saved(folder, "a")
    room = folder / "backups"
    for name in ("notes.txt", "2026-13-01-100000-1-day.json.gz", "2026-06-30-100000-1-day.json"):
        (room / name).write_bytes(b"")
    assert listed(folder) == [(1, "day")]
    for day in range(1, 29):
        on(folder, f"2026-07-{day:02d}", "x").close()
    assert (room / "notes.txt").exists()


def test_a_link_in_its_place_is_not_followed(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a")
    (folder / "backups").rename(tmp_path / "outside")
    (folder / "backups").symlink_to(tmp_path / "outside")
    for use in (lambda: session(folder).backup("asked"), lambda: listed(folder)):
        with pytest.raises(Damaged, match=r"file\.planted"):
            use()
    (folder / "backups").unlink()
    (folder / "backups").mkdir()
    (folder / "backups/2026-06-30-100000-9-day.json.gz").symlink_to(
        tmp_path / "outside/2026-06-30-100000-1-day.json.gz"
    )
    with pytest.raises(Damaged, match=r"file\.planted"):
        backups.read(backup_names.found(Folder(folder))[0])


def test_they_are_found_by_the_beginning_of_their_name(folder: Path) -> None:
    on(folder, "2026-06-30", "a").close()
    on(folder, "2026-07-01", "b").close()
    found = Folder(folder)
    assert backup_names.named(found, "2026-07").seq == 2
    assert backup_names.named(found, "backups/2026-06-30-080000-1-day.json.gz").seq == 1
    with pytest.raises(NotFound):
        backup_names.named(found, "2025")
    with pytest.raises(NotFound):
        backup_names.named(found, "")
    with pytest.raises(Ambiguous) as refused:
        backup_names.named(found, "2026-0")
    assert len(refused.value.facts["candidates"]) == 2


def test_a_crash_at_any_file_operation_of_a_backup(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a")
    store = on(folder, "2026-07-01", "b")
    with states(folder, tmp_path / "states") as found:
        store.close()
    assert len(found) > 8
    for state in found:
        assert opened(state) == ["a", "b"]
        for backup in backup_names.found(Folder(state)):
            assert backups.read(backup).meta.seq == backup.seq
        assert listed(state)[0] == (1, "day")
        on(state, "2026-07-01", "c").close()
        assert len(listed(state)) == 2
        assert not list((state / "backups").glob(".*"))


def test_a_backup_that_a_disk_refuses_is_a_notice_and_no_failed_save(
    folder: Path, tmp_path: Path
) -> None:
    saved(folder, "a")
    with calls() as made:
        on(shutil.copytree(folder, tmp_path / "probe"), "2026-07-01", "b").close()
    before = len(made)
    store = on(folder, "2026-07-01", "b")
    with calls() as made:
        store.close()
    first = before - len(made)
    assert first > 2
    for at in range(len(made)):
        for number in ERRORS:
            state = shutil.copytree(folder, tmp_path / f"{at}-{number}")
            store = on(state, "2026-07-02", "c")
            with failing(at, number, sticky=True):
                store.close()
            assert {notice.code for notice in store.notices} <= {"backup.failed"}
            assert store.notices or at >= len(made) - 2
            assert opened(state) == ["a", "b", "c"]
            on(state, "2026-07-02", "d").close()
            assert (4, "day") in listed(state) or (3, "day") in listed(state)
            shutil.rmtree(state)


def test_a_needed_backup_that_can_not_be_made_is_raised(folder: Path) -> None:
    saved(folder, "a")
    store = session(folder)
    with failing(1, errno.ENOSPC, sticky=True):
        assert store.backup("import") is None
        with pytest.raises(DiskError):
            store.backup("restore", needed=True)
    assert [notice.code for notice in store.notices] == ["backup.failed"]
    assert zones(store) == ["a"]


def test_another_session_takes_no_backup_under_way_for_a_leftover(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    saved(folder, "a")
    one, two = session(folder), session(folder)
    real = backups._counted

    def meanwhile(path: Path) -> Any:
        monkeypatch.setattr(backups, "_counted", real)
        assert two.backup("asked") == "2026-06-30-100000-1-asked"
        return real(path)

    monkeypatch.setattr(backups, "_counted", meanwhile)
    assert one.backup("edit") == "2026-06-30-100000-1-edit"
    assert len(listed(folder)) == 3


def _renamed(name: str) -> Callable[[Snapshot], Snapshot]:
    def alter(snapshot: Snapshot) -> Snapshot:
        zones = [msgspec.structs.replace(zone, name=name) for zone in snapshot.tables["zones"]]
        return snapshot._replace(tables={**snapshot.tables, "zones": list(zones)}, history=())

    return alter


def test_one_is_rewritten_whole_or_not_at_all(folder: Path, tmp_path: Path) -> None:
    saved(folder, "secret")
    (backup,) = backup_names.found(Folder(folder))
    with states(folder, tmp_path / "states") as found:
        backups.rewrite(backup, _renamed("x"))
    assert zones_in(folder, 0) == ["x"]
    assert b"secret" not in zlib.decompress(backup.path.read_bytes(), wbits=31)
    for state in found:
        assert zones_in(state, 0) in (["secret"], ["x"])
        (there,) = backup_names.found(Folder(state))
        backups.rewrite(there, _renamed("x"))
        assert [path.name for path in (state / "backups").iterdir()] == [backup.path.name]


def test_a_killed_rewrite_leaves_a_whole_backup(folder: Path) -> None:
    saved(folder, "secret")
    (backup,) = backup_names.found(Folder(folder))
    for at in range(12):
        with suppress(Killed), failing(at, None, sticky=True):
            backups.rewrite(backup, _renamed("x"))
        assert zones_in(folder, 0) in (["secret"], ["x"])
    assert zones_in(folder, 0) == ["x"]
