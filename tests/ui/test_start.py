"""What the first paint pulls in, and what keys cost on the line: causes, not times."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LATER = ("pandas", "numpy", "plotext", "tinydb", "repdesk.domain.book", "repdesk.notation.reader")


def loaded(code: str) -> set[str]:
    """Modules loaded in a fresh process after the code ran."""
    script = f"{code}\nimport json, sys\nprint(json.dumps(sorted(sys.modules)))"
    done = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    return set(json.loads(done.stdout))


@pytest.mark.parametrize("module", ["repdesk.ui.app", "repdesk.cli.app"])
def test_the_first_paint_loads_neither_the_book_nor_numbers(module: str) -> None:
    modules = loaded(f"import {module}")
    assert "textual.app" in modules
    assert not modules & set(LATER)


def test_the_screens_load_neither_pandas_nor_plotext() -> None:
    assert not loaded("import repdesk.ui.modes") & {"pandas", "plotext", "tinydb"}
