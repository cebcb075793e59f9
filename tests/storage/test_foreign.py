"""Another program altered the file: taken in when it is sound and nothing waits, else both kept."""

import json
from pathlib import Path

import pytest
from tinydb import Query, TinyDB

from repdesk.domain.errors import Damaged, NothingToUndo
from repdesk.storage.compaction import Policy
from repdesk.storage.salvage import read_anyway
from repdesk.storage.tinydb_storage import BookStorage
from tests.storage.sessions import desk, files, opened, saved, session, zones


@pytest.fixture
def book(folder: Path) -> Path:
    """A snapshot with the zones a and b, and no lines behind it."""
    saved(folder, "a", "b", policy=Policy.ALWAYS)
    return folder


def _with_tinydb(book: Path) -> None:
    with TinyDB(book / "repdesk.json") as db:
        db.table("zones").update({"name": "苏州"}, Query().name == "a")


def _with_an_editor(book: Path) -> None:
    data = (book / "repdesk.json").read_text("utf-8")
    data = data.replace('"name":"a"}', '"name": "苏州"} ', 1).replace("\n", "\r\n")
    (book / "repdesk.json").write_text(data, "utf-8")


def _indented(book: Path) -> None:
    data = json.loads((book / "repdesk.json").read_bytes())
    data["zones"]["1" if data["zones"]["1"]["name"] == "a" else "2"]["name"] = "苏州"
    (book / "repdesk.json").write_text(json.dumps(data, indent=2), "utf-8")


def _through_our_storage(book: Path) -> None:
    with TinyDB(book / "repdesk.json", storage=BookStorage) as db:
        db.table("zones").update({"name": "苏州"}, Query().name == "a")


WAYS = [_with_tinydb, _with_an_editor, _indented, _through_our_storage]


@pytest.mark.parametrize("alter", WAYS)
def test_what_another_program_wrote_is_taken_in(book: Path, alter: object) -> None:
    assert callable(alter)
    running = session(book)
    alter(book)
    altered = (book / "repdesk.json").read_bytes()
    assert opened(book) == ["b", "苏州"]
    assert [notice.code for notice in read_anyway(book).notices] == ["book.foreign"]
    assert (book / "repdesk.json").read_bytes() == altered
    desk(running).add("zones", name="c")
    assert zones(running) == ["b", "c", "苏州"]
    assert [notice.code for notice in running.notices] == ["book.foreign"]
    assert [entry.verb for entry in running.book.history[-2:]] == ["foreign", "add"]
    assert [path.read_bytes() for path in (book / "rescue").iterdir()] == [altered]
    assert opened(book) == ["b", "c", "苏州"]
    assert session(book).notices == []


def test_nothing_is_undone_past_what_another_program_did(book: Path) -> None:
    _with_tinydb(book)
    store = session(book)
    desk(store).add("zones", name="c")
    desk(store).undo()
    with pytest.raises(NothingToUndo):
        desk(store).undo()
    assert zones(store) == ["b", "苏州"]


def test_beside_waiting_lines_both_are_kept_and_nothing_is_saved(book: Path) -> None:
    saved(book, "c")
    running = session(book)
    _with_tinydb(book)
    before = files(book)
    for _ in range(2):
        with pytest.raises(Damaged) as refused:
            desk(running).add("zones", name="d")
        assert refused.value.code == "book.altered"
    (kept,) = (book / "rescue").iterdir()
    assert refused.value.facts["kept"] == str(kept)
    with TinyDB(kept) as db:
        assert sorted(row["name"] for row in db.table("zones").all()) == ["a", "b", "c"]
    assert files(book) == before


@pytest.mark.parametrize(
    "row",
    [
        {"id": "x", "customer": "nobody", "at": "2026-06-30", "kind": "visit"},
        {"id": "x", "customer": "nobody", "at": "yesterday", "kind": "visit"},
        {"id": "x", "at": "2026-06-30"},
        {"id": 7, "customer": "nobody", "at": "2026-06-30", "kind": "visit"},
    ],
)
def test_what_does_not_fit_together_is_refused_and_left(book: Path, row: dict[str, object]) -> None:
    with TinyDB(book / "repdesk.json") as db:
        db.table("interactions").insert(row)
    altered = (book / "repdesk.json").read_bytes()
    with pytest.raises(Damaged):
        saved(book, "c")
    assert (book / "repdesk.json").read_bytes() == altered


def test_an_older_copy_put_in_its_place_is_not_taken_for_the_book(book: Path) -> None:
    older = (book / "repdesk.json").read_bytes()
    saved(book, "c", policy=Policy.ALWAYS)
    (book / "repdesk.json").write_bytes(older)
    with pytest.raises(Damaged) as refused:
        session(book)
    assert refused.value.code == "journal.other"


def test_a_file_that_was_only_touched_is_the_same_file(book: Path) -> None:
    running = session(book)
    (book / "repdesk.json").touch()
    desk(running).add("zones", name="c")
    assert running.notices == []
    assert opened(book) == ["a", "b", "c"]


def test_our_storage_refuses_what_is_no_book(book: Path) -> None:
    before = (book / "repdesk.json").read_bytes()
    with TinyDB(book / "repdesk.json", storage=BookStorage) as db:
        with pytest.raises(Damaged):
            db.table("zones").insert({"id": "x"})
        assert len(db.table("zones")) == 2
    assert (book / "repdesk.json").read_bytes() == before


def test_a_look_takes_it_in_and_the_next_save_makes_it_last(book: Path) -> None:
    running = session(book)
    _with_an_editor(book)
    altered = (book / "repdesk.json").read_bytes()
    assert [zone.name for zone in running.refresh().rows("zones")].count("苏州") == 1
    assert (book / "repdesk.json").read_bytes() == altered
    desk(running).add("zones", name="c")
    assert opened(book) == ["b", "c", "苏州"]


def test_a_look_refuses_what_does_not_fit_and_reads_it_once(
    book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    running = session(book)
    with TinyDB(book / "repdesk.json") as db:
        db.table("interactions").insert(
            {"id": "x", "customer": "nobody", "at": "2026-06-30", "kind": "visit"}
        )
    for _ in range(2):
        with pytest.raises(Damaged) as refused:
            running.refresh()
        assert refused.value.code == "book.unsound"
        monkeypatch.setattr("repdesk.storage.following.load", None)
    assert zones(running) == ["a", "b"]


def test_nothing_to_undo_makes_no_book(folder: Path) -> None:
    store = session(folder)
    with pytest.raises(NothingToUndo):
        desk(store).undo()
    store.close(leaving=True)
    assert not folder.exists()
    desk(store).add("zones", name="a")
    assert opened(folder) == ["a"]
