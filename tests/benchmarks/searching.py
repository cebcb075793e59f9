"""Find anything over the large book: reading it, one text, one key in a terminal."""

from collections.abc import Iterator
from functools import cache, partial
from pathlib import Path

from repdesk.demo.big import big_tables
from repdesk.demo.stored import BASE
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.interaction import Interaction
from repdesk.domain.search.index import Index
from repdesk.notation.pinyin import keys
from tests.benchmarks.books import folder, named, write_book
from tests.benchmarks.report import Row
from tests.benchmarks.screen import FRAME, PAGE_DOWN
from tests.benchmarks.terminal import Terminal
from tests.benchmarks.timing import child, middle, milliseconds, repeated, spread

RUNS = 7
KEY_MS, KEY_BYTES, FIRST_MS = 30, 6_000, 20
ALL_MS = 2_000
"""Milliseconds given for reading the book the first time, before keys are measured."""
TEXTS = ("hl", "hengli", "hengil", "苏州", "138", "XS22", "的", "报价", "轴承坏了", "恒 报价", "q")
LINE = """
from textual.app import App
from textual.widgets import Input

class Line(App):
    def compose(self):
        yield Input(placeholder="READY")

Line().run(mouse=False)
"""
"""The least that shows a letter: a Textual app with nothing but an input."""
READ = """
from repdesk.domain.search.index import Index
from repdesk.storage.book_store import open_store
book = open_store(Path(sys.argv[1]), lambda: "", lambda: "").book
before = megabytes()
index, begun, taken = Index(), time.perf_counter(), []
for found in index.find(book, "hl"):
    taken.append((time.perf_counter() - begun) * 1000)
print(json.dumps({"names": taken[0], "all": taken[-1], "mb": megabytes() - before}))
"""


@cache
def _tables(factor: int) -> Book:
    """Return a large book whose names have their pinyin."""
    return Book(big_tables(factor=factor, keys_of=keys))


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the book ten times as large."""
    for factor in (1, 10) if big else (1,):
        book = _tables(factor)
        path = write_book(folder() / f"search{factor}", book)
        yield from _read(path, factor)
        yield from _asked(book, factor)
        yield from _keys(path, factor)


def _read(path: Path, factor: int) -> Iterator[Row]:
    taken = child(READ, str(path), runs=3)
    what = f"search: names read the first time, {named(factor)}"
    yield Row(what, middle(taken["names"]), "ms", spread=spread(taken["names"]))
    yield Row("  everything read", middle(taken["all"]), "ms", spread=spread(taken["all"]))
    yield Row("  memory for it", middle(taken["mb"]), "MB")


def _asked(book: Book, factor: int) -> Iterator[Row]:
    index = Index()
    list(index.find(book, "hl"))
    each = [middle(repeated(partial(_answer, index, book, text), RUNS)) for text in TEXTS]
    what = f"  one text of {len(TEXTS)}, looked for"
    yield Row(what, middle(each), "ms", most=KEY_MS if factor == 1 else None, spread=spread(each))
    at_nine = f"{BASE.isoformat()}T09:00:00+08:00"
    taken = []
    for at, customer in enumerate(book.customers()[:RUNS]):
        note = Interaction(id=f"n{at}", customer=customer.id, at=at_nine, kind="call", note="鲸鱼")
        book = book.with_puts([Put("interactions", note.id, None, note)])
        taken.append(milliseconds(partial(_answer, index, book, "鲸鱼")))
    yield Row("  one text after a save", middle(taken), "ms", spread=spread(taken))


def _answer(index: Index, book: Book, text: str) -> None:
    for _found in index.find(book, text):
        pass


def _keys(path: Path, factor: int) -> Iterator[Row]:
    program = ("-m", "repdesk", "--data", str(path), f"--today={BASE.isoformat()}")
    answers: list[tuple[float, int]] = []
    firsts: list[float] = []
    with Terminal(("-c", LINE)) as terminal:
        terminal.until("READY")
        terminal.settled()
        floor = middle([terminal.answer("a")[0] for _ in range(3 * RUNS)])
    with Terminal(program) as terminal:
        terminal.until(*FRAME)
        terminal.settled(3.0)
        terminal.key("/", ALL_MS * factor / 1000)
        for text in TEXTS:
            answers += [terminal.answer(letter) for letter in text]
            firsts += [terminal.key(PAGE_DOWN)[0], terminal.key("\x7f")[0]]
            terminal.answer("\x15")
    taken = [ms for ms, _bytes in answers]
    sent = [float(count) for _ms, count in answers]
    single = factor == 1
    what = f"a key in search, the answer on the screen, {named(factor)}"
    least = "an input alone"
    most = KEY_MS if single else None
    yield Row(what, middle(taken), "ms", floor, least, most, absolute=True, spread=spread(taken))
    yield Row("  most bytes", max(sent), "B", most=KEY_BYTES, spread=spread(sent))
    waits = [wait for wait in firsts if wait]
    yield Row("  first byte", middle(waits), "ms", most=FIRST_MS, spread=spread(waits))
