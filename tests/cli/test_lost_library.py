"""A broken wheel costs the numbers and charts that need it, says so in a line, and nothing else."""

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from repdesk.data_files import data_file
from repdesk.demo.stored import load
from repdesk.storage.compaction import write_snapshot
from repdesk.storage.folder import Folder
from tests.ui.test_terminal import app

LOST = """import sys
for name in {name!r}.split():
    sys.modules[name] = None
from repdesk.cli import main
main()
"""
ALWAYS = ("customers", "followups", "kpi 2026-Q2", "funnel", "history", "target", "drafts",
          "plan", "log 昆山盛源乳业 v+", "show 昆山盛源乳业", "undo")  # fmt: skip
ANALYSES = ("trend sales_net", "compare churn --by zone", "funnel --by source")
RANKING = ("today", "next")


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("demo")
    demo = load(data_file("demo.json"), date(2026, 6, 30))
    write_snapshot(Folder(folder), demo, 1, {})
    return folder


def _run(folder: Path, name: str, verb: str) -> "subprocess.CompletedProcess[str]":
    words = ["--today", "2026-06-30", *verb.split(" ")]
    return subprocess.run(
        [sys.executable, "-c", LOST.format(name=name), "--data", str(folder), *words],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=False,
    )


@pytest.mark.parametrize(
    ("names", "verbs"),
    [
        ("numpy pandas plotext", (*ALWAYS, *ANALYSES)),
        ("pandas plotext", (*RANKING, "kpi 2026-Q2", "findings")),
    ],
)
def test_a_verb_that_does_without_goes_on(book: Path, names: str, verbs: tuple[str, ...]) -> None:
    for verb in verbs:
        done = _run(book, names, verb)
        assert done.returncode == 0, (verb, done.stderr)
        assert "Traceback" not in done.stderr


@pytest.mark.parametrize("verb", RANKING)
def test_who_next_goes_on_by_cadence_and_says_so(book: Path, verb: str) -> None:
    done = _run(book, "numpy", verb)
    assert done.returncode == 0, done.stderr
    assert "numpy cannot be loaded" in done.stdout + done.stderr
    listed = json.loads(_run(book, "numpy", f"{verb} --json").stdout)
    assert "numpy cannot be loaded" in listed["note"]
    assert len(listed["next"]) == 10
    parts = [row["parts"] for row in listed["next"]]
    assert {part["likely"] for part in parts} == {part["drift"] for part in parts} == {"0.00"}
    assert any(float(part["deal"]) > 0 for part in parts)
    plan = json.loads(_run(book, "numpy", "plan --json").stdout)
    assert "numpy cannot be loaded" in plan["note"]
    assert plan["visits"] == 6


def test_a_verb_that_cannot_says_so_in_a_line(book: Path, tmp_path: Path) -> None:
    log = tmp_path / "log.csv"
    log.write_text("customer,date,amount\nA,2026-01-01,5\n")
    done = _run(book, "numpy", f"rank --orders {log} --asof 2026-06-30 --out -")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert "numpy cannot be loaded" in line


def test_the_pivot_without_pandas_says_so_in_a_line(book: Path) -> None:
    done = _run(book, "pandas", "segments zone month")
    (line,) = done.stderr.splitlines()
    assert (done.returncode, done.stdout) == (1, "")
    assert "pandas cannot be loaded" in line


def test_another_import_that_fails_is_a_bug(tmp_path: Path) -> None:
    done = _run(tmp_path, "repdesk.analytics.funnel", "funnel")
    assert "this is a bug" in done.stderr


@pytest.mark.parametrize(
    ("name", "steps", "said"),
    [
        ("numpy", [], "numpy cannot be loaded"),
        (
            "plotext",
            [("4", "Money in"), ("c", "plotext cannot be loaded"), ("\x1b", "Findings")],
            "Money in",
        ),
    ],
)
def test_the_app_goes_on(book: Path, name: str, steps: list[tuple[str, str]], said: str) -> None:
    program = (sys.executable, "-c", LOST.format(name=name))
    with app(book, "--lang", "en", "--today", "2026-06-30", program=program) as terminal:
        terminal.wait_for("1 Today")
        for key, words in steps:
            terminal.press(key)
            terminal.wait_for(words)
        terminal.wait_for(said)
        terminal.press("2")
        terminal.wait_for("of 119")
        terminal.press("\r")
        terminal.wait_for("NEXT")
        terminal.press("q")
        assert terminal.ended() == 0
