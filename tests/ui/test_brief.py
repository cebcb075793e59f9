"""The brief and the promises of a profile, by keys alone."""

import base64
from typing import Any

import pytest
from msgspec import structs

from repdesk.analytics.results import Brief
from repdesk.domain.book import Book
from repdesk.domain.customer import Contact
from repdesk.domain.interaction import Followup, Interaction
from repdesk.ui.cells import width
from repdesk.ui.screens.brief import BriefScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.promises import PromisesScreen
from repdesk.ui.screens.read import ReadScreen
from tests.analytics.brief_books import SECRET
from tests.hostile import TEXTS, harm_in
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import line, screen_text, settled


def told_book() -> Book:
    """The day's book; c1 has a person and something private, and kept one promise late."""
    book = day_book()
    rows: dict[str, list[Any]] = {
        "contacts": [
            Contact(id="w1", customer="c1", name="王军", power="decides", style="直来直去")
        ],
        "interactions": [
            Interaction(
                id="i9",
                customer="c1",
                at="2026-06-20T10:00:00+08:00",
                kind="call",
                note="[/] ${x}",
                raw=f"c [/] // {SECRET}",
                private=SECRET,
            )
        ],
        "followups": [
            Followup(
                id="f9",
                customer="c1",
                due="2026-06-10",
                text="寄样",
                state="done",
                closed="2026-06-12",
            ),
            Followup(id="f8", customer="c1", due="2026-07-02", text="付款", owner="them"),
        ],
    }
    tables = {
        table: [*book.rows(table), *rows.get(table, ())]
        for table in (
            "customers", "contacts", "interactions", "followups", "stops", "deals", "stage_events",
            "products", "orders", "payments", "targets",
        )
    }  # fmt: skip
    return Book(tables)


async def open_first(pilot: Any) -> None:
    """Open the profile of c1 from the list of customers."""
    await settled(pilot)
    await pilot.press("2")
    await settled(pilot)
    pilot.app.push_screen(ProfileScreen("c1", ("c1", "c2")))
    await settled(pilot)


def shown(app: Any) -> str:
    """The screen, spaces as they come; a wrapped line is put together again."""
    return " ".join(screen_text(app).split())


async def test_y_shows_and_copies_the_brief_without_what_is_private() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(app.screen, BriefScreen)
        assert line(app, 0).startswith("Brief 张家港华昌")
        told = shown(app)
        assert "ask for 王军 (decides) · 直来直去" in told
        assert "I owe: 答应回电确认样品交期 (2d late) · they owe: 付款 (in 2d)" in told
        assert "I kept 0 of 2" in told
        copied = app.clipboard.split("\n")
        assert 4 <= len(copied) <= 12
        assert copied[0] == "张家港华昌 · VIP"
        assert f"{len(copied)} lines sent to the terminal's clipboard" in told
        assert SECRET not in app.clipboard
        assert SECRET not in screen_text(app)
        app.copy_to_clipboard("")
        await pilot.press("y")
        await settled(pilot)
        assert app.clipboard.split("\n") == copied
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)


async def test_enter_tells_the_records_that_a_line_stands_on() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("y")
        await settled(pilot)
        await pilot.press("g", "down", "down")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadScreen)
        told = shown(app)
        assert "· f1" in told
        assert "· f8" in told
        assert "2d late" in told


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_no_line_is_too_wide_and_all_of_it_can_be_reached(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(told_book(), language=language)
    async with app.run_test(size=size) as pilot:
        await open_first(pilot)
        for keys in ("y", "G", "enter", "escape", "escape", "o", "G", "enter"):
            await pilot.press(keys)
            await settled(pilot)
            rows = screen_text(app).split("\n")
            assert {width(row) for row in rows} == {size[0]}
            assert rows[-1].strip()


async def test_while_the_screen_is_turned_to_the_customer_the_brief_stays_shut() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("h", "y")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        assert "for you alone" in screen_text(app)
        assert app.clipboard == ""
        await pilot.press("o")
        await settled(pilot)
        assert "kept on time" not in screen_text(app)


async def test_a_brief_that_comes_late_is_not_shown_over_another_customer() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        profile = app.screen
        assert isinstance(profile, ProfileScreen)
        late = Brief("c2", "2026-06-30", ())
        profile.post_message(profile.BriefReady(profile.book, late))
        await settled(pilot)
        assert app.screen is profile


async def test_without_numbers_y_says_why_nothing_comes() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        app.session.ports = structs.replace(app.session.ports, numbers=None)
        await pilot.press("y")
        await settled(pilot)
        assert "there are no numbers here" in screen_text(app)


@pytest.mark.parametrize("kind", ["clipboard", "half from bytes", "bidi", "lines", "markup"])
async def test_hostile_text_is_copied_harmless(kind: str) -> None:
    book = told_book()
    bad = Followup(id="f7", customer="c1", due="2026-06-01", text=TEXTS[kind])
    followups = [*book.rows("followups"), bad]
    tables = {table: list(book.rows(table)) for table in ("customers", "contacts", "products")}
    _store, app = day_app(Book({**tables, "followups": followups}))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("y")
        await settled(pilot)
        assert isinstance(app.screen, BriefScreen)
        assert harm_in(app.clipboard) == []
        assert base64.b64encode(app.clipboard.encode())
        assert harm_in(screen_text(app)) == []


async def test_o_lists_the_promises_and_what_became_of_them() -> None:
    store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("o")
        await settled(pilot)
        assert isinstance(app.screen, PromisesScreen)
        assert line(app, 0).startswith("Promises 张家港华昌  2 of 3 open")
        assert line(app, 1).startswith("kept on time, 12 months: I kept 0 of 2")
        rows = [line(app, at).strip(" >") for at in (2, 3, 4)]
        assert rows[0].startswith("! 28 Jun")
        assert rows[0].endswith("2d late")
        assert "theirs" in rows[1]
        assert rows[1].endswith("in 2d")
        assert rows[2].endswith("kept 2d late")
        await pilot.press("x")
        await settled(pilot)
        row = store.book.get("followups", "f1")
        assert (row.state, row.closed) == ("done", "2026-06-30")
        assert "done: 答应回电确认样品交期; u takes it back" in screen_text(app)
        assert len(store.lines) == 1
        await pilot.press("u")
        await settled(pilot)
        assert store.book.get("followups", "f1").state == "open"


async def test_a_promise_is_dropped_and_opened_again() -> None:
    store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("o", "g", "d")
        await settled(pilot)
        assert store.book.get("followups", "f1").state == "dropped"
        assert "will not be kept: 答应回电确认样品交期" in screen_text(app)
        assert "broken" in screen_text(app)
        app.screen.query_one("#promises").highlight("f9")  # type: ignore[attr-defined]
        await pilot.press("x")
        await settled(pilot)
        assert store.book.get("followups", "f9").state == "open"
        assert "open again: 寄样" in screen_text(app)


async def test_each_profile_has_its_own_promises_and_enter_reads_one() -> None:
    store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        await pilot.press("J", "o")
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert store.book.get("followups", "f2").state == "done"
        await pilot.press("escape", "K", "o")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, ReadScreen)
        assert "答应回电确认样品交期" in screen_text(app)


async def test_nothing_promised_says_how_to_begin() -> None:
    book = told_book()
    _store, app = day_app(Book({"customers": list(book.rows("customers"))}))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_first(pilot)
        assert "NEXT  ! no next step" in screen_text(app)
        await pilot.press("o")
        await settled(pilot)
        assert "a writes a promise down" in screen_text(app)
        await pilot.press("x")
        await settled(pilot)
        assert "no promise is highlighted" in screen_text(app)


async def test_who_has_no_next_step_is_marked_on_the_list_and_found_by_the_filter() -> None:
    _store, app = day_app(told_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        marked = [row for row in screen_text(app).split("\n") if "no next step" in row]
        assert len(marked) == 1
        assert marked[0].strip(" >").startswith("! 昆山立德")
        await pilot.press("f", *"next step", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  1 of 5  no next step")
        await pilot.press("enter")
        await settled(pilot)
        assert "! pump [/]" in screen_text(app)
