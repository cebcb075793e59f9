"""Running things several times, in this process and in fresh ones."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median
from typing import Any

CHECKOUT = Path(__file__).parents[2]


def milliseconds(run: Callable[[], object]) -> float:
    """Return how long one run took."""
    begun = time.perf_counter()
    run()
    return (time.perf_counter() - begun) * 1000


def repeated(run: Callable[[], object], runs: int) -> list[float]:
    """Return the milliseconds of so many runs."""
    return [milliseconds(run) for _ in range(runs)]


def interleaved(runs: int, *each: Callable[[], object]) -> list[list[float]]:
    """Return the milliseconds of several things run in turns, so that noise hits them alike."""
    taken: list[list[float]] = [[] for _ in each]
    for _ in range(runs):
        for place, run in enumerate(each):
            taken[place].append(milliseconds(run))
    return taken


def spread(values: Sequence[float]) -> tuple[float, float]:
    """Return the least and the greatest."""
    return min(values), max(values)


def environment() -> dict[str, str]:
    """Return the environment of a child that runs the checkout."""
    return {**os.environ, "PYTHONPATH": str(CHECKOUT), "PYTHONDONTWRITEBYTECODE": ""}


def python(*arguments: str) -> None:
    """Run Python to its end; raises where it fails."""
    command = [sys.executable, *arguments]
    none = subprocess.DEVNULL
    surroundings = environment()
    subprocess.run(command, env=surroundings, cwd=CHECKOUT, check=True, stdout=none, stderr=none)


def child(code: str, *arguments: str, runs: int) -> dict[str, list[float]]:
    """Run code in fresh processes; each prints one JSON object of numbers; returns all of them."""
    answers: list[dict[str, Any]] = []
    for _ in range(runs):
        done = subprocess.run(
            [sys.executable, "-c", MEASURE + code, *arguments],
            env=environment(),
            cwd=CHECKOUT,
            check=True,
            capture_output=True,
            text=True,
        )
        answers.append(json.loads(done.stdout))
    return {key: [answer[key] for answer in answers] for key in answers[0]}


def middle(values: Sequence[float]) -> float:
    """Return the median."""
    return float(median(values))


MEASURE = '''
import json, os, resource, sys, time
from pathlib import Path

def megabytes():
    """Resident memory now; where the system does not say, the most it ever was."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
        return pages * os.sysconf("SC_PAGE_SIZE") / 1e6
    except OSError:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        return peak / 1e6 if sys.platform == "darwin" else peak / 1e3

def peak():
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / 1e6 if sys.platform == "darwin" else most / 1e3
'''
"""What a child begins with."""
