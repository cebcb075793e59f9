"""Hostile text on every screen: shown harmless, in its place, and nothing of it comes alive."""

import pytest
from msgspec.structs import replace
from textual import events

from repdesk.cli.numbers import Numbers
from repdesk.domain.entry import DealEntry, Entry, Promise
from repdesk.domain.policy import Policy
from repdesk.domain.rules import MAX_TEXT
from repdesk.ui.app import RepdeskApp
from repdesk.ui.ports import Ports
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.wording.cells import width
from tests.hostile import TEXTS, harm_in
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import NOW, ports
from tests.ui.screen_text import screen_text, settled

SHOWN = {kind: text for kind, text in TEXTS.items() if "half" not in kind and kind != "too long"}


def store_of(texts: list[str]) -> MemoryStore:
    """A book with a customer of each name, the text in every field that holds any."""
    desk = desk_of(store := MemoryStore())
    for text in texts:
        customer = desk.add_customer(
            text, zone=text, needs=text, address=text, own_tier="VIP", tags=(text,)
        ).answer
        desk.add("contacts", customer=customer, name=text, role=text, note=text, phones=(text,))
        desk.log(
            customer,
            Entry(
                kind="visit",
                at=NOW,
                outcome="positive",
                note=text,
                raw=text,
                private=text,
                promises=(Promise(due="2026-06-29", text=text),),
                deals=(DealEntry(title=text, amount=100),),
            ),
        )
    return store


def with_numbers(store: MemoryStore) -> Ports:
    """Ports as the app has them, with real numbers."""
    return replace(ports(store), numbers=Numbers(Policy()))


def check(app: RepdeskApp) -> str:
    shown = screen_text(app)
    assert harm_in(shown) == []
    lines = shown.split("\n")
    assert len(lines) == 24
    assert {width(line) for line in lines} == {80}
    return shown


async def test_on_every_screen() -> None:
    store = store_of(list(SHOWN.values()))
    app = RepdeskApp(with_numbers(store))
    seen = set()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in ("1", "pagedown", "3", "pagedown", "4", "question_mark", "escape", "2"):
            await pilot.press(keys)
            await settled(pilot)
            check(app)
        await pilot.press("enter")
        for keys in ("y", "o", "w"):
            await pilot.press(keys)
            await settled(pilot)
            assert not isinstance(app.screen, ProfileScreen)
            check(app)
            await pilot.press("escape")
        for _kind in SHOWN:
            await pilot.pause()
            seen.add(check(app).split("\n")[0])
            await pilot.press("J")
        assert len(seen) == len(SHOWN)
        for keys in ("escape", "g"):
            await pilot.press(keys)
        for _row in range(6):
            for keys in ("l", "escape", "e", "escape"):
                await pilot.press(keys)
                await pilot.pause()
                check(app)
            await pilot.press("j", "j", "j", "j")
        assert app.is_running
        assert store.book.count("customers") == len(SHOWN)


@pytest.mark.parametrize("way", ["P", "slash a", "3 f", "2 f", "colon", "1 w", "1 d i"])
async def test_on_every_screen_behind_a_key(way: str) -> None:
    app = RepdeskApp(with_numbers(store_of(list(SHOWN.values()))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for key in way.split():
            await pilot.press(key)
            await settled(pilot)
            check(app)
        await pilot.press("pagedown")
        await settled(pilot)
        check(app)
        assert app.is_running


async def test_on_the_screens_about_the_list() -> None:
    store = store_of(list(SHOWN.values()))
    app = RepdeskApp(replace(ports(store), numbers=Numbers(Policy())))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in (
            "w",
            "escape",
            "T",
            "G",
            "t",
            "escape",
            "escape",
            "s",
            "w",
            "escape",
            "escape",
        ):
            await pilot.press(keys)
            await settled(pilot)
            check(app)
        await pilot.press("2")
        await settled(pilot)
        for _kind in SHOWN:
            for keys in ("w", "G", "escape", "i", "escape", "j"):
                await pilot.press(keys)
                await settled(pilot)
                check(app)
        assert app.is_running


@pytest.mark.parametrize("kind", ["colour", "lines", "bidi", "markup", "lone half", "unassigned"])
async def test_pasted_into_a_form(kind: str) -> None:
    store = store_of(["Acme"])
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "a")
        await settled(pilot)
        before = store.book.count("followups")
        assert app.focused is not None
        app.focused.post_message(events.Paste(TEXTS[kind]))
        await settled(pilot)
        check(app)
        await pilot.press("ctrl+s")
        await settled(pilot)
        check(app)
        saved = store.book.count("followups") > before
        assert saved != (len(app.screen_stack) > 1)


async def test_a_megabyte_pasted_is_kept_or_refused_in_words() -> None:
    store = store_of(["Acme"])
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "a")
        await settled(pilot)
        assert app.focused is not None
        app.focused.post_message(events.Paste("y" * (MAX_TEXT * 10)))
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        check(app)
        longest = max(len(row.text) for row in store.book.rows("followups"))
        assert longest <= MAX_TEXT
