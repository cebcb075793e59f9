"""Equal sessions on one folder: what one saves the others see, whatever is compacted meanwhile."""

import json
import threading
from pathlib import Path
from typing import Any

import pytest
from tinydb import TinyDB

from repdesk.domain.errors import Busy, Conflict
from repdesk.storage import folder as folder_module
from repdesk.storage import lock, standing
from repdesk.storage.book_store import BookStore
from repdesk.storage.compaction import Policy, prepare_snapshot
from tests.storage.sessions import desk, files, opened, saved, session, zones

NAMES = ["张家港华昌", "[/] ${x}", "two\nlines \u2028 \x1b[31m"]


@pytest.mark.parametrize("policy", list(Policy))
@pytest.mark.parametrize("name", NAMES)
def test_what_was_saved_is_there_tomorrow(folder: Path, policy: Policy, name: str) -> None:
    store = session(folder, policy)
    customer = desk(store).add_customer(name).answer
    store.close(leaving=True)
    again = session(folder)
    assert again.book.get("customers", customer).name == name
    assert again.book.history[-1].op == store.book.history[-1].op
    assert again.notices == []


def test_looking_at_an_empty_folder_makes_nothing(folder: Path) -> None:
    store = session(folder)
    assert store.book.seq == 0
    assert store.refresh().seq == 0
    store.close(leaving=True)
    assert not folder.exists()


def test_each_session_sees_what_the_other_saved(folder: Path) -> None:
    one, two = session(folder), session(folder)
    desk(one).add("zones", name="a")
    assert zones(two) == []
    two.refresh()
    assert zones(two) == ["a"]
    desk(two).add("zones", name="b")
    desk(one).add("zones", name="c")
    assert zones(one) == ["a", "b", "c"]
    two.refresh()
    assert zones(two) == ["a", "b", "c"]


def test_a_session_moves_over_to_the_new_journal_without_reading_the_book_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = session(folder), session(folder)
    desk(one).add("zones", name="a")
    two.refresh()
    desk(one).add("zones", name="b")
    one.compact()

    def never(folder: object) -> None:
        raise AssertionError("the book was read again")

    monkeypatch.setattr("repdesk.storage.following.load", never)
    desk(one).add("zones", name="c")
    two.refresh()
    assert zones(two) == ["a", "b", "c"]
    desk(two).add("zones", name="d")
    one.refresh()
    assert zones(one) == ["a", "b", "c", "d"]


@pytest.mark.parametrize("times", [1, 2, 9])
def test_what_others_save_while_the_book_is_written_is_in_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    one, two = session(folder), session(folder)
    desk(one).add("zones", name="a")
    late = [f"late{number}" for number in range(times)]
    left = list(late)

    def busy(*args: Any) -> Any:
        prepared = prepare_snapshot(*args)
        if left:
            before = len(list(folder.glob(".*.tmp")))
            desk(two).add("zones", name=left.pop())
            two.backup("asked")
            assert len(list(folder.glob(".*.tmp"))) == before == 1
        return prepared

    monkeypatch.setattr(standing, "prepare_snapshot", busy)
    monkeypatch.setattr(lock, "WAIT", 0.02)
    if times < 3:
        one.compact()
        assert zones(one) == opened(folder) == sorted(["a", *late])
        assert not list(folder.glob(".*.tmp"))
    else:  # the last try writes under the lock: whoever saves then is told to wait
        with pytest.raises(Busy):
            one.compact()
        assert len(left) == times - 4
        assert opened(folder) == sorted(["a", *late[-3:]])


def test_a_session_that_missed_a_generation_reads_the_book_again(folder: Path) -> None:
    two = session(folder)
    for round_ in range(3):
        one = session(folder)
        desk(one).add("zones", name=str(round_))
        one.close(leaving=True)
    two.refresh()
    assert zones(two) == ["0", "1", "2"]


def test_threads_may_share_one_session(folder: Path) -> None:
    one, two = session(folder), session(folder)

    def work(store: BookStore, name: str) -> None:
        for number in range(15):
            desk(store).add("zones", name=f"{name}{number}")
            store.refresh()

    threads = [
        threading.Thread(target=work, args=(store, f"{store is one}{number} "))
        for store in (one, two)
        for number in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.refresh()
    two.refresh()
    assert opened(folder) == zones(one) == zones(two)
    assert len(zones(one)) == 60


def test_two_first_saves_may_make_the_folder_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "new" / "data"
    one, two = session(folder), session(folder)
    make = folder_module.make_private

    def late(path: Path) -> None:
        monkeypatch.setattr(folder_module, "make_private", make)
        desk(two).add("zones", name="two")
        make(path)

    monkeypatch.setattr(folder_module, "make_private", late)
    desk(one).add("zones", name="one")
    two.refresh()
    assert opened(folder) == zones(one) == zones(two) == ["one", "two"]


def test_undo_crosses_sessions_and_restarts(folder: Path) -> None:
    saved(folder, "a", "b", policy=Policy.ALWAYS)
    store = session(folder)
    desk(store).undo()
    desk(session(folder)).undo()
    store.close(leaving=True)
    assert opened(folder) == []
    store = session(folder)
    desk(store).redo()
    desk(store).redo()
    assert zones(store) == ["a", "b"]


def test_a_record_that_another_session_changed_is_said_so(folder: Path) -> None:
    one, two = session(folder), session(folder)
    customer = desk(one).add_customer("Acme").answer
    seen = two.refresh().get("customers", customer)
    desk(one, by="laptop").edit("customers", customer, city="苏州")
    with pytest.raises(Conflict) as refused:
        desk(two).edit("customers", customer, based_on=seen, city="无锡")
    assert refused.value.facts["by"] == "laptop"
    assert two.book.get("customers", customer).city == "苏州"


def test_the_same_change_twice_is_saved_once(folder: Path) -> None:
    store = session(folder)
    change = desk(store).add("zones", name="a").change
    assert store.commit(lambda _book: change).count("zones") == 1
    again = session(folder)
    again.commit(lambda _book: change)
    assert opened(folder) == ["a"]
    assert again.book.seq == 1


def test_plain_tinydb_opens_the_book(folder: Path) -> None:
    store = session(folder)
    for name in NAMES:
        desk(store).add_customer(name)
    store.close(leaving=True)
    with TinyDB(folder / "repdesk.json") as db:
        assert sorted(row["name"] for row in db.table("customers").all()) == sorted(NAMES)
        assert [row.doc_id for row in db.table("customers").all()] == [1, 2, 3]
        assert db.table("meta").all() == [{"format": 1, "gen": 2, "seq": 3}]
    lines = (folder / "repdesk.json").read_text("utf-8").splitlines()
    assert sum(json.dumps(NAMES[0], ensure_ascii=False) in line for line in lines) == 2


def test_modes_do_not_depend_on_the_umask(folder: Path, umask_zero: None) -> None:
    store = session(folder, Policy.ALWAYS)
    desk(store).add("zones", name="a")
    store.close()
    assert folder.stat().st_mode & 0o777 == 0o700
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.rglob("*")}
    assert modes.pop("backups") == 0o700
    assert set(modes.values()) == {0o600}
    assert any(name.endswith("-day.json.gz") for name in modes)
    assert {"repdesk.json", "repdesk.json.journal", "repdesk.json.lock"} <= modes.keys()


def test_text_that_is_no_text_is_refused_before_anything_is_written(folder: Path) -> None:
    store: BookStore = session(folder)
    desk(store).add("zones", name="a")
    before = files(folder)
    with pytest.raises(Exception, match=r"text\.broken"):
        desk(store).add("zones", name="\udcff")
    assert files(folder) == before
