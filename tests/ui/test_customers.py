"""Customers by keys alone: found while typing, opened, stepped through, come back to."""

import pytest

from repdesk.i18n import set_language
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.profile import ProfileScreen
from tests.ui.days_book import day_app
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import line, screen_text, settled

NAMES = ("Acme Pumps", "Bolt & Nut", "张家港华昌", "[/] ${x}", "Delta Water")


async def test_the_list_says_how_many_of_how_many() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  5 of 5")
        text = screen_text(app)
        assert all(name in text for name in NAMES)


@pytest.mark.parametrize(("language", "title"), [("en", "Customers"), ("zh", "客户")])
async def test_first_line_names_the_screen_before_the_book_is_read(
    language: str, title: str
) -> None:
    app = RepdeskApp(ports(book_of(NAMES), language=language))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert line(app, 0).startswith(title)
        assert screen_text(app).rstrip().splitlines()[-1].strip()


async def test_slash_and_initials_open_an_account() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        await pilot.press("slash", "d", "e", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Delta Water")


async def test_f_and_a_text_leave_those_that_fit_and_esc_shows_all_again() -> None:
    app = RepdeskApp(ports(book_of((*NAMES, "Delta Air"))))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "f", *"delta")
        await settled(pilot)
        assert "delta" in line(app, 2)
        assert "text" in line(app, 2)
        assert line(app, 2).rstrip().endswith("2")
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  2 of 6  delta")
        customers = app.screen
        assert isinstance(customers, CustomersScreen)
        await pilot.press("j", "space", "k", "enter", "J", "escape")
        await settled(pilot)
        assert app.screen_stack == [customers]
        assert line(app, 0).startswith("Customers  2 of 6  delta  1 selected")
        assert customers.customer_id == customers.customer_list.row_ids[1]
        await pilot.press("f")
        await settled(pilot)
        assert "delta ✓" in screen_text(app)
        await pilot.press("escape", "escape", "escape")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  6 of 6")


async def test_picking_a_customer_ranks_and_forgives_as_the_search_does() -> None:
    names = ("Acme Pumps", "Zeta", "Great Acme", "Acme")
    app = RepdeskApp(ports(store := book_of(names)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "l", *"acme")
        await settled(pilot)
        rows = [line(app, at).strip("> ").split("  ")[0] for at in (2, 3, 4)]
        assert rows == ["Acme", "Acme Pumps", "Great Acme"]
        await pilot.press("backspace", "backspace", *"em", "enter")
        await pilot.press("+", "enter")
        await settled(pilot)
        assert len(store.book.of("interactions", "customer", "c4")) == 1


async def test_highlight_and_filter_survive_a_trip_into_profiles() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        customers = app.screen
        assert isinstance(customers, CustomersScreen)
        await pilot.press("j", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        first = app.screen.customer_id
        await pilot.press("J")
        await settled(pilot)
        second = app.screen.customer_id
        assert second != first
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen_stack == [customers]
        assert customers.customer_id == second


async def test_markup_in_a_name_is_text() -> None:
    app = RepdeskApp(ports(book_of(["[/] ${x}", "[@click=app.quit]go[/]", "a\x1b[31mb\u202ec"])))
    async with app.run_test(size=(108, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        text = screen_text(app)
        assert "[@click=app.quit]go[/]" in text
        assert "\x1b" not in text
        assert "\u202e" not in text
        assert "a[31mbc" in text


async def test_a_wide_terminal_shows_the_profile_beside_the_list() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "TIMELINE" in screen_text(app)
        assert line(app, 0).startswith("Customers  5 of 5")
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert "TIMELINE" not in screen_text(app)


async def test_a_customer_just_added_is_the_one_the_next_key_is_about() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "f", "d", "e", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  1 of 5  de")
        await pilot.press("n", "N", "e", "w", "f2")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        record = app.screen.book.get("customers", app.screen.customer_id)
        assert record.name == "New"


async def test_while_typing_a_search_the_bottom_line_names_keys_that_work() -> None:
    app = RepdeskApp(ports(book_of(NAMES)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "slash", "d")
        await settled(pilot)
        keys = line(app, 23)
        assert "Enter open" in keys
        assert "Esc close search" in keys
        assert "/ search" not in keys


@pytest.mark.parametrize(("language", "said"), [("en", "on the plan"), ("zh", "已在计划")])
async def test_a_planned_stop_is_the_next_step(language: str, said: str) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        row = next(one for one in screen_text(app).split("\n") if "Suzhou Hengli" in one)
        assert said in row
        await pilot.press("slash", *"Suzhou", "enter")
        await settled(pilot)
        assert said in line(app, 3)
    set_language("en")
