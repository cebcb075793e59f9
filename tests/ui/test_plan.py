"""The plan of a day by keys: proposed, arranged, accepted, marked; other days; both languages."""

from collections.abc import Sequence
from threading import Event
from typing import Any

import pytest

from repdesk.analytics.results import DayPlan
from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Preferences, Zone
from repdesk.domain.interaction import Followup, Interaction, Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import stops_of
from repdesk.ui.app import RepdeskApp
from repdesk.ui.cells import width
from repdesk.ui.screens.plan import PlanScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.today import TodayScreen
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app
from tests.ui.screen_text import line, screen_text, settled

TODAY, TOMORROW = "2026-06-30", "2026-07-01"
NAMES = {
    "f": "张家港华昌",
    "p": "[/] ${x}",
    "a": "Suzhou Hengli",
    "b": "无锡东升水务",
    "k": "昆山立德",
}


def plan_book(zones: Sequence[Zone] | None = None) -> Book:
    """Tomorrow f has an appointment, p a promise, a is new and k by phone; today b is a stop."""
    where = {"f": "苏州", "p": "苏州", "a": "苏州", "b": "无锡", "k": "昆山"}
    return Book(
        {
            "customers": [
                Customer(
                    id=id_,
                    name=name,
                    zone=where[id_],
                    hours="14-17" if id_ == "a" else "",
                    preferences=Preferences(channel="call" if id_ == "k" else "visit"),
                )
                for id_, name in NAMES.items()
            ],
            "stops": [
                Stop(id="s1", customer="f", date=TOMORROW, time="10:30", fixed=True),
                Stop(id="s2", customer="b", date=TODAY, time="09:30"),
            ],
            "followups": [Followup(id="f1", customer="p", due=TOMORROW, text="[/] ${x} 送样")],
            "interactions": [
                Interaction(id="i1", customer="b", at="2026-06-29T10:00:00+08:00", kind="visit")
            ],
            "zones": [Zone(id="z1", name="苏州", neighbours=("无锡",))] if zones is None else zones,
        }
    )


def screen_of(app: RepdeskApp) -> PlanScreen:
    screen = app.screen
    assert isinstance(screen, PlanScreen)
    return screen


def rows_of(app: RepdeskApp) -> list[str]:
    """The ids of the rows in their order, headings left out."""
    return [one for one in screen_of(app).rows.row_ids if one]


def stops(store: MemoryStore, day: str = TOMORROW) -> list[tuple[Any, ...]]:
    rows = stops_of(store.book, day)
    return [(row.customer, row.time, row.fixed, row.channel) for row in rows]


PROPOSED = [("f", "10:30", True, None), ("p", "13:30", False, None), ("a", "14:40", False, None)]
EARLY = [("p", "09:00", False, None), ("f", "10:30", True, None), ("a", "14:00", False, None)]


async def shown(pilot: Any) -> None:
    """Open the plan from Today."""
    await settled(pilot)
    await pilot.press("P")
    await settled(pilot)


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_plan_is_told_and_no_line_is_too_wide(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(plan_book(), language=language)
    async with app.run_test(size=size) as pilot:
        await shown(pilot)
        text = screen_text(app)
        begins = "Plan tomorrow Wed 1 Jul" if language == "en" else "计划 明天 周三 7月1日"
        assert line(app, 0).startswith(begins)
        assert "张家港华昌" in text
        assert "[/] ${x}" in text
        assert " 10:30" in text
        assert "~14:00" in text
        assert ("promised" if language == "en" else "承诺") in text
        for row in text.split("\n"):
            assert width(row) == size[0], row
        assert "?" in line(app, size[1] - 1)


async def test_accepted_it_stands_on_the_day_as_one_change_with_one_undo() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "3 of 6 visits, 1 of 10 calls · 苏州 3" in line(app, 0)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store) == [*EARLY, ("k", None, False, "call")]
        assert len(store.lines) == 1
        assert "4 contacts planned for tomorrow Wed 1 Jul; u takes it back" in screen_text(app)
        assert "all of it stands on the day" in line(app, 1)
        await pilot.press("s")
        await settled(pilot)
        assert len(store.lines) == 1
        assert "already" in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert stops(store) == [("f", "10:30", True, None)]
        assert "undone: plan accepted 2026-07-01" in screen_text(app)


async def test_an_accepted_plan_of_today_stands_on_today_with_its_calls() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("[")
        await settled(pilot)
        assert line(app, 0).startswith("Plan today Tue 30 Jun")
        await pilot.press("f2")
        await settled(pilot)
        assert ("k", None, False, "call") in stops(store, TODAY)
        await pilot.press("escape", "G")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "昆山立德" in screen_text(app)
        assert "call 昆山" in screen_text(app)


async def test_space_takes_out_and_in_and_x_takes_out() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert rows_of(app) == ["p", "s1", "a", "k"]
        await pilot.press("space")
        assert rows_of(app) == ["s1", "a", "k", "p"]
        assert screen_of(app).rows.row_id == "s1"
        assert "left out" in screen_text(app)
        assert "2 of 6 visits" in line(app, 0)
        await pilot.press("j", "x", "G", "x")
        assert rows_of(app) == ["s1", "k", "a", "p"]
        assert "Space takes it in" in screen_text(app)
        await pilot.press("space")
        assert rows_of(app) == ["s1", "p", "k", "a"]
        await pilot.press("g", "space", "f2")
        await settled(pilot)
        assert stops(store) == [("p", "09:00", False, None), ("k", None, False, "call")]


async def test_j_and_k_move_in_the_order_and_the_times_follow() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("J", "J")
        assert rows_of(app) == ["s1", "a", "p", "k"]
        assert screen_of(app).rows.row_id == "p"
        await pilot.press("J")
        assert "it is the last one" in screen_text(app)
        await pilot.press("K", "k", "K")
        assert "an appointment keeps its time" in screen_text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store)[:3] == PROPOSED


async def test_t_fixes_a_time_or_frees_it() -> None:
    store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("t", *"1615", "enter")
        assert rows_of(app) == ["s1", "a", "p", "k"]
        assert " 16:15" in screen_text(app)
        await pilot.press("t", *"25", "enter")
        assert "no time yet" in screen_text(app)
        await pilot.press("escape", "k", "k", "t", "enter")
        assert "~09:00 张家港华昌" in screen_text(app)
        await pilot.press("f2")
        await settled(pilot)
        assert stops(store)[:3] == [
            ("f", "09:00", False, None),
            ("a", "14:00", False, None),
            ("p", "16:15", True, None),
        ]


async def test_c_makes_a_call_of_a_visit_and_a_visit_of_a_call() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("c")
        assert "2 of 6 visits, 2 of 10 calls" in line(app, 0)
        await pilot.press("c")
        assert "3 of 6 visits, 1 of 10 calls" in line(app, 0)


async def test_a_adds_anybody_but_who_must_not_be_contacted() -> None:
    book = plan_book()
    barred = Customer(id="n", name="Nobody", do_not_contact=True)
    _store, app = day_app(Book({**_tables(book), "customers": [*book.customers(), barred]}))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("a", *"东升", "enter")
        await settled(pilot)
        assert screen_of(app).rows.row_id == "b"
        assert "无锡 1" in line(app, 0)
        await pilot.press("a", *"东升", "enter")
        await settled(pilot)
        assert "is on the plan already" in screen_text(app)
        await pilot.press("a", *"nobody", "enter")
        await settled(pilot)
        assert "marked do-not-contact" in screen_text(app)


def _tables(book: Book) -> dict[str, list[Any]]:
    names = ("customers", "stops", "followups", "interactions", "zones")
    return {name: list(book.rows(name)) for name in names}


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


async def test_enter_opens_the_profile_w_tells_why_and_l_logs() -> None:
    _store, app = day_app(plan_book())
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("w")
        await settled(pilot)
        assert line(app, 0).startswith("Why [/] ${x}")
        await pilot.press("escape", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ProfileScreen)
        assert line(app, 0).startswith("[/] ${x}")
        await pilot.press("escape", "l")
        await settled(pilot)
        assert "[/] ${x}" in line(app, 0)
        assert line(app, 0).startswith("LOG")


async def test_without_neighbours_it_says_how_zones_are_taught_and_z_teaches_them() -> None:
    store, app = day_app(plan_book(zones=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        assert "z says which zones lie side by side" in line(app, 1)
        await pilot.press("z")
        await settled(pilot)
        assert "苏州:" in screen_text(app)
        await pilot.press("up", "up", "up", "end", *" 无锡, Nowhere", "f2")
        await settled(pilot)
        taught = {row.name: row.neighbours for row in store.book.rows("zones")}
        assert taught["苏州"] == ("无锡", "Nowhere")
        assert taught["无锡"] == ("苏州",)
        assert "zones saved; u takes it back" in screen_text(app)
        assert "z says" not in line(app, 1)
        await pilot.press("u")
        await settled(pilot)
        assert list(store.book.rows("zones")) == []


async def test_a_zone_nobody_is_in_is_named_and_a_text_that_is_none_stays() -> None:
    store, app = day_app(plan_book(zones=()))
    async with app.run_test(size=(80, 24)) as pilot:
        await shown(pilot)
        await pilot.press("z")
        await settled(pilot)
        await pilot.press("up", "up", "up", "end", *" 苏洲")
        assert "nobody is in 苏洲" in screen_text(app)
        await pilot.press("home", ":", "f2")
        await settled(pilot)
        assert "before the colon" in screen_text(app)
        assert "苏洲" in screen_text(app)
        assert store.lines == []


async def test_an_empty_book_says_what_to_do() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(45, 16)) as pilot:
        await shown(pilot)
        assert "Nobody is planned; a adds somebody." in screen_text(app)
        await pilot.press("space", "f2")
        await settled(pilot)
        assert "the plan is empty; a adds somebody" in screen_text(app)


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
    object.__setattr__(app.session.ports, "numbers", numbers)
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
    object.__setattr__(app.session.ports, "numbers", numbers)
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
