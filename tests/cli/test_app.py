"""What the app is handed: what storage tells goes to the screen, once."""

from pathlib import Path

from repdesk.cli.app import app_ports
from repdesk.cli.workplace import Workplace


def test_a_torn_line_is_told_on_the_screen_and_not_again_after_it(tmp_path: Path) -> None:
    before = Workplace(tmp_path)
    before.desk.add_customer("[/] ${x}")
    before.leave()
    journal = tmp_path / "repdesk.json.journal"
    journal.write_bytes(journal.read_bytes() + b"0123456789abcdef {half")
    place = Workplace(tmp_path)
    place.on_screen = True
    handed = app_ports(place)
    assert handed.notices() == []
    desk = handed.open_book()
    (torn,) = handed.notices()
    assert "22" in torn
    assert str(journal) in torn
    desk.add_customer("张家港华昌")
    (rescued,) = handed.notices()
    assert "rescue" in rescued
    assert handed.notices() == []
    assert place.store.book.count("customers") == 2
    place.leave()


def test_a_damaged_draft_is_told_on_the_screen(tmp_path: Path) -> None:
    folder = tmp_path / "drafts"
    folder.mkdir()
    (folder / "d1.json").write_text("{half")
    handed = app_ports(Workplace(tmp_path))
    assert handed.notices() == []
    assert handed.drafts.list() == []
    (told,) = handed.notices()
    assert "d1.json" in told
