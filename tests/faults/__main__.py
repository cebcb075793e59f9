"""Breaks the program on purpose: `python -m tests.faults [--long]`; exit code 1 on any miss.

A minute, or with `--long` some hours: 10,000 kills in each way of compacting, 4,000 torn files,
three writers of 200 saves each.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tests.faults.kills import kills
from tests.faults.program import COMPACT
from tests.faults.report import Report
from tests.faults.tears import tears
from tests.faults.writers import writers

SHORT, LONG = (40, 80, 10), (10_000, 4_000, 200)
_BOOK = 500
"""Kills after which a new book is begun: a save is as quick as its book is small."""


def main() -> int:
    """Run every kind and tell what came of it."""
    parser = argparse.ArgumentParser(prog="python -m tests.faults", description=__doc__)
    parser.add_argument("--long", action="store_true", help="the long run")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    missed = False
    with tempfile.TemporaryDirectory() as room:
        for report in _reports(Path(room), LONG if asked.long else SHORT, asked.seed):
            told = [report.line(), *(f"  {miss}" for miss in report.misses)]
            sys.stdout.write("".join(f"{line}\n" for line in told))
            sys.stdout.flush()
            missed = missed or bool(report.misses)
    return int(missed)


def _reports(room: Path, numbers: tuple[int, int, int], seed: int) -> Iterator[Report]:
    killed, torn, saves = numbers
    for compact in COMPACT:
        whole = Report(f"kills ({compact})")
        for at in range(0, killed, _BOOK):
            part = kills(room / f"k{compact}{at}", min(_BOOK, killed - at), seed + at, compact)
            whole.counts.update(part.counts)
            whole.misses += part.misses
        yield whole
        yield writers(room / f"w{compact}", 3, saves, compact)
    yield tears(room / "t", torn, seed)


sys.exit(main())
