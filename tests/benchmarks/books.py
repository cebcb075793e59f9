"""The books that are measured: the demo's, a large one, and one ten times as large."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

from repdesk.data_files import data_file
from repdesk.demo.big import big_tables
from repdesk.demo.stored import BASE, load
from repdesk.domain.book import Book
from repdesk.domain.record import Record
from repdesk.storage.snapshot import written

NOW = f"{BASE.isoformat()}T10:00:00+08:00"
FILE = "repdesk.json"


@cache
def folder() -> Path:
    """Return the folder of this run; __main__ removes it."""
    return Path(mkdtemp(prefix="repdesk-benchmarks-"))


def write_book(path: Path, book: Book) -> Path:
    """Write a data folder that holds the book as a snapshot; returns the folder."""
    path.mkdir(mode=0o700, parents=True)
    file = path / FILE
    file.write_bytes(b"".join(written(book, 1, {})))
    file.chmod(0o600)
    return path


@cache
def demo_folder() -> Path:
    """Return a data folder with the demo book on its base day."""
    return write_book(folder() / "demo", load(data_file("demo.json"), BASE))


@cache
def big_folder(factor: int) -> Path:
    """Return a data folder with a big book: 1 is 2,000 customers / 50,000 interactions."""
    return write_book(folder() / f"big{factor}", Book(_tables(factor)))


def _tables(factor: int) -> Mapping[str, Iterable[Record]]:
    return big_tables(factor=factor)


def size_mb(path: Path) -> float:
    """Return the size of a folder's book."""
    return (path / FILE).stat().st_size / 1e6


def named(factor: int) -> str:
    """Return what a big book is called in the table."""
    return f"{2_000 * factor:,} customers / {50_000 * factor:,}"
