"""Restore: exactly the book of then, the present one kept first, whatever happens on the way."""

import errno
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.errors import Busy, Damaged, DiskError, NewerFormat, NotFound, NothingToUndo
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES
from repdesk.storage import backups
from repdesk.storage.compaction import Policy
from repdesk.storage.drafts import DraftStore
from repdesk.storage.folder import Folder
from repdesk.storage.lock import locked
from repdesk.storage.restoring import Restored, restore
from tests.storage.crashes import states
from tests.storage.failing import ERRORS, Killed, calls, failing
from tests.storage.sessions import NOW, desk, files, new_id, opened, saved, session, zones
from tests.storage.test_damage import SPOILT

BOOK, JOURNAL, LOCK = "repdesk.json", "repdesk.json.journal", "repdesk.json.lock"


def put_back(folder: Path, name: str = "") -> Restored:
    """Restore a backup, the oldest one when none is named."""
    return restore(
        folder, name or backups.found(Folder(folder))[0].name, lambda: NOW, new_id, "test"
    )


def tables(book: Book) -> dict[str, dict[str, Record]]:
    return {name: {row.id: row for row in book.rows(name)} for name in TABLES}


@pytest.fixture
def book(folder: Path) -> Path:
    """A backup of zone a, which is in the snapshot; b and c in the journal."""
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b", "c")
    return folder


def test_the_book_of_then_comes_back_and_the_present_one_is_a_backup(book: Path) -> None:
    present = session(book).book
    done = put_back(book)
    store = session(book)
    assert zones(store) == ["a"]
    assert store.notices == []
    assert [entry.verb for entry in store.book.history] == ["add", "restore"]
    assert store.book.history[-1].args == {"name": "2026-06-30-100000-1-day", "by": "test"}
    assert store.book.seq == 4
    assert done.before == "2026-06-30-100000-3-restore"
    assert done.kept == ()
    put_back(book, done.before)
    again = session(book).book
    assert tables(again) == tables(present)
    assert again.history[:-1] == present.history


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["add", "edit", "undo", "backup", "compact", "restore"])))
def test_every_backup_gives_exactly_the_book_of_then(
    tmp_path_factory: pytest.TempPathFactory, steps: list[str]
) -> None:
    folder = tmp_path_factory.mktemp("books") / "data"
    saved(folder, "first")
    then: dict[str, tuple[dict[str, dict[str, Record]], tuple[object, ...]]] = {}
    store = session(folder)
    for number, step in enumerate([*steps, "backup"]):
        store.refresh()
        if step == "add":
            desk(store).add_customer(f"客户 {number}")
        elif step == "edit":
            for zone in list(store.book.rows("zones")):
                desk(store).edit("zones", zone.id, name=f"[/] {number}")
        elif step == "undo":
            with suppress(NothingToUndo):
                desk(store).undo()
        elif step == "compact":
            store.compact()
        elif step == "backup":
            name = store.backup("asked") or ""
            then[name] = tables(store.book), store.book.history
        elif then:
            put_back(folder, max(then))
    seq = store.refresh().seq
    for name, (rows, history) in then.items():
        if name not in {one.name for one in backups.found(Folder(folder))}:
            continue
        put_back(folder, name)
        back = store.refresh()
        assert tables(back) == rows
        assert back.history[:-1] == history[-500:]
        assert back.seq > seq
        seq = back.seq


def test_undo_does_not_go_back_over_it_and_says_so(book: Path) -> None:
    put_back(book)
    store = session(book)
    for _ in range(2):
        with pytest.raises(NothingToUndo) as refused:
            desk(store).undo()
        assert refused.value.code == "undo.barrier"
        assert refused.value.facts["verb"] == "restore"
        desk(store).add("zones", name="d")
        desk(store).undo()


def test_other_sessions_take_it_over_and_keep_their_drafts(book: Path) -> None:
    beside, asleep = session(book), session(book)
    drafts = DraftStore(book, lambda: NOW)
    drafts.save("d1", "log", "x", {"text": "half a word"})
    put_back(book)
    assert zones(beside) == ["a", "b", "c"]
    beside.refresh()
    assert zones(beside) == ["a"]
    desk(asleep).add("zones", name="d")
    beside.refresh()
    assert zones(asleep) == zones(beside) == opened(book) == ["a", "d"]
    assert [draft.data for draft in drafts.list()] == [{"text": "half a word"}]


def test_what_another_session_saves_meanwhile_is_in_the_backup(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = backups.make

    def slow(folder: Folder, *args: object) -> object:
        monkeypatch.setattr(backups, "make", real)
        made = real(folder, *args)  # type: ignore[arg-type]  # handed on
        saved(book, "late")
        return made

    monkeypatch.setattr(backups, "make", slow)
    done = put_back(book)
    assert opened(book) == ["a"]
    put_back(book, done.before or "")
    assert opened(book) == ["a", "b", "c", "late"]


def test_a_held_lock_is_waited_for_and_nothing_has_changed(book: Path, short_wait: None) -> None:
    before = files(book)
    with locked(Folder(book)), pytest.raises(Busy):
        put_back(book)
    assert files(book) == before


@pytest.mark.parametrize("kind", [kind for kind in SPOILT if not kind.startswith("newer")])
def test_it_works_over_damage_and_the_damaged_files_are_kept(book: Path, kind: str) -> None:
    beside = session(book)
    SPOILT[kind][0](book)
    spoilt = files(book)
    with pytest.raises((Damaged, NewerFormat)):
        session(book)
    done = put_back(book)
    store = session(book)
    assert zones(store) == ["a"]
    assert store.notices == []
    kept = sorted(path.read_bytes() for path in done.kept)
    assert kept == sorted(spoilt[name] for name in (BOOK, JOURNAL) if name in spoilt)
    assert all(path.parent == book / "rescue" for path in done.kept)
    desk(store).add("zones", name="next")
    beside.refresh()
    assert zones(beside) == opened(book) == ["a", "next"]


def test_it_works_where_only_the_backups_are(book: Path, tmp_path: Path) -> None:
    shutil.copytree(book / "backups", tmp_path / "new/backups")
    assert put_back(tmp_path / "new").before is None
    assert opened(tmp_path / "new") == ["a"]


def test_a_planted_link_is_replaced_and_not_followed(book: Path, tmp_path: Path) -> None:
    (book / BOOK).rename(tmp_path / "outside")
    outside = (tmp_path / "outside").read_bytes()
    (book / BOOK).symlink_to(tmp_path / "outside")
    put_back(book)
    assert opened(book) == ["a"]
    assert not (book / BOOK).is_symlink()
    assert (tmp_path / "outside").read_bytes() == outside


@pytest.mark.parametrize("kind", ["newer format", "newer journal"])
def test_a_newer_book_is_refused_and_untouched(book: Path, kind: str) -> None:
    SPOILT[kind][0](book)
    before = {path: path.read_bytes() for path in book.rglob("*") if path.is_file()}
    with pytest.raises(NewerFormat):
        put_back(book)
    assert {path: path.read_bytes() for path in book.rglob("*") if path.is_file()} == before


def test_a_backup_that_is_damaged_or_not_there_changes_nothing(book: Path) -> None:
    before = files(book)
    with pytest.raises(NotFound):
        put_back(book, "2001")
    (backup,) = backups.found(Folder(book))
    backup.path.write_bytes(backup.path.read_bytes()[:-2])
    with pytest.raises(Damaged, match=r"backup\.unreadable"):
        put_back(book)
    assert files(book) == before


def test_a_crash_at_any_file_operation_leaves_one_book_or_the_other(
    book: Path, tmp_path: Path
) -> None:
    with states(book, tmp_path / "states") as found:
        put_back(book)
    assert len(found) > 20
    for state in found:
        assert opened(state) in (["a"], ["a", "b", "c"])
        saved(state, "next")
        assert opened(state) in (["a", "next"], ["a", "b", "c", "next"])
        put_back(state, "2026-06-30-100000-1")
        assert opened(state) == ["a"]


@pytest.mark.parametrize("kind", ["zeros", "bad line in the middle", "short", "bad header"])
def test_a_crash_over_damage_is_finished_by_restoring_again(
    book: Path, tmp_path: Path, kind: str
) -> None:
    SPOILT[kind][0](book)
    with states(book, tmp_path / "states") as found:
        put_back(book)
    assert len(found) > 15
    for state in found:
        try:
            assert opened(state) == ["a"]
        except Damaged:
            put_back(state, "2026-06-30-100000-1")
            assert opened(state) == ["a"]
        saved(state, "next")
        assert opened(state) == ["a", "next"]


@pytest.mark.parametrize("spoil", [None, SPOILT["zeros"][0]])
def test_a_session_beside_one_that_is_killed_anywhere_goes_on(
    book: Path, tmp_path: Path, spoil: Callable[[Path], object] | None
) -> None:
    ended = False
    for at in range(60):
        state = shutil.copytree(book, tmp_path / str(at))
        beside = session(state)
        if spoil is not None:
            spoil(state)
        with suppress(Killed), failing(at, None, sticky=True):
            put_back(state)
            ended = True
        with suppress(Damaged):
            beside.refresh()
            assert zones(beside) in (["a"], ["a", "b", "c"])
            desk(beside).add("zones", name="d")
            assert opened(state) == zones(beside)
        put_back(state, "2026-06-30-100000-1")
        beside.refresh()
        assert opened(state) == zones(beside) == ["a"]
        if ended:
            break
    assert ended
    assert at > 12


def test_a_disk_that_refuses_anything_leaves_one_book_or_the_other(
    book: Path, tmp_path: Path
) -> None:
    with calls() as made:
        put_back(shutil.copytree(book, tmp_path / "probe"))
    for at in range(len(made)):
        for number in ERRORS if at % 3 == 0 else (errno.ENOSPC, errno.EIO):
            state = shutil.copytree(book, tmp_path / f"{at}-{number}")
            with suppress(DiskError), failing(at, number, sticky=True):
                put_back(state)
            assert opened(state) in (["a"], ["a", "b", "c"])
            saved(state, "next")
            put_back(state, "2026-06-30-100000-1")
            assert opened(state) == ["a"]
            shutil.rmtree(state)


def test_the_lock_is_taken_when_everything_else_is_written(book: Path) -> None:
    with calls() as made:
        put_back(book)
    backup, book_, _journal = (at for at, name in enumerate(made) if name == "fdatasync")
    assert made[backup : backup + 3] == ["fdatasync", "rename", "fsync"]
    lock = ["open"]
    assert made[book_ : book_ + 4] == ["fdatasync", *lock, "rename", "fsync"]
