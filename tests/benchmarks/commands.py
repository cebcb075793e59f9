"""Short verbs as processes: what a script or a phone keyboard waits for."""

from collections.abc import Iterator
from functools import partial
from itertools import count
from pathlib import Path
from shutil import copytree

from repdesk.cli.group import VERBS
from repdesk.demo.big import big_tables
from repdesk.demo.stored import BASE
from repdesk.domain.book import Book
from repdesk.storage.book_store import open_store
from tests.benchmarks.books import FILE, big_folder, demo_folder, folder, named, write_book
from tests.benchmarks.report import Row
from tests.benchmarks.timing import interleaved, middle, python, spread

RUNS = 9


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds `next` on the large book."""
    numbers = count(1)
    today = f"--today={BASE.isoformat()}"
    nothing = partial(python, "-c", "pass")
    tiny = write_book(folder() / "tiny", Book(big_tables(20, 200, 60)))
    copytree(demo_folder(), folder() / "cli")
    for name, data in (("a small book", tiny), ("the demo book", folder() / "cli")):
        book = open_store(data, lambda: "", lambda: "").book
        customer = min(row.id for row in book.customers())

        def log(data: Path = data, customer: str = customer) -> None:
            words = ("log", customer, f"v + 看了泵房 {next(numbers)}")
            python("-m", "repdesk", "--data", str(data), today, *words)

        log()
        floor, taken = interleaved(RUNS, nothing, log)
        yield Row(
            f"log on {name}",
            middle(taken),
            "ms",
            middle(floor),
            "python -c pass",
            12,
            spread=spread(taken),
        )
    yield from _kpi(today)
    if "next" not in VERBS:
        return
    books = [("demo book", demo_folder())]
    books += [(named(1), big_folder(1))] if big else []
    for name, path in books:
        code = f"import numpy, json; json.load(open({str(path / FILE)!r}, encoding='utf-8'))"
        verb = partial(python, "-m", "repdesk", "--data", str(path), today, "next")
        verb()
        floor, taken = interleaved(RUNS, partial(python, "-c", code), verb)
        yield Row(
            f"next, {name}",
            middle(taken),
            "ms",
            middle(floor),
            "numpy + json.load",
            2,
            spread=spread(taken),
        )


def _kpi(today: str) -> Iterator[Row]:
    for name, path in (("demo book", demo_folder()), (named(1), big_folder(1))):
        code = f"import json; json.load(open({str(path / FILE)!r}, encoding='utf-8'))"
        verb = partial(python, "-m", "repdesk", "--data", str(path), today, "kpi")
        verb()
        floor, taken = interleaved(RUNS, partial(python, "-c", code), verb)
        yield Row(
            f"kpi, {name}",
            middle(taken),
            "ms",
            middle(floor),
            "json.load",
            3,
            spread=spread(taken),
        )
