"""Importing files into a book in memory, as the command line does."""

from collections.abc import Callable
from pathlib import Path

from repdesk.desk import Desk
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.plan import ImportPlan, plan_import
from repdesk.exchange.result import ImportResult
from tests.memory_store import desk_of, ids

FIXTURES = Path(__file__).parent.parent / "fixtures"


def plan_of(
    desk: Desk,
    *paths: Path,
    options: ImportOptions | None = None,
    new_id: Callable[[], str] | None = None,
) -> ImportPlan:
    """Plan an import with the desk's clock; ids are the same in every run."""
    return plan_import(
        list(paths), desk.book, options or ImportOptions(), desk.now(), new_id or ids("row")
    )


def imported(*paths: Path, options: ImportOptions | None = None) -> tuple[Desk, ImportResult]:
    """A new book with these files in it."""
    desk = desk_of()
    return desk, plan_of(desk, *paths, options=options).apply(desk)


def numbers(result: ImportResult | ImportPlan) -> dict[str, tuple[int, int, int, int]]:
    """(new, changed, same, rejected) by table."""
    counts = result.tables if isinstance(result, ImportResult) else result.counts
    return {table: (c.new, c.changed, c.same, c.rejected) for table, c in counts.items()}


def written(folder: Path, name: str, text: str, encoding: str = "utf-8") -> Path:
    """A file of that text."""
    path = folder / name
    path.write_bytes(text.encode(encoding))
    return path
