"""The plan of a day by keys: proposed, arranged, accepted; zones taught; in both languages."""

from typing import Any

import pytest

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.ui.cells import width
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app
from tests.ui.plan_book import EARLY, PROPOSED, TODAY, plan_book, rows_of, screen_of, shown, stops
from tests.ui.screen_text import line, screen_text, settled


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_plan_is_told_and_no_line_is_too_wide(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(plan_book(), language=language)
    async with app.run_test(size=size) as pilot:
        await shown(pilot)
        text = screen_text(app)
        begins = "Plan tomorrow Wed 1 Jul" if language == "en" else "计划 明天 周三 7月1日"
        assert line(app, 0).startswith(begins)
        assert "张家港华昌" in text
        assert "[/] ${x}" in text
        assert " 10:30" in text
        assert "~14:00" in text
        assert ("promised" if language == "en" else "承诺") in text
        for row in text.split("\n"):
            assert width(row) == size[0], row
        assert "?" in line(app, size[1] - 1)


async def test_accepted_it_stands_on_the_day_as_one_change_with_one_undo() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "3 of 6 visits, 1 of 10 calls · 苏州 3" in line(app, 0)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store) == [*EARLY, ("k", None, False, "call")]
        assert len(store.lines) == 1
        assert "4 contacts planned for tomorrow Wed 1 Jul; u takes it back" in screen_text(app)
        assert "all of it stands on the day" in line(app, 1)
        await pilot.press("s")
        await settled(pilot)
        assert len(store.lines) == 1
        assert "already" in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert stops(store) == [("f", "10:30", True, None)]
        assert "undone: plan accepted 2026-07-01" in screen_text(app)


async def test_an_accepted_plan_of_today_stands_on_today_with_its_calls() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("[")
        await settled(pilot)
        assert line(app, 0).startswith("Plan today Tue 30 Jun")
        await pilot.press("f2")
        await settled(pilot)
        assert ("k", None, False, "call") in stops(store, TODAY)
        await pilot.press("escape", "G")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "昆山立德" in screen_text(app)
        assert "call 昆山" in screen_text(app)


async def test_space_takes_out_and_in_and_x_takes_out() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert rows_of(app) == ["p", "s1", "a", "k"]
        await pilot.press("space")
        assert rows_of(app) == ["s1", "a", "k", "p"]
        assert screen_of(app).rows.row_id == "s1"
        assert "left out" in screen_text(app)
        assert "2 of 6 visits" in line(app, 0)
        await pilot.press("j", "x", "G", "x")
        assert rows_of(app) == ["s1", "k", "a", "p"]
        assert "Space takes it in" in screen_text(app)
        await pilot.press("space")
        assert rows_of(app) == ["s1", "p", "k", "a"]
        await pilot.press("g", "space", "f2")
        await settled(pilot)
        assert stops(store) == [("p", "09:00", False, None), ("k", None, False, "call")]


async def test_j_and_k_move_in_the_order_and_the_times_follow() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("J", "J")
        assert rows_of(app) == ["s1", "a", "p", "k"]
        assert screen_of(app).rows.row_id == "p"
        await pilot.press("J")
        assert "it is the last one" in screen_text(app)
        await pilot.press("K", "k", "K")
        assert "an appointment keeps its time" in screen_text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store)[:3] == PROPOSED


async def test_t_fixes_a_time_or_frees_it() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("t", *"1615", "enter")
        assert rows_of(app) == ["s1", "a", "p", "k"]
        assert " 16:15" in screen_text(app)
        await pilot.press("t", *"25", "enter")
        assert "no time yet" in screen_text(app)
        await pilot.press("escape", "k", "k", "t", "enter")
        assert "~09:00 张家港华昌" in screen_text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store)[:3] == [
            ("f", "09:00", False, None),
            ("a", "14:00", False, None),
            ("p", "16:15", True, None),
        ]


async def test_c_makes_a_call_of_a_visit_and_a_visit_of_a_call() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("c")
        assert "2 of 6 visits, 2 of 10 calls" in line(app, 0)
        await pilot.press("c")
        assert "3 of 6 visits, 1 of 10 calls" in line(app, 0)


async def test_a_adds_anybody_but_who_must_not_be_contacted() -> None:
    book = plan_book()
    barred = Customer(id="n", name="Nobody", do_not_contact=True)
    _store, app = day_app(Book({**_tables(book), "customers": [*book.customers(), barred]}))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("a", *"东升", "enter")
        await settled(pilot)
        assert screen_of(app).rows.row_id == "b"
        assert "无锡 1" in line(app, 0)
        await pilot.press("a", *"东升", "enter")
        await settled(pilot)
        assert "is on the plan already" in screen_text(app)
        await pilot.press("a", *"nobody", "enter")
        await settled(pilot)
        assert "marked do-not-contact" in screen_text(app)


def _tables(book: Book) -> dict[str, list[Any]]:
    names = ("customers", "stops", "followups", "interactions", "zones")
    return {name: list(book.rows(name)) for name in names}


async def test_enter_opens_the_profile_w_tells_why_and_l_logs() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert line(app, 0).startswith("Why [/] ${x}")
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        assert line(app, 0).startswith("[/] ${x}")
        await pilot.press("escape", "l")
        await settled(pilot)
        assert "[/] ${x}" in line(app, 0)
        assert line(app, 0).startswith("LOG")


async def test_without_neighbours_it_says_how_zones_are_taught_and_z_teaches_them() -> None:
    store, app = day_app(plan_book(zones=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "z says which zones lie side by side" in line(app, 1)
        await pilot.press("z")
        await settled(pilot)
        assert "苏州:" in screen_text(app)
        await pilot.press("up", "up", "up", "end", *" 无锡, Nowhere", "f2")
        await settled(pilot)
        taught = {row.name: row.neighbours for row in store.book.rows("zones")}
        assert taught["苏州"] == ("无锡", "Nowhere")
        assert taught["无锡"] == ("苏州",)
        assert "zones saved; u takes it back" in screen_text(app)
        assert "z says" not in line(app, 1)
        await pilot.press("u")
        await settled(pilot)
        assert list(store.book.rows("zones")) == []


async def test_a_zone_nobody_is_in_is_named_and_a_text_that_is_none_stays() -> None:
    store, app = day_app(plan_book(zones=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("z")
        await settled(pilot)
        await pilot.press("up", "up", "up", "end", *" 苏洲")
        assert "nobody is in 苏洲" in screen_text(app)
        await pilot.press("home", ":", "f2")
        await settled(pilot)
        assert "before the colon" in screen_text(app)
        assert "苏洲" in screen_text(app)
        assert store.lines == []


async def test_an_empty_book_says_what_to_do() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(45, 16)) as pilot:
        await shown(pilot)
        assert "Nobody is planned; a adds somebody." in screen_text(app)
        await pilot.press("space", "f2")
        await settled(pilot)
        assert "the plan is empty; a adds somebody" in screen_text(app)
