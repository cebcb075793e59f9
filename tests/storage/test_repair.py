"""A repair: a new book of all that can be read, the old kept, openable wherever it is cut off."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tinydb import Query, TinyDB

from repdesk.domain.book import Book
from repdesk.domain.errors import Busy, Damaged, Invalid, NewerFormat, NothingToUndo, RepdeskError
from repdesk.storage.backups import found
from repdesk.storage.compaction import Policy
from repdesk.storage.folder import Folder
from repdesk.storage.fragments import fragments_of
from repdesk.storage.lock import Holder, held
from repdesk.storage.repair import Repair, repair
from repdesk.storage.salvage import read_anyway
from tests.storage.crashes import states
from tests.storage.sessions import NOW, desk, new_id, opened, saved, session
from tests.storage.test_damage import BOOK, JOURNAL, LOCK, SPOILT


@pytest.fixture
def book(folder: Path) -> Path:
    """A snapshot with zone a, and lines for b and c behind it."""
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b", "c")
    return folder


FROM_BACKUP = dict.fromkeys(
    ["missing", "empty", "blank", "zeros", "no text", "foreign list", "foreign tinydb"], ("a",)
)
"""Damage after which zone a stands in the backup alone."""


def _repair(folder: Path) -> Repair:
    return repair(folder, lambda: NOW, new_id)


def _zones(book: Book) -> list[str]:
    return sorted(zone.name for zone in book.rows("zones"))


@pytest.mark.parametrize("kind", [kind for kind, spoilt in SPOILT.items() if spoilt[2]])
def test_a_repaired_book_holds_what_could_be_read_and_goes_on(book: Path, kind: str) -> None:
    assert [one.seq for one in found(Folder(book))] == [1]
    SPOILT[kind][0](book)
    readable = {*_zones(read_anyway(book).book), *FROM_BACKUP.get(kind, ())}
    before = {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()}
    done = _repair(book)
    assert opened(book) == sorted(readable)
    assert bool(done.found and done.found.base) == (kind in FROM_BACKUP)
    assert session(book).notices == []
    kept = {path.read_bytes() for path in done.kept}
    assert {data for name, data in before.items() if name in (BOOK, JOURNAL) and data} <= kept
    assert all(path.parent == book / "rescue" for path in done.kept)
    saved(book, "z")
    assert opened(book) == sorted([*readable, "z"])
    with pytest.raises(Invalid) as refused:
        _repair(book)
    assert refused.value.code == "repair.nothing"


@pytest.mark.parametrize(
    "kind", ["truncated", "journal empty", "gap", "mark of another", "missing"]
)
def test_a_kill_at_any_step_of_a_repair_loses_nothing(
    book: Path, kind: str, tmp_path: Path
) -> None:
    SPOILT[kind][0](book)
    shutil.rmtree(book / "backups")
    readable = _zones(read_anyway(book).book)
    with states(book, tmp_path / "states") as found:
        _repair(book)
    was_new = False
    for state in found:
        try:
            names = opened(state)
        except Damaged:
            assert not was_new, "once the new book stands it stays openable"
            assert _zones(read_anyway(state).book) == readable
            _repair(state)
            names = opened(state)
        else:
            was_new = True
        assert names == readable
        saved(state, "z")
        assert opened(state) == sorted([*readable, "z"])
    assert was_new


def test_a_session_that_runs_goes_on_after_the_repair(book: Path) -> None:
    running = session(book)
    SPOILT["bad line in the middle"][0](book)
    for look in (running.refresh, lambda: desk(running).add("zones", name="d")):
        with pytest.raises(Damaged):
            look()
    _repair(book)
    assert _zones(running.refresh()) == ["a", "c"]
    desk(running).add("zones", name="d")
    assert opened(book) == ["a", "c", "d"]


def test_nothing_is_undone_past_a_repair(book: Path) -> None:
    SPOILT["gap"][0](book)
    _repair(book)
    with pytest.raises(NothingToUndo):
        desk(session(book)).undo()


@pytest.mark.parametrize("kind", ["newer format", "newer journal"])
def test_a_newer_book_is_not_repaired(book: Path, kind: str) -> None:
    SPOILT[kind][0](book)
    before = {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()}
    with pytest.raises(NewerFormat):
        _repair(book)
    assert {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()} == before


def test_a_locked_book_is_not_repaired(book: Path, short_wait: None) -> None:
    SPOILT["gap"][0](book)
    with held(Folder(book), Holder(pid=1)), pytest.raises(Busy):
        _repair(book)


def test_a_planted_link_is_not_repaired(book: Path, tmp_path: Path) -> None:
    (book / BOOK).rename(tmp_path / "outside")
    (book / BOOK).symlink_to(tmp_path / "outside")
    before = (tmp_path / "outside").read_bytes()
    with pytest.raises(Damaged) as refused:
        _repair(book)
    assert refused.value.code == "file.planted"
    assert (tmp_path / "outside").read_bytes() == before


def test_where_nothing_can_be_read_nothing_is_made(book: Path) -> None:
    shutil.rmtree(book / "backups")
    SPOILT["foreign list"][0](book)
    (book / JOURNAL).write_bytes(b"x")
    before = {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()}
    with pytest.raises(Invalid) as refused:
        _repair(book)
    assert refused.value.code == "repair.empty"
    assert {path.name: path.read_bytes() for path in book.iterdir() if path.is_file()} == before


def test_rows_cut_off_at_a_line_are_not_said_to_be_all(book: Path) -> None:
    shutil.rmtree(book / "backups")
    raw = (book / BOOK).read_bytes()
    (book / BOOK).write_bytes(raw[: raw.index(b'"zones"')])
    found = _repair(book).found
    assert found is not None
    assert found.cut
    assert opened(book) == ["b", "c"]


def test_an_empty_folder_has_nothing_to_repair(folder: Path) -> None:
    with pytest.raises(Invalid):
        _repair(folder)
    assert not folder.exists()


def _one_line(folder: Path) -> bytes:
    """The file as TinyDB itself writes it, everything in one line."""
    with TinyDB(folder / BOOK) as db:
        db.table("zones").update({"name": "苏州"}, Query().name == "a")
    return (folder / BOOK).read_bytes()


def test_a_damaged_one_line_rewrite_gives_back_every_whole_row(folder: Path) -> None:
    saved(folder, *(f"zone {number:02d}" for number in range(20)), policy=Policy.ALWAYS)
    raw = _one_line(folder)
    assert raw.count(b"\n") == 0
    table, history = raw.index(b'"zones"'), raw.index(b'"history"')
    start = raw.index(b'"zone 07"', table)
    end = raw.index(b'"seq": 15,', history)
    (folder / BOOK).write_bytes(raw[: start - 1] + bytes(6) + raw[start + 5 : end])
    assert len(opened_anyway(folder)) == 20
    done = _repair(folder)
    assert opened(folder) == [f"zone {number:02d}" for number in range(20)]
    found = done.found
    assert found is not None
    assert (found.regained, [row.table for row in found.lost]) == (1, ["history"])


def opened_anyway(folder: Path) -> list[str]:
    return _zones(read_anyway(folder).book)


@pytest.mark.parametrize("rewrite", [False, True])
@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, 10**6), size=st.integers(1, 40), byte=st.integers(0, 255))
def test_damage_in_one_place_costs_the_rows_there_and_no_others(
    tmp_path_factory: pytest.TempPathFactory, rewrite: bool, at: int, size: int, byte: int
) -> None:
    raw = _raw(tmp_path_factory, rewrite)
    at %= len(raw)
    broken = raw[:at] + bytes([byte]) * len(raw[at : at + size]) + raw[at + size :]
    try:
        found = fragments_of(broken, "book")
    except NewerFormat:
        return
    names = {str(getattr(zone, "name", "")) for zone in found.tables["zones"]}
    whole = {f"张家港{number}" for number in range(12)}
    # Forty bytes touch two rows at the most; a heading is found again by its place.
    assert len(whole & names) >= 10


_RAW: dict[bool, bytes] = {}


def _raw(factory: pytest.TempPathFactory, rewrite: bool) -> bytes:
    if rewrite not in _RAW:
        folder = factory.mktemp("book") / "data"
        saved(folder, *(f"张家港{number}" for number in range(12)), policy=Policy.ALWAYS)
        data = json.loads((folder / BOOK).read_bytes())
        text = json.dumps(data, ensure_ascii=False) if rewrite else ""
        _RAW[rewrite] = text.encode() if rewrite else (folder / BOOK).read_bytes()
    return _RAW[rewrite]


def test_a_heading_that_is_gone_is_found_by_its_place(book: Path) -> None:
    raw = (book / BOOK).read_bytes()
    (book / BOOK).write_bytes(raw.replace(b'"zones": {', b'"zo\x00es": {'))
    assert _zones(read_anyway(book).book) == ["a", "b", "c"]
    _repair(book)
    assert opened(book) == ["a", "b", "c"]


def test_tables_of_a_newer_minor_version_survive_a_repair(folder: Path) -> None:
    saved(folder, "a", policy=Policy.ALWAYS)
    data = (folder / BOOK).read_bytes()
    data = data.replace(b'"history": {', b'"moods": {\n"1": {"id":"m","x":[1]}\n},\n"history": {')
    (folder / BOOK).write_bytes(data[:-2])
    for name in (JOURNAL, LOCK):
        (folder / name).unlink()
    _repair(folder)
    assert json.loads((folder / BOOK).read_bytes())["moods"] == {"1": {"id": "m", "x": [1]}}


Spoil = Callable[[dict[str, dict[str, object]]], object]


def _by_hand(folder: Path, table: str, **fields: object) -> None:
    """Alter the first record of a table, as an editor would."""
    data = json.loads((folder / BOOK).read_bytes())
    next(iter(data[table].values())).update(fields)
    (folder / BOOK).write_text(json.dumps(data, ensure_ascii=False), "utf-8")


@pytest.fixture
def account(folder: Path) -> Path:
    """A customer with a visit and an order, in a snapshot alone."""
    store = session(folder, Policy.ALWAYS)
    verbs = desk(store)
    verbs.add("customers", name="张家港华昌")
    (customer,) = store.book.customers()
    verbs.add("interactions", customer=customer.id, at=NOW, kind="visit")
    verbs.add("products", code="P1")
    store.close()
    return folder


@pytest.mark.parametrize(
    ("table", "field", "value", "mended"),
    [
        ("interactions", "at", "yesterday", NOW[:10]),
        ("interactions", "kind", "visitt", "note"),
        ("customers", "snooze_until", "2026/7/3", None),
        ("customers", "interval_days", 0, None),
        ("products", "price", "12,5", None),
    ],
)
def test_a_value_that_is_none_gives_way_and_is_kept(
    account: Path, table: str, field: str, value: object, mended: object
) -> None:
    _by_hand(account, table, **{field: value})
    with pytest.raises(RepdeskError):
        saved(account, "z")
    done = _repair(account)
    assert [(one.field, one.value) for one in done.mended] == [(field, value)]
    (record,) = session(account).book.rows(table)
    assert getattr(record, field) == mended
    assert record.unknown == {"found": {field: value}}
    saved(account, "z")


def test_a_lost_customer_that_others_need_gets_a_stand_in(account: Path) -> None:
    data = json.loads((account / BOOK).read_bytes())
    (customer,) = data["customers"].values()
    data["customers"] = {}
    data["history"] = {}
    (account / BOOK).write_text(json.dumps(data), "utf-8")
    done = _repair(account)
    assert done.stand_ins == [("customers", customer["id"])]
    store = session(account)
    (visit,) = store.book.rows("interactions")
    assert store.book.get("customers", visit.customer).name == customer["id"]


def test_both_histories_of_a_book_are_brought_together(folder: Path, tmp_path: Path) -> None:
    saved(folder, "a", policy=Policy.ALWAYS)
    other = shutil.copytree(folder, tmp_path / "other")
    saved(folder, "here")
    saved(other, "there", policy=Policy.ALWAYS)
    saved(other, "over there", policy=Policy.ALWAYS)
    # A sync folder brings the other machine's file.
    (folder / BOOK).write_bytes((other / BOOK).read_bytes())
    with pytest.raises(Damaged):
        session(folder)
    _repair(folder)
    assert opened(folder) == ["a", "here", "over there", "there"]


def test_files_that_others_can_read_are_closed_to_them(book: Path) -> None:
    before = (book / BOOK).read_bytes()
    book.chmod(0o755)
    (book / BOOK).chmod(0o644)
    done = _repair(book)
    assert set(done.closed) == {book, book / BOOK}
    assert (book.stat().st_mode & 0o777, (book / BOOK).stat().st_mode & 0o777) == (0o700, 0o600)
    assert (book / BOOK).read_bytes() == before
