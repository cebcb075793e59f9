"""The evening: today's stops that nothing was logged of stand on top of the log, one key each."""

import pytest

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction, Stop
from repdesk.ui.app import RepdeskApp
from repdesk.ui.cells import width
from repdesk.ui.ports import Ports, Settings
from repdesk.ui.screens.log import LogScreen
from tests.memory_store import MemoryStore, desk_of, ids
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled

DAY = "2026-06-30"
EVENING = f"{DAY}T18:05:00+08:00"
NAMES = ("张家港华昌", "[/] ${x}", "Suzhou Hengli", "无锡东升水务")


def evening_book(*more: Stop) -> Book:
    return Book(
        {
            "customers": [
                Customer(id=f"c{at}", name=name, zone="苏州") for at, name in enumerate(NAMES, 1)
            ],
            "stops": [
                Stop(id="s1", customer="c1", date=DAY, time="09:30"),
                Stop(id="s2", customer="c2", date=DAY, time="11:00"),
                Stop(id="s3", customer="c3", date=DAY, time="14:00", fixed=True),
                Stop(id="s4", customer="c4", date=DAY, time="16:00", state="done"),
                *more,
            ],
            "interactions": [
                Interaction(id="i4", customer="c4", at=f"{DAY}T16:10:00+08:00", kind="call"),
                Interaction(id="i1", customer="c1", at="2026-06-29T10:00:00+08:00", kind="note"),
            ],
        }
    )


def evening_app(
    book: Book | None = None, now: str = EVENING, language: str = "en"
) -> tuple[MemoryStore, RepdeskApp]:
    store = MemoryStore(book or evening_book())
    desk = desk_of(store, now=now)
    ports = Ports(
        open_book=lambda: desk,
        drafts=MemoryDrafts(),
        now=lambda: now,
        settings=Settings(language=language),
        new_id=ids("draft"),
    )
    return store, RepdeskApp(ports)


def states(store: MemoryStore) -> dict[str, str]:
    return {row.id: row.state for row in store.book.rows("stops")}


def of_today(store: MemoryStore, customer: str) -> list[tuple[str, str, str | None]]:
    rows = store.book.of("interactions", "customer", customer)
    return [(row.at[11:16], row.kind, row.outcome) for row in rows if row.at[:10] == DAY]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
async def test_what_is_not_logged_stands_on_top_with_its_keys(
    size: tuple[int, int], language: str
) -> None:
    _store, app = evening_app(language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        rows = screen_text(app).split("\n")
        assert ("Not logged (3)" if language == "en" else "行程还没记 (3)") in rows[1]
        assert ("v visited" if language == "en" else "v已拜访") in rows[1]
        assert [row[1:6] for row in rows[2:5]] == ["09:30", "11:00", "14:00"]
        assert ("0 of 6 visits, 1 of 10 calls" if language == "en" else "拜访0/6,电话1/10") in rows[
            5
        ]
        for row in rows:
            assert width(row) == size[0], row


async def test_by_day_nothing_stands_on_top() -> None:
    _store, app = evening_app(now=f"{DAY}T10:00:00+08:00")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert "Not logged" not in screen_text(app)
        assert line(app, 1).startswith("30 Jun Tue")


async def test_v_logs_the_visit_and_the_next_key_says_how_it_was() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "v")
        await settled(pilot)
        assert of_today(store, "c1") == [("09:30", "visit", None)]
        assert states(store)["s1"] == "done"
        assert "how was it" in screen_text(app)
        await pilot.press("plus")
        await settled(pilot)
        assert of_today(store, "c1") == [("09:30", "visit", "positive")]
        screen = app.screen
        assert isinstance(screen, LogScreen)
        assert screen.log_list.row_id == "stop s2"
        await pilot.press("u", "u")
        await settled(pilot)
        assert of_today(store, "c1") == []
        assert states(store)["s1"] == "planned"
        assert "Not logged (3)" in line(app, 1)


async def test_three_stops_are_written_down_with_three_keys() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        for key in ("plus", "x", "t"):
            await pilot.press(key)
            await settled(pilot)
        assert of_today(store, "c1") == [("09:30", "visit", "positive")]
        assert of_today(store, "c2") == [("11:00", "missed", None)]
        assert of_today(store, "c3") == []
        assert [states(store)[one] for one in ("s1", "s2", "s3")] == ["done", "missed", "moved"]
        assert [row.customer for row in store.book.of("stops", "day", "2026-07-01")] == ["c3"]
        assert "moved to 1 Jul Wed: Suzhou Hengli; u takes it back" in screen_text(app)
        assert "Not logged" not in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert "undone: stop moved Suzhou Hengli" in screen_text(app)
        assert states(store)["s3"] == "planned"
        assert store.book.of("stops", "day", "2026-07-01") == ()
        assert len(store.lines) == 4


async def test_stops_and_gaps_selected_together_are_one_change() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "space", "space", "j", "space")
        await settled(pilot)
        assert "3 selected" in line(app, 0)
        await pilot.press("0")
        await settled(pilot)
        assert "3 outcomes: neutral; u takes them back" in screen_text(app)
        assert len(store.lines) == 1
        assert of_today(store, "c1") == [("09:30", "visit", "neutral")]
        assert of_today(store, "c2") == [("11:00", "visit", "neutral")]
        assert of_today(store, "c4") == [("16:10", "call", "neutral")]
        assert "selected" not in line(app, 0)
        await pilot.press("u")
        await settled(pilot)
        assert "and 2 more" in screen_text(app)
        assert states(store) == {"s1": "planned", "s2": "planned", "s3": "planned", "s4": "done"}
        assert of_today(store, "c4") == [("16:10", "call", None)]


async def test_several_visits_at_once_leave_their_outcomes_to_be_filled() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "space", "space", "v")
        await settled(pilot)
        assert "2 visits saved; u takes it back" in screen_text(app)
        assert len(store.lines) == 1
        assert of_today(store, "c2") == [("11:00", "visit", None)]


async def test_the_log_form_closes_the_stop_and_goes_to_the_next_one() -> None:
    store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "j", "l", *"v+ agreed", "enter")
        await settled(pilot)
        assert states(store)["s2"] == "done"
        screen = app.screen
        assert isinstance(screen, LogScreen)
        assert screen.log_list.row_id == "stop s3"


async def test_enter_on_a_stop_opens_its_customer_and_keys_of_stops_stand_in_the_last_line() -> (
    None
):
    _store, app = evening_app()
    async with app.run_test(size=(120, 36)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert "t move" in line(app, 35)
        await pilot.press("G")
        await settled(pilot)
        assert "t move" not in line(app, 35)
        await pilot.press("g", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("张家港华昌")


async def test_only_a_filter_for_gaps_leaves_the_stops_on_top() -> None:
    _store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", "enter")
        await settled(pilot)
        assert "Not logged (3)" in line(app, 1)
        assert line(app, 0).startswith("Log  1 of 2  without an outcome")
        await pilot.press("f", "n", "enter")
        await settled(pilot)
        assert "Not logged" not in screen_text(app)


async def test_hiding_hides_the_stops_too() -> None:
    _store, app = evening_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "h")
        await settled(pilot)
        assert "张家港" not in screen_text(app)
