"""Books of every older format open; the step is safe at any moment, and backed up before."""

import json
import shutil
from contextlib import suppress
from pathlib import Path

import pytest

from repdesk.domain.errors import Damaged, DiskError, NothingToUndo
from repdesk.exchange.export import export_json
from repdesk.storage import backups, migrations
from repdesk.storage.book_store import BookStore, open_store
from repdesk.storage.compaction import Policy
from repdesk.storage.folder import Folder
from repdesk.storage.journal import checksum, framed
from repdesk.storage.lock import Mark, mark_line
from repdesk.storage.migrations import Document
from repdesk.storage.restoring import restore
from repdesk.storage.salvage import read_anyway
from repdesk.storage.snapshot import FORMAT, new_sum
from tests.storage.crashes import states
from tests.storage.failing import ERRORS, Killed, calls, failing
from tests.storage.sessions import NOW, desk, files, new_id, opened, saved, session, zones

FORMATS = Path(__file__).parents[1] / "fixtures/formats"
BOOK, JOURNAL, LOCK = "repdesk.json", "repdesk.json.journal", "repdesk.json.lock"


def test_the_chain_leads_from_every_format_with_a_book_to_this_one() -> None:
    assert sorted(path.name for path in FORMATS.iterdir()) == [
        str(number) for number in range(1, FORMAT + 1)
    ]
    assert sorted(migrations.CHAIN) == list(range(1, FORMAT))


@pytest.fixture(params=sorted(FORMATS.iterdir()), ids=lambda path: path.name)
def golden(request: pytest.FixtureRequest, folder: Path) -> Path:
    shutil.copytree(request.param, folder)
    for path in folder.iterdir():
        path.chmod(0o600)
    return folder


def exported(folder: Path) -> bytes:
    read = read_anyway(folder)
    assert read.notices == []
    return b"".join(export_json(read.book, "CNY", (), read.extra))


def test_a_book_of_every_format_opens_as_it_did(golden: Path) -> None:
    assert exported(golden) == (golden / "export.json").read_bytes()


def test_what_a_newer_minor_version_wrote_survives_change_compaction_and_export(
    golden: Path,
) -> None:
    before = json.loads((golden / "export.json").read_bytes())
    store = session(golden, Policy.ALWAYS)
    zone = desk(store).add("zones", name="new").answer
    customer = before["customers"][0]["id"]
    desk(store).edit("customers", customer, city="苏州")
    store.close()
    after = json.loads(exported(golden))
    assert after["customers"][0].pop("city") == "苏州"
    assert after["customers"][0]["mood"] == {"of": ["a newer version", 1.5, None]}
    assert after["visits_by_drone"] == [{"id": "x1", "height": 120, "over": "张家港"}]
    assert after["zones"].pop()["id"] == zone
    for record in (after["customers"][0], before["customers"][0]):
        record.pop("updated")
    before["customers"][0].pop("city")
    assert after == before


def test_it_survives_backup_and_restore_too(golden: Path) -> None:
    name = session(golden).backup("asked") or ""
    store = session(golden)
    desk(store).add("zones", name="new")
    store.close(leaving=True)
    restore(golden, name, lambda: NOW, new_id)
    assert exported(golden) == (golden / "export.json").read_bytes()


# -- a step that never was: in "format 0" a zone had a title


def _named(document: Document) -> Document:
    zones = [
        {"name" if field == "title" else field: value for field, value in row.items()}
        for row in document["zones"]
    ]
    return {**document, "zones": zones}


CHAIN = {0: _named}


def _older(text: bytes) -> bytes:
    return text.replace(b'"name":"', b'"title":"').replace(b'"format": 1', b'"format": 0')


@pytest.fixture
def old(folder: Path) -> Path:
    """A book of that format: zone a in the snapshot, b and c in the journal, and its mark."""
    saved(folder, "a", policy=Policy.ALWAYS)
    saved(folder, "b", "c")
    shutil.rmtree(folder / "backups")
    data = _older((folder / BOOK).read_bytes())
    (folder / BOOK).write_bytes(data)
    hashed = new_sum()
    hashed.update(data)
    first, *lines = (line[17:] for line in (folder / JOURNAL).read_bytes().splitlines())
    header = {**json.loads(first), "sum": hashed.hexdigest()}
    bodies = [json.dumps(header).encode(), *map(_older, lines)]
    (folder / JOURNAL).write_bytes(b"".join(map(framed, bodies)))
    (folder / LOCK).write_bytes(mark_line(Mark(3, checksum(bodies[-1]))))
    return folder


def now_open(folder: Path) -> BookStore:
    return open_store(folder, lambda: NOW, new_id, chain=CHAIN)


def migrated(folder: Path, name: str) -> None:
    store = now_open(folder)
    desk(store).add("zones", name=name)
    store.close()


def found_in(folder: Path) -> list[str]:
    store = now_open(folder)
    try:
        return zones(store)
    finally:
        store.close()


def test_without_a_way_from_it_an_older_format_is_refused_and_untouched(old: Path) -> None:
    before = files(old)
    for use in (opened, lambda folder: session(folder).backup("asked")):
        with pytest.raises(Damaged) as refused:
            use(old)
        assert refused.value.code == "book.older"
        assert refused.value.facts["format"] == 0
    assert files(old) == before


def test_reading_alone_writes_nothing(old: Path) -> None:
    before = files(old)
    store = now_open(old)
    assert zones(store) == ["a", "b", "c"]
    assert [zone.name for zone in read_anyway(old, CHAIN).book.rows("zones")]
    store.refresh()
    store.close()
    assert files(old) == before
    assert not (old / "backups").exists()


def test_the_first_save_writes_the_new_format_behind_a_barrier(old: Path) -> None:
    migrated(old, "d")
    store = session(old)
    assert zones(store) == ["a", "b", "c", "d"]
    assert [entry.verb for entry in store.book.history] == ["add"] * 3 + ["migrate", "add"]
    desk(store).undo()
    with pytest.raises(NothingToUndo) as refused:
        desk(store).undo()
    assert refused.value.facts["verb"] == "migrate"
    assert found_in(old) == ["a", "b", "c"]


def test_the_backup_before_it_is_of_the_old_format_and_comes_back(old: Path) -> None:
    migrated(old, "d")
    backup = backups.found(Folder(old))[0]
    assert (backup.seq, backup.reason) == (3, "migrate")
    with pytest.raises(Damaged, match=r"book\.older"):
        backups.read(backup)
    restore(old, backup.name, lambda: NOW, new_id, chain=CHAIN)
    assert opened(old) == ["a", "b", "c"]


def test_a_torn_line_of_the_old_format_is_left_out_and_kept(old: Path) -> None:
    with (old / JOURNAL).open("ab") as journal:
        journal.write(b"0123456789abcdef {half")
    migrated(old, "d")
    assert opened(old) == ["a", "b", "c", "d"]
    assert [path.read_bytes() for path in (old / "rescue").iterdir()] == [b"0123456789abcdef {half"]


def test_damage_in_an_old_book_is_refused_as_in_a_new_one(old: Path) -> None:
    lines = (old / JOURNAL).read_bytes().splitlines(keepends=True)
    for spoilt, code in (
        (lines[:2], "journal.short"),
        ([lines[0], lines[1][:-9] + b"\n", lines[2]], "journal.line"),
        ([lines[0], lines[2]], "journal.gap"),
    ):
        (old / JOURNAL).write_bytes(b"".join(spoilt))
        with pytest.raises(Damaged) as refused:
            now_open(old)
        assert refused.value.code == code


def test_a_step_whose_rows_do_not_fit_leaves_the_old_book(old: Path) -> None:
    before = files(old)

    def wrong(document: Document) -> Document:
        return {**document, "zones": [{"id": 7}]}

    with pytest.raises(Damaged, match=r"book\.row"):
        open_store(old, lambda: NOW, new_id, chain={0: wrong})
    assert files(old) == before


def test_a_crash_at_any_file_operation_of_it(old: Path, tmp_path: Path) -> None:
    with states(old, tmp_path / "states") as found:
        migrated(old, "d")
    assert len(found) > 25
    for state in found:
        there = found_in(state)
        assert there in (["a", "b", "c"], ["a", "b", "c", "d"])
        migrated(state, "e")
        assert opened(state) == [*there, "e"]
        assert backups.found(Folder(state))[0].seq == 3


def test_a_session_killed_anywhere_in_it(old: Path, tmp_path: Path) -> None:
    for at in range(60):
        state = shutil.copytree(old, tmp_path / str(at))
        ended = False
        with suppress(Killed), failing(at, None, sticky=True):
            migrated(state, "d")
            ended = True
        there = found_in(state)
        assert there in (["a", "b", "c"], ["a", "b", "c", "d"])
        migrated(state, "e")
        assert opened(state) == [*there, "e"]
        if ended:
            break
    assert ended
    assert at > 15


def test_a_disk_that_refuses_leaves_the_old_book_or_the_new(old: Path, tmp_path: Path) -> None:
    with calls() as made:
        migrated(shutil.copytree(old, tmp_path / "probe"), "d")
    for at in range(len(made)):
        state = shutil.copytree(old, tmp_path / str(at))
        acknowledged = False
        with suppress(DiskError), failing(at, ERRORS[at % len(ERRORS)], sticky=True):
            migrated(state, "d")
            acknowledged = True
        there = found_in(state)
        assert there in (["a", "b", "c", "d"], ["a", "b", "c"] + ["d"] * acknowledged)
        migrated(state, "e")
        assert opened(state) == [*there, "e"]
