"""What the room costs to import."""

import subprocess
import sys
from pathlib import Path

import pytest

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
