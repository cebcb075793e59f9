"""The app in a terminal: first paint, bytes, keys, idle, beside an empty Textual app."""

from collections.abc import Iterator
from shutil import copytree

from repdesk.demo.stored import BASE
from tests.benchmarks.books import big_folder, demo_folder, folder, named
from tests.benchmarks.report import Row
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.timing import middle, spread

RUNS = 7
ARROWS = 20
DOWN, PAGE_DOWN = "\x1b[B", "\x1b[6~"
EMPTY = ("-m", "tests.benchmarks.empty_app")
FRAME = ("Today", "今日")
IDLE_SECONDS = 10


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
    yield Row("Today settled", middle(mine_settled), "ms", spread=spread(mine_settled))
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
            yield _paint(factor, middle(mine_ms))


def _paint(factor: int, small: float) -> Row:
    path = big_folder(factor)
    program = ("-m", "repdesk", "--data", str(path), f"--today={BASE.isoformat()}")
    taken = []
    for _ in range(3):
        with Terminal(program) as terminal:
            taken.append(terminal.until(*FRAME))
    what = f"first paint, {named(factor)}"
    return Row(what, middle(taken), "ms", small, "the demo book's", 1.2, spread=spread(taken))


def _keys(terminal: Terminal) -> Iterator[Row]:
    _first, bytes_ = terminal.key("2")
    yield Row("screen Customers, bytes", bytes_, "B", most=8_000)
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
