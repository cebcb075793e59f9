"""Two accounts become one from the profile: `m`, the other one found by typing, one undo."""

import pytest

from repdesk.ui.app import RepdeskApp
from tests.memory_store import desk_of
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled


@pytest.mark.parametrize(
    ("language", "asked", "said", "back"),
    [
        ("en", "Which account is also Acme?", "[/] ${x} is merged into this", "undone: merged"),
        ("zh", "哪个账户也是Acme", "已把[/] ${x}并入本客户", "已撤销"),
    ],
)
async def test_m_gives_everything_of_another_account_to_this_one(
    language: str, asked: str, said: str, back: str
) -> None:
    store = book_of(["Acme", "[/] ${x}", "张家港华昌"])
    desk_of(store, by="note").add("contacts", customer="c2", name="王军")
    app = RepdeskApp(ports(store, language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "slash", *"Acme", "enter", "m")
        await settled(pilot)
        assert asked in line(app, 0)
        await pilot.press("$", "{", "x", "enter")
        await settled(pilot)
        assert said in line(app, 22)
        assert "王军" in screen_text(app)
        assert store.book.get("customers", "c2") is None
        assert store.book.get("customers", "c1").aliases == ("[/] ${x}",)
        assert store.backups == ["merge"]
        await pilot.press("u")
        await settled(pilot)
        assert back in line(app, 22)
        assert store.book.get("customers", "c2").name == "[/] ${x}"


async def test_esc_merges_nothing_and_itself_is_refused_in_words() -> None:
    store = book_of(["Acme", "Bolt"])
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "g", "enter", "m", "escape")
        await settled(pilot)
        assert store.book.count("customers") == 2
        await pilot.press("m", "a", "c", "m", "e", "enter")
        await settled(pilot)
        assert "that is the same customer" in line(app, 22)
        assert store.book.count("customers") == 2
