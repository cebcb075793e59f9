"""Several sessions saving into one book at once, and one that keeps it locked meanwhile."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.faults.program import Listed, ended, listed, save, start
from tests.faults.report import Report

BUSY = 75


def writers(folder: Path, writing: int, each: int, compact: str) -> Report:
    """Let so many writers save so often each, a reader looking on; then lock them all out once."""
    report = Report(f"writers ({compact})")
    with ThreadPoolExecutor(writing) as pool:
        runs = [pool.submit(_write, folder, one, each, compact) for one in range(writing)]
        seen: set[int] = set()
        while not all(run.done() for run in runs):
            seen = _read_on(listed(folder), seen, report) if folder.exists() else seen
        acknowledged = {number for run in runs for number in run.result()}
    found = listed(folder)
    report.count("saved", len(acknowledged))
    if set(found.whole) != acknowledged or len(found.whole) != len(acknowledged):
        report.miss("saved and not listed once", missing=sorted(acknowledged - {*found.whole}))
    if len(acknowledged) != writing * each:
        report.miss("writers were refused", saved=len(acknowledged))
    _hold(folder, writing * each, report)
    return report


def _write(folder: Path, one: int, each: int, compact: str) -> list[int]:
    numbers = range(one * each, (one + 1) * each)
    return [number for number in numbers if ended(save(folder, number, compact)).acknowledged]


def _read_on(found: Listed, seen: set[int], report: Report) -> set[int]:
    report.count("looks of the reader")
    if found.ended.code or found.half:
        report.miss("the reader failed", err=found.ended.err, half=found.half)
    if gone := seen.difference(found.whole):
        report.miss("the reader saw less than before", gone=sorted(gone))
    return {*found.whole}


def _hold(folder: Path, number: int, report: Report) -> None:
    holder = start(folder, ("hold",))
    assert holder.stdout is not None
    if holder.stdout.readline() != "holding\n":
        report.miss("the lock was not had")
    refused = ended(save(folder, number))
    if refused.code != BUSY or str(holder.pid) not in refused.err:
        report.miss("not told who keeps the lock", code=refused.code, err=refused.err)
    if listed(folder).ended.code:
        report.miss("a locked book cannot be read")
    holder.kill()
    holder.communicate()
    if not ended(save(folder, number)).acknowledged:
        report.miss("a killed holder still blocks")
