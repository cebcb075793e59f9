"""`log` and `parse`: what is saved, what is shown, what is refused."""

import io
import json
from pathlib import Path

import pytest

from repdesk.cli.workplace import Workplace
from repdesk.desk import Store
from repdesk.domain.entry import Entry
from repdesk.domain.errors import DiskError
from tests.cli.running import Runner
from tests.memory_store import MemoryStore, desk_of
from tests.notation.fixture_lines import disagreements

NAMES = ["张家港华昌", "[/] ${x}", "Suzhou Hengli", "=1+2"]
NOTES = Path(__file__).parents[1] / "fixtures/notes.jsonl"


@pytest.mark.parametrize("name", NAMES)
def test_a_plain_line_is_kept_to_the_letter_and_makes_its_customer(run: Runner, name: str) -> None:
    text = "[b]v + !fri $12 >quote[/b] // « ${y} »"
    done = run("log", "--add", "--plain", name, text)
    assert (done.code, len(done.saved)) == (0, 1)
    book = run("export", "--json").json
    assert [row["name"] for row in book["customers"]] == [name]
    (row,) = book["interactions"]
    assert (row["id"], row["raw"], row["note"], row["kind"]) == (done.saved[0], text, text, "note")
    assert book["followups"] == []


def test_a_line_becomes_visit_promise_deal_and_stage(run: Runner) -> None:
    run("add", "customer", "Acme")
    done = run("log", "Acme", "v + wants new quote !fri call back $12000 pump >quote")
    assert done.code == 0
    assert "Fri 3 Jul · in 3 days · call back" in done.err
    book = run("export", "--json").json
    assert (book["interactions"][0]["kind"], book["interactions"][0]["outcome"]) == (
        "visit",
        "positive",
    )
    assert (book["followups"][0]["due"], book["followups"][0]["text"]) == (
        "2026-07-03",
        "call back",
    )
    assert (book["deals"][0]["title"], book["deals"][0]["amount"]) == ("pump", "12000.00")
    assert book["stage_events"][-1]["stage"] == "quote"


def test_the_reading_is_shown_in_chinese(run: Runner) -> None:
    run("add", "customer", "重庆泵业", lang="zh")
    done = run("log", "cqby", "电话 周五回电", lang="zh")
    assert "7月3日 周五 · 3天后 · 回电" in done.err


def test_a_dry_run_saves_nothing(run: Runner) -> None:
    assert run("log", "--add", "--dry-run", "Acme", "v").out == ""
    assert run("export", "--json").json["customers"] == []
    assert not run.folder.exists()


def test_what_looks_like_an_option_only_at_first_sight_is_text(run: Runner) -> None:
    run("add", "customer", "Acme")
    assert run("log", "Acme", "-5% asked", "for").code == 0
    assert run("log", "Acme", "--dryrun").code == 2
    assert [row["raw"] for row in run("export", "--json").json["interactions"]] == ["-5% asked for"]


def test_lines_of_stdin_are_saved_one_by_one_and_a_bad_one_is_named(
    run: Runner, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("add", "customer", "Acme")
    monkeypatch.setattr("sys.stdin", io.StringIO("v first\n\nv @tomorrow second\nc third\n"))
    done = run("log", "Acme", "-")
    assert done.code == 1
    assert len(done.saved) == 2
    assert "line 3" in done.err
    assert len(run("export", "--json").json["interactions"]) == 2


def test_saved_is_said_only_when_the_store_has_synced(run: Runner) -> None:
    store = MemoryStore()
    store.refuse = DiskError("disk.write", path="book", errno=28, operation="write")

    def opener(_place: Workplace) -> Store:
        return store

    refused = run("log", "--add", "--plain", "Acme", "x", opener=opener)
    assert (refused.code, refused.out) == (74, "")
    assert "the disk is full" in refused.err
    store.refuse = None
    assert len(run("log", "--add", "--plain", "Acme", "x", opener=opener).saved) == 1


def test_two_who_add_the_same_customer_at_once_make_one() -> None:
    store = MemoryStore()
    one, other = desk_of(store, by="pts/1"), desk_of(store, by="pts/2")
    one.log_new("Acme", Entry(kind="note", note="one"))
    other.log_new("acme ", Entry(kind="note", note="two"))
    assert one.book.count("customers") == 1
    assert one.book.count("interactions") == 2


def test_a_deal_that_is_not_clear_is_asked_for_not_guessed(run: Runner) -> None:
    run("log", "--add", "Acme", "v $100 pump")
    run("log", "Acme", "v $200 filters")
    refused = run("log", "Acme", "v >quote")
    assert (refused.code, refused.out) == (1, "")
    # The clock of the tests stands still, so the age of the two deals is not known.
    assert "pump, filters" in refused.err or "filters, pump" in refused.err


def test_parse_needs_no_book_and_saves_nothing(run: Runner) -> None:
    found = run("parse", "v + ok !fri call")
    assert found.code == 0
    assert found.json["schema"] == 1
    assert found.json["followups"][0]["due"] == "2026-07-03"
    assert not run.folder.exists()


def test_parse_knows_the_customer_it_is_told(run: Runner) -> None:
    run("log", "--add", "Acme", "v $100 pump")
    assert run("parse", "--customer", "Acme", "v >won").json["stage"]["to"] == "won"


def test_parse_prints_the_shape_that_scripts_lean_on(run: Runner) -> None:
    line = "v + @9:12 见面 !fri 15:00 call $500 pump >quote vs KSB 9800 #a // b"
    found = run("--today", "2026-06-30", "parse", line).json
    assert set(found) >= {
        "schema", "kind", "outcome", "at", "contacts", "followups", "deals", "stage", "order",
        "payment", "spend", "competitor", "tags", "private", "note", "offered", "problems",
    }  # fmt: skip
    assert found["followups"] == [
        {"due": "2026-07-03", "time": "15:00", "owner": "me", "kind": "promise", "amount": None,
         "text": "call"}
    ]  # fmt: skip
    assert found["deals"] == [{"amount": "500.00", "title": "pump"}]
    assert found["stage"] == {"to": "quote", "reason": None, "deal": "pump"}
    assert found["competitor"] == {"name": "KSB", "amount": "9800.00"}
    assert (found["at"], found["tags"], found["private"]) == ("2026-06-30T09:12", ["a"], "b")
    assert run("parse", "o p1x2@190").json["order"] == [{"code": "p1", "qty": "2", "price": "190"}]
    assert run("parse", "p 1000 o10").json["payment"] == {"amount": "1000.00", "order": "o10"}
    assert run("parse", "spend 300 tea").json["spend"] == {"amount": "300.00", "note": "tea"}


def test_parse_reads_lines_of_stdin(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    given = 'v + ok\n\n{"id": 7, "line": "c x", "today": "2026-01-02", "lang": "zh"}\n'
    monkeypatch.setattr("sys.stdin", io.StringIO(given))
    found = [json.loads(line) for line in run("parse", "--lines", "-").out.splitlines()]
    assert [(row["kind"], row["outcome"], row.get("id")) for row in found] == [
        ("visit", "positive", None),
        ("call", "not_reached", 7),
    ]


def test_parse_reads_the_shared_lines_as_expected(run: Runner) -> None:
    found = [json.loads(line) for line in run("parse", "--lines", str(NOTES)).out.splitlines()]
    wanted = [json.loads(line) for line in NOTES.read_text("utf-8").splitlines()]
    assert [row["id"] for row in found] == [row["id"] for row in wanted]
    wrong = {
        row["id"]: differences
        for row, line in zip(found, wanted, strict=True)
        if (differences := disagreements(row, line["expect"]))
    }
    assert wrong == {}


@pytest.mark.parametrize("words", [("parse",), ("parse", "v", "--lines", "x")])
def test_parse_takes_a_line_or_a_file(run: Runner, words: tuple[str, ...]) -> None:
    assert run(*words).code == 2
