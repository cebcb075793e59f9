"""The plan of other days; stops moved and marked; what waits; numbers that come late."""

from threading import Event

from msgspec import structs

from repdesk.analytics.results import DayPlan
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app
from tests.ui.plan_book import TOMORROW, plan_book, rows_of, screen_of, shown, stops
from tests.ui.screen_text import line, screen_text, settled


async def test_other_days_are_one_key_away_and_any_day_by_its_date() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("]", "]", "]")
        await settled(pilot)
        assert line(app, 0).startswith("Plan Sat 4 Jul")
        assert "no working day: nothing is proposed" in line(app, 1)
        await pilot.press("d", *"29 jun", "enter")
        await settled(pilot)
        assert "no day yet" not in screen_text(app)
        assert "29 Jun" in line(app, 0)
        await pilot.press("d", *"nonsense", "enter")
        await settled(pilot)
        assert "no day yet" in screen_text(app)
        await pilot.press("escape", "d", "enter")
        await settled(pilot)
        assert line(app, 0).startswith("Plan today Tue 30 Jun")
        await pilot.press("[")
        await settled(pilot)
        assert line(app, 0).startswith("Plan yesterday Mon 29 Jun · 0 of 0 done")
        await pilot.press("f2", "space")
        assert "that day is over" in screen_text(app)


async def test_m_moves_to_another_day_and_a_time_makes_an_appointment() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("m", *"fri 14:30", "enter")
        await settled(pilot)
        assert stops(store, "2026-07-03") == [("p", "14:30", True, None)]
        assert "[/] ${x} is planned for Fri 3 Jul 14:30; u takes it back" in screen_text(app)
        assert "planned on 3 Jul" in screen_text(app)
        await pilot.press("g", "m", *"2 jul", "enter")
        await settled(pilot)
        assert stops(store, "2026-07-02") == [("f", "10:30", False, None)]
        assert store.book.get("stops", "s1").state == "moved"
        await pilot.press("G", "m", *"29.06.2026", "enter")
        await settled(pilot)
        assert "nothing was moved" in screen_text(app)


async def test_v_marks_done_o_missed_and_again_planned() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("v")
        assert "only a stop of today or before" in screen_text(app)
        await pilot.press("[")
        await settled(pilot)
        for key, state, words in (
            ("v", "done", "done: 无锡东升水务"),
            ("o", "missed", "missed: 无锡东升水务"),
            ("o", "planned", "planned again: 无锡东升水务"),
        ):
            await pilot.press("g", key)
            await settled(pilot)
            assert store.book.get("stops", "s2").state == state
            assert words in screen_text(app)


async def test_what_was_arranged_waits_until_it_is_accepted() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("J", "J", "]")
        await settled(pilot)
        await pilot.press("[")
        await settled(pilot)
        assert rows_of(app) == ["s1", "a", "p", "k"]
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "opens again as you left it" in screen_text(app)
        await pilot.press("P")
        await settled(pilot)
        assert rows_of(app) == ["s1", "a", "p", "k"]
        await app.session.do(lambda desk: desk.add("stops", customer="b", date=TOMORROW))
        await settled(pilot)
        assert "b" in {screen_of(app)._view.customers[one] for one in rows_of(app)}
        assert rows_of(app)[:3] == ["s1", "a", "p"]
        assert len(store.lines) == 1


class CountingNumbers(Numbers):
    """Counts how often a plan is worked out."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self.plans = 0

    def plan(self, book: Book, day: str, now: str) -> DayPlan:
        self.plans += 1
        return super().plan(book, day, now)


async def test_keys_that_arrange_ask_for_no_numbers() -> None:
    _store, app = day_app(plan_book())
    numbers = CountingNumbers(Policy())
    app.session.ports = structs.replace(app.session.ports, numbers=numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert numbers.plans == 1
        await pilot.press("J", "space", "space", "K", "c", "t", *"9", "enter", "x", "j", "k")
        await settled(pilot)
        assert numbers.plans == 1


class LateNumbers(Numbers):
    """Works a plan out only when it is let."""

    def __init__(self, policy: Policy) -> None:
        super().__init__(policy)
        self.let = Event()

    def plan(self, book: Book, day: str, now: str) -> DayPlan:
        self.let.wait(60)
        return super().plan(book, day, now)


async def test_keys_before_the_plan_is_there_say_that_it_is_on_its_way() -> None:
    _store, app = day_app(plan_book())
    numbers = LateNumbers(Policy())
    app.session.ports = structs.replace(app.session.ports, numbers=numbers)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("P", "space")
        assert "still being worked out" in screen_text(app)
        await pilot.press("f2")
        assert "still being worked out" in screen_text(app)
        numbers.let.set()
        await settled(pilot)
        assert "3 of 6 visits" in line(app, 0)


async def test_the_contacts_of_the_quarter_stand_in_the_profile_where_there_is_room() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(100, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "/", *"东升", "enter")
        await settled(pilot)
        while not isinstance(app.screen, ProfileScreen):
            await pilot.press("enter")
            await settled(pilot)
        assert "Q2 1 of 1 contacts, 1 planned" in screen_text(app)
        await pilot.press("h")
        await settled(pilot)
        assert "contacts" not in screen_text(app)
