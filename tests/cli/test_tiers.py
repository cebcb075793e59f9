"""`tiers` on the command line: the vectors imported as files, reviewed month by month."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Runner

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)["tiers"]


@pytest.fixture
def territory(run: Runner, tmp_path: Path) -> Runner:
    """The vectors' orders and ratings, imported."""
    files = tmp_path / "files"
    files.mkdir()
    lines = ["number,customer,date,product,qty,price"]
    lines += [
        f"O{at},{who},{day},P,1,{amount}" for at, (who, day, amount) in enumerate(VECTORS["orders"])
    ]
    (files / "orders.csv").write_text("\n".join(lines) + "\n", "utf-8")
    done = run("import", str(files), "--yes", "--json")
    assert (done.code, done.json["rejects"]) == (0, None), done.err
    for who, marks in VECTORS["ratings"].items():
        options = [word for name, mark in marks.items() for word in (f"--{name}", str(mark))]
        assert run("edit", who, *options).code == 0
    for who, own in VECTORS["own_tier"].items():
        words = ("--tier", own["tier"], "--tier-reason", own["reason"])
        assert run("--today", own["since"], "edit", who, *words).code == 0
    return run


def rows(found: Any) -> dict[str, dict[str, Any]]:
    return {row["customer"]: row for row in found["tiers"]}


def test_three_reviews_are_the_vectors(territory: Runner) -> None:
    run = territory
    for month in VECTORS["reviews"]:
        day = ("--today", month["asof"])
        found = rows(run(*day, "tiers", "--json").json)
        for row in month["customers"]:
            told = found[row["customer"]]
            assert told["proposed"] == row["says"]
            assert abs(told["score"] - row["score"]) <= 1e-6
            assert abs(told["percentile"] - row["percentile"]) <= 1e-6
            for factor, value in row["factors"].items():
                assert abs(told["factors"][factor] - value) <= 1e-6
        saved = run(*day, "tiers", "--review", "--apply", "--json").json
        assert saved["saved"]
        after = rows(run(*day, "tiers", "--json").json)
        shown = {row["name"]: row for row in run(*day, "customers", "--json").json["customers"]}
        for row in month["customers"]:
            told = after[row["customer"]]
            assert (told["machine"], told["waiting"], told["tier"]) == (
                row["machine"],
                row["waiting"],
                row["shown"],
            )
            assert shown[row["customer"]]["tier"] == row["shown"]
        again = run(*day, "tiers", "--apply", "--json").json
        assert (again["saved"], again["review"]["moves"]) == (None, [])
    own = after["K03"]
    assert (own["own"], own["own_since"], own["own_reason"], own["machine"]) == (
        "VIP",
        "2026-03-01",
        "reference customer",
        "general",
    )
    marks = run("export", "--json").json["tier_marks"]
    waiting = [row for row in marks if row.get("waiting")]
    assert {row["date"] for row in waiting} == {"2026-07-31", "2026-08-31"}


def test_a_review_is_shown_saved_and_undone(territory: Runner) -> None:
    run, day = territory, ("--today", "2026-06-30")
    shown = run(*day, "tiers", "--review")
    assert (shown.code, run("export", "--json").json["tier_marks"][0]["by"]) == (0, "rep")
    assert "K00" in shown.out
    assert "at first sight" in shown.out
    one = run(*day, "tiers", "--apply")
    assert len(one.saved) == 1
    assert "tiers reviewed" in run("undo").err + run("history").out
    assert len(run("export", "--json").json["tier_marks"]) == 1


def test_only_some_move(territory: Runner) -> None:
    run = territory
    for month in ("2026-06-30", "2026-07-31"):
        run("--today", month, "tiers", "--apply")
    day = ("--today", "2026-08-31")
    moving = {
        move["customer"]
        for move in run(*day, "tiers", "--json").json["review"]["moves"]
        if move["kind"] == "moved"
    }
    assert moving == {"K11", "K15", "K34"}
    assert run(*day, "tiers", "--apply", "--only", "K11").code == 0
    after = rows(run(*day, "tiers", "--json").json)
    assert [after[who]["tier"] for who in ("K11", "K15", "K34")] == ["key", "general", "potential"]
    assert run(*day, "tiers", "--apply", "--only", "nobody").code == 3


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_table_says_who_is_looked_after_and_what_the_orders_say(
    territory: Runner, lang: str
) -> None:
    told = territory("--today", "2026-06-30", "tiers", lang=lang)
    lines = told.out.splitlines()
    assert lines[0].startswith("VIP")
    assert any("K03" in line and "*" in line for line in lines)
    assert ("the orders say general" if lang == "en" else "按订单是一般") in told.out
    assert ("a review is due" if lang == "en" else "该评级了") in told.err
    assert max(map(len, lines)) < 120


def test_a_small_book_asks_the_rep(run: Runner) -> None:
    run("add", "customer", "[/] ${x}")
    told = run("tiers")
    assert told.code == 0
    assert "customers who ordered: 0" in told.out
    assert run("tiers", "--apply").saved == []
    found = run("tiers", "--json").json
    assert found["tiers"][0]["proposed"] is None
    assert found["turn_to"] == "general"
    assert found["coverage"][-1]["never"] == 1


def test_all_verbs_tell_the_same_tier(territory: Runner) -> None:
    day = ("--today", "2026-07-15")
    listed = {
        row["customer"]: row["tier"]
        for row in territory(*day, "next", "-n", "99", "--json").json["next"]
    }
    told = {
        name: row["tier"] for name, row in rows(territory(*day, "tiers", "--json").json).items()
    }
    shown = {
        row["name"]: row["tier"] for row in territory(*day, "customers", "--json").json["customers"]
    }
    assert told == shown
    assert listed.items() <= told.items()
    for name in list(listed)[:3]:
        assert told[name] in territory(*day, "show", name).out.splitlines()[0]
