"""`import`, `kpi`, `funnel`, `today`, `next`, `rank` on the fixtures, end to end."""

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.running import Runner

FIXTURES = Path(__file__).parents[1] / "fixtures"
F1 = FIXTURES / "f1"


def near(found: Any, wanted: Any, where: str = "") -> list[str]:
    """Where the found value does not hold what is wanted (numbers to 1e-6, notes only there)."""
    if isinstance(wanted, dict):
        wrong = []
        for key, value in wanted.items():
            place = f"{where}.{key}"
            if key == "note":
                wrong += [] if value is None or found.get(key) else [place]
            elif not isinstance(found, dict) or key not in found:
                wrong.append(f"{place} is not there")
            else:
                wrong += near(found[key], value, place)
        return wrong
    if isinstance(wanted, list):
        if not isinstance(found, list) or len(found) != len(wanted):
            return [f"{where}: {found} is not {wanted}"]
        pairs = zip(found, wanted, strict=True)
        return [each for at, pair in enumerate(pairs) for each in near(*pair, f"{where}[{at}]")]
    if isinstance(wanted, float) and isinstance(found, int | float):
        return [] if abs(found - wanted) <= 1e-6 else [f"{where}: {found} is not {wanted}"]
    return [] if found == wanted else [f"{where}: {found} is not {wanted}"]


@pytest.fixture
def f1(run: Runner) -> Runner:
    """F1 in one command, with the settings its answers assume."""
    run("config", "days_off", "2026-04-06,2026-05-01,2026-05-04,2026-05-05,2026-06-19")
    run("config", "active_days", "90")
    done = run("import", str(F1), "--yes", "--json")
    assert done.code == 0, done.err
    assert done.json["rejects"] is None
    return run


def answers(run: Runner) -> dict[str, Any]:
    """The answers with the ids of this book for customers and orders."""
    wanted: dict[str, Any] = json.loads((F1 / "answers.json").read_text("utf-8"))
    book = run("export", "--json").json
    ids = {row["code"]: row["id"] for row in book["customers"]}
    orders = {row["number"]: row["id"] for row in book["orders"]}
    for case in (wanted, *wanted["also"]):
        kpis = case["kpis"]
        if kpis["churn"].get("lost"):
            kpis["churn"]["lost"] = [ids[code] for code in kpis["churn"]["lost"]]
        for order in kpis["overdue"].get("orders") or ():
            order["order"] = orders[order["order"]]
        if "customers" in case:
            case["customers"] = {ids[code]: value for code, value in case["customers"].items()}
    return wanted


PARTS = ("currency", "period", "asof", "history_from", "kpis", "products", "customers", "targets")


def test_the_kpis_of_f1_are_the_answers(f1: Runner) -> None:
    wanted = answers(f1)
    for case in (wanted, *wanted["also"]):
        found = f1("kpi", case["period"], "--asof", case["asof"], "--json").json
        expected = {part: case[part] for part in PARTS if part in case}
        assert near(found, expected) == [], (case["period"], case["asof"])


def test_the_funnel_of_f1_is_the_answer(f1: Runner) -> None:
    wanted = answers(f1)
    found = f1("funnel", "2026-Q2", "--asof", "2026-06-30", "--json").json
    assert near(found, wanted["funnel"]) == []
    assert found["weakest"] is None


def test_an_import_twice_changes_nothing_and_is_one_undo(f1: Runner) -> None:
    again = f1("import", str(F1), "--yes", "--json").json
    assert again["saved"] is None
    assert all(counts["new"] == counts["changed"] == 0 for counts in again["tables"].values())
    assert f1("undo").code == 0
    assert f1("customers", "--json").json["customers"] == []


def test_a_dry_run_writes_nothing(run: Runner) -> None:
    shown = run("import", str(F1), "--dry-run", "--json")
    assert (shown.code, shown.json["saved"]) == (0, None)
    assert shown.json["tables"]["customers"]["new"] == 12
    assert not (run.folder / "repdesk.json").exists()


def test_a_file_with_a_missing_column_is_refused_with_the_way(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "orders.csv"
    file.write_text("customer,price\nAcme,5\n")
    refused = run("import", str(file), "--as", "orders")
    assert (refused.code, refused.out) == (1, "")
    assert "--map" in refused.err
    assert str(file) in refused.err or "orders.csv" in refused.err


def test_the_day_holds_what_scripts_lean_on(f1: Runner) -> None:
    f1("log", "C1", "v !2026-06-30 15:00 call")
    day = f1("--today", "2026-06-30", "today", "--json").json
    assert {"date", "target", "followups", "next", "stops", "coverage", "turn_to"} <= day.keys()
    assert day["date"] == "2026-06-30"
    assert [row["text"] for row in day["followups"]] == ["call"]
    assert day["followups"][0]["customer"] not in {row["id"] for row in day["next"]}
    text = f1("--today", "2026-06-30", "today", lang="zh").out
    assert text.startswith("今日 2026-06-30 周二")


def test_who_was_tried_in_vain_stands_in_a_list_of_its_own(run: Runner) -> None:
    run("add", "customer", "张家港华昌")
    tried = run("log", "张家港华昌", "c x @yesterday").saved[0]
    day = run("today", "--json").json
    assert day["followups"] == []
    (row,) = day["tried"]
    assert (row["id"], row["name"], row["kind"], row["days"]) == (tried, "张家港华昌", "call", 1)
    assert row["at"].startswith("2026-06-29")
    assert row["customer"] not in {each["id"] for each in day["next"]}
    assert "tried yesterday, nobody there; try again" in run("today").out
    run("log", "张家港华昌", "c +")
    assert run("today", "--json").json["tried"] == []
    assert "try again" not in run("today").out


def test_the_parts_times_the_factor_give_the_score(f1: Runner) -> None:
    found = f1("--today", "2026-06-30", "next", "-n", "50", "--json").json["next"]
    assert [row["rank"] for row in found] == list(range(1, len(found) + 1))
    for row in found:
        total = sum(float(value) for value in row["parts"].values()) * row["cadence"]
        assert abs(total - float(row["score"])) <= 0.005 + 1e-6
        assert row["reasons"] or float(row["score"]) == 0
        assert row["channel"] in ("visit", "call", "message", "email")
    assert f1("--today", "2026-06-30", "next", "--json").out == (
        f1("--today", "2026-06-30", "next", "--json").out
    )


def test_why_explains_who_is_on_the_list_and_who_is_not(f1: Runner) -> None:
    f1("snooze", "C2", "2w")
    told = f1("--today", "2026-06-30", "next", "--why", "C2", "--json").json["why"]
    assert (told["place"], told["customer"]) == (None, "Dongsheng Water")
    assert "2026-07-14" in told["hidden"]
    assert told["change"]
    first = f1("--today", "2026-06-30", "next", "-n", "1", "--json").json["next"][0]
    told = f1("--today", "2026-06-30", "next", "--why", first["id"], "--json").json["why"]
    assert told["place"]["score"] == first["score"]


def rows_of(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8"))))


def test_rank_gives_the_learned_part_of_the_rhythm_fixture(run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "ranked.csv"
    done = run(
        "rank", "--orders", str(FIXTURES / "rhythm/orders.csv"), "--asof", "2025-06-30",
        "--out", str(out), "--horizon", "30",
    )  # fmt: skip
    assert done.code == 0, done.err
    found = {row["customer"]: row for row in rows_of(out)}
    wanted = rows_of(FIXTURES / "rhythm/expected.csv")
    assert len(found) == len(wanted)
    for row in wanted:
        for name in ("likely", "drift", "p_order", "p_lapse"):
            assert abs(float(found[row["customer"]][name]) - float(row[name])) <= 1e-6
    scores = [float(row["score"]) for row in rows_of(out)]
    assert scores == sorted(scores, reverse=True)
    assert out.stat().st_mode & 0o777 == 0o600


def test_rank_never_reads_past_its_day(run: Runner, tmp_path: Path) -> None:
    log, out = tmp_path / "log.csv", tmp_path / "ranked.csv"
    text = (FIXTURES / "rhythm/orders.csv").read_text("utf-8")
    header, *lines = text.splitlines()
    later = [f"{name},2025-07-0{at},99999,B" for at, name in enumerate(("C001", "new"), 1)]
    others = [line.rsplit(",", 1)[0] + ",another" for line in reversed(lines)]
    for full in ((), ("--full",)):
        told = set()
        for rows in (lines, [*lines, *later, "C002,2025-07-01,not even a number,B"], others):
            log.write_text("\n".join((header, *rows)) + "\n", "utf-8")
            words = ("--orders", str(log), "--asof", "2025-06-30", "--out", str(out), *full)
            done = run("rank", *words)
            assert done.code == 0, done.err
            told.add(out.read_bytes())
        assert len(told) == 1
        assert len(rows_of(out)) == 60


def test_rank_full_of_a_small_log_is_cadence_alone(run: Runner, tmp_path: Path) -> None:
    out = tmp_path / "ranked.csv"
    few = tmp_path / "few.csv"
    header, *lines = (FIXTURES / "rhythm/orders.csv").read_text("utf-8").splitlines()
    names = sorted({line.split(",")[0] for line in lines})[:9]
    few.write_text(
        "\n".join((header, *(line for line in lines if line.split(",")[0] in names))) + "\n"
    )
    asked = ("rank", "--orders", str(few), "--asof", "2025-06-30", "--out", str(out))
    run(*asked, "--full", "--horizon", "30")
    full = {row["customer"]: float(row["score"]) for row in rows_of(out)}
    run(*asked, "--horizon", "30")
    cadence = {
        row["customer"]: float(row["cadence"]) for row in rows_of(FIXTURES / "rhythm/expected.csv")
    }
    for row in rows_of(out):
        score = float(row["score"]) * cadence[row["customer"]]
        assert full[row["customer"]] == pytest.approx(score, rel=2e-6)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("customer,date\nA,2026-01-01\n", "amount"),
        ("customer,date,amount\nA,soon,5\n", "line 2"),
        ("customer,date,amount\nA,2026-01-01,much\n", "line 2"),
        ("customer,date,amount\nA,2026-01-01,nan\n", "line 2"),
    ],
)
def test_a_bad_order_log_is_refused_with_its_line(
    run: Runner, tmp_path: Path, text: str, said: str
) -> None:
    log = tmp_path / "log.csv"
    log.write_text(text)
    refused = run("rank", "--orders", str(log), "--asof", "2026-06-30", "--out", "-")
    assert (refused.code, refused.out) == (1, "")
    assert said in refused.err


@pytest.mark.parametrize("header", ["客户名称,年销售额", "customer,Turnover per year"])
def test_customers_with_their_turnover_are_enough_to_begin(
    header: str, run: Runner, tmp_path: Path
) -> None:
    file = tmp_path / "accounts.csv"
    file.write_text(f"{header}\n[/] ${{x}},30000\n张家港华昌,12万\n", encoding="utf-8")
    assert run("import", str(file), "--yes").code == 0
    assert [row["customer"] for row in run("next", "--json").json["next"]] == [
        "张家港华昌",
        "[/] ${x}",
    ]
