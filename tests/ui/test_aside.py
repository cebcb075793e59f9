"""Who is set aside, by keys: why, until when, and back by w and y."""

import pytest
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.interaction import Interaction
from repdesk.i18n import set_language
from repdesk.ui.cells import width
from repdesk.ui.screens.aside import AsideScreen
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import line, screen_text, settled


def aside_book() -> Book:
    """The day's book with c4 just visited and c5 snoozed."""
    book = day_book()
    visit = Interaction(id="i9", customer="c4", at="2026-06-28T10:00:00+08:00", kind="visit")
    one = book.get("customers", "c5")
    return book.with_puts(
        [
            Put("interactions", "i9", None, visit),
            Put("customers", "c5", one, replace(one, snooze_until="2026-07-20")),
        ]
    )


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize(
    ("language", "title", "snoozed", "gap"),
    [
        ("en", "Set aside  2 of 5", "snoozed until 20 Jul", "contacted lately; again from 8 Jul"),
        ("zh", "暂搁的客户  2 / 5", "推迟到", "刚联系过"),
    ],
)
async def test_s_lists_who_is_hidden_why_and_until_when(
    language: str, title: str, snoozed: str, gap: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(aside_book(), language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert line(app, 0).startswith(title)
        assert "昆山立德" in line(app, 1)
        assert snoozed[:14] in line(app, 1)
        assert "无锡东升水务" in line(app, 2)
        assert gap[:14] in line(app, 2)
        assert {width(row) for row in screen_text(app).split("\n")} == {size[0]}
    set_language("en")


async def test_w_and_y_bring_one_back_and_the_list_follows() -> None:
    store, app = day_app(aside_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert store.book.get("customers", "c5").snooze_until is None
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 0).startswith("Set aside  1 of 5")
        assert "昆山立德" not in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert line(app, 0).startswith("Set aside  2 of 5")
        await pilot.press("g", "z", "w")
        await settled(pilot)
        assert store.book.get("customers", "c5").snooze_until == "2026-07-07"
        assert "snoozed until 7 Jul" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith("昆山立德")
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert line(app, 0).startswith("Today")


async def test_nobody_set_aside_is_said() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("s")
        await settled(pilot)
        assert isinstance(app.screen, AsideScreen)
        assert "Nobody is set aside" in screen_text(app)
        await pilot.press("w")
        await settled(pilot)
        assert "no customer is highlighted" in screen_text(app)
