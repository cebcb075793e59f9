"""A throwaway copy of the demo book, moved to the week of today."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import replace

from repdesk.cli.workplace import Workplace
from repdesk.data_files import data_file
from repdesk.demo.stored import CURRENCY, REP, load
from repdesk.storage.compaction import write_snapshot
from repdesk.storage.folder import Folder


@contextmanager
def demo_copy(place: Workplace) -> Iterator[Workplace]:
    """Give a workplace in a folder of its own that holds the demo book; it goes with the block."""
    book = load(data_file("demo.json"), place.today)
    with TemporaryDirectory(prefix="repdesk-demo-") as folder:
        write_snapshot(Folder(Path(folder)), book, 1, {})
        settings = replace(
            place.settings,
            name=place.settings.name or REP,
            policy=replace(place.settings.policy, currency=CURRENCY),
        )
        yield place.elsewhere(Path(folder), settings)
