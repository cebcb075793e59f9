"""The app in a terminal: first paint, bytes, keys, idle, beside an empty Textual app."""

from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

from repdesk.demo.stored import BASE
from tests.benchmarks.books import FILE, big_folder, demo_folder, folder, named
from tests.benchmarks.held import LOAD
from tests.benchmarks.report import Row
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.timing import child, middle, spread

RUNS = 7
ARROWS = 20
DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
EMPTY = ("-m", "tests.benchmarks.empty_app")
FRAME = ("Today", "今日")
KPI_KEYS = {
    "4": "screen KPIs, bytes",
    "w": "  asked what to know, bytes",
    "[": "  another period, bytes",
    "c": "  its chart, bytes",
    "\x1b": "  back from it, bytes",
}
IDLE_SECONDS = 10
SILENT = 12.0
"""Seconds: the largest book is read for some of them without a byte on the line."""
NUMPY = """
begun = time.perf_counter()
import numpy
print(json.dumps({"ms": (time.perf_counter() - begun) * 1000}))
"""


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the first paint over the large books."""
    data = folder() / "screen"
    copytree(demo_folder(), data)
    program = ("-m", "repdesk", "--data", str(data), f"--today={BASE.isoformat()}")
    empty_ms, empty_bytes, mine_ms, mine_settled, mine_bytes = [], [], [], [], []
    for _ in range(RUNS):
        with Terminal(EMPTY) as terminal:
            empty_ms.append(terminal.until("READY"))
            terminal.settled()
            empty_bytes.append(terminal.received)
        with Terminal(program) as terminal:
            mine_ms.append(terminal.until(*FRAME))
            mine_settled.append(terminal.settled(1.0))
            mine_bytes.append(terminal.received)
    yield Row(
        "first paint, demo book",
        middle(mine_ms),
        "ms",
        middle(empty_ms),
        "empty app",
        1.5,
        spread=spread(mine_ms),
    )
    yield _settled("demo book", data, mine_settled, middle(empty_ms))
    after = [all_ - first for first, all_ in zip(mine_ms, mine_settled, strict=True)]
    yield Row("its list after the first paint", middle(after), "ms", most=300, spread=spread(after))
    yield Row(
        "bytes until settled",
        middle(mine_bytes),
        "B",
        middle(empty_bytes),
        "empty app",
        20_000,
        absolute=True,
        spread=spread(mine_bytes),
    )
    with Terminal(program) as terminal:
        terminal.until(*FRAME)
        terminal.settled(1.0)
        yield from _keys(terminal)
    if big:
        for factor in (1, 10):
            yield from _large(factor, program, middle(empty_ms))


def _settled(name: str, path: Path, taken: list[float], empty: float) -> Row:
    load = middle(child(LOAD, str(path / FILE), runs=3)["ms"])
    numpy = middle(child(NUMPY, runs=3)["ms"])
    floor = 2 * empty + 1.5 * load + numpy
    is_ = "2 empty+1.5 load+numpy"
    return Row(f"Today settled, {name}", middle(taken), "ms", floor, is_, 1, spread=spread(taken))


def _large(factor: int, usual: tuple[str, ...], empty: float) -> Iterator[Row]:
    path = big_folder(factor)
    program = ("-m", "repdesk", "--data", str(path), f"--today={BASE.isoformat()}")
    small, taken, settled = [], [], []
    for _ in range(3):
        with Terminal(usual) as terminal:
            small.append(terminal.until(*FRAME))
        with Terminal(program) as terminal:
            taken.append(terminal.until(*FRAME))
            settled.append(terminal.settled(SILENT))
    what = f"first paint, {named(factor)}"
    low = middle(small)
    yield Row(what, middle(taken), "ms", low, "the demo book's", 1.2, spread=spread(taken))
    yield _settled(named(factor), path, settled, empty)


def _keys(terminal: Terminal) -> Iterator[Row]:
    _first, bytes_ = terminal.key("2")
    yield Row("screen Customers, bytes", bytes_, "B", most=8_000)
    for key, what in KPI_KEYS.items():
        _first, bytes_ = terminal.key(key)
        yield Row(what, bytes_, "B", most=8_000)
    terminal.key("2")
    inside = [terminal.key(DOWN) for _ in range(ARROWS // 2)]
    edge = [terminal.key(DOWN) for _ in range(ARROWS)]
    pages = [terminal.key(PAGE_DOWN) for _ in range(3)]
    yield _bytes("arrow inside the window, bytes", inside, 350)
    yield _bytes("arrow, at the edge too, most bytes", edge, 3_500, most=True)
    yield _bytes("page, bytes", pages, 6_000)
    waits = [wait for wait, count in (*inside, *edge, *pages) if count]
    yield Row("first byte after a key", middle(waits), "ms", most=20, spread=spread(waits))
    yield Row("  slowest", max(waits), "ms", most=100)
    idle, share = terminal.idle(IDLE_SECONDS)
    yield Row(f"idle {IDLE_SECONDS} s, bytes", idle, "B", most=0)
    yield Row("  processor", share * 100, "%", most=0.5)


def _bytes(what: str, keys: list[tuple[float, int]], goal: float, most: bool = False) -> Row:
    sent = [float(count) for _wait, count in keys]
    return Row(what, max(sent) if most else middle(sent), "B", most=goal, spread=spread(sent))
