"""`plan`: the plan of a day printed, as JSON, and accepted; zones by `config`."""

from pathlib import Path

import pytest

from repdesk.data_files import data_file
from repdesk.demo.stored import BASE, load
from tests.benchmarks.books import write_book
from tests.cli.running import Runner


@pytest.fixture
def demo(tmp_path: Path) -> Path:
    return write_book(tmp_path / "demo", load(data_file("demo.json"), BASE))


def test_an_empty_book_has_an_empty_plan(run: Runner) -> None:
    done = run("plan", "--json")
    assert done.code == 0
    assert (done.json["stops"], done.json["left_out"], done.json["saved"]) == ([], [], None)
    assert done.json["date"] == "2026-06-30"
    assert "nothing was to change" in run("plan", "--accept").err


def test_a_plan_is_proposed_accepted_as_one_change_and_taken_back(run: Runner, demo: Path) -> None:
    before = run("plan", "7月1日", "--json", folder=demo).json
    assert before["date"] == "2026-07-01"
    assert before["visits"] == before["visits_a_day"] == 6
    states = {stop["state"] for stop in before["stops"]}
    assert states == {"planned", "proposed"}
    assert all(stop["id"] is None for stop in before["stops"] if stop["state"] == "proposed")
    accepted = run("plan", "2026-07-01", "--accept", "--json", folder=demo).json
    assert accepted["saved"]
    assert {stop["state"] for stop in accepted["stops"]} == {"planned"}
    assert [stop["customer_id"] for stop in accepted["stops"] if stop["channel"] == "visit"] == [
        stop["customer_id"] for stop in before["stops"] if stop["channel"] == "visit"
    ]
    today = run("--today", "2026-07-01", "today", "--json", folder=demo).json
    assert len(today["stops"]) == len(before["stops"])
    times = [stop["time"] for stop in today["stops"] if stop["time"]]
    assert times == sorted(times)
    assert run("plan", "2026-07-01", "--accept", "--json", folder=demo).json["saved"] is None
    assert "plan accepted 2026-07-01" in run("undo", folder=demo).err
    assert run("plan", "2026-07-01", "--json", folder=demo).json == before


@pytest.mark.parametrize(
    ("lang", "words"),
    [
        ("en", ("Plan tomorrow Wed 1 Jul", "To visit", "promised:")),
        ("zh", ("计划 明天", "拜访", "承诺")),
    ],
)
def test_it_is_told_in_words(run: Runner, demo: Path, lang: str, words: tuple[str, ...]) -> None:
    out = run("plan", folder=demo, lang=lang).out
    for word in words:
        assert word in out


def test_a_day_off_says_so_and_a_day_gone_is_not_accepted(run: Runner, demo: Path) -> None:
    assert "no working day" in run("plan", "sat", folder=demo).err
    assert run("plan", "2026-06-29", "--accept", "--json", folder=demo).json["saved"] is None
    assert (
        run("plan", "someday", folder=demo).code == 2
        or run("plan", "someday", folder=demo).code == 1
    )


def test_zones_are_taught_by_config(run: Runner, demo: Path) -> None:
    assert "昆山: 苏州, 太仓" in run("config", "zones", folder=demo).out
    assert run("config", "zones", "苏州: 无锡; 海外", folder=demo).code == 0
    assert run("config", "zones", "--json", folder=demo).json["config"]["zones"][0] == "无锡: 苏州"
    refused = run("config", "zones", ": 无锡", folder=demo)
    assert refused.code == 1
    assert "before the colon" in refused.err
    assert run("undo", folder=demo).code == 0
    assert "昆山: 苏州, 太仓" in run("config", "zones", folder=demo).out
