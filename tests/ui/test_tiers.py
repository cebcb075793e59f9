"""The tiers by keys: the review accepted whole or one by one, the own tier beside it."""

from typing import Any

import pytest
from msgspec import structs

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Preferences, TierMark
from repdesk.domain.record import Record
from repdesk.i18n import set_language, set_own_words
from repdesk.ui.app import RepdeskApp
from repdesk.ui.cells import width
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.tiers import PAUSE, TiersScreen
from tests.analytics.books import book, customers, steady
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled

REVIEWED = "2026-05-30"


def mark(customer: str, day: str = REVIEWED, **fields: Any) -> TierMark:
    return TierMark(id=f"{customer}-{day}", customer=customer, date=day, **fields)


def reviewed_book() -> Book:
    """Twenty buyers, reviewed a month ago: c18 and c19 rise, c17 was proposed, c1 is the rep's own.

    The larger the number, the more they buy; c0 came after the review.
    """
    names = [f"c{at}" for at in range(20)]
    marks: list[Record] = [
        mark("c19", to="key", waiting="VIP"),
        mark("c18", to="general", waiting="key"),
        mark("c17", to="general"),
        *(mark(name, to="general") for name in names[1:17]),
        mark("c1", "2026-04-02", to="VIP", by="rep", reason="标杆 [/]"),
        mark("c1", "2026-04-01", to="VIP"),
    ]
    orders = [
        order
        for at, name in enumerate(names)
        for order in steady(name, 30, 4, 20, str(100 * (at + 1) ** 2))
    ]
    made = book({"customers": customers(20), "orders": orders, "tier_marks": marks})
    own = made.get("customers", "c1")
    fields = {"own_tier": "VIP", "tier_reason": "标杆 [/]"}
    return made.with_puts([Put("customers", "c1", own, type(own)(**{**as_fields(own), **fields}))])


def as_fields(record: Any) -> dict[str, Any]:
    return {name: getattr(record, name) for name in record.__struct_fields__}


def machine(store: MemoryStore, customer: str) -> list[str | None]:
    """What the reviews made of a customer, mark by mark."""
    return [row.to for row in store.book.of("tier_marks", "customer", customer) if row.by != "rep"]


async def on_tiers(pilot: Any, app: RepdeskApp) -> TiersScreen:
    await settled(pilot)
    await pilot.press("T")
    await settled(pilot)
    assert isinstance(app.screen, TiersScreen)
    return app.screen


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_review_tells_who_would_move_and_which_factor(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(reviewed_book(), language=language)
    async with app.run_test(size=size) as pilot:
        screen = await on_tiers(pilot, app)
        text = screen_text(app)
        assert ("a review is due" if language == "en" else "该复核了") in line(app, 0)
        assert ("Would move (2)" if language == "en" else "要调级 (2)") in text
        ids = list(filter(None, screen.rows.row_ids))
        assert [one for one in ids if one.startswith("moved")] == ["moved c18", "moved c19"]
        assert "waiting c17" in ids
        assert ids.index("own c1") < ids.index("waiting c17")
        for row in text.split("\n"):
            assert width(row) == size[0], row
        screen.rows.highlight("moved c19")
        await pilot.pause(2 * PAUSE)
        assert ("above 98% of all: " if language == "en" else "百分位98:") in screen_text(app)
    set_language("en")


async def test_f2_accepts_all_as_one_change_and_u_takes_it_back() -> None:
    store, app = day_app(reviewed_book())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tiers(pilot, app)
        before = store.book.seq
        await pilot.press("f2")
        await settled(pilot)
        assert store.book.seq == before + 1
        assert machine(store, "c19")[-1] == "VIP"
        assert machine(store, "c18")[-1] == "key"
        assert store.book.of("tier_marks", "customer", "c17")[-1].waiting is not None
        assert "review saved: 2 moved, 1 with their first tier; u takes it back" in screen_text(app)
        assert "reviewed 30 Jun, next from 28 Jul" in line(app, 0)
        assert not any(one.startswith("moved") for one in screen.rows.row_ids)
        await pilot.press("f2")
        await settled(pilot)
        assert "nothing was to change" in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert machine(store, "c19") == ["key"]
        assert "moved c19" in screen.rows.row_ids


async def test_space_picks_who_moves_and_who_was_left_out_is_proposed_again() -> None:
    store, app = day_app(reviewed_book())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tiers(pilot, app)
        screen.rows.highlight("moved c18")
        await pilot.press("space", "s")
        await settled(pilot)
        assert machine(store, "c18")[-1] == "key"
        assert machine(store, "c19") == ["key"]
        assert "moved c19" in screen.rows.row_ids
        assert screen.rows.selected == ()
        screen.rows.highlight("waiting c17")
        await settled(pilot)
        screen.rows.highlight("own c1")
        await pilot.press("space", "f2")
        await settled(pilot)
        assert "only who would move can be picked" in screen_text(app)


async def test_the_own_tier_has_a_reason_and_a_date_and_the_opinion_beside_it() -> None:
    store, app = day_app(reviewed_book())
    async with app.run_test(size=(120, 36)) as pilot:
        screen = await on_tiers(pilot, app)
        row = next(one for one in screen_text(app).split("\n") if "标杆 [/]" in one)
        assert "2 Apr" in row
        assert "VIP → gen." in row
        assert row.startswith(" !")
        screen.rows.highlight("moved c19")
        await pilot.press("t", "3", "tab", *"战略 ${x}", "enter")
        await settled(pilot)
        record = store.book.get("customers", "c19")
        assert (record.own_tier, record.tier_reason) == ("key", "战略 ${x}")
        last = store.book.of("tier_marks", "customer", "c19")[-1]
        assert (last.by, last.date, last.to) == ("rep", "2026-06-30", "key")
        assert "own tier key: " in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert store.book.get("customers", "c19").own_tier is None
        assert len(store.book.of("tier_marks", "customer", "c19")) == 1


@pytest.mark.parametrize(
    ("language", "title", "cell"),
    [
        ("en", "VIP (the orders say general, no longer fits)", "VIP(gen.)"),
        ("zh", "VIP (按订单是一般, 已不相符)", "VIP(一般)"),
    ],
)
async def test_list_and_profile_show_what_the_machine_says(
    language: str, title: str, cell: str
) -> None:
    store, app = day_app(reviewed_book(), language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        assert cell in screen_text(app)
        app.screen.customer_list.highlight("c1")
        await pilot.press("enter")
        await settled(pilot)
        assert title in line(app, 0)
        await pilot.press("w")
        await settled(pilot)
        assert ("your own since 2 Apr; " if language == "en" else "4月2日起自定") in screen_text(
            app
        )
        assert "标杆 [/]" in screen_text(app)
        await pilot.press("escape", "t", "1", "enter")
        await settled(pilot)
        assert store.book.get("customers", "c1").own_tier is None
        assert title not in line(app, 0)
        await pilot.press("h")
        await settled(pilot)
        assert "VIP" not in line(app, 0)
    set_language("en")


async def test_today_says_when_a_review_is_due_and_a_tier_no_longer_fits() -> None:
    store, app = day_app(reviewed_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        said = "T  tier review due, the last was on 30 May; 1 tier of yours no longer fits"
        assert said in line(app, 2)
        await pilot.press("T")
        await settled(pilot)
        await pilot.press("f2")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 2).startswith("T  1 tier of yours no longer fits")
        assert store.book.count("tier_marks") > 21


async def test_on_a_phone_that_is_said_once() -> None:
    _store, app = day_app(reviewed_book())
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        assert "T  tier review due, the last was on 30" in screen_text(app)
        await pilot.press("z", "d")
        await settled(pilot)
        assert "tier review due" not in screen_text(app)


async def test_enter_on_a_tier_lists_it_and_on_a_customer_opens_the_profile() -> None:
    _store, app = day_app(reviewed_book())
    async with app.run_test(size=(80, 24)) as pilot:
        screen = await on_tiers(pilot, app)
        screen.rows.highlight("moved c19")
        await pilot.press("enter")
        await settled(pilot)
        assert "key" in line(app, 0)
        await pilot.press("escape")
        await settled(pilot)
        screen.rows.highlight("tier VIP")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        assert app.screen.filter.tier == "VIP"
        assert list(app.screen.customer_list.row_ids) == ["c1"]
        await pilot.press("escape", "T")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith("Customers  1 of 20  VIP")


async def test_a_tier_form_left_half_way_waits_as_a_draft() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(reviewed_book(), drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "t", "tab", *"half", "escape")
        await settled(pilot)
        assert [one.form for one in drafts.kept.values()] == ["tier"]
        assert store.lines == []


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_few_customers_have_no_shares_and_it_says_so(language: str) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tiers(pilot, app)
        said = "customers who ordered: 3" if language == "en" else "3"
        assert said in line(app, 21)
        await pilot.press("f2")
        await settled(pilot)
        assert ("nothing was to change" if language == "en" else "没有") in screen_text(app)
    set_language("en")


async def test_an_empty_book_has_tiers_without_anybody() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await on_tiers(pilot, app)
        assert "in time 0/0" in screen_text(app)
        assert "Would move" not in screen_text(app)


async def test_tiers_are_called_what_the_rep_calls_them() -> None:
    set_own_words({"tier.VIP": "金牌"})
    try:
        _store, app = day_app(reviewed_book(), language="zh")
        async with app.run_test(size=(80, 24)) as pilot:
            await on_tiers(pilot, app)
            assert "金牌" in screen_text(app)
            assert "VIP" not in screen_text(app)
    finally:
        set_own_words({})
        set_language("en")


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_on_a_phone_every_choice_of_a_form_stands_in_view(language: str) -> None:
    _store, app = day_app(reviewed_book(), language=language)
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("2", "t")
        await settled(pilot)
        for number in range(1, 6):
            assert f"{number} " in "".join(screen_text(app).split("\n")[1:3])
        await pilot.press("escape", "enter", "i")
        await settled(pilot)
        for number in range(1, 7):
            assert f"{number} " in "".join(screen_text(app).split("\n")[2:5])
    set_language("en")


@pytest.mark.parametrize(
    ("name", "size", "head"),
    [
        ("", (80, 24), "VIP(gen.)  prefers email  before 11:00"),
        ("[/] ${x} 张家港华昌" * 4, (80, 24), "…  VIP(gen.)  prefers email  before 11:00"),
        ("[/] ${x} 张家港华昌" * 4, (45, 16), "…  VIP(gen.)  prefe… "),
    ],
)
async def test_the_preferred_channel_keeps_its_place_beside_a_long_opinion_and_name(
    name: str, size: tuple[int, int], head: str
) -> None:
    book = reviewed_book()
    known = book.get("customers", "c1")
    wish = structs.replace(
        known,
        name=name or known.name,
        preferences=Preferences(channel="email", time="before 11:00"),
    )
    _store, app = day_app(book.with_puts([Put("customers", "c1", known, wish)]))
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("2")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        app.screen.customer_list.highlight("c1")
        await pilot.press("enter")
        await settled(pilot)
        assert head in line(app, 0)
        assert line(app, 0).endswith("J/K")
