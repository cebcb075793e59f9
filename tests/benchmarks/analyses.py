"""Funnel, pivot, trend, comparison, findings, with pandas loaded; the pivot with its ledger."""

from collections.abc import Callable, Iterator

from repdesk.analytics.comparison import compare
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings import findings
from repdesk.analytics.funnel import funnel, last_twelve_months
from repdesk.analytics.ledger import ledger
from repdesk.analytics.segments import segments
from repdesk.analytics.situation import situation
from repdesk.analytics.trend import trend
from repdesk.data_files import data_file
from repdesk.demo.big import big_book
from repdesk.demo.stored import BASE, load
from repdesk.domain.book import Book
from repdesk.domain.period import Period, parse_period
from repdesk.domain.policy import Policy
from tests.benchmarks.books import named
from tests.benchmarks.report import Row
from tests.benchmarks.timing import middle, repeated, spread

RUNS = 9
POLICY = Policy()
ALL = parse_period("2000-01-01..2026-12-31")


def rows(big: bool) -> Iterator[Row]:
    """Measure; `big` adds the book of ten times the size, against the smaller one."""
    demo = load(data_file("demo.json"), BASE)
    yield from (_row(what, "demo book", taken) for what, taken in _taken(demo).items())
    once = _taken(big_book())
    for what, taken in once.items():
        yield _row(what, named(1), taken, most=150 if what in ASKED else None)
    if not big:
        return
    for what, taken in _taken(big_book(factor=10)).items():
        yield Row(
            f"{what}, {named(10)}", middle(taken), "ms", middle(once[what]), "a tenth of it",
            12 if what in ASKED else None, spread=spread(taken),
        )  # fmt: skip


ASKED = ("funnel", "pivot of a year", "pivot of all history")


def _row(what: str, book: str, taken: list[float], most: float | None = None) -> Row:
    return Row(f"{what}, {book}", middle(taken), "ms", most=most, spread=spread(taken))


def _taken(book: Book) -> dict[str, list[float]]:
    """Return the milliseconds of everything on a book."""
    now = situation(book, BASE, POLICY)
    keys = Dimensions(book, now.sold, now.policy)
    year = last_twelve_months(BASE)

    def pivot(span: Period) -> Callable[[], object]:
        def run() -> object:
            sold = ledger(book, BASE, POLICY)
            fresh = Dimensions(book, sold, POLICY)
            return segments(book, sold, POLICY, span, "zone", "category", fresh)

        return run

    runs: dict[str, Callable[[], object]] = {
        "funnel": lambda: funnel(book, year, BASE, POLICY),
        "pivot of a year": pivot(year),
        "pivot of all history": pivot(ALL),
        "trend of 12 months of sales": lambda: trend(now, "sales_net", "month", 12),
        "trend of 12 quarters of churn": lambda: trend(now, "churn", "quarter", 12),
        "sales between zones": lambda: compare(now, "sales_net", year, "zone", keys),
        "win rates between categories": lambda: compare(now, "win_rate", year, "category", keys),
        "findings": lambda: findings(now, keys),
    }
    return {what: repeated(run, RUNS) for what, run in runs.items()}
