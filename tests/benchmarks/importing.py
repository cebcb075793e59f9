"""Import of 50,000 order lines against csv.reader and Decimal over the same file."""

import csv
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import count
from pathlib import Path
from random import Random

from repdesk.demo.catalogue import ARTICLES
from repdesk.demo.maker import Maker
from repdesk.demo.stored import BASE
from repdesk.demo.territory import companies
from repdesk.desk import Desk
from repdesk.domain.ids import make_id
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.plan import ImportPlan, plan_import
from repdesk.storage.book_store import open_store
from tests.benchmarks.books import NOW, folder
from tests.benchmarks.report import Row
from tests.benchmarks.timing import interleaved, middle, milliseconds, spread

LINES = 50_000
RUNS = 3


def rows(_big: bool) -> Iterator[Row]:
    """Measure the preview, and the preview with applying and saving."""
    file = _file(folder() / "lines.csv")
    numbers = count(1)
    saved: list[float] = []

    def new_id() -> str:
        return make_id(2_000_000_000_000 + next(numbers), 0)

    def desk() -> Desk:
        path = folder() / f"import{next(numbers)}"
        return Desk(open_store(path, lambda: NOW, new_id), lambda: NOW, new_id, lambda _n: ())

    def plan(target: Desk) -> ImportPlan:
        return plan_import([file], target.book, ImportOptions(), NOW, new_id)

    def apply() -> None:
        target = desk()
        found = plan(target)
        saved.append(milliseconds(lambda: found.apply(target)))
        lines = sum(len(order.lines) for order in target.book.rows("orders"))
        if lines != LINES:
            raise ValueError(f"{lines} lines came in, not {LINES}")

    floor, preview, whole = interleaved(RUNS, lambda: _floor(file), lambda: plan(desk()), apply)
    name = f"import of {LINES:,} order lines"
    is_ = "csv + Decimal"
    yield Row(
        f"{name}: preview", middle(preview), "ms", middle(floor), is_, 5, spread=spread(preview)
    )
    yield Row(
        f"{name}: applied and saved",
        middle(whole),
        "ms",
        middle(floor),
        is_,
        10,
        spread=spread(whole),
    )
    yield Row("  of it applying and saving", middle(saved), "ms", spread=spread(saved))


def _floor(file: Path) -> Decimal:
    total = Decimal()
    with file.open(encoding="utf-8", newline="") as lines:
        reader = csv.reader(lines)
        next(reader)
        for line in reader:
            total += Decimal(line[6]) * Decimal(line[7])
            Decimal(line[8])
    return total


def _file(path: Path) -> Path:
    """Write an export as a company's system gives it: 2,000 customers, some 2.5 lines an order."""
    chance = Random(17)
    names = companies(Maker(5, lambda _name: ()))
    customers = [(f"K{number:05}", next(names)[0]) for number in range(2_000)]
    header = (
        "order_no customer_id customer date due_date product_code quantity unit_price unit_cost"
    )
    with path.open("w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(header.split())
        written = order = 0
        while written < LINES:
            order += 1
            code, name = chance.choice(customers)
            day = BASE - timedelta(days=chance.randint(1, 1_400))
            some = chance.sample(ARTICLES, min(chance.randint(1, 4), LINES - written))
            for article in some:
                writer.writerow(
                    (
                        f"XS{order:06}",
                        code,
                        name,
                        day.isoformat(),
                        (day + timedelta(days=30)).isoformat(),
                        article.code,
                        chance.randint(1, 40),
                        article.price,
                        article.cost,
                    )
                )
            written += len(some)
    return path
