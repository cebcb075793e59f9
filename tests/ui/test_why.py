"""Why, by keys: the sum, the rhythm, why not X and the key that brings it in, with undo."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from msgspec.structs import replace
from textual.pilot import Pilot

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction
from repdesk.domain.policy import DEFAULT_TIERS, Policy
from repdesk.i18n import set_language
from repdesk.ui.cells import width
from repdesk.ui.screens.why import WhyScreen
from tests.ui.days_book import NAMES, day_app, day_book
from tests.ui.screen_text import line, screen_text, settled

SIZES = [(80, 24), (45, 16), (120, 36)]


def with_customer(customer: str, **fields: object) -> Book:
    """The day's book with a customer changed."""
    book = day_book()
    record = book.get("customers", customer)
    return book.with_puts([Put("customers", customer, record, replace(record, **fields))])


async def open_why(pilot: Pilot[None], customer: str) -> None:
    """Find a customer by its place in the list of all, and ask why."""
    await settled(pilot)
    await pilot.press("2", "slash", *NAMES[int(customer[1]) - 1][:2], "enter")
    await settled(pilot)
    await pilot.press("w")
    await settled(pilot)


def amounts(text: str) -> Iterator[Decimal]:
    """The amounts of the sum, from top to bottom."""
    for row in text.split("\n"):
        last = row.split()[-1].replace(",", "") if row.strip() else ""
        if row.startswith("   ") and last.strip("+-")[:1].isdigit() and "." in last:
            yield Decimal(last)


async def test_w_shows_the_sum_that_adds_up_to_what_is_at_stake() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "j", "w")
        await settled(pilot)
        assert isinstance(app.screen, WhyScreen)
        assert line(app, 0).startswith("Why 无锡东升水务  potential  place 2")
        text = screen_text(app)
        *parts, total, change, stake = amounts(text)
        assert sum(parts) == total
        assert total + change == stake
        assert "days between orders: 46 42, now 60" in text
        assert "of your customers with 3–4 orders" in text or "none of your customers" in text
        assert "What potential gets" in text
        assert "Call every 21 days until the second order is there" in text
        await pilot.press("escape")
        await settled(pilot)
        assert line(app, 0).startswith("Today ")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_no_line_of_a_why_is_too_wide(language: str, size: tuple[int, int]) -> None:
    _store, app = day_app(with_customer("c5", snooze_until="2026-07-20"), language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        for keys in (("j", "j", "w"), ("escape", "2", "G", "w"), ("escape", "g", "w")):
            await pilot.press(*keys)
            await settled(pilot)
            assert isinstance(app.screen, WhyScreen)
            for _page in range(3):
                for row in screen_text(app).split("\n"):
                    assert width(row) == size[0], row
                await pilot.press("pagedown")
    set_language("en")


async def test_of_a_promise_or_a_stop_w_tells_the_place_on_the_whole_list() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert line(app, 0).startswith("Why 张家港华昌  VIP  place 1")
        text = screen_text(app)
        assert "A promise is due: that comes first" in text
        assert "last contact 9 Jun visit (21d)" in text


async def test_w_in_the_profile_too_and_w_after_z_is_a_week_there() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "j", "enter")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert line(app, 0).startswith("Why 无锡东升水务")
        await pilot.press("z", "w")
        await settled(pilot)
        assert store.book.get("customers", "c4").snooze_until == "2026-07-07"
        assert "not on the list: snoozed until 7 Jul" in screen_text(app)
        await pilot.press("u", "escape", "z", "w")
        await settled(pilot)
        assert store.book.get("customers", "c4").snooze_until == "2026-07-07"
        assert "snoozed to 7 Jul" in screen_text(app)


@pytest.mark.parametrize(
    ("fields", "told", "done", "after"),
    [
        ({"snooze_until": "2026-07-20"}, "y: wake it", "wake it", {"snooze_until": None}),
        (
            {"do_not_contact": True, "snooze_until": "2026-07-20"},
            "y: take the do-not-contact mark off, then wake it",
            "take the do-not-contact mark off, then wake it",
            {"do_not_contact": False, "snooze_until": None},
        ),
    ],
)
async def test_y_frees_who_is_hidden_and_u_takes_it_back(
    fields: dict[str, object], told: str, done: str, after: dict[str, object]
) -> None:
    store, app = day_app(with_customer("c5", **fields))
    async with app.run_test(size=(80, 24)) as pilot:
        await open_why(pilot, "c5")
        assert "not on the list" in screen_text(app)
        assert told in screen_text(app)
        await pilot.press("y")
        await settled(pilot)
        record = store.book.get("customers", "c5")
        assert {name: getattr(record, name) for name in after} == after
        assert f"done: {done}; u takes it back" in screen_text(app)
        assert "not on the list" not in screen_text(app)
        assert "place " in line(app, 0)
        await pilot.press("y")
        await settled(pilot)
        assert "is on the list: nothing is to be done" in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        record = store.book.get("customers", "c5")
        assert {name: getattr(record, name) for name in fields} == fields
        assert "undone: brought onto the list 昆山立德" in screen_text(app)


@pytest.mark.parametrize(
    ("language", "told", "text"),
    [
        ("en", "y: promise it for today, that comes first whatever the sum", "get in touch"),
        ("zh", "y: 今天就约上,无论多少钱都排最前", "联系一下"),
    ],
)
async def test_whom_only_time_or_money_would_bring_in_a_promise_does(
    language: str, told: str, text: str
) -> None:
    visit = Interaction(id="i9", customer="c4", at="2026-06-28T10:00:00+08:00", kind="visit")
    book = day_book().with_puts([Put("interactions", "i9", None, visit)])
    store, app = day_app(book, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_why(pilot, "c4")
        assert told in screen_text(app)
        await pilot.press("y")
        await settled(pilot)
        (promise,) = store.book.of("followups", "customer", "c4")
        assert (promise.due, promise.text) == ("2026-06-30", text)
        await pilot.press("u")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c4") == ()
    set_language("en")


async def test_nothing_brings_in_who_was_erased() -> None:
    gone = with_customer("c5", erased=True, name="-")
    _store, app = day_app(gone)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(WhyScreen("c5"))
        await settled(pilot)
        assert "nothing: it was erased" in screen_text(app)
        await pilot.press("y")
        await settled(pilot)
        assert "nothing brings it in today" in screen_text(app)


async def test_the_playbook_and_the_tier_are_in_the_reps_own_words() -> None:
    own = replace(DEFAULT_TIERS[2], playbook=("周二送样", "[/] ${x}"))
    policy = Policy(tiers=(*DEFAULT_TIERS[:2], own, DEFAULT_TIERS[3]))
    _store, app = day_app(policy=policy)
    async with app.run_test(size=(80, 24)) as pilot:
        await open_why(pilot, "c4")
        text = screen_text(app)
        assert "周二送样" in text
        assert "[/] ${x}" in text
        assert "Call every" not in text


async def test_while_the_screen_is_turned_to_the_customer_no_why_is_told() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("h", "w")
        await settled(pilot)
        assert "that is hidden; h shows it again" in screen_text(app)
        assert "at stake" not in screen_text(app)


async def test_in_an_empty_book_nobody_is_asked_about() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert "no customer is highlighted" in screen_text(app)
        await pilot.press("2", "w")
        await settled(pilot)
        assert "no customer is highlighted" in screen_text(app)


async def test_a_customer_without_an_order_has_no_rhythm_and_says_so_by_silence() -> None:
    book = day_book().with_puts([Put("customers", "c9", None, Customer(id="c9", name="新客户"))])
    _store, app = day_app(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        app.push_screen(WhyScreen("c9"))
        await settled(pilot)
        assert "never contacted" in screen_text(app)
        assert "Order rhythm" not in screen_text(app)


async def test_a_profile_tells_the_place_that_today_shows() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 40)) as pilot:
        await open_why(pilot, "c4")
        today = {row.customer: row.rank for row in app.session.listed[1].values()}
        assert f"place {today['c4']}" in line(app, 0)
        assert "bring it in" not in screen_text(app)
        before = store.book.seq
        await pilot.press("y")
        await settled(pilot)
        assert "is on the list: nothing is to be done" in screen_text(app)
        assert store.book.seq == before
