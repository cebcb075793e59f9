"""Whole logs that come all at once, as over a slow line, are saved as if typed key by key."""

from textual import events
from textual.app import App
from textual.keys import _character_to_key

from repdesk.domain.change import Put
from repdesk.domain.interaction import Stop
from repdesk.ui.forms.log import LogForm
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import settled

NAMED = {"enter": "\r", "f2": None, "backspace": None, "left": None, "escape": None, "tab": "\t"}


def at_once(app: App[None], *keys: str) -> None:
    """Hand in all keys before the first of them can do anything."""
    for key in keys:
        if key in NAMED:
            app.post_message(events.Key(key, NAMED[key]))
        else:
            app.post_message(events.Key(_character_to_key(key), key))


async def test_a_whole_entry_at_once_is_saved_and_the_next_keys_are_the_list_s() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at_once(app, "l", "+", "enter", "j", "l", *"v- b", "enter")
        for _round in range(4):
            await settled(pilot)
        first, second = (store.book.of("interactions", "customer", c)[-1] for c in ("c1", "c2"))
        assert (first.raw, second.raw) == ("+", "v- b")
        assert len(app.screen_stack) == 1


async def test_corrections_at_once_stand_in_their_order() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at_once(app, "l", *"abc", "backspace", "d", "left", "left", *"你")
        for _round in range(3):
            await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert app.screen.texts()["line"] == "a你bd"


async def test_what_is_refused_keeps_the_form_and_the_next_words_are_its() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at_once(app, "l", "enter", *"v ok", "enter")
        for _round in range(4):
            await settled(pilot)
        assert store.book.of("interactions", "customer", "c1")[-1].raw == "v ok"


async def test_two_stops_at_once() -> None:
    more = Stop(id="s2", customer="c4", date="2026-06-30", time="11:00")
    store, app = day_app(day_book().with_puts([Put("stops", more.id, None, more)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        at_once(app, "l", "+", "f2", *"v0 b", "f2", *"v- c", "enter")
        for _round in range(6):
            await settled(pilot)
        rows = {row.customer: row.raw for row in store.book.rows("interactions") if row.raw}
        assert rows == {"c1": "+", "c3": "v0 b", "c4": "v- c"}


async def test_enter_twice_saves_once() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "+")
        at_once(app, "enter", "enter")
        for _round in range(3):
            await settled(pilot)
        assert len(store.lines) == 1
