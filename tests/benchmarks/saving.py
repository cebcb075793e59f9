"""One save, from the verb to the acknowledged line on disk, beside SQLite's and TinyDB's own."""

import json
import random
import sqlite3
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from tinydb import TinyDB

from repdesk.desk import Desk
from repdesk.domain.entry import Entry
from repdesk.domain.ids import make_id
from repdesk.storage.book_store import open_store
from tests.benchmarks.books import NOW, big_folder, folder, named
from tests.benchmarks.report import Row
from tests.benchmarks.timing import interleaved, middle, repeated, spread

RUNS = 150
SLOW_RUNS = 3
NOTE = "看了泵房,记了三号泵的铭牌和电流,回去算节能;下周三前给报价"


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the book ten times as large."""
    single = 0.0
    for factor in (1, 10) if big else (1,):
        saved, inserted = _saves(big_folder(factor))
        yield Row(
            f"a save, {named(factor)}",
            middle(saved),
            "ms",
            middle(inserted),
            "SQLite WAL, FULL",
            1.5,
            spread=spread(saved),
        )
        if single:
            yield Row(
                "  against the save at a tenth of the book",
                middle(saved),
                "ms",
                single,
                "",
                1.2,
            )
        single = middle(saved)
        if factor == 1:
            taken = _tinydb(big_folder(1))
            yield Row(
                "  for comparison: TinyDB's own storage",
                middle(taken),
                "ms",
                middle(inserted),
                "SQLite WAL, FULL",
                spread=spread(taken),
            )


def _saves(path: Path) -> tuple[list[float], list[float]]:
    """Return the milliseconds of logging a visit and of an insert, in turns on one file system."""
    numbers = count(1)
    store = open_store(path, lambda: NOW, lambda: make_id(2_000_000_000_000, next(numbers)))
    desk = Desk(
        store,
        lambda: NOW,
        lambda: make_id(2_000_000_000_000 + next(numbers), 0),
        lambda _name: (),
        by="benchmark",
    )
    ids = sorted(row.id for row in store.book.customers())
    chance = random.Random(11)
    database = sqlite3.connect(path / "floor.sqlite", isolation_level=None)
    database.execute("PRAGMA journal_mode=WAL")
    database.execute("PRAGMA synchronous=FULL")
    database.execute("CREATE TABLE rows (id TEXT PRIMARY KEY, document TEXT)")

    def save() -> None:
        desk.log(chance.choice(ids), Entry(kind="visit", outcome="neutral", note=NOTE, raw=NOTE))

    def insert() -> None:
        id_ = make_id(2_000_000_000_000 + next(numbers), 0)
        document = json.dumps({"id": id_, "customer": chance.choice(ids), "at": NOW, "note": NOTE})
        database.execute("INSERT INTO rows VALUES (?, ?)", (id_, document))

    save()
    insert()
    saved, inserted = interleaved(RUNS, save, insert)
    database.close()
    store.close()
    for left in ("repdesk.json.journal", "repdesk.json.lock", "floor.sqlite"):
        (path / left).unlink(missing_ok=True)
    return saved, inserted


def _tinydb(path: Path) -> list[float]:
    """Return the milliseconds of one insert into the interactions through TinyDB as it comes."""
    copy = folder() / "tinydb.json"
    copy.write_bytes((path / "repdesk.json").read_bytes())
    database = TinyDB(copy, encoding="utf-8")
    table = database.table("interactions")
    row = {"customer": "x", "at": NOW, "kind": "visit", "note": NOTE}
    taken = repeated(lambda: table.insert(dict(row)), SLOW_RUNS)
    database.close()
    copy.unlink()
    return taken
