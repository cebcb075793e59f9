"""The log line: reading it, and what a key in it costs on the screen and on the line."""

from collections.abc import Iterator
from datetime import time
from pathlib import Path
from shutil import copytree

from repdesk.demo.big import big_book
from repdesk.demo.stored import BASE
from repdesk.notation.entry import known_of
from repdesk.notation.reader import read
from repdesk.ui.views.choices import picks_of
from repdesk.ui.views.corrections import Correcting
from repdesk.wording.preview import ReadingWords
from tests.benchmarks.books import big_folder, demo_folder, folder, named
from tests.benchmarks.report import Row
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.timing import middle, repeated, spread

RUNS = 30
ZH = "v+ 看了样机很满意,要求重新报价 周五回电 ¥1.2万 泵 >报价 #急 //老板急"
EN = "v+ wants a new quote before 7 Jul !fri call back $12000 pump >quote #rush // sly"
ORDER = "o CP-40x2 CP-75x5@7600 FV-4x10"
MOST_BYTES = 2_500


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the book of ten times the size."""
    book = big_book()
    customer = next(iter(sorted(row.id for row in book.rows("customers"))))
    day = BASE.isoformat()
    taken = repeated(lambda: known_of(book, customer, day, "CNY"), RUNS)
    yield Row("what a line is read with, big book", middle(taken), "ms", spread=spread(taken))
    known = known_of(book, customer, day, "CNY")
    words = ReadingWords(BASE, known, book.stages)
    clock = time(10, 42)
    for name, line in (("Chinese", ZH), ("English", EN), ("order", ORDER)):

        def understand(line: str = line) -> None:
            reading = read(line, BASE, "zh", known, clock)
            picks_of(reading, words)
            Correcting(words, known, clock).corrected(reading, {})
            words.lines(reading, "10:42")

        taken = repeated(understand, RUNS)
        yield Row(f"a line understood, {name}", middle(taken), "ms", most=20, spread=spread(taken))
    data = folder() / "log-line"
    copytree(demo_folder(), data)
    yield from _typed("demo book", data)
    yield from _typed(named(1), big_folder(1))
    if big:
        yield from _typed(named(10), big_folder(10))


def _typed(name: str, path: Path) -> Iterator[Row]:
    program = ("-m", "repdesk", "--data", str(path), f"--today={BASE.isoformat()}", "--lang", "zh")
    with Terminal(program) as terminal:
        terminal.until("漏斗")
        terminal.settled(2.0)
        terminal.key("2")
        _first, opened = terminal.key("l", quiet=1.0)
        yield Row(f"log form, {name}, bytes", opened, "B", most=6_000)
        used = terminal.processor()
        keys = [terminal.key(letter) for letter in ZH]
        keys += [terminal.key("\x7f") for _ in ZH]
        keys += [terminal.key(letter) for letter in EN]
        share = (terminal.processor() - used) / len(keys) * 1000
        sent = [float(count) for _wait, count in keys]
        waits = [wait for wait, count in keys if count]
        yield Row(f"a key in the log line, {name}, bytes", middle(sent), "B", spread=spread(sent))
        yield Row("  most bytes", max(sent), "B", most=MOST_BYTES)
        yield Row("  first byte", middle(waits), "ms", most=20, spread=spread(waits))
        yield Row("  slowest", max(waits), "ms", most=100)
        yield Row("  processor", share, "ms", most=20)
        walk = [terminal.key("\t") for _ in range(8)]
        yield Row("  Tab to the next field, most bytes", max(c for _w, c in walk), "B", most=6_000)
