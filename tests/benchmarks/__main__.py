"""Runs the benchmarks: `python -m tests.benchmarks [NAME…] [--big]`."""

import argparse
import gc
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module

from tests.benchmarks.books import folder
from tests.benchmarks.report import Row, write_table

MODULES = {
    "held": "held",
    "save": "saving",
    "rank": "ranking",
    "analyses": "analyses",
    "cli": "commands",
    "screen": "screen",
    "log": "log_line",
    "find": "searching",
    "import": "importing",
}


def main() -> None:
    """Measure what was named, or all of it, and write the table."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("names", nargs="*", choices=[*MODULES, []], help="which (default: all)")
    parser.add_argument("--big", action="store_true", help="also the book ten times as large")
    asked = parser.parse_args()
    gc.set_threshold(50_000, 20, 20)  # as the program itself runs
    try:
        write_table(_rows(asked.names or list(MODULES), asked.big))
    finally:
        shutil.rmtree(folder())


def _rows(names: list[str], big: bool) -> Iterator[Row]:
    for name in names:
        rows: Callable[[bool], Iterator[Row]]
        rows = import_module(f"tests.benchmarks.{MODULES[name]}").rows
        yield from rows(big)


main()
