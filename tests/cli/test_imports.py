"""Each verb in a fresh process: which rooms and libraries it loads."""

import os
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest

from repdesk.cli.group import VERBS
from repdesk.data_files import data_file

HEAVY = ("textual", "rich", "pandas", "numpy", "plotext")
SLOW = ("tinydb", "pypinyin", "platformdirs", "tomlkit", "python_calamine", "xlsxwriter")
NOT_IN_A_SAVE = (
    "tomllib", "secrets", "random", "traceback", "tempfile", "statistics", "locale", "hashlib",
    "dataclasses", "fractions", "typing_extensions", "argparse", "json",
)  # fmt: skip

QUICK: dict[str, tuple[str, ...]] = {
    "log": ("log", "Acme", "v + wants a quote !fri call"),
    "inbox": ("inbox", "{folder}/notes.txt"),
    "parse": ("parse", "v + wants a quote !fri call"),
    "customers": ("customers",),
    "show": ("show", "Acme"),
    "add": ("add", "customer", "Beta"),
    "edit": ("edit", "Acme", "--zone", "Wuxi"),
    "archive": ("archive", "Acme"),
    "followups": ("followups",),
    "done": ("done", "nothing"),
    "snooze": ("snooze", "Acme", "2w"),
    "export": ("export", "--json"),
    "undo": ("undo",),
    "redo": ("redo",),
    "history": ("history",),
    "drafts": ("drafts",),
    "doctor": ("doctor",),
}
"""Verbs that load nothing heavy, and a run of each."""
PLAIN: dict[str, tuple[str, ...]] = {
    "kpi": ("kpi",),
    "forecast": ("forecast", "--gap"),
    "funnel": ("funnel",),
    "target": ("target",),
}
"""Verbs of exact figures: they sum the book's own rows."""
WITH_NUMPY: dict[str, tuple[str, ...]] = {"today": ("today",), "next": ("next",)}


@cache
def loaded(folder: str, *words: str) -> frozenset[str]:
    """The top-level modules and rooms that a run has loaded at its end."""
    code = (
        "import sys; from repdesk.cli import without_extensions; without_extensions();"
        "from repdesk.cli.start import run; run(sys.argv[1:]);"
        "print(chr(10).join(sorted(sys.modules)), file=sys.stderr)"
    )
    kept = {name: value for name, value in os.environ.items() if not name.startswith("REPDESK")}
    done = subprocess.run(
        [sys.executable, "-c", code, "--data", folder, *words],
        capture_output=True,
        text=True,
        check=True,
        env=kept,
    )
    return frozenset(done.stderr.splitlines())


@pytest.fixture
def folder(tmp_path: Path) -> str:
    """A data folder with one customer of a Latin name."""
    loaded(str(tmp_path), "log", "--add", "--plain", "Acme", "x")
    (tmp_path / "notes.txt").write_text("Acme: v + ok !fri call\nnobody: c x\n")
    return str(tmp_path)


@pytest.mark.parametrize("verb", QUICK)
def test_a_quick_verb_loads_nothing_heavy_or_slow(verb: str, folder: str) -> None:
    modules = loaded(folder, *(word.format(folder=folder) for word in QUICK[verb]))
    assert modules.isdisjoint(HEAVY)
    assert modules.isdisjoint(SLOW)
    assert not {name for name in modules if name.startswith(("repdesk.ui", "repdesk.demo"))}


@pytest.mark.parametrize("verb", ["log", "parse", "done", "undo", "history"])
def test_a_save_loads_no_library_it_has_no_use_for(verb: str, folder: str) -> None:
    assert loaded(folder, *QUICK[verb]).isdisjoint(NOT_IN_A_SAVE)


@pytest.mark.parametrize("verb", PLAIN)
def test_exact_figures_need_no_library(verb: str, folder: str) -> None:
    assert loaded(folder, *PLAIN[verb]).isdisjoint((*HEAVY, *SLOW))


@pytest.mark.parametrize("verb", WITH_NUMPY)
def test_who_next_loads_numpy_and_no_pandas(verb: str, folder: str) -> None:
    modules = loaded(folder, *WITH_NUMPY[verb])
    assert modules.isdisjoint({"pandas", "textual", "plotext", *SLOW})


def test_only_the_verb_that_runs_is_loaded(folder: str) -> None:
    modules = loaded(folder, "history")
    mine = {row.where.partition(":")[0] for row in VERBS.values()} - {"changes"}
    assert not {f"repdesk.cli.{name}" for name in mine} & modules
    assert not {name for name in modules if name.startswith(("repdesk.notation.r", "repdesk.exch"))}


def test_help_loads_no_verb() -> None:
    modules = loaded(os.devnull, "--help")
    assert not {name for name in modules if name.startswith("repdesk.storage")}
    assert {name for name in modules if name.startswith("repdesk.cli.")} <= {
        "repdesk.cli.group",
        "repdesk.cli.output",
        "repdesk.cli.start",
        "repdesk.cli.terminal",
        "repdesk.cli.usage",
        "repdesk.cli.workplace",
    }


def test_a_chinese_name_loads_pypinyin_without_its_phrases(folder: str) -> None:
    modules = loaded(folder, "add", "customer", "重庆泵业")
    assert "pypinyin" in modules
    assert modules.isdisjoint(HEAVY)


def test_the_template_is_where_the_resolver_looks() -> None:
    assert data_file("settings.toml").is_file()
