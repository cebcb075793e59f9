"""`funnel --by`, `trend`, `compare`, `segments`, `findings` on F1, end to end."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from repdesk.analytics.measures import METRICS
from repdesk.analytics.results import OfferedFollowup
from repdesk.analytics.results.asked import BY, FUNNEL_BY, SALES
from repdesk.domain.book import Book
from repdesk.wording.analyses import DIMENSIONS
from repdesk.wording.findings import FindingWords
from repdesk.wording.metrics import metric_name
from tests.cli.running import Runner

F1 = Path(__file__).parents[1] / "fixtures" / "f1"
ON = ("--today", "2026-06-30")


@pytest.fixture
def f1(run: Runner) -> Runner:
    """F1 with the settings its answers assume."""
    run("config", "active_days", "90")
    assert run("import", str(F1), "--yes").code == 0
    return run


def answers() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((F1 / "answers.json").read_text("utf-8"))
    return found


def test_the_funnel_by_zone_holds_every_deal(f1: Runner) -> None:
    for by in FUNNEL_BY:
        found = f1("funnel", "2026-Q2", "--asof", "2026-06-30", "--by", by, "--json").json
        assert found["by"] == by
        parts = [*found["groups"], *([found["others"]] if found["others"] else [])]
        for stage, count in found["stages"].items():
            assert sum(each["stages"][stage] for each in parts) == count
    assert found["weakest"] is None
    assert found["note"] == "quote → won: too few to say (2 of 3)"
    text = f1("funnel", "2026-Q2", "--asof", "2026-06-30", "--by", "zone", lang="zh")
    assert text.code == 0
    assert "个分组" in text.out


def test_a_trend_of_every_number(f1: Runner) -> None:
    for metric in METRICS:
        found = f1(*ON, "trend", metric, "--by", "quarter", "--periods", "8", "--json").json
        assert [each["period"] for each in found["points"]][-1] == "2026-Q2"
        assert found["direction"] in ("rising", "falling", "flat", None)
        assert metric_name(metric) != metric
        if metric == "sales_net":
            assert (found["forecast"]["period"], found["forecast_note"]) == ("2026-Q3", None)
            continue
        assert (found["forecast"], found["forecast_note"]) == (
            None,
            "no forecast is made of this number",
        )
    found = f1(*ON, "trend", "sales_net", "--by", "quarter", "--rows", "--json").json
    assert [each["value"] for each in found["points"]][-2:] == ["8000.00", "11050.00"]
    assert len(found["points"][-1]["ids"]) == 7
    text = f1("--today", "2026-06-12", "trend", "sales_net")
    assert "not over yet" in text.out.splitlines()[-3]


def test_a_comparison_by_every_part(f1: Runner) -> None:
    q2 = answers()["kpis"]
    found = f1(*ON, "compare", "sales_net", "2026-Q2", "--by", "product", "--json").json
    assert found["value"] == q2["sales_net"]["value"]
    assert found["previous"]["change"] == q2["growth_previous"]["value"]
    assert found["last_year"]["change"] == q2["growth_last_year"]["value"]
    assert found["targets"][0]["attainment"] == q2["attainment"]["value"]
    wanted = {code: each["net"] for code, each in answers()["products"].items()}
    assert {each["key"]: each["value"] for each in found["groups"]} == wanted
    for by in BY:
        done = f1(*ON, "compare", "sales_net", "2026-Q2", "--by", by, "--rows")
        assert done.code == 0
        found = f1(*ON, "compare", "sales_net", "2026-Q2", "--by", by, "--rows", "--json").json
        assert sum(Decimal(each["value"] or "0") for each in found["groups"]) == Decimal("11050")
    rate = f1(*ON, "compare", "win_rate", "2026-Q2", "--by", "zone", "--json").json
    assert all(each["low"] is not None for each in rate["groups"] if each["n"])


def test_segments_add_up(f1: Runner) -> None:
    for row, column in zip(SALES, (*SALES[1:], SALES[0]), strict=True):
        found = f1(*ON, "segments", row, column, "2026-Q2", "--json", "--rows").json
        cells = [[Decimal(each["value"]) for each in line] for line in found["cells"]]
        assert [sum(line) for line in cells] == [Decimal(each) for each in found["row_totals"]]
        columns = [sum(line) for line in zip(*cells, strict=True)]
        assert columns == [Decimal(each) for each in found["column_totals"]]
        assert sum(map(sum, cells)) == Decimal(found["total"]) == Decimal("11050.00")
        assert all(len(each["ids"]) >= each["n"] for line in found["cells"] for each in line)
        text = f1(*ON, "segments", row, column, "2026-Q2", lang="zh")
        assert text.code == 0
        assert "合计" in text.out
    assert set(SALES) <= set(DIMENSIONS)


def acted(run: Runner, number: str) -> Any:
    """Act on a finding and return what the book then holds."""
    done = run(*ON, "findings", "--act", number)
    assert done.code == 0, done.err
    book = run("export", "--json").json
    (action,) = book["actions"]
    assert done.saved == [action["id"]]
    return action, {row["id"]: row for row in book["followups"]}


def test_findings_are_acted_on_and_looked_at_again(f1: Runner) -> None:
    found = f1(*ON, "findings", "--json", "--rows").json
    overdue = found["findings"][0]
    assert {each["tested"] for each in found["findings"]} == {False}
    assert (overdue["kind"], overdue["tested"], overdue["value"]) == ("overdue", False, "2950.00")
    assert len(overdue["ids"]) == overdue["n"] == 3
    offered = overdue["offer"]["rows"]
    action, promises = acted(f1, "1")
    assert (action["finding"], action["before"]) == (
        "overdue",
        f"{len(offered)}/{len(offered)} 295000",
    )
    made = [promises[id_] for id_ in action["followups"]]
    assert [(each["customer"], each["text"], each["amount"]) for each in made] == [
        (each["customer"], each["text"], each["amount"]) for each in offered
    ]
    again = f1(*ON, "findings").out
    assert "acted on 2026-06-30" in again
    kinds = [each["kind"] for each in f1(*ON, "findings", "--json").json["findings"]]
    assert kinds[-1] == "overdue"
    refused = f1(*ON, "findings", "--act", str(len(kinds)))
    assert (refused.code, refused.saved) == (1, [])
    assert "followed up already" in refused.err
    waiting = f1(*ON, "findings", "--review", "--json").json["reviews"]
    assert [(each["verdict"], each["now"]) for each in waiting] == [(None, None)]
    then = ("--today", "2026-07-30")
    reviews = f1(*then, "findings", "--review", "--json").json["reviews"]
    later = f1("--today", "2026-09-30", "findings", "--review", "--json").json["reviews"]
    assert later == reviews
    (told,) = f1(*then, "findings", "--review", "--rows", "--json").json["reviews"]
    assert told["ids"] == action["followups"]
    assert told["ids"][0] in f1(*then, "findings", "--review", "--rows").out
    assert reviews[0]["verdict"] == "too_few"
    assert reviews[0]["before"]["k"] == len(offered)
    assert "样本太少" in f1(*then, "findings", "--review", lang="zh").out
    assert f1("export", "--json").json["actions"] == [action]
    assert f1(*then, "findings", "--act", "1").code == 0
    kept = {each["id"]: each["verdict"] for each in f1("export", "--json").json["actions"]}
    then_now = reviews[0]["now"]
    assert reviews[0]["before"]["total"] == "2950.00"
    total = then_now["total"].replace(".", "")
    assert kept[action["id"]] == f"too_few {then_now['k']}/{then_now['n']} {total}"
    assert f1("undo").code == 0
    assert f1("undo").code == 0
    book = f1("export", "--json").json
    assert (book["actions"], book["followups"]) == ([], [])


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("trend", "luck"), 2, "none of: sales_net"),
        (("trend", "sales_net", "--periods", "7"), 2, "8<=x<=36"),
        (("trend", "sales_net", "--by", "day"), 2, "month, quarter, week, year"),
        (("compare", "sales_net", "2026-13"), 1, "is no period"),
        (("compare", "sales_net", "--by", "colour"), 2, "none of: type"),
        (("compare", "visits", "--by", "product"), 1, "visits is not kept by product"),
        (("segments", "zone"), 2, "COLUMN is missing"),
        (("segments", "zone", "colour"), 2, "none of: type"),
        (("segments", "zone", "zone"), 1, "both sides are zone"),
        (("segments", "zone", "month", "soon"), 1, "is no period"),
        (("funnel", "--by", "colour"), 2, "zone, product, category, source"),
        (("findings", "--act", "4"), 3, "there is no finding 4"),
        (("findings", "--act", "0"), 2, "x>=1"),
        (("findings", "--act", "1", "--review"), 2, "not both"),
        (("findings", "--act", "1", "--asof", "2026-06-30"), 2, "leave --asof out"),
    ],
)
def test_bad_input_ends_in_one_line(
    f1: Runner, words: tuple[str, ...], code: int, said: str
) -> None:
    refused = f1(*ON, *words)
    assert (refused.code, refused.out) == (code, "")
    (line,) = refused.err.splitlines()
    assert said in line
    assert f1(*ON, *words, lang="zh").code == code


@pytest.mark.parametrize(
    "words",
    [
        ("funnel", "--by", "zone"),
        ("trend", "sales_net"),
        ("compare", "churn", "--by", "zone"),
        ("segments", "zone", "month"),
        ("findings",),
        ("findings", "--review"),
    ],
)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_book_gives_a_reason(run: Runner, words: tuple[str, ...], lang: str) -> None:
    told = run(*words, lang=lang)
    assert told.code == 0
    assert told.out + told.err
    assert run(*words, "--json", lang=lang).json["schema"] == 1


def test_every_kind_of_offer_has_its_words() -> None:
    words = FindingWords(Book(), "CNY")
    for code in ("overdue", "stalled", "silent_vips", "win_back", "again", "step", "after_loss",
                 "ask_loser"):  # fmt: skip
        for facts in ((), (("title", "[/]"), ("days", 3), ("product", "P1"), ("stage", "lead"))):
            offered = OfferedFollowup("c", None, "2026-07-01", "promise", 5_000, facts)
            assert words.text(code, offered)
    assert words.name("churn//zone/a/b") == "Customers lost · zone a/b"
    assert words.name("lost_reason/price") == "Deals lost for price"
    assert words.name("weakest_step/quote>won") == "Step quote → won"
