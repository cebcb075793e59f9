"""`forecast`, `target`, the bonus and the explained numbers on the command line, end to end."""

from pathlib import Path

import pytest

from tests.cli.running import Runner

F1 = Path(__file__).parents[1] / "fixtures/f1"
SHAPE = {"month", "method", "value", "low", "high", "chance", "note"}
ON_20 = ("--today", "2026-06-20")


@pytest.fixture
def f1(run: Runner) -> Runner:
    """F1's book."""
    assert run("import", str(F1), "--yes").code == 0
    return run


def test_a_forecast_in_the_shape_that_scripts_lean_on(f1: Runner) -> None:
    f1("target", "sales_net", "2026-06", "3000")
    found = f1(*ON_20, "forecast", "--json").json
    assert found.keys() >= SHAPE
    assert (found["schema"], found["month"], found["currency"]) == (1, "2026-06", "CNY")
    assert found["method"] == "ses+theta+last_year"
    assert float(found["low"]) <= float(found["high"])
    assert 0 < found["chance"] < 1
    assert (found["target"], found["done"], found["history"]) == ("3000.00", "250.00", 13)
    quarter = f1(*ON_20, "forecast", "2026-Q2", "--json").json
    assert [month["month"] for month in quarter["months"]] == ["2026-04", "2026-05", "2026-06"]
    assert quarter["value"] == f"{sum(float(m['value']) for m in quarter['months']):.2f}"
    assert (quarter["low"], quarter["chance"]) == (None, None)
    assert f1(*ON_20, "forecast", "2026-04", "--json").json["method"] == "closed"


def test_a_forecast_is_told_in_words_with_its_range(f1: Runner) -> None:
    f1("target", "sales_net", "2026-06", "3000")
    said = f1(*ON_20, "forecast").out
    assert said.startswith("This month: about ")
    assert " in 8 of 10 months\n" in said
    assert "target 3,000: chance " in said
    assert "十个月里有八个月在" in f1(*ON_20, "forecast", lang="zh").out
    assert "more than 3 months ahead" in f1(*ON_20, "forecast", "2027-06").out


def test_an_empty_book_says_why_it_has_no_forecast(run: Runner) -> None:
    found = run("forecast", "--json").json
    assert (found["value"], found["method"]) == (None, None)
    assert found["note"]
    assert "no forecast" in run("forecast").out


@pytest.mark.parametrize("period", ["2026", "2026-W23", "2026-13", "soon"])
def test_what_cannot_be_forecast_is_refused(f1: Runner, period: str) -> None:
    refused = f1("forecast", period)
    assert (refused.code, refused.out) == (1, "")
    assert period in refused.err


def test_the_gap_closer_names_deals_or_says_why_not(f1: Runner) -> None:
    none = f1(*ON_20, "forecast", "2026-08", "--gap", "--json").json["gap"]
    assert none["note"] == "no target is set"
    f1("target", "sales_net", "2026-06", "3000")
    plan = f1(*ON_20, "forecast", "--gap", "--json").json["gap"]
    assert (plan["target"], plan["actual"], plan["gap"]) == ("3000.00", "250.00", "2750.00")
    assert plan["open"] >= len(plan["deals"]) >= 1
    assert float(plan["amount"]) >= 2750
    assert plan["amount"] == f"{sum(float(deal['amount']) for deal in plan['deals']):.2f}"
    said = f1(*ON_20, "forecast", "--gap", "--rows").out
    assert "gap 2,750" in said
    assert all(deal["id"] in said and deal["name"] in said for deal in plan["deals"])


def test_targets_of_every_level_and_scope(f1: Runner) -> None:
    for words in (
        ("sales_net", "2026-06", "3000"),
        ("sales_net", "2026-06", "4000", "--level", "stretch"),
        ("sales_net", "2026-06", "2500", "--level", "team"),
        ("sales_net", "2026-06", "1000", "--scope", "pump x suzhou"),
        ("visits", "2026-06", "12"),
    ):
        assert f1("target", *words).code == 0, words
    rows = f1(*ON_20, "kpi", "--json").json["targets"]
    found = {(row["metric"], row["scope"]): row for row in rows}
    base = found["sales_net", "all"]
    assert (base["target"], base["stretch"], base["team"]) == ("3000.00", "4000.00", "2500.00")
    assert (base["gap"], base["needed"], base["days_left"]) == ("2750.00", "275.00", 10)
    assert isinstance(found["visits", "all"]["needed"], float)
    assert len(f1("target", "--json").json["targets"]) == 6


def test_a_scope_is_kept_as_it_is_written_and_an_unknown_one_is_said(f1: Runner) -> None:
    again = [
        f1("target", "sales_net", "2026-06", "1000", "--scope", scope)
        for scope in ("Suzhou", "suzhou")
    ]
    assert again[0].saved == again[1].saved
    assert all(done.err == "" for done in again)
    unknown = f1("target", "sales_net", "2026-06", "1000", "--scope", "张家港")
    assert (unknown.code, "张家港" in unknown.err) == (0, True)


def test_the_bonus_is_set_once_and_told_with_the_numbers(f1: Runner) -> None:
    f1("target", "sales_net", "2026-06", "3000")
    assert f1("config", "bonus.steps", "100% 3000, 80% 1000.50").code == 0
    assert f1("config", "bonus.steps", "--json").json["config"]["bonus.steps"] == [
        "80% 1000.5",
        "100% 3000",
    ]
    assert "2,150 more reaches 80%: bonus 1,000.50" in f1(*ON_20, "kpi").out
    assert "再做 2,150 到 80%" in f1(*ON_20, "kpi", lang="zh").out
    assert "2,150 more reaches 80%: bonus 1,000.50" in f1(*ON_20, "today").out
    day = f1(*ON_20, "today", "--json").json["bonus"]
    assert (day["missing"], day["next"]) == (
        "2150.00",
        {"attainment": 0.8, "amount": "1000.50"},
    )
    for wrong in ("much", "100 3000", "0% 3", "100% -1"):
        refused = f1("config", "bonus.steps", wrong)
        assert (refused.code, "100% 3000" in refused.err) == (1, True), wrong


def test_every_number_is_explained_and_traced(f1: Runner) -> None:
    said = f1("kpi", "2026-Q2", "--asof", "2026-06-30", "--explain", "margin").out
    assert "(11,050 − 6,320) / 11,050 = 42.8%" in said
    assert "口径" in f1("kpi", "--explain", "chance", lang="zh").out
    assert f1("kpi", "--explain", "magic").code == 2
    told = f1("kpi", "2026-Q2", "--explain", "margin", "--json").json
    assert (told["key"], told["lines"]) == ("margin", said.splitlines())
    shown = f1("kpi", "2026-Q2", "--asof", "2026-06-30", "--rows", "--json").json["kpis"]
    book = f1("export", "--json").json
    ids = {table: {row["id"] for row in rows} for table, rows in book.items() if table in TABLES}
    for key, figure in shown.items():
        assert set(figure["ids"]) <= ids[figure["rows"]], key
    assert len(shown["sales_net"]["ids"]) == 7
    assert "sales_net: " in f1("kpi", "2026-Q2", "--rows").out


TABLES = ("orders", "payments", "deals", "customers", "spends", "interactions", "followups")


def test_the_kpis_in_words_name_what_was_left_out(f1: Runner, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text(
        "order_no,customer_name,date,product_code,quantity,unit_price,currency\n"
        "X9,张家港华昌,2026-06-10,P1,1,100,USD\n",
        "utf-8",
    )
    assert f1("import", str(file), "--as", "orders", "--yes").code == 0
    said = f1("kpi", "2026-06", "--asof", "2026-06-30").out
    assert "1 orders without a rate are left out" in said
    assert "orders without a rate: X9" in said
    assert "money in " in said
