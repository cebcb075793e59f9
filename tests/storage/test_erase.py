"""An erased customer stands in no byte of any file, whatever moment the session ends at."""

import errno
import json
import shutil
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from repdesk.analytics.kpis import kpis
from repdesk.data_files import data_file
from repdesk.demo.stored import load
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.entry import Entry
from repdesk.domain.erasure import Subject
from repdesk.domain.errors import Conflict, Damaged, DiskError, NotFound, NothingToUndo
from repdesk.domain.history import unfinished_erasures
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy as Terms
from repdesk.domain.tables import TABLES
from repdesk.storage import erasing
from repdesk.storage.compaction import Policy
from repdesk.storage.folder import Folder
from repdesk.storage.lock import holder_of
from repdesk.storage.proof import Others, occurs, prove
from tests import f1
from tests.storage.erasable import NAME, OTHER, TRACES, filled, traces
from tests.storage.failing import Killed, failing
from tests.storage.sessions import desk, saved, session


def test_no_byte_of_any_file_tells_of_the_customer(folder: Path) -> None:
    customer = filled(folder)
    assert {word for _file, word in traces(folder)} == {*TRACES, "half a visit"}
    store = session(folder)
    done = store.erase(customer)
    assert traces(folder) == []
    assert done.proof.left == ()
    assert done.proof.values > 10
    how = {str(each.path.relative_to(folder)): each.how for each in done.wiped}
    assert how == {
        "backups/by-hand.json": "rewritten",
        "backups/2026-06-30-100000-13-day.json.gz": "rewritten",
        "backups/2026-06-30-100000-13-erase.json.gz": "rewritten",
        "drafts/d1.json": "removed",
        "drafts/d2.json": "rewritten",
        "mappings/00ff.toml": "rewritten",
        "rescue/altered-3.json-0011": "rewritten",
        "rescue/journal-9-2233": "removed",
        "rescue/journal-9-4455": "removed",
        "settings.toml": "rewritten",
        "repdesk.json": "rewritten",
        "repdesk.json.journal": "rewritten",
    }
    assert (folder / "settings.toml").read_text() == '# mine\n[snippets]\nh = "call …"\n'
    assert 'blank = "keep"' in (folder / "mappings" / "00ff.toml").read_text()
    assert (folder / "rescue" / "journal-9-6677").read_bytes() == b'{"name":"of another'


def test_the_amounts_stay_and_the_others_are_whole(folder: Path) -> None:
    customer = filled(folder)
    store = session(folder)
    before = store.book
    done = store.erase(customer)
    for book in (store.book, session(folder).book):
        row = book.get("customers", customer)
        assert (row.name, row.erased, row.zone, row.own_tier) == (customer, True, "苏州", "VIP")
        assert (row.phones, row.aliases, row.keys, row.preferences) == ((), (), (), None)
        for table in ("orders", "payments", "deals", "interactions", "followups"):
            kept = book.of(table, "customer", customer)
            assert [one.id for one in kept] == [
                one.id for one in before.of(table, "customer", customer)
            ]
        assert book.of("orders", "customer", customer) == before.of("orders", "customer", customer)
        assert [deal.amount for deal in book.of("deals", "customer", customer)] == [1_200_000]
        assert book.count("contacts") == 0
        other = next(one for one in book.customers())
        assert (other.name, len(book.customers())) == (OTHER, 1)
        assert [one.note for one in book.of("interactions", "customer", other.id)] == [
            "knows … well; 好的"
        ]
    rows = sum(_owned(row, customer) for table in TABLES for row in store.book.rows(table))
    deal = store.book.of("deals", "customer", customer)[0]
    assert done.rows == rows + len(store.book.of("stage_events", "deal", deal.id))


def _owned(row: object, customer: str) -> bool:
    return getattr(row, "customer", None) == customer or getattr(row, "id", None) == customer


def test_a_copy_in_backups_is_a_whole_book_of_the_others(folder: Path) -> None:
    customer = filled(folder)
    session(folder).erase(customer)
    for name in ("backups/by-hand.json", "rescue/altered-3.json-0011"):
        data = json.loads((folder / name).read_bytes())
        names = [row["name"] for row in data["customers"].values()]
        assert sorted(names) == sorted([customer, OTHER])
        assert len(data["orders"]) == len(data["payments"]) == 1


def test_it_is_a_barrier_and_done_once(folder: Path) -> None:
    customer = filled(folder)
    store = session(folder)
    store.erase(customer)
    with pytest.raises(NothingToUndo):
        desk(store).undo()
    with pytest.raises(NotFound):
        store.erase(customer)
    desk(store).add("zones", name="next")
    desk(store).undo()
    assert [entry.verb for entry in session(folder).book.history[-4:-2]] == ["erasing", "erase"]


def test_whoever_waits_meanwhile_is_told_what_goes_on(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    customer = filled(folder)
    told: list[str] = []
    finish = erasing.finish

    def watched(*words: Any) -> erasing.Erased:
        holder = holder_of(Folder(folder))
        told.append(holder.what if holder else "")
        return finish(*words)

    monkeypatch.setattr(erasing, "finish", watched)
    session(folder).erase(customer)
    assert told == ["erase"]
    assert holder_of(Folder(folder)) is None


@pytest.mark.parametrize("half", [False, True])
def test_killed_at_any_file_operation_the_next_writing_open_finishes_it(
    folder: Path, tmp_path: Path, half: bool
) -> None:
    customer = filled(folder)
    begun = finished = 0
    for at in range(0, 400, 7 if half else 1):
        state = shutil.copytree(folder, tmp_path / str(at))
        ended = False
        with suppress(Killed), failing(at, None, sticky=True, half=half):
            session(state).erase(customer)
            ended = True
        asked = bool(unfinished_erasures(session(state).book.history))
        asked |= session(state).book.get("customers", customer).erased
        store = session(state)
        desk(store).add("zones", name="next")
        if asked:
            begun += not ended
            finished += any(one.code == "erase.finished" for one in store.notices)
            assert traces(state) == [], at
            assert [one.name for one in store.book.customers()] == [OTHER]
        else:
            assert store.book.get("customers", customer).name == NAME
        store.close()
        assert session(state).book.count("zones") == 1
        shutil.rmtree(state)
        if ended:
            break
    assert ended
    assert begun > (5 if half else 40)
    assert finished > (3 if half else 30)


def test_a_disk_that_fills_up_on_the_way_leaves_it_to_be_finished(folder: Path) -> None:
    customer = filled(folder)
    store = session(folder)
    with pytest.raises(DiskError), failing(40, errno.ENOSPC, sticky=True):
        store.erase(customer)
    assert unfinished_erasures(session(folder).book.history)
    desk(store).add("zones", name="next")
    assert traces(folder) == []
    assert store.book.get("customers", customer).erased


@pytest.mark.parametrize("saves", [True, False])
def test_another_session_forgets_too(folder: Path, saves: bool) -> None:
    customer = filled(folder)
    beside, writer = session(folder), session(folder)
    writer.erase(customer)
    if saves:
        with pytest.raises(Conflict) as refused:
            desk(beside).log(customer, Entry(kind="call", note="new text"))
        assert refused.value.code == "customer.erased"
    beside.refresh()
    assert beside.book.get("customers", customer).erased
    assert NAME not in "".join(entry.line.decode() for entry in beside.book.history)
    desk(beside).add("zones", name="next")
    beside.close(leaving=True)
    assert traces(folder) == []


def test_a_link_planted_in_the_rooms_is_refused_and_not_followed(
    folder: Path, tmp_path: Path
) -> None:
    customer = filled(folder)
    outside = tmp_path / "outside"
    outside.write_text(NAME)
    (folder / "backups" / "x.json").symlink_to(outside)
    with pytest.raises(Damaged) as refused:
        session(folder).erase(customer)
    assert refused.value.code == "file.planted"
    assert outside.read_text() == NAME
    (folder / "backups" / "x.json").unlink()
    saved(folder, "next", policy=Policy.NEVER)
    assert traces(folder) == []


def test_a_file_that_is_none_of_ours_is_named_not_touched(folder: Path) -> None:
    customer = filled(folder)
    (folder / "notes.txt").write_text(f"for {NAME}")
    done = session(folder).erase(customer)
    assert done.proof.left == (folder / "notes.txt",)
    assert (folder / "notes.txt").read_text() == f"for {NAME}"


def test_short_and_common_words_are_no_trace(tmp_path: Path) -> None:
    others = Others()
    others.add('{"name":"Li Na","city":"苏州"}'.encode())
    (tmp_path / "book").write_text('{"id":"0wjyab","name":"Li Na","city":"苏州"}')
    found = prove(tmp_path, {"Li Na", "苏州", "wjy", "Hengli"}, others)
    assert (found.values, found.shared, found.left) == (2, 2, ())
    (tmp_path / "book").write_text('{"by":"wjy"}')
    assert prove(tmp_path, {"wjy"}, others).left == (tmp_path / "book",)
    assert occurs(b"Hengli", b"xHenglix")
    assert not occurs(b"a.", b"xa.")


def test_a_name_that_somebody_else_bears_is_not_masked(folder: Path) -> None:
    one = desk(session(folder))
    customer = one.add_customer("Star Pumps").answer
    one.add_customer("Star Pumps")
    third = one.add_customer("Third").answer
    one.log(third, Entry(kind="call", note="also asks Star Pumps"))
    store = session(folder)
    done = store.erase(customer)
    assert done.proof.left == ()
    assert [row.note for row in store.book.rows("interactions")] == ["also asks Star Pumps"]


def _without(book: Book, customer: str) -> Book:
    subject = Subject(customer, "2026-06-30T18:00:00+08:00")
    for table in TABLES:
        for record in book.rows(table):
            subject.see(table, record)
    subject.settle()
    return book.with_puts(
        Put(table, record.id, record, subject.left(table, record))
        for table in TABLES
        for record in book.rows(table)
    )


@pytest.mark.parametrize("period", ["2026-Q2", "2026-06", "2025"])
def test_every_number_of_f1_is_unchanged(period: str) -> None:
    book, day = f1.book(), date(2026, 6, 30)
    before = kpis(book, parse_period(period), day, f1.policy())
    for customer in sorted(row.id for row in book.rows("customers")):
        assert kpis(_without(book, customer), parse_period(period), day, f1.policy()) == before


def test_every_number_of_the_demo_book_is_unchanged() -> None:
    day = date(2026, 6, 30)
    book = load(data_file("demo.json"), day)
    policy = replace(Terms(), currency="CNY")
    busy = sorted(book.customers(), key=lambda row: -len(book.of("orders", "customer", row.id)))
    erased = book
    for customer in busy[:3] + busy[-2:]:
        erased = _without(erased, customer.id)
    for period in ("2026-Q2", "2026-06", "2025"):
        asked = parse_period(period)
        assert kpis(erased, asked, day, policy) == kpis(book, asked, day, policy)
