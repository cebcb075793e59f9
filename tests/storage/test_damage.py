"""What is wrong with a book is refused by name with the way back, and stays as it is."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from repdesk.domain.errors import Damaged, NewerFormat, RepdeskError
from repdesk.storage.compaction import Policy
from repdesk.storage.journal import framed
from repdesk.storage.salvage import read_anyway
from tests.storage.sessions import desk, files, saved, session

BOOK, JOURNAL, LOCK = "repdesk.json", "repdesk.json.journal", "repdesk.json.lock"
Spoil = Callable[[Path], Any]


def _edit(name: str, change: Callable[[bytes], bytes]) -> Spoil:
    return lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes()))


def _lines(change: Callable[[list[bytes]], list[bytes]]) -> Spoil:
    return _edit(JOURNAL, lambda data: b"".join(change(data.splitlines(keepends=True))))


def _header(**fields: Any) -> Callable[[list[bytes]], list[bytes]]:
    def changed(lines: list[bytes]) -> list[bytes]:
        header = {**json.loads(lines[0][17:]), **fields}
        return [framed(json.dumps(header).encode()), *lines[1:]]

    return changed


def _without(name: str) -> Spoil:
    return lambda folder: (folder / name).unlink()


def _other_mark(folder: Path) -> None:
    saved(folder.with_name("other"), "x", "y", "z")
    (folder / LOCK).write_bytes((folder.with_name("other") / LOCK).read_bytes())


SPOILT: dict[str, tuple[Spoil, str, str]] = {
    "missing": (_without(BOOK), "book.missing", "restore"),
    "empty": (_edit(BOOK, lambda _: b""), "book.empty", "restore"),
    "blank": (_edit(BOOK, lambda data: b" " * len(data)), "book.empty", "restore"),
    "truncated": (_edit(BOOK, lambda data: data[:-9]), "book.unreadable", "restore"),
    "truncated at a line": (
        _edit(BOOK, lambda data: data[: data.rindex(b"\n", 0, -3) + 1]),
        "book.unreadable",
        "restore",
    ),
    "zeros": (_edit(BOOK, lambda data: bytes(len(data))), "book.unreadable", "restore"),
    "no text": (_edit(BOOK, lambda data: data.replace(b'"a"', b'"\xff"')), "book.row", "doctor"),
    "foreign list": (_edit(BOOK, lambda _: b"[1, 2]"), "book.foreign", "restore"),
    "foreign tinydb": (
        _edit(BOOK, lambda _: b'{"_default": {"1": {"a": 1}}}'),
        "book.foreign",
        "restore",
    ),
    "altered beside waiting lines": (
        _edit(BOOK, lambda data: data.replace(b'"a"', b'"A"')),
        "book.altered",
        "doctor",
    ),
    "bad line in the middle": (
        _lines(lambda lines: [lines[0], lines[1].replace(b'"b"', b'"B"'), lines[2]]),
        "journal.line",
        "doctor",
    ),
    "gap": (_lines(lambda lines: [lines[0], lines[2]]), "journal.gap", "doctor"),
    "line twice": (_lines(lambda lines: [*lines[:2], *lines[1:]]), "journal.gap", "doctor"),
    "short": (_lines(lambda lines: lines[:2]), "journal.short", "doctor"),
    "no lines": (_lines(lambda lines: lines[:1]), "journal.short", "doctor"),
    "no header": (_lines(lambda lines: lines[1:]), "journal.header", "doctor"),
    "bad header": (_lines(lambda lines: [b"x" + lines[0], *lines[1:]]), "journal.header", "doctor"),
    "journal empty": (_edit(JOURNAL, lambda _: b""), "journal.header", "doctor"),
    "journal missing": (_without(JOURNAL), "journal.missing", "doctor"),
    "other book": (_lines(_header(sum="0" * 32)), "book.altered", "doctor"),
    "other generation": (_lines(_header(gen=7)), "journal.other", "doctor"),
    "journal ahead of the book": (_lines(_header(gen=1, base=0)), "journal.gap", "doctor"),
    "mark of another": (_other_mark, "journal.unlike_mark", "doctor"),
    "newer format": (
        _edit(BOOK, lambda data: data.replace(b'"format": 1', b'"format": 2')),
        "book.newer",
        "",
    ),
    "newer journal": (_lines(_header(journal=2)), "journal.newer", ""),
}


@pytest.fixture
def book(folder: Path) -> Path:
    """A snapshot with zone a, and lines for b and c behind it."""
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b", "c")
    return folder


@pytest.mark.parametrize("kind", list(SPOILT))
def test_damage_is_refused_by_name_and_nothing_is_touched(book: Path, kind: str) -> None:
    running = session(book)
    spoil, code, way = SPOILT[kind]
    spoil(book)
    before = files(book)
    with pytest.raises(RepdeskError) as refused:
        session(book)
    assert isinstance(refused.value, Damaged if way else NewerFormat)
    assert refused.value.code == code
    assert refused.value.facts.get("way", "") == way
    assert refused.value.facts["path"].startswith(str(book))
    with pytest.raises(RepdeskError):
        desk(running).add("zones", name="d")
    assert running.book.count("zones") == 3
    assert files(book) == before


READABLE = {
    "missing": ["b", "c"],
    "empty": ["b", "c"],
    "truncated": ["a", "b", "c"],
    "zeros": ["b", "c"],
    "no text": ["b", "c"],
    "bad line in the middle": ["a", "c"],
    "gap": ["a", "c"],
    "short": ["a", "b"],
    "no header": ["a", "b", "c"],
    "bad header": ["a", "b", "c"],
    "journal empty": ["a"],
    "journal missing": ["a"],
    "altered beside waiting lines": ["A", "b", "c"],
    "other generation": ["a", "b", "c"],
}


@pytest.mark.parametrize("kind", list(READABLE))
def test_a_damaged_book_is_read_as_far_as_it_goes(book: Path, kind: str) -> None:
    spoil, code, way = SPOILT[kind]
    spoil(book)
    if not way:
        with pytest.raises(NewerFormat):
            read_anyway(book)
        return
    before = files(book)
    found = read_anyway(book)
    assert sorted(zone.name for zone in found.book.rows("zones")) == READABLE[kind]
    assert found.notices[0].code == "book.damaged"
    assert found.notices[0].facts["error"] == code
    assert files(book) == before


def test_rows_that_are_lost_are_counted_by_table(book: Path) -> None:
    data = (book / BOOK).read_bytes()
    (book / BOOK).write_bytes(data.replace(b'"name":"a"', b'"name":"a'))
    lost = [notice for notice in read_anyway(book).notices if notice.code == "salvage.lost"]
    assert [notice.facts for notice in lost] == [
        {"table": "history", "rows": 1},
        {"table": "zones", "rows": 1},
    ]


def test_a_lost_row_comes_back_from_the_history(book: Path) -> None:
    data = (book / BOOK).read_bytes()
    (book / BOOK).write_bytes(data.replace(b'"name":"a"}\n}', b'"name":"a\n}'))
    found = read_anyway(book)
    assert [notice.code for notice in found.notices] == ["book.damaged"]
    assert sorted(zone.name for zone in found.book.rows("zones")) == ["a", "b", "c"]


def test_a_book_copied_alone_to_another_machine_opens(book: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    copy.mkdir()
    (copy / BOOK).write_bytes((book / BOOK).read_bytes())
    store = session(copy)
    assert store.notices == []
    desk(store).add("zones", name="z")
    assert session(copy).book.count("zones") == 2


def test_backups_without_a_book_are_not_a_new_book(folder: Path) -> None:
    (folder / "backups").mkdir(parents=True)
    (folder / "backups" / "2026-06-29.json").write_text("{}")
    with pytest.raises(Damaged) as refused:
        session(folder)
    assert refused.value.facts["way"] == "restore"


@pytest.mark.parametrize("whole_folder", [True, False])
def test_a_folder_that_went_away_behind_a_session_is_not_a_new_book(
    book: Path, tmp_path: Path, whole_folder: bool
) -> None:
    store = session(book)
    book.rename(tmp_path / "elsewhere")
    if not whole_folder:
        book.mkdir()
    with pytest.raises(RepdeskError):
        desk(store).add("zones", name="d")
    with pytest.raises(RepdeskError):
        store.refresh()
    assert store.book.count("zones") == 3
    assert book.exists() != whole_folder
    if not whole_folder:
        (book / LOCK).unlink()
        book.rmdir()
    (tmp_path / "elsewhere").rename(book)
    desk(store).add("zones", name="d")
    assert session(book).book.count("zones") == 4


@pytest.mark.parametrize("name", [BOOK, JOURNAL, LOCK])
@pytest.mark.parametrize("link", ["symlink_to", "hardlink_to"])
def test_planted_links_are_not_followed(book: Path, name: str, link: str, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    (book / name).rename(outside)
    getattr(book / name, link)(outside)
    before = outside.read_bytes()
    with pytest.raises(Damaged) as refused:
        desk(session(book)).add("zones", name="d")
    assert refused.value.code == "file.planted"
    assert outside.read_bytes() == before


def test_a_link_planted_as_the_rescue_folder_is_not_followed(book: Path, tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (book / "rescue").symlink_to(tmp_path / "outside")
    with (book / JOURNAL).open("ab") as journal:
        journal.write(b"half a line")
    with pytest.raises(Damaged) as refused:
        desk(session(book)).add("zones", name="d")
    assert refused.value.code == "file.planted"
    assert not list((tmp_path / "outside").iterdir())


def test_fields_and_tables_of_a_newer_minor_version_are_kept(folder: Path) -> None:
    saved(folder, "a", policy=Policy.ALWAYS)
    (folder / JOURNAL).unlink()
    (folder / LOCK).unlink()
    data = (folder / BOOK).read_bytes()
    data = data.replace(b'"name":"a"}\n', b'"name":"a","colour":{"r":1}}\n', 1)
    data = data.replace(b'"history": {', b'"moods": {\n"1": {"id":"m","x":[1]}\n},\n"history": {')
    (folder / BOOK).write_bytes(data)
    store = session(folder)
    zone = next(store.book.rows("zones"))
    desk(store).edit("zones", zone.id, name="b")
    store.close(leaving=True)
    written = json.loads((folder / BOOK).read_bytes())
    assert written["moods"] == {"1": {"id": "m", "x": [1]}}
    assert written["zones"]["1"]["colour"] == {"r": 1}
    assert written["zones"]["1"]["name"] == "b"
