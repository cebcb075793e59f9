"""The log: all interactions by day, outcomes filled in by one key, found while typing."""

import pytest

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.entry import Entry
from repdesk.domain.interaction import Interaction
from repdesk.domain.policy import Policy
from repdesk.i18n import set_language
from repdesk.ui import log_rows
from repdesk.ui.app import RepdeskApp
from repdesk.ui.log_filter import LogFilter
from repdesk.ui.log_rows import LogRows
from repdesk.ui.screens.log import LogScreen
from tests.memory_store import MemoryStore, desk_of
from tests.ui.desk_ports import ports
from tests.ui.screen_text import line, screen_text, settled

CUSTOMERS = [Customer(id="c1", name="Acme Pumps"), Customer(id="c2", name="张家港华昌")]


def visit(number: int, at: str, customer: str, outcome: str | None, note: str) -> Interaction:
    return Interaction(
        id=f"i{number}", customer=customer, at=at, kind="visit", outcome=outcome, note=note
    )


def logged() -> MemoryStore:
    rows = [
        visit(1, "2026-06-29T09:00:00+08:00", "c1", "positive", "wants a quote"),
        visit(2, "2026-06-29T15:00:00+08:00", "c2", None, "看了样品"),
        visit(3, "2026-06-30T08:30:00+08:00", "c1", None, "left the sample"),
    ]
    return MemoryStore(Book({"customers": CUSTOMERS, "interactions": rows}))


async def test_days_stand_newest_first_and_gaps_are_marked() -> None:
    app = RepdeskApp(ports(logged()))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert line(app, 0).startswith("Log  3 of 3")
        text = screen_text(app)
        assert text.index("30 Jun Tue") < text.index("left the sample")
        assert text.index("left the sample") < text.index("29 Jun Mon") < text.index("看了样品")
        assert text.index("看了样品") < text.index("wants a quote")
        assert [row.count("?") for row in text.split("\n")[1:6]] == [0, 1, 0, 1, 0]


@pytest.mark.parametrize(
    ("key", "outcome"),
    [
        ("plus", "positive"),
        ("fullwidth_plus_sign", "positive"),
        ("0", "neutral"),
        ("minus", "negative"),
        ("m", "not_met"),
        ("x", "not_reached"),
    ],
)
async def test_one_key_fills_in_an_outcome(key: str, outcome: str) -> None:
    store = logged()
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press(key)
        await settled(pilot)
        assert store.book.get("interactions", "i3").outcome == outcome
        assert "u takes it back" in screen_text(app)


async def test_an_outcome_that_stands_is_not_overwritten() -> None:
    store = logged()
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("G", "minus")
        await settled(pilot)
        assert store.book.get("interactions", "i1").outcome == "positive"
        assert "already says: positive" in screen_text(app)


async def test_gaps_alone_then_words() -> None:
    app = RepdeskApp(ports(logged(), language="zh"))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        await pilot.press("f", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("记录  2 / 3")
        assert "wants a quote" not in screen_text(app)
        await pilot.press("f", *"left", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("记录  1 / 3")
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert line(app, 0).startswith("记录  3 / 3")


async def test_hiding_shows_no_other_customer_and_no_private_text() -> None:
    store = logged()
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "h")
        await settled(pilot)
        assert line(app, 0).startswith("Log")
        assert "Acme" not in screen_text(app)
        assert "张家港" not in screen_text(app)
        await pilot.press("2")
        await settled(pilot)
        assert "Acme" not in screen_text(app)
        await pilot.press("h", "enter")
        await settled(pilot)
        assert "general" in line(app, 0)
        await pilot.press("h")
        await settled(pilot)
        assert "Acme Pumps" in line(app, 0) or "张家港华昌" in line(app, 0)
        assert "general" not in line(app, 0)


def gaps(count: int) -> MemoryStore:
    """So many visits without an outcome, two a day, and one that has one."""
    rows = [
        visit(at, f"2026-06-{10 + at // 2:02}T{9 + at % 2:02}:00:00+08:00", "c1", None, f"gap {at}")
        for at in range(count)
    ]
    rows.append(visit(99, "2026-06-30T09:00:00+08:00", "c2", "positive", "看了样品"))
    return MemoryStore(Book({"customers": CUSTOMERS, "interactions": rows}))


async def test_ten_gaps_are_filled_with_ten_keys() -> None:
    store = gaps(10)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Log  10 of 11  without an outcome")
        assert "+ good  0 so-so  - bad  m not met  x nobody" in line(app, 1)
        for left, key in zip(range(9, -1, -1), ["plus", "minus"] * 5, strict=True):
            await pilot.press(key)
            await settled(pilot)
            assert line(app, 0).startswith(f"Log  {left} of 11")
        outcomes = [store.book.get("interactions", f"i{at}").outcome for at in range(10)]
        assert outcomes == ["negative", "positive"] * 5
        assert "Nothing fits. Esc shows all again." in screen_text(app)


async def test_the_one_after_it_is_next_when_a_gap_in_the_middle_is_filled() -> None:
    app = RepdeskApp(ports(gaps(6)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", "enter", "j", "j")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LogScreen)
        for key, following in (("plus", "i2"), ("0", "i1"), ("x", "i0"), ("m", "i4")):
            await pilot.press(key)
            await settled(pilot)
            assert screen.log_list.row_id == following


async def test_it_is_next_too_where_another_session_logged_something_meanwhile() -> None:
    store = gaps(6)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "f", "enter", "j", "j")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, LogScreen)
        desk_of(store, by="phone").log("c2", Entry(kind="visit"))
        await pilot.press("plus")
        await settled(pilot)
        assert store.book.get("interactions", "i3").outcome == "positive"
        assert line(app, 0).startswith("Log  6 of 8")
        assert screen.log_list.row_id == "i2"


async def test_space_then_one_key_fills_several_as_one_change() -> None:
    store = gaps(4)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "space", "space", "space", "space")
        await settled(pilot)
        assert line(app, 0).startswith("Log  5 of 5  4 selected")
        await pilot.press("m")
        await settled(pilot)
        assert "3 outcomes: decision maker not met; u takes them back; 1 left" in screen_text(app)
        assert len(store.lines) == 1
        assert store.book.get("interactions", "i99").outcome == "positive"
        await pilot.press("u")
        await settled(pilot)
        assert {row.outcome for row in store.book.rows("interactions")} == {None, "positive"}
        await pilot.press("space", "escape")
        await settled(pilot)
        assert "selected" not in line(app, 0)


async def test_what_another_session_filled_meanwhile_is_not_overwritten() -> None:
    store = gaps(2)
    app = RepdeskApp(ports(store))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3", "j")
        await settled(pilot)
        desk_of(store, by="phone").edit("interactions", "i1", outcome="negative")
        await pilot.press("plus")
        await settled(pilot)
        assert store.book.get("interactions", "i1").outcome == "negative"
        assert "phone" in screen_text(app)


@pytest.mark.parametrize(
    ("policy", "language", "said"),
    [
        (Policy(), "en", "today 1 of 6 visits, 0 of 10 calls"),
        (Policy(), "zh", "今天拜访1/6,电话0/10"),
        (Policy(visits_a_day=4.5, calls_a_day=0), "en", "today 1 of 4.5 visits, 0 calls"),
        (Policy(days_off=("2026-06-30",)), "en", "today 1 visit, 0 calls"),
        (Policy(working_weekdays=()), "zh", "今天拜访1次,电话0个"),
    ],
)
async def test_the_day_is_counted_against_the_plan(
    policy: Policy, language: str, said: str
) -> None:
    app = RepdeskApp(ports(logged(), policy=policy, language=language))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("3")
        await settled(pilot)
        assert said in line(app, 1)
    set_language("en")


def test_a_key_of_the_search_folds_no_text_again(monkeypatch: pytest.MonkeyPatch) -> None:
    store = logged()
    read: list[str] = []
    plain = log_rows._text

    def counted(row: Interaction) -> str:
        read.append(row.id)
        return plain(row)

    monkeypatch.setattr(log_rows, "_text", counted)
    rows = LogRows()
    rows.listed(store.book, LogFilter("w"))
    assert sorted(read) == ["i1", "i2", "i3"]
    rows.listed(store.book, LogFilter("wa"))
    assert len(read) == 3
    desk_of(store).edit("interactions", "i3", note="wanted")
    assert rows.listed(store.book, LogFilter("wan")).count == 2
    assert read[3:] == ["i3"]


def test_days_that_did_not_change_are_not_walked_again() -> None:
    store = logged()
    rows = LogRows()
    rows.listed(store.book, LogFilter())
    kept = rows._days["2026-06-29"]
    desk_of(store).edit("interactions", "i3", outcome="positive")
    found = rows.listed(store.book, LogFilter())
    assert rows._days["2026-06-29"] is kept
    assert (found.ids, found.count) == (["", "i3", "", "i2", "i1"], 3)
    assert found.days == {0: "2026-06-30", 2: "2026-06-29"}


def test_the_log_finds_what_the_customer_list_finds() -> None:
    customer = Customer(id="c1", name="苏州恒力精密", keys=("suzhouhenglijingmi", "szhljm"))
    row = visit(1, "2026-06-29T09:00:00+08:00", "c1", "positive", "要报价")
    book = Book({"customers": [customer], "interactions": [row]})
    for text in ("hl", "suzhou", "恒力", "报价", "hl 报价", "报 恒力"):
        assert LogRows().listed(book, LogFilter(text)).count == 1, text
    for text in ("bx", "hl bx", "报价 x"):
        assert LogRows().listed(book, LogFilter(text)).count == 0, text
