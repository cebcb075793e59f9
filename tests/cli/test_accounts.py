"""Customers on the command line: add, edit, find, show, archive; promises, targets, undo."""

import pytest

from tests.cli.running import Runner

NAMES = ["张家港华昌", "[/] ${x}", "Suzhou Hengli", "重庆 泵"]


@pytest.mark.parametrize("name", NAMES)
def test_a_customer_is_added_with_its_fields_and_edited_one_by_one(run: Runner, name: str) -> None:
    added = run(
        "add", "customer", name, "--tier", "重点", "--zone", "苏州", "--phone", "138-0000-0000",
        "--phone", "138-0000-0001", "--credit-limit", "5万", "--fit", "4", "--channel", "call",
        "--do-not-contact", "--terms", "eom+30", "--competitor", "Grundfos 1200",
    )  # fmt: skip
    assert added.code == 0
    (row,) = run("export", "--json").json["customers"]
    assert row["id"] == added.saved[0]
    assert (row["name"], row["own_tier"], row["zone"], row["terms"]) == (
        name,
        "key",
        "苏州",
        "eom+30",
    )
    assert row["phones"] == ["138-0000-0000", "138-0000-0001"]
    assert (row["credit_limit"], row["do_not_contact"]) == ("50000.00", True)
    assert row["competitors"] == [{"name": "Grundfos", "price": "1200", "date": None}]
    run("edit", name, "--phone", "", "--potential", "3", "--may-contact", "--credit-limit", "")
    (row,) = run("export", "--json").json["customers"]
    assert (row["phones"], row["do_not_contact"], row["credit_limit"]) == ([], False, None)
    assert (row["ratings"]["fit"], row["ratings"]["potential"]) == (4, 3)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--tier", "gold"), "--tier"),
        (("--terms", "soon"), "payment terms"),
        (("--credit-limit", "much"), "--credit-limit"),
        (("--fit", "6"), "--fit"),
        (("--snooze-until", "soon"), "--snooze-until"),
        (("--name", ""), "name"),
        ((), "--phone"),
    ],
)
def test_a_bad_field_is_named_and_changes_nothing(
    run: Runner, words: tuple[str, ...], said: str
) -> None:
    run("add", "customer", "Acme")
    before = run("export", "--json").out
    refused = run("edit", "Acme", *words)
    assert refused.code in (1, 2)
    assert refused.out == ""
    assert said in refused.err
    assert run("export", "--json").out == before


def test_a_double_is_refused_unless_said_again(run: Runner) -> None:
    run("add", "customer", "Acme")
    refused = run("add", "customer", "ACME ")
    assert (refused.code, refused.out) == (1, "")
    assert "--again" in refused.err
    assert run("add", "customer", "ACME", "--again").code == 0


def test_several_that_fit_are_listed_and_none_is_guessed(run: Runner) -> None:
    ids = [run("add", "customer", f"Suzhou {name}").saved[0] for name in ("Pumps", "Filters")]
    refused = run("show", "suzhou")
    assert (refused.code, refused.out) == (3, "")
    assert all(id_ in refused.err for id_ in ids)
    assert run("show", "nobody").code == 3
    assert run("show", ids[0]).code == 0


@pytest.mark.parametrize("typed", ["zjghc", "zhangjiaganghuachang", "港华", "C7"])
def test_a_customer_is_named_as_the_rep_would(run: Runner, typed: str) -> None:
    run("add", "customer", "张家港华昌", "--code", "C7")
    assert run("show", typed).out.startswith("张家港华昌")


def test_the_brief_fits_the_screen_and_every_line_names_its_records(run: Runner) -> None:
    id_ = run("add", "customer", "张家港华昌" * 9, "--needs", "x" * 300).saved[0]
    for number in range(6):
        run("log", id_, f"v visit {number} {'很长' * 60} !2026-07-0{number + 1} call")
    text = run("show", id_).out.splitlines()
    lines = run("show", id_, "--json").json["lines"]
    assert len(text) == len(lines) <= 12
    for line in text:
        assert sum(2 if ord(c) > 0x2E80 else 1 for c in line) <= 80
    book = run("export", "--json").json
    known = {row["id"] for table in book.values() if isinstance(table, list) for row in table}
    assert all(line["ids"] and set(line["ids"]) <= known for line in lines)


def test_customers_are_filtered(run: Runner) -> None:
    run("add", "customer", "Acme", "--tier", "VIP", "--zone", "Suzhou")
    run("add", "customer", "重庆泵业", "--zone", "Wuxi", "--phone", "138-0000-0007")
    run("log", "cqby", "v talked about 密封圈")

    def names(*words: str) -> list[str]:
        return [row["name"] for row in run("customers", "--json", *words).json["customers"]]

    assert names() == ["Acme", "重庆泵业"]
    assert names("--tier", "vip") == ["Acme"]
    assert names("--zone", "wuxi") == ["重庆泵业"]
    assert names("--due") == ["Acme"]
    for text in ("cq", "泵", "0007", "密封圈"):
        assert names("--text", text) == ["重庆泵业"]
    (row,) = run("customers", "--json", "--text", "cq").json["customers"]
    assert (row["last_contact"], row["overdue"], row["open_value"]) == ("2026-06-30", None, "0.00")
    run("archive", "Acme")
    assert names() == ["重庆泵业"]
    run("archive", "Acme", "--undo")
    assert names() == ["Acme", "重庆泵业"]


def test_promises_are_listed_kept_and_dropped(run: Runner) -> None:
    run("log", "--add", "Acme", "v !fri call ~2026-07-10 they send the plan")
    run("log", "Acme", "v !15:00 ring")
    rows = run("followups", "--json").json["followups"]
    assert [(row["due"], row["owner"]) for row in rows] == [
        ("2026-06-30", "me"),
        ("2026-07-03", "me"),
        ("2026-07-10", "them"),
    ]
    assert [row["text"] for row in run("followups", "--due", "--json").json["followups"]] == [
        "ring"
    ]
    assert run("done", rows[0]["id"]).saved == [rows[0]["id"]]
    assert run("done", rows[2]["id"], "--drop").code == 0
    assert [row["text"] for row in run("followups", "--json").json["followups"]] == ["call"]
    assert run("done", "nothing").code == 3


def test_snooze_takes_days_in_both_languages_and_none_behind_us(run: Runner) -> None:
    run("add", "customer", "Acme")
    for lang, when, day in (("en", "2w", "2026-07-14"), ("zh", "下周三", "2026-07-08")):
        assert run("snooze", "Acme", when, lang=lang).code == 0
        assert run("export", "--json").json["customers"][0]["snooze_until"] == day
    for when in ("2026-06-30", "yesterday", "soon"):
        assert run("snooze", "Acme", when).code == 1


def test_targets_are_set_and_listed(run: Runner) -> None:
    run("target", "sales_net", "2026-Q2", "1.2万")
    run("target", "visits", "2026-07", "40", "--scope", "Suzhou")
    run("target", "sales_net", "2026-Q2", "13000")
    rows = run("target", "--json").json["targets"]
    assert [(row["metric"], row["scope"], row["value"]) for row in rows] == [
        ("visits", "Suzhou", 40),
        ("sales_net", "all", "13000.00"),
    ]
    for words in (("sales_net",), ("sales_net", "2026-13", "1"), ("visits", "2026", "many")):
        assert run("target", *words).code in (1, 2)


def test_undo_and_redo_go_through_restarts_and_the_history_tells(run: Runner) -> None:
    run("add", "customer", "Acme")
    run("edit", "Acme", "--zone", "Wuxi")
    assert run("undo").code == 0
    assert run("export", "--json").json["customers"][0]["zone"] == ""
    told = run("history", "--json").json
    assert [row["verb"] for row in told["history"]] == ["undo", "edit", "add"]
    assert told["undo"] == told["history"][2]["id"]
    assert run("redo").code == 0
    assert run("export", "--json").json["customers"][0]["zone"] == "Wuxi"
    assert run("redo").code == 1
    run("undo")
    run("undo")
    assert run("export", "--json").json["customers"] == []
    assert run("undo").code == 1


def test_stages_are_the_reps_own(run: Runner) -> None:
    assert run("config", "stages", "lead,contacted,样品,quote,won,lost").code == 0
    assert run("config", "stages").out.strip() == "lead,contacted,样品,quote,won,lost"
    run("log", "--add", "Acme", "v $100 pump >样品")
    assert run("config", "stages", "lead,contacted,quote,won,lost").code == 1
    for bad in ("won,lost", "lead,won", "lead,lead,won,lost", "won,lead,lost", " , "):
        assert run("config", "stages", bad).code == 1
    assert run("config", "stages").out.strip() == "lead,contacted,样品,quote,won,lost"


def test_two_accounts_become_one_and_undo_takes_it_back(run: Runner) -> None:
    kept = run("add", "customer", "张家港华昌").saved[0]
    run("add", "customer", "[/] ${x}")
    run("log", "[/] ${x}", "v + saw the pump")
    before = run("export", "--json").json
    done = run("merge", "华昌", "[/] ${x}")
    assert (done.code, done.saved) == (0, [kept])
    assert "[/] ${x} is merged into 张家港华昌" in done.err
    book = run("export", "--json").json
    assert [row["id"] for row in book["customers"]] == [kept]
    assert {row["customer"] for row in book["interactions"]} == {kept}
    assert run("show", "[/] ${x}").code == 0
    assert "before a merge" in run("backups").out
    run("undo")
    assert run("export", "--json").json == before
    assert run("merge", "华昌", "华昌").code == 1
