"""The throwaway copy of the demo book."""

from datetime import date
from pathlib import Path

from repdesk.cli import demo
from repdesk.cli.workplace import Workplace
from repdesk.demo import stored
from tests.cli.running import NOW


def test_it_is_written_when_the_book_is_asked_for_and_gone_afterwards(tmp_path: Path) -> None:
    place = Workplace(tmp_path / "data", lambda: NOW)
    place.stand_at(date(2026, 6, 30))
    with demo.demo_copy(place) as copy:
        assert list(copy.folder.iterdir()) == []
        desk = copy.desk
        assert desk.book.count("customers") > 100
        desk.add_customer("[/] ${x}")
        copy.leave()
        assert copy.today == place.today
    assert not copy.folder.exists()
    assert not place.folder.exists()


def test_it_is_the_demo_reps() -> None:
    assert (demo.REP, demo.CURRENCY) == (stored.REP, stored.CURRENCY)
