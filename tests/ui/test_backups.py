"""The backups on the screen: listed, made, put back only after Enter and y."""

from collections.abc import Sequence

import pytest

from repdesk.domain.errors import NotFound
from repdesk.ui.app import RepdeskApp
from repdesk.ui.ports import Backup
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled


class KeptBooks:
    """Backups of a memory store: the book as it was."""

    def __init__(self, store: MemoryStore) -> None:
        self.store = store
        self.kept = {"a": store.book}
        self.gone = False

    def list(self) -> Sequence[Backup]:
        return [Backup(name, "2026-06-29T08:02", "day", 3) for name in sorted(self.kept)]

    def make(self) -> str:
        self.kept["b"] = self.store.book
        return "b"

    def restore(self, name: str) -> str:
        if self.gone:
            raise NotFound("backup.missing", what="backup", name=name)
        before, self.store._book = self.store.book, self.kept[name]
        self.kept["before"] = before
        return "before"


def kept_app(language: str = "en") -> tuple[MemoryStore, KeptBooks, RepdeskApp]:
    store = book_of(["Acme"])
    kept = KeptBooks(store)
    desk_of(store, by="note").add_customer("张家港华昌")
    return store, kept, RepdeskApp(ports(store, backups=kept, language=language))


@pytest.mark.parametrize(
    ("language", "asked", "said"),
    [
        ("en", "y puts the book of 2026-06-29 08:02 in the place", "restored; the book as it was"),
        ("zh", "y 用 2026-06-29 08:02 的账本替换现在的", "已恢复；之前的账本是备份 before"),
    ],
)
async def test_a_backup_is_put_back_after_enter_and_y(language: str, asked: str, said: str) -> None:
    store, _kept, app = kept_app(language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("colon", *"backups", "enter")
        await settled(pilot)
        assert "2026-06-29 08:02" in screen_text(app)
        await pilot.press("y")
        await settled(pilot)
        assert store.book.count("customers") == 2
        await pilot.press("enter")
        await settled(pilot)
        assert asked in line(app, 22)
        await pilot.press("y")
        await settled(pilot)
        assert said in line(app, 22)
        assert store.book.count("customers") == 1
        assert "张家港华昌" not in screen_text(app)


async def test_one_is_made_on_a_key_and_a_refusal_is_said() -> None:
    store, kept, app = kept_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("colon", *"backups", "enter")
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "backed up: b" in line(app, 22)
        assert "Backups  2" in line(app, 0)
        kept.gone = True
        await pilot.press("enter", "y")
        await settled(pilot)
        assert "there is no backup a" in line(app, 22)
        assert store.book.count("customers") == 2
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.screen_stack) == 1
