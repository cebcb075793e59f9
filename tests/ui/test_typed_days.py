"""Days and periods typed on the screens, in both languages: the grammar of the one-line log."""

import pytest
from textual.pilot import Pilot

from repdesk.ui.app import RepdeskApp
from repdesk.ui.forms.customer import CustomerForm
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app
from tests.ui.desk_ports import book_of, ports
from tests.ui.screen_text import screen_text, settled

BOTH = [("en", "fri", "2026-07-03"), ("zh", "下周三", "2026-07-08")]


async def opened(pilot: Pilot[None], *keys: str) -> None:
    await settled(pilot)
    await pilot.press(*keys)
    await settled(pilot)


def app_of(store: MemoryStore, language: str) -> RepdeskApp:
    return RepdeskApp(ports(store, language=language))


@pytest.mark.parametrize(
    ("language", "typed", "echo"),
    [("en", "fri 3pm", "Fri 3 Jul 15:00"), ("zh", "周五下午3点", "7月3日 周五 15:00")],
)
async def test_a_promise_keeps_the_time_typed_behind_its_day(
    language: str, typed: str, echo: str
) -> None:
    store = book_of(["张家港华昌"])
    app = app_of(store, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "2")
        await opened(pilot, "a", *"demo", "tab", *typed)
        assert echo in screen_text(app)
        await opened(pilot, "f2")
        (row,) = store.book.of("followups", "customer", "c1")
        assert (row.due, row.time) == ("2026-07-03", "15:00")


@pytest.mark.parametrize(
    ("language", "typed", "why"),
    [("en", "yesterday", "Mon 29 Jun · yesterday"), ("zh", "昨天", "6月29日 周一 · 昨天")],
)
async def test_a_promise_in_the_past_is_refused_with_its_echo(
    language: str, typed: str, why: str
) -> None:
    store = book_of(["[/] ${x}"])
    app = app_of(store, language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "2")
        await opened(pilot, "a", *"call", "tab", *typed, "f2")
        assert store.book.count("followups") == 0
        assert why in screen_text(app)


@pytest.mark.parametrize(("language", "typed", "day"), BOTH)
async def test_z_twice_asks_for_the_day(language: str, typed: str, day: str) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(45, 16)) as pilot:
        await opened(pilot, "z", "z")
        await opened(pilot, *typed, "enter")
        assert store.book.get("followups", "f1").due == day
        await opened(pilot, "u", "2", "z", "z", *typed, "enter")
        (snoozed,) = [row for row in store.book.rows("customers") if row.snooze_until]
        assert snoozed.snooze_until == day
        await opened(pilot, "u", "space", "j", "space", "z", "z", *typed, "enter")
        until = [row.snooze_until for row in store.book.rows("customers") if row.snooze_until]
        assert until == [day, day]


@pytest.mark.parametrize("typed", ["today", "yesterday", "soon", "fri 3pm"])
async def test_snoozing_until_no_day_to_come_is_refused_and_esc_leaves_no_draft(typed: str) -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "z", "z")
        await opened(pilot, *typed, "enter")
        assert store.lines == []
        assert typed in screen_text(app)
        await opened(pilot, "escape")
        assert "draft" not in screen_text(app)


@pytest.mark.parametrize(("language", "typed", "day"), BOTH)
async def test_a_customer_is_left_alone_until_a_typed_day(
    language: str, typed: str, day: str
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "e")
        form = app.screen
        assert isinstance(form, CustomerForm)
        form.widget("snooze_until").focus()
        await opened(pilot, *typed, "f2")
        (snoozed,) = [row for row in store.book.rows("customers") if row.snooze_until]
        assert snoozed.snooze_until == day


@pytest.mark.parametrize(
    ("language", "typed", "period"),
    [("en", "next quarter", "2026-Q3"), ("zh", "下季度", "2026-Q3"), ("zh", "2026-08", "2026-08")],
)
async def test_a_target_takes_a_period_as_it_is_said(
    language: str, typed: str, period: str
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "t")
        await opened(pilot, *"1.2万", "tab", "ctrl+u", *typed, "f2")
        found = [row for row in store.book.rows("targets") if row.period == period]
        assert [row.value for row in found] == [1_200_000]
