"""After a log: what was saved, the target, the next step asked once in one key, the next stop."""

from decimal import Decimal

import pytest

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Stop
from repdesk.domain.policy import BonusLadder, LadderStep, Policy
from repdesk.domain.record import Record
from repdesk.ui.forms.log import LogForm
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app, day_book
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled


def book_with(*rows: tuple[str, Record]) -> Book:
    """The day's book with these rows put in or replaced."""
    book = day_book()
    return book.with_puts(Put(table, row.id, None, row) for table, row in rows)


def without_promise(*more: tuple[str, Record]) -> Book:
    """张家港华昌, the first on the list, has nothing promised."""
    kept = Followup(
        id="f1", customer="c1", due="2026-06-28", text="x", state="done", closed="2026-06-28"
    )
    stop = Stop(id="s0", customer="c1", date="2026-06-30", time="08:00")
    return book_with(("followups", kept), ("stops", stop), *more)


async def test_a_next_step_is_asked_once_and_one_key_takes_it() -> None:
    store, app = day_app(without_promise())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", "+", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        assert "next step? 5 tomorrow, 6 in a week, 7 in two weeks" in app.screen.said
        await pilot.press("6")
        await settled(pilot)
        made = store.book.of("followups", "customer", "c1")[-1]
        visit = store.book.of("interactions", "customer", "c1")[-1]
        assert (made.due, made.owner, made.text) == ("2026-07-07", "me", "follow up")
        assert made.from_ == visit.id
        assert "next step Tue 7 Jul · in 7 days: 张家港华昌; u takes it back" in screen_text(app)
        await pilot.press("6")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c1")[-1] == made
        assert "no next step was asked for" in screen_text(app)


async def test_the_question_takes_no_key_of_a_rep_who_goes_on() -> None:
    store, app = day_app(without_promise())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", "+", "enter")
        await settled(pilot)
        await pilot.press("1")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("6")
        await settled(pilot)
        assert store.book.count("followups") == 2
        assert len(store.lines) == 1


async def test_any_other_day_is_typed() -> None:
    store, app = day_app(without_promise())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", "+", "enter")
        await settled(pilot)
        await pilot.press("8")
        await settled(pilot)
        await pilot.press(*"demo", "tab", *"fri", "f2")
        await settled(pilot)
        made = store.book.of("followups", "customer", "c1")[-1]
        assert (made.due, made.text) == ("2026-07-03", "demo")


@pytest.mark.parametrize("typed", ["+ !fri call", "n just a note", "c x", "x"])
async def test_nothing_is_asked_where_a_step_is_there_or_nobody_was_met(typed: str) -> None:
    _store, app = day_app(without_promise())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", *typed, "enter")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        assert "saved" in app.screen.said
        assert "next step" not in app.screen.said


async def test_a_promise_about_another_deal_is_no_next_step_of_this_one() -> None:
    deals = [Deal(id="d7", customer="c1", title="pump"), Deal(id="d8", customer="c1", title="oil")]
    events = [StageEvent(id=f"e{d.id}", deal=d.id, at="2026-05-01", stage="lead") for d in deals]
    promise = Followup(id="f9", customer="c1", due="2026-07-09", deal="d8", text="oil list")
    rows: list[tuple[str, Record]] = [("deals", deal) for deal in deals]
    rows += [("stage_events", event) for event in events]
    store, app = day_app(without_promise(*rows, ("followups", promise)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", *"v >quote pump", "enter")
        await settled(pilot)
        assert "next step?" in screen_text(app)
        await pilot.press("5")
        await settled(pilot)
        made = next(row for row in store.book.rows("followups") if row.id not in ("f1", "f2", "f9"))
        assert (made.deal, made.due) == ("d7", "2026-07-01")
        await pilot.press("l", *"v >quote oil", "enter")
        await settled(pilot)
        assert "next step?" not in screen_text(app)


async def test_f2_asks_on_the_next_form_where_a_function_key_answers() -> None:
    store, app = day_app(without_promise())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("slash", *"张家港", "enter", "l", "+", "f2")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert app.screen.customer == "c3"
        assert "F5 tomorrow, F6 in a week" in app.screen.said
        await pilot.press("v", "f5", "f5", "enter")
        await settled(pilot)
        (made,) = [row for row in store.book.of("followups", "customer", "c1") if row.id != "f1"]
        assert made.due == "2026-07-01"
        assert store.book.of("interactions", "customer", "c3")[-1].raw == "v"
        assert store.book.get("stops", "s0").state == "done"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("en", "This month Net sales 5% → 10%, gap 36,000, 32,000 more reaches 90%: bonus 500"),
        ("zh", "本月 销售额 5% → 10%, 差36,000"),
    ],
)
async def test_money_that_moved_tells_the_new_attainment(language: str, told: str) -> None:
    steps = (LadderStep(Decimal("0.9"), Decimal(500)),)
    store, app = day_app(language=language, policy=Policy(bonus=BonusLadder(steps=steps)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"o P1x10", "enter")
        await settled(pilot)
        assert told in " ".join(screen_text(app).split())
        assert store.book.of("orders", "customer", "c1")[-1].state == "announced"
        await pilot.press("l", *"p 100 O4", "enter")
        await settled(pilot)
        assert "→" not in "".join(screen_text(app).split("\n")[-2:])


async def test_without_a_target_or_money_no_share_is_told() -> None:
    book = day_book()
    target = book.get("targets", "t1")
    _store, app = day_app(book.with_puts([Put("targets", "t1", target, None)]))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"o P1x10", "enter")
        await settled(pilot)
        assert "saved order 2,000: 张家港华昌" in screen_text(app)
        assert "%" not in line(app, 22)


async def test_a_phone_goes_to_the_next_stop_by_space() -> None:
    store, app = day_app(language="zh")
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        await pilot.press("l", "+", "enter")
        await settled(pilot)
        assert "空格:下一站" in screen_text(app).replace("\n", "").replace("─", "")
        await pilot.press("space")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert app.screen.customer == "c3"
        assert "订单" not in line(app, 15)
        await pilot.press("+", "enter")
        await settled(pilot)
        assert len(store.book.of("interactions", "customer", "c3")) == 1
        assert store.book.get("stops", "s1").state == "done"
        await pilot.press("space")
        await settled(pilot)
        assert len(app.screen_stack) == 1


async def test_space_selects_as_ever_where_no_stop_was_offered() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "l", "+", "enter")
        await settled(pilot)
        await pilot.press("space")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        assert "1 selected" in screen_text(app)


async def test_one_more_customer_by_f3_gets_a_row_of_its_own_and_one_undo() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ fair !fri call", "f3", *"东升", "enter", "f3", *"昆山", "enter")
        await settled(pilot)
        assert "also for     无锡东升水务, 昆山立德" in screen_text(app)
        assert "promises, deals and orders: 张家港华昌 alone" in screen_text(app)
        await pilot.press("f3", *"昆山", "enter", "escape")
        await settled(pilot)
        assert len(drafts.kept) == 1
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "enter")
        await settled(pilot)
        first = store.book.of("interactions", "customer", "c1")[-1]
        (second,) = store.book.of("interactions", "customer", "c4")
        assert (first.group, first.raw, first.at) == (second.group, second.raw, second.at)
        assert first.group
        assert not store.book.of("interactions", "customer", "c5")
        assert store.book.of("followups", "customer", "c4") == ()
        assert len(store.lines) == 1


async def test_people_of_another_customer_are_known_from_a_draft_on() -> None:
    person = Contact(id="p9", customer="c4", name="沈慧")
    drafts = MemoryDrafts()
    store, app = day_app(book_with(("contacts", person)), drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ @沈慧 ok", "f3", *"东升", "enter", "escape")
        await settled(pilot)
    store, app = day_app(book_with(("contacts", person)), drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert "沈慧" in screen_text(app).split("\n")[3]
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.of("interactions", "customer", "c4")[-1].contacts == ("p9",)
        assert store.book.of("interactions", "customer", "c1")[-1].contacts == ()


async def test_a_credit_limit_is_told_when_an_order_passes_it() -> None:
    limited = Customer(id="c1", name="张家港华昌", own_tier="VIP", credit_limit=400_000)
    _store, app = day_app(book_with(("customers", limited)), tax="0.13")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"o P1x8")
        await settled(pilot)
        assert "credit limit" not in screen_text(app)
        assert "last 200, 3 Jun" in screen_text(app)
        await pilot.press("9")
        await settled(pilot)
        assert "over the credit limit of 4,000: owed 2,000 + this order 20,114" in screen_text(app)


async def test_tab_and_a_digit_link_the_deal_that_an_order_wins() -> None:
    deal = Deal(id="d7", customer="c1", title="pump [/]", amount=200_000)
    event = StageEvent(id="e7", deal="d7", at="2026-05-01", stage="quote")
    store, app = day_app(book_with(("deals", deal), ("stage_events", event)), tax="0.13")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"o P1x10@190", "tab")
        await settled(pilot)
        assert "wins the deal 1 pump [/]  2,000" in screen_text(app)
        await pilot.press("1", "enter")
        await settled(pilot)
        order = store.book.of("orders", "customer", "c1")[-1]
        assert (order.deal, order.tax) == ("d7", "0.13")
        assert store.book.of("stage_events", "deal", "d7")[-1].stage == "won"
        assert "saved order 1,900, won: 张家港华昌" in screen_text(app)
        assert len(store.lines) == 1


async def test_a_deal_that_is_won_opens_its_order_to_be_checked() -> None:
    deal = Deal(id="d7", customer="c1", title="pump", amount=200_000, product="p1")
    event = StageEvent(id="e7", deal="d7", at="2026-05-01", stage="quote")
    drafts = MemoryDrafts()
    store, app = day_app(book_with(("deals", deal), ("stage_events", event)), drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ >won", "enter")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert line(app, 1).strip() == "> o P1x10"
        assert "[1 pump  2,000  won]" in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert drafts.kept == {}
        assert store.book.count("orders") == 5
        assert "saved visit, won: 张家港华昌" in screen_text(app)
        await pilot.press("u", "l", *"v+ >won", "enter")
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        order = store.book.of("orders", "customer", "c1")[-1]
        assert (order.deal, order.lines[0].qty, order.lines[0].price) == ("d7", "10", "200")
        events = store.book.of("stage_events", "deal", "d7")
        assert [one.stage for one in events] == ["quote", "won"]
