"""Saves killed at random moments: what was acknowledged is there, nothing is there by half."""

import random
import signal
import time
from pathlib import Path

from tests.faults.program import ended, listed, save
from tests.faults.report import Report

SIGNALS = (signal.SIGKILL, signal.SIGKILL, signal.SIGTERM, signal.SIGHUP, signal.SIGINT)
_GRACE = 5.0


def kills(folder: Path, number: int, seed: int, compact: str) -> Report:
    """Kill so many saves of one book, each at a moment between its start and its usual end."""
    report = Report(f"kills ({compact})")
    chance = random.Random(seed)
    began = time.monotonic()
    first = ended(save(folder, 0, compact))
    usual = time.monotonic() - began
    acknowledged = {0} if first.acknowledged else set()
    if not acknowledged:
        report.miss("a save that nothing disturbed failed", err=first.err)
    for at in range(1, number + 1):
        process = save(folder, at, compact)
        time.sleep(chance.uniform(0.3, 1.1) * usual)
        sent = chance.choice(SIGNALS)
        process.send_signal(sent)
        asked = time.monotonic()
        done = ended(process)
        if time.monotonic() - asked > _GRACE:
            report.miss("went on after a signal", signal=sent.name, at=at)
        report.count("acknowledged before the kill" if done.acknowledged else "killed before")
        if done.acknowledged:
            acknowledged.add(at)
        if done.traced:
            report.miss("a traceback", signal=sent.name, at=at, err=done.err)
        found = listed(folder)
        if found.ended.code:
            report.miss("the book does not open", at=at, err=found.ended.err)
            break
        if lost := acknowledged.difference(found.whole):
            report.miss("acknowledged and lost", at=at, lost=sorted(lost))
        if found.half:
            report.miss("half a text", at=at)
        if found.ended.traced:
            report.miss("a traceback of the reader", at=at, err=found.ended.err)
    return report
