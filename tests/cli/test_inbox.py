"""`inbox`: a phone's notes, mixed customers; the certain is saved, the rest waits; no doubles."""

import io
import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from repdesk.cli.workplace import Workplace
from repdesk.domain.entry import Entry, inbox_refs
from repdesk.domain.errors import Busy
from repdesk.storage.drafts import DraftStore
from tests.cli.running import NOW, Result, Runner
from tests.memory_store import MemoryStore, desk_of

NOTES = """\
7:40 Acme: v + wants a quote !fri call back $12000 pump >quote
[07:55] 张家港华昌：电话 王总说周五回复

  恒力: c x
Acme: 老板心情不错 // 快退休
nobody knows: c x
no colon in this line
hua: e sent drawings
Acme: !下周 送样
[/] ${x}: p 5000
23:50 Acme: v
"""
SAVED, WAIT = 5, 5


@pytest.fixture
def notes(run: Runner, tmp_path: Path) -> Path:
    """The notes, written today, and a book with their customers."""
    for name in ("Acme", "张家港华昌", "苏州恒力", "[/] ${x}", "Huaxin", "Huayi"):
        run("add", "customer", name, lang="zh")
    file = tmp_path / "notes.txt"
    file.write_text(NOTES, "utf-8")
    written(file, NOW)
    return file


def written(file: Path, when: datetime) -> None:
    os.utime(file, (when.timestamp(), when.timestamp()))


def rows(run: Runner, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("export", "--json").json[table]
    return found


def waiting(done: Result) -> int:
    return int(done.out.splitlines()[-1].removeprefix("waiting "))


def drafts(run: Runner) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = run("drafts", "--json").json["drafts"]
    return found


def test_what_is_certain_is_saved_and_the_rest_waits(run: Runner, notes: Path) -> None:
    done = run("inbox", str(notes))
    assert (done.code, len(done.saved), waiting(done)) == (0, SAVED, WAIT)
    book = run("export", "--json").json
    told = {row["raw"]: row for row in book["interactions"]}
    first = told["v + wants a quote !fri call back $12000 pump >quote"]
    assert (first["id"], first["kind"], first["outcome"]) == (done.saved[0], "visit", "positive")
    assert first["at"].startswith("2026-06-30T07:40:00")
    assert told["电话 王总说周五回复"]["at"].startswith("2026-06-30T07:55:00")
    assert told["c x"]["outcome"] == "not_reached"
    assert told["老板心情不错 // 快退休"]["private"] == "快退休"
    assert [row["amount"] for row in book["payments"]] == ["5000.00"]
    assert [row["text"] for row in book["followups"]] == ["call back"]
    kept = {row["text"]: row["customer"] for row in drafts(run)}
    acme = first["customer"]
    assert kept == {
        "c x @2026-06-30": None,
        "no colon in this line @2026-06-30": None,
        "e sent drawings @2026-06-30": None,
        "!下周 送样 @2026-06-30": acme,
        "v @2026-06-30 23:50": acme,
    }
    for line, why in ((6, "no customer is called"), (8, "fits 2 customers"), (11, "to come")):
        assert f"line {line} waits" in done.err
        assert why in done.err


def test_drafts_are_listed_by_the_names_of_their_customers(run: Runner, notes: Path) -> None:
    run("inbox", str(notes))
    listed = run("drafts").out
    assert "  Acme  !下周 送样" in listed
    assert "  nobody knows  c x" in listed


def test_the_same_file_twice_doubles_nothing(run: Runner, notes: Path) -> None:
    run("inbox", str(notes))
    before = run("export", "--json").out, drafts(run)
    again = run("inbox", str(notes))
    assert (again.code, again.saved, waiting(again)) == (0, [], WAIT)
    assert (run("export", "--json").out, drafts(run)) == before
    assert "5 lines were there already" in again.err


def test_a_file_that_has_grown_adds_only_what_is_new_also_of_equal_lines(
    run: Runner, notes: Path
) -> None:
    notes.write_text("Acme: c x\n", "utf-8")
    written(notes, NOW)
    run("inbox", str(notes))
    notes.write_text("Acme: c x\nAcme: c x\nAcme: c + ok\n", "utf-8")
    written(notes, NOW)
    assert len(run("inbox", str(notes)).saved) == 2
    assert len(run("inbox", str(notes)).saved) == 0
    assert [row["raw"] for row in rows(run, "interactions")] == ["c x", "c x", "c + ok"]


def test_what_was_undone_comes_again_and_what_was_edited_does_not(run: Runner, notes: Path) -> None:
    run("inbox", str(notes))
    run("undo")
    assert len(run("inbox", str(notes)).saved) == 1
    run("edit", "Acme", "--name", "Acme Pumps")
    assert run("inbox", str(notes)).saved == []


def test_each_line_is_a_change_of_its_own(run: Runner, notes: Path) -> None:
    run("inbox", str(notes))
    logged = [row for row in run("history", "--json").json["history"] if row["verb"] == "log"]
    assert len(logged) == SAVED


def test_notes_of_yesterday_are_yesterdays(run: Runner, notes: Path) -> None:
    written(notes, NOW.replace(day=29))
    done = run("inbox", str(notes))
    assert "Mon 29 Jun · yesterday" in done.err
    assert {row["at"][:10] for row in rows(run, "interactions")} == {"2026-06-29"}
    assert {row["raw"] for row in rows(run, "interactions")} >= {"v", "c x"}  # 23:50 is over
    assert rows(run, "followups")[0]["due"] == "2026-07-03"


def test_with_today_the_notes_are_of_that_day(run: Runner, notes: Path) -> None:
    done = run("--today", "2026-07-02", "inbox", str(notes))
    assert done.code == 0
    assert {row["at"][:10] for row in rows(run, "interactions")} == {"2026-07-02"}


def test_a_day_in_the_line_counts(run: Runner, notes: Path) -> None:
    notes.write_text("昨天 15:00 Acme: v\n[6-3] Acme: c 谈了价格\n", "utf-8")
    done = run("inbox", str(notes), lang="zh")
    assert len(done.saved) == 2
    at = {row["raw"]: row["at"][:16] for row in rows(run, "interactions")}
    assert at == {"v": "2026-06-29T15:00", "c 谈了价格": "2026-06-03"}


def test_lines_of_stdin_are_saved_one_by_one(
    run: Runner, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("\ufeffAcme: v one\r\nAcme: c two\nx\n"))
    done = run("inbox", "-")
    assert (len(done.saved), waiting(done)) == (2, 1)


def test_a_busy_book_stops_it_and_the_next_run_takes_the_rest(
    run: Runner, notes: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = MemoryStore()

    def opener(_place: Workplace) -> MemoryStore:
        return store

    run("add", "customer", "Acme", opener=opener)

    def lines() -> Iterator[str]:
        yield "Acme: v one\n"
        store.refuse = Busy("book.busy", path="book", holder=None)
        yield "Acme: c two\n"

    monkeypatch.setattr("sys.stdin", lines())
    done = run("inbox", "-", opener=opener)
    assert (done.code, len(done.saved)) == (75, 1)
    store.refuse = None
    monkeypatch.setattr("sys.stdin", io.StringIO("Acme: v one\nAcme: c two\n"))
    assert len(run("inbox", "-", opener=opener).saved) == 1


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_files_of_other_encodings_are_read(run: Runner, notes: Path, encoding: str) -> None:
    notes.write_text("张家港华昌：电话 谈了价格\r\n", encoding, newline="")
    assert len(run("inbox", str(notes)).saved) == 1
    assert rows(run, "interactions")[0]["raw"] == "电话 谈了价格"


def test_bytes_that_are_no_text_are_kept_legible_and_a_missing_file_is_said(
    run: Runner, notes: Path
) -> None:
    notes.write_bytes(b"Acme: v \xff\n")
    done = run("inbox", str(notes))
    assert (done.code, len(done.saved), waiting(done)) == (0, 1, 0)
    assert rows(run, "interactions")[0]["note"] == "\\xff"
    assert run("inbox", "none.txt").code == 74


def test_a_draft_that_was_saved_is_known_again(run: Runner, notes: Path) -> None:
    run("inbox", str(notes))
    (draft, *_rest) = [row for row in drafts(run) if row["text"].startswith("e sent")]
    store = MemoryStore()
    desk = desk_of(store)
    desk.add_customer("Huaxin", id="c1")
    entry = Entry(kind="email", note="sent drawings", refs=inbox_refs(draft["id"]))
    desk.log("c1", entry)

    def opener(_place: Workplace) -> MemoryStore:
        return store

    DraftStore(run.folder, NOW.isoformat).discard(draft["id"])
    again = run("inbox", str(notes), opener=opener)
    assert "1 line was there already" in again.err
    assert draft["id"] not in {row["id"] for row in drafts(run)}


def test_an_order_without_a_price_and_a_question_of_two_deals_wait(
    run: Runner, notes: Path
) -> None:
    notes.write_text(
        "Acme: v $100 pump\nAcme: v $200 filters\nAcme: v >won\nAcme: o p1x2\n", "utf-8"
    )
    done = run("inbox", str(notes))
    assert (len(done.saved), waiting(done)) == (2, 2)
    assert len(drafts(run)) == 2
