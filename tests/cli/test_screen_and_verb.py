"""The KPI screen and `kpi` tell the same number of the same period on the same day."""

import json
from pathlib import Path

import pytest

from repdesk.analytics.kpis import KEYS
from repdesk.cli.numbers import Numbers
from repdesk.cli.shapes import figure
from repdesk.data_files import data_file
from repdesk.demo.stored import BASE, load
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.ui.kpi_numbers import asked
from tests.benchmarks.books import write_book
from tests.cli.running import Runner

BEFORE_THE_END = "2026-06-12"


@pytest.mark.parametrize("period", ["2026-06", "2026-Q2", "2026-Q1", "2026-05", "2025-Q4", "2025"])
def test_screen_and_verb_tell_the_same(period: str, run: Runner, tmp_path: Path) -> None:
    book = load(data_file("demo.json"), BASE)
    folder = write_book(tmp_path / "demo", book)
    done = run("--today", BEFORE_THE_END, "kpi", period, "--json", folder=folder)
    assert done.code == 0, done.err
    *_early, shown = asked(
        Numbers(Policy()), book, parse_period(period), BEFORE_THE_END, whole=False
    )
    told = {key: figure(shown.figure(key), "CNY") for key in KEYS}
    said = {key: {name: done.json["kpis"][key][name] for name in told[key]} for key in KEYS}
    assert said == json.loads(json.dumps(told))
