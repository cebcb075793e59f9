"""Tab walks through what was read, and each field is put right by keys; the line stays as typed."""

import pytest

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Contact
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.record import Record
from repdesk.ui.forms.log import LogForm
from repdesk.ui.forms.log_walk import CorrectionRow
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app, day_book
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled


def book_with_people() -> Book:
    """The day's book; 张家港华昌 has two people and two open deals."""
    rows: dict[str, list[Record]] = {
        "contacts": [
            Contact(id="p1", customer="c1", name="王军"),
            Contact(id="p2", customer="c1", name="王丽 [/]"),
        ],
        "deals": [
            Deal(id="d7", customer="c1", title="pump"),
            Deal(id="d8", customer="c1", title="[/] ${x}"),
        ],
        "stage_events": [
            StageEvent(id="e7", deal="d7", at="2026-05-01", stage="quote"),
            StageEvent(id="e8", deal="d8", at="2026-05-01", stage="lead"),
        ],
    }
    return day_book().with_puts(
        Put(table, row.id, None, row) for table, records in rows.items() for row in records
    )


async def test_tab_walks_from_the_line_through_every_field_and_back() -> None:
    _store, app = day_app(book_with_people())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ !fri call $500 pump >quote")
        await settled(pilot)
        seen = []
        for _ in range(20):
            await pilot.press("tab")
            await settled(pilot)
            key = app.screen.query_one(CorrectionRow).key
            if not key:
                break
            seen.append(key)
        assert seen == [
            *("kind", "outcome", "when", "people", "due 0", "text 0", "owner 0"),
            *("amount 0", "title 0", "deal 0", "stage", "moved"),
        ]
        assert app.focused is app.screen.query_one("#field-line")
        assert "[3 call" not in screen_text(app)
        await pilot.press("shift+tab")
        await settled(pilot)
        assert app.screen.query_one(CorrectionRow).key == "moved"


async def test_kind_outcome_day_and_people_are_put_right_and_raw_is_what_was_typed() -> None:
    store, app = day_app(book_with_people())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ asked for a quote")
        await pilot.press("tab", "2", "tab", "4", "tab", *"yesterday 15:00", "tab", "1", "2")
        await settled(pilot)
        text = screen_text(app)
        assert "call" in text
        assert "Mon 29 Jun 15:00 · yesterday, negative, 王军, 王丽 [/]" in text
        await pilot.press("1", "enter")
        await settled(pilot)
        (change,) = store.lines
        assert change
        row = store.book.of("interactions", "customer", "c1")[-1]
        assert (row.kind, row.outcome, row.contacts) == ("call", "negative", ("p2",))
        assert row.at == "2026-06-29T15:00:00+08:00"
        assert (row.raw, row.note) == ("v+ asked for a quote", "asked for a quote")
        await pilot.press("u")
        await settled(pilot)
        assert [one.id for one in store.book.of("interactions", "customer", "c1")] == ["i1"]


async def test_a_promise_gets_another_day_text_and_owner_or_is_none() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v !fri call ~3 Jul plan")
        for _ in range(4):
            await pilot.press("tab")
        await pilot.press("ctrl+k", "ctrl+u", *"2w", "tab", *" back", "tab", "2", "tab")
        await pilot.press("ctrl+u", "enter")
        await settled(pilot)
        (promise,) = store.book.of("followups", "customer", "c1")[1:]
        assert (promise.due, promise.text, promise.owner) == ("2026-07-14", "call back", "them")
        assert store.book.of("interactions", "customer", "c1")[-1].raw == "v !fri call ~3 Jul plan"


async def test_what_a_field_cannot_be_stops_the_save_and_stays() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v !fri call", *["tab"] * 4, "ctrl+u", *"yesterday", "enter")
        await settled(pilot)
        assert store.lines == []
        assert isinstance(app.screen, LogForm)
        assert "in the past" in screen_text(app)
        assert "yesterday" in line(app, 2)
        await pilot.press("ctrl+u", *"3d", "enter")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c1")[-1].due == "2026-07-03"


async def test_which_of_two_wangs_and_which_deal_by_tab_and_a_digit() -> None:
    store, app = day_app(book_with_people())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v @王总 >won", "enter")
        await settled(pilot)
        assert "which contact?" in screen_text(app)
        await pilot.press("tab", "2", "enter")
        await settled(pilot)
        assert "which deal moves? Tab and a digit" in screen_text(app)
        await pilot.press("tab", "4", "enter")
        await settled(pilot)
        assert store.book.of("interactions", "customer", "c1")[-1].contacts == ("p2",)
        assert store.book.of("stage_events", "deal", "d8")[-1].stage == "won"


async def test_what_was_put_right_waits_in_a_draft() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ [/] ${x}", "tab", "2", "escape")
        await settled(pilot)
        (draft,) = drafts.kept.values()
        assert draft.data["line"] == "v+ [/] ${x}"
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "v+ [/] ${x}" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert "call" in line(app, 3)
        await pilot.press("enter")
        await settled(pilot)
        row = store.book.of("interactions", "customer", "c1")[-1]
        assert (row.kind, row.raw) == ("call", "v+ [/] ${x}")


async def test_a_line_changed_afterwards_is_never_given_an_older_correction() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v !fri call", *["tab"] * 4, "ctrl+u", *"10 Jul", *["tab"] * 3)
        await settled(pilot)
        assert app.focused is app.screen.query_one("#field-line")
        assert "10 Jul" in screen_text(app)
        await pilot.press(*["left"] * 5, "backspace", "backspace", "backspace", *"mon")
        await settled(pilot)
        assert '"10 Jul": the line was changed' in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c1")[-1].due == "2026-07-06"


@pytest.mark.parametrize("size", [(45, 16), (80, 24), (120, 36)])
@pytest.mark.parametrize(("language", "told"), [("en", "kind"), ("zh", "类别")])
async def test_the_row_stands_on_every_screen(
    language: str, told: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(book_with_people(), language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ ok", "tab")
        await settled(pilot)
        assert line(app, 2).strip().startswith(told)
        await pilot.press("tab", "tab", "tab")
        await settled(pilot)
        assert "王丽 [/]" in screen_text(app)


async def test_f1_tells_the_snippets_of_the_rep() -> None:
    _store, app = day_app(own_snippets={"1": "!3d 催款", "2": "送样 [/]"})
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert ";1 !3d 催款  ;2 送样 [/]" in screen_text(app)
        await pilot.press(*"c ;1", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
