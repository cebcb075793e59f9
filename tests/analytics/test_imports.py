"""What the room costs to import."""

import subprocess
import sys
from dataclasses import is_dataclass
from pathlib import Path

import pytest

from repdesk.analytics import results

ROOT = Path(__file__).parents[2]
ROOM = ROOT / "repdesk" / "analytics"


def loaded(module: str) -> set[str]:
    """The heavy libraries a fresh Python has loaded after importing one module.

    `dataclasses` is one: to make a class takes it twenty times as long as msgspec.
    """
    heavy = ("numpy", "pandas", "textual", "plotext", "tinydb", "dataclasses")
    code = (
        f"import sys; from repdesk.cli import without_extensions; without_extensions(); "
        f"import {module}; print(*[name for name in {heavy} if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


@pytest.mark.parametrize(
    "module",
    [
        *("results", "kpis", "receivables", "sales", "accounts", "tiers", "review", "learned"),
        *("funnel", "funnel_groups", "trend", "comparison"),
    ],
)
def test_plain_numbers_need_no_library(module: str) -> None:
    assert loaded(f"repdesk.analytics.{module}") == set()


@pytest.mark.parametrize("module", ["today", "suggest", "rank"])
def test_who_next_needs_numpy_alone(module: str) -> None:
    assert loaded(f"repdesk.analytics.{module}") == {"numpy"}


def test_the_pivot_alone_needs_pandas() -> None:
    assert loaded("repdesk.analytics.segments") == {"numpy", "pandas", "dataclasses"}
    importers = {
        path.stem for path in ROOM.rglob("*.py") if "import pandas" in path.read_text("utf-8")
    }
    assert importers == {"frames"}
    assert "pandas" not in loaded("repdesk.analytics.findings")


def test_no_result_is_a_dataclass_whose_code_every_start_would_make_anew() -> None:
    kinds = {name: getattr(results, name) for name in results.__all__}
    assert (
        sum(getattr(kind, "__module__", "").startswith("repdesk.") for kind in kinds.values()) > 50
    )
    assert [name for name, kind in kinds.items() if is_dataclass(kind)] == []
