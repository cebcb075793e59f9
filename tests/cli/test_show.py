"""The brief on the command line, and the promises beside it."""

import pytest

from repdesk.wording.cells import width
from tests.cli.running import Runner

NAME = "张家港华昌"


@pytest.fixture
def customer(run: Runner) -> str:
    """A VIP with a promise, a deal, an order and something private; its id."""
    id_ = run("add", "customer", NAME, "--tier", "VIP", "--needs", "short lead times").saved[0]
    run("log", id_, "v+ asked about seals // 隐私 never tell")
    run("log", id_, "v $12000 pump line !2026-07-03 send the offer")
    run("log", id_, "c vs Grundfos 205 ~2026-07-06 pay")
    return id_


def test_the_brief_as_json_is_text_and_ids(run: Runner, customer: str) -> None:
    found = run("show", customer, "--json").json
    assert found.keys() == {"schema", "id", "name", "lines"}
    assert (found["id"], found["name"]) == (customer, NAME)
    assert all(row.keys() == {"text", "ids"} and row["ids"] for row in found["lines"])
    texts = [row["text"] for row in found["lines"]]
    assert texts[0] == f"{NAME} · VIP"
    assert "I owe: send the offer (in 3d) · they owe: pay (in 6d)" in texts
    assert "last paid: against Grundfos 205 (30 Jun)" in texts
    assert "cares about: short lead times" in texts
    assert len(texts) == len(run("show", customer).out.splitlines()) <= 12


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_what_is_private_is_not_printed(run: Runner, customer: str, lang: str) -> None:
    for words in (("show", customer), ("show", customer, "--json")):
        told = run(*words, lang=lang)
        assert told.code == 0
        assert "never tell" not in told.out
        assert "隐私" not in told.out.encode().decode("unicode_escape", "replace") + told.out
    for line in run("show", customer, lang=lang).out.splitlines():
        assert width(line) <= 80


def test_the_same_book_and_day_give_the_same_bytes(run: Runner, customer: str) -> None:
    assert run("show", customer).out == run("show", customer).out
    assert run("show", customer, "--json").out == run("show", customer, "--json").out


def test_promises_are_told_with_what_became_of_them(run: Runner, customer: str) -> None:
    rows = run("followups", "--json").json["followups"]
    assert [(row["text"], row["owner"], row["standing"]) for row in rows] == [
        ("send the offer", "me", "open"),
        ("pay", "them", "open"),
    ]
    run("--today", "2026-07-02", "done", rows[0]["id"])
    run("done", rows[1]["id"], "--drop")
    assert run("followups", "--json").json["followups"] == []
    day = ("--today", "2026-07-10")
    told = run(*day, "followups", "--all", "--json").json
    assert [row["standing"] for row in told["followups"]] == ["kept", "broken"]
    mine, theirs = told["kept"]["me"], told["kept"]["them"]
    assert (mine["value"], mine["k"], mine["n"]) == (1, 1, 1)
    assert (theirs["value"], theirs["k"], theirs["n"]) == (0, 0, 1)
    assert theirs["low"] == 0
    lines = run(*day, "followups", "--all").out.splitlines()
    assert "kept · I owe: send the offer" in lines[0]
    assert "mine kept on time in 12 months: 1 of 1, 100% (21%–100%)" in lines
    assert "theirs kept on time in 12 months: 0 of 1, 0% (0%–79%)" in lines
    assert "I promised: send the offer (kept)" in run(*day, "show", customer).out


def test_who_has_no_next_step_is_named(run: Runner, customer: str) -> None:
    assert run("followups", "--json").json["without_next_step"] == []
    for row in run("followups", "--json").json["followups"]:
        run("done", row["id"])
    general = run("add", "customer", "[/] ${x}").saved[0]
    run("log", general, "v $500 filters")
    found = run("followups", "--json").json["without_next_step"]
    assert [(row["name"], row["tier"], row["itself"], len(row["deals"])) for row in found] == [
        (NAME, "VIP", True, 1),
        ("[/] ${x}", "general", False, 1),
    ]
    told = run("followups")
    assert told.out.splitlines()[-1].split() == [
        "!", "[/]", "${x}", "general", "no", "next", "step", "for", "filters", "500",
    ]  # fmt: skip
    assert "no open promise" in told.err
    listed = {
        row["name"]: row["no_next_step"] for row in run("customers", "--json").json["customers"]
    }
    assert listed == {NAME: True, "[/] ${x}": True}
    assert "! no step" in run("customers").out
    assert "no next step" in run("show", customer).out
    assert run("followups", "--due").out.count("no next step") == 0


def test_many_without_a_next_step_are_counted(run: Runner) -> None:
    for number in range(23):
        run("add", "customer", f"VIP {number:02}", "--tier", "VIP")
    lines = run("followups").out.splitlines()
    assert len(lines) == 21
    assert lines[0].startswith("! VIP 00")
    assert lines[-1] == "3 more without a next step; --json names them"
    assert len(run("followups", "--json").json["without_next_step"]) == 23


def test_a_book_without_promises_says_so_and_no_share(run: Runner) -> None:
    run("add", "customer", NAME)
    told = run("followups", "--json").json
    assert told["followups"] == told["without_next_step"] == []
    assert told["kept"]["me"]["value"] is None
    assert told["kept"]["me"]["note"]
    assert run("followups").out == ""
