"""Keys that arrive at once, as on a slow line: each reaches what the one before it opened."""

from typing import Any

from textual import events
from textual.pilot import Pilot

from repdesk.ui.forms.base import FormScreen
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app
from tests.ui.screen_text import line, screen_text, settled

NAMES = {"/": "slash", "+": "plus", " ": "space", ":": "colon"}


async def at_once(pilot: Pilot[Any], *keys: str) -> None:
    """Let the keys arrive together; words are letters."""
    for word in keys:
        for key in [word] if word in ("enter", "escape", "down", "f2") else word:
            name = NAMES.get(key, key)
            pilot.app.post_message(events.Key(name, key if len(key) == 1 else None))
    await settled(pilot)
    await settled(pilot)


async def test_a_search_typed_in_one_breath() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await at_once(pilot, "/hengli", "enter")
        assert isinstance(app.screen, ProfileScreen)
        assert app.screen.customer_id == "c3"
        assert not app.hiding


async def test_a_visit_typed_in_one_breath_is_saved_as_typed() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await at_once(pilot, "lv+ has quoted", "enter")
        visit = store.book.of("interactions", "customer", "c1")[-1]
        assert visit.raw == "v+ has quoted"
        assert isinstance(app.screen, TodayScreen)


async def test_screens_forms_and_the_palette_one_after_the_other() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await at_once(pilot, "2nZeta Ltd", "f2")
        assert isinstance(app.screen, CustomersScreen)
        assert "added Zeta Ltd" in screen_text(app)
        await at_once(pilot, ":undo", "enter")
        assert "undone" in screen_text(app)
        assert not any(row.name == "Zeta Ltd" for row in store.book.rows("customers"))
        await at_once(pilot, "1", "enter", "escape", "2g", "enter", "l")
        assert isinstance(app.screen_stack[-1], FormScreen)


async def test_a_key_that_does_nothing_holds_up_none() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await at_once(pilot, "§§b§2")
        assert line(app, 0).startswith("Customers")


async def test_a_paste_waits_its_turn() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.post_message(events.Key("slash", "/"))
        app.post_message(events.Paste("恒力"))
        app.post_message(events.Key("x", "x"))
        await settled(pilot)
        await settled(pilot)
        assert line(app, 1).strip().startswith("/ 恒力x")
