"""Files torn behind the program's back: read as far as they go, never taken for a smaller book."""

import random
import shutil
from collections.abc import Callable
from pathlib import Path

from tests.faults.program import COMPACT, Ended, ended, listed, save, start
from tests.faults.report import Report

Tear = Callable[[Path, random.Random], object]
_SAVES = 6
_REFUSALS = (65, 74, 76)
_WAYS = ("doctor", "restore", "backup")


def _truncated(path: Path, chance: random.Random) -> None:
    path.write_bytes(path.read_bytes()[: chance.randrange(max(path.stat().st_size, 1))])


def _flipped(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    if data:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    path.write_bytes(data)


def _zeroed(path: Path, chance: random.Random) -> None:
    data = bytearray(path.read_bytes())
    begin = chance.randrange(max(len(data), 1))
    end = min(len(data), begin + chance.choice((1, 16, 512, 4096)))
    data[begin:end] = bytes(end - begin)
    path.write_bytes(data)


def _grown(path: Path, chance: random.Random) -> None:
    with path.open("ab") as file:
        file.write(chance.randbytes(chance.randrange(1, 200)))


TEARS: dict[str, Tear] = {
    "truncated": _truncated,
    "flipped": _flipped,
    "zeroed": _zeroed,
    "grown": _grown,
    "emptied": lambda path, _chance: path.write_bytes(b""),
    "removed": lambda path, _chance: path.unlink(),
}


def tears(room: Path, number: int, seed: int) -> Report:
    """Tear one file of a copy of a book, read it and save into it; so many times."""
    report = Report("tears")
    chance = random.Random(seed)
    books = {compact: _book(room / compact, compact, report) for compact in COMPACT}
    for at in range(number):
        book = books[chance.choice(sorted(books))]
        folder = shutil.copytree(book, room / "torn")
        files = sorted(path for path in folder.rglob("*") if path.is_file())
        path, how = chance.choice(files), chance.choice(sorted(TEARS))
        TEARS[how](path, chance)
        case = f"{at} {how} {path.relative_to(folder)}"
        _look(folder, case, report)
        shutil.rmtree(folder)
    return report


def _book(folder: Path, compact: str, report: Report) -> Path:
    """A book of some saves, the last two behind its snapshot where it has one."""
    for number in range(_SAVES):
        kept = compact if number < _SAVES - 2 else "never"
        done = ended(save(folder, number, kept))
        if not done.acknowledged:
            report.miss("a save that nothing disturbed failed", err=done.err)
    return folder


def _look(folder: Path, case: str, report: Report) -> None:
    before = listed(folder)
    missing = _SAVES - len(before.whole)
    report.count("read whole" if not missing else "read in part")
    if before.ended.traced or before.half:
        report.miss("a traceback or half a text", case=case, err=before.ended.err)
    if missing and not before.ended.err and "warnings" not in before.ended.out:
        report.miss("less is read and nothing said", case=case)
    done = ended(save(folder, _SAVES))
    after = listed(folder)
    if done.acknowledged:
        report.count("saved")
        wanted = {*range(_SAVES), _SAVES}
        if lost := wanted.difference(after.whole):
            report.miss("taken for a smaller book", case=case, lost=sorted(lost))
        return
    report.count(f"refused {done.code}")
    _refused(done, case, report)
    if set(after.whole) != set(before.whole):
        report.miss("a refusal changed the book", case=case)
    repaired = ended(start(folder, ("doctor", "--repair")))
    if repaired.traced:
        report.miss("a traceback of the repair", case=case, err=repaired.err)
    if done.code == _REFUSALS[0] and not ended(save(folder, _SAVES + 1)).acknowledged:
        report.count("not repaired")


def _refused(done: Ended, case: str, report: Report) -> None:
    lines = done.err.strip().splitlines()
    if done.traced or done.code not in _REFUSALS or not lines:
        report.miss("refused without a word", case=case, code=done.code, err=done.err)
    elif done.code == _REFUSALS[0] and not any(way in done.err for way in _WAYS):
        report.miss("refused without a way back", case=case, err=done.err)
