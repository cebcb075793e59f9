"""A throwaway copy of the demo book, moved to the week of today."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from msgspec.structs import replace

from repdesk.cli.workplace import Workplace

if TYPE_CHECKING:
    from repdesk.desk import Store

REP, CURRENCY = "王敏", "CNY"


@contextmanager
def demo_copy(place: Workplace) -> Iterator[Workplace]:
    """Give a workplace in a folder of its own; it goes with the block.

    The demo book is written there when the book is first asked for, not before the first paint.
    """
    settings = replace(
        place.settings,
        name=place.settings.name or REP,
        policy=replace(place.settings.policy, currency=CURRENCY),
    )
    with TemporaryDirectory(prefix="repdesk-demo-") as folder:
        yield place.elsewhere(Path(folder), settings, _open_demo)


def _open_demo(place: Workplace) -> "Store":
    from repdesk.cli.book import open_book
    from repdesk.data_files import data_file
    from repdesk.demo.stored import load
    from repdesk.storage.compaction import write_snapshot
    from repdesk.storage.folder import Folder

    book = load(data_file("demo.json"), place.today)
    write_snapshot(Folder(place.folder), book, 1, {})
    return open_book(place)
