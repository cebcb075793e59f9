"""How records and the book are held: open, memory, one change, undo; other ways to hold rows."""

import random
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from time import perf_counter

from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change
from repdesk.domain.edit import Edit
from repdesk.domain.ids import make_id
from repdesk.domain.record import encode
from repdesk.storage.book_store import open_store
from tests.benchmarks.books import FILE, NOW, big_folder, folder, named, size_mb
from tests.benchmarks.report import Row
from tests.benchmarks.timing import child, middle, spread

RUNS = 5
CHANGES = 200
OVERHEAD_MB = 45
"""What the program itself may take (DESIGN 10), before its book."""

OPEN = """
from repdesk.storage.book_store import open_store
before = megabytes()
begun = time.perf_counter()
book = open_store(Path(sys.argv[1]), lambda: "", lambda: "").book
taken = time.perf_counter() - begun
print(json.dumps({"ms": taken * 1000, "mb": megabytes(), "own": before, "peak": peak()}))
"""
LOAD = """
before = megabytes()
begun = time.perf_counter()
with open(sys.argv[1], "rb") as file:
    book = json.load(file)
taken = time.perf_counter() - begun
print(json.dumps({"ms": taken * 1000, "mb": megabytes(), "own": before, "peak": peak()}))
"""

ROWS = """
import gc
from dataclasses import dataclass
import msgspec
from repdesk.domain.interaction import Interaction

data = Path(sys.argv[2]).read_bytes()

@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    id: str
    created: str = ""
    updated: str = ""
    refs: tuple = ()
    unknown: object = None
    customer: str = ""
    at: str = ""
    kind: str = ""
    contacts: tuple = ()
    group: object = None
    outcome: object = None
    note: str = ""
    raw: str = ""
    minutes: object = None
    planned: bool = False
    tags: tuple = ()
    private: str = ""

struct = msgspec.json.Decoder(list[Interaction])
plain = msgspec.json.Decoder(list[Plain])
ways = {
    "struct": lambda: struct.decode(data),
    "dataclass": lambda: plain.decode(data),
    "dataclass_json": lambda: [Plain(**row) for row in json.loads(data)],
    "dict": lambda: json.loads(data),
}
gc.collect()
before = megabytes()
begun = time.perf_counter()
rows = ways[sys.argv[1]]()
taken = time.perf_counter() - begun
after = megabytes()
begun = time.perf_counter()
gc.collect()
collected = time.perf_counter() - begun
print(json.dumps({"ms": taken * 1000, "mb": after - before, "gc": collected * 1000}))
"""
WAYS = (
    ("struct", "frozen structs (as built)"),
    ("dataclass", "dataclasses, by msgspec"),
    ("dataclass_json", "dataclasses, from json.loads"),
)


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the book ten times as large."""
    yield from _ways()
    single = 0.0
    for factor in (1, 10) if big else (1,):
        path = big_folder(factor)
        yield from _opened(path, factor)
        book = open_store(path, lambda: NOW, lambda: "").book
        applied, undone = _changes(book)
        yield Row(
            f"one change in memory, {named(factor)}",
            middle(applied),
            "ms",
            floor=single or None,
            floor_is="at a tenth of the book" if single else "",
            most=None,
            spread=spread(applied),
        )
        yield Row(f"its undo, {named(factor)}", middle(undone), "ms", spread=spread(undone))
        single = middle(applied)


def _opened(path: Path, factor: int) -> Iterator[Row]:
    mine, floor = [], []
    sizes: dict[str, float] = {}
    for _ in range(RUNS):
        opened = child(OPEN, str(path), runs=1)
        loaded = child(LOAD, str(path / FILE), runs=1)
        mine += opened["ms"]
        floor += loaded["ms"]
        sizes = {"mb": opened["mb"][0], "peak": opened["peak"][0], "load": loaded["mb"][0]}
    file = size_mb(path)
    what = f"open, {named(factor)} ({file:.0f} MB)"
    yield Row(what, middle(mine), "ms", middle(floor), "json.load", 3, spread=spread(mine))
    most = OVERHEAD_MB + 4 * file
    yield Row(
        f"memory after it (json.load: {sizes['load']:.0f} MB)",
        sizes["mb"],
        "MB",
        most=most,
        absolute=True,
    )
    yield Row("memory at its highest meanwhile", sizes["peak"], "MB")


def _changes(book: Book) -> tuple[list[float], list[float]]:
    """Return the milliseconds of changes (an interaction and an edit of its customer) and undos."""
    chance = random.Random(5)
    ids = sorted(row.id for row in book.customers())
    numbers = count(1)

    def new_id() -> str:
        return make_id(2_000_000_000_000 + next(numbers), 0)

    applied, undone = [], []
    for _ in range(CHANGES):
        edit = Edit(book, NOW, new_id, lambda _name: ())
        customer = chance.choice(ids)
        edit.add("interactions", customer=customer, at=NOW, kind="visit", note="看了泵房")
        edit.alter("customers", customer, needs=f"pump {next(numbers)}")
        change = edit.change(new_id(), "log", {})
        line = encode_change(book.seq + 1, change)
        back: Change = change.inverse(new_id(), NOW, "undo", {})
        undo = encode_change(book.seq + 2, back)
        begun = perf_counter()
        after = book.apply(change, book.seq + 1, line)
        between = perf_counter()
        after.apply(back, book.seq + 2, undo)
        undone.append((perf_counter() - between) * 1000)
        applied.append((between - begun) * 1000)
        book = after
    return applied, undone


def _ways() -> Iterator[Row]:
    """Measure the same 50,000 interactions held in other ways (each in a process of its own)."""
    book = open_store(big_folder(1), lambda: NOW, lambda: "").book
    file = folder() / "interactions.json"
    file.write_bytes(b"[" + b",\n".join(map(encode, book.rows("interactions"))) + b"]")
    floor = child(ROWS, "dict", str(file), runs=RUNS)
    for way, words in WAYS:
        taken = child(ROWS, way, str(file), runs=RUNS)
        yield Row(
            f"50,000 interactions as {words}",
            middle(taken["ms"]),
            "ms",
            middle(floor["ms"]),
            "json.loads",
            spread=spread(taken["ms"]),
        )
        yield Row("  memory", middle(taken["mb"]), "MB", middle(floor["mb"]), "json.loads")
        yield Row("  one collection of garbage over them", middle(taken["gc"]), "ms")
