"""Today by keys: what is due, who next and why, snoozing, the stops; in both languages."""

from functools import partial

import pytest

from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction
from repdesk.ui.cells import width
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import NAMES, day_app, day_book
from tests.ui.screen_text import line, screen_text, settled

SIZES = [(80, 24), (45, 16), (120, 30)]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_the_day_is_told_and_no_line_is_too_wide(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        text = screen_text(app)
        assert text.startswith("Today" if language == "en" else "今日")
        assert "王敏" in line(app, 0)
        assert "40,000" in line(app, 1)
        assert ("2d late" if language == "en" else "逾期2天") in text
        assert "张家港华昌" in text
        assert "[/] ${x}" in text
        for row in text.split("\n"):
            assert width(row) == size[0], row


async def test_first_paint_stands_before_the_book_is_read() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        text = screen_text(app)
        assert text.startswith("Today 2026-06-30 Tue")
        assert "Suggestions" in text
        assert "1 Today" in text
        await settled(pilot)


@pytest.mark.parametrize(("language", "words"), [("en", "undone"), ("zh", "已撤销")])
async def test_x_closes_a_promise_and_u_opens_it_again(language: str, words: str) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("x")
        await settled(pilot)
        row = store.book.get("followups", "f1")
        assert (row.state, row.closed) == ("done", "2026-06-30")
        assert "答应回电" not in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert store.book.get("followups", "f1").state == "open"
        assert words in screen_text(app)
        assert "答应回电" in screen_text(app)


async def test_z_w_puts_a_promise_off_a_week_and_z_d_a_day() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("z", "w")
        await settled(pilot)
        assert store.book.get("followups", "f1").due == "2026-07-07"
        await pilot.press("z", "d")
        await settled(pilot)
        assert store.book.get("followups", "f2").due == "2026-07-01"


async def test_z_d_snoozes_a_suggested_customer_and_takes_it_off_the_list() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        customer = screen.customer_id
        await pilot.press("z", "d")
        await settled(pilot)
        assert store.book.get("customers", customer).snooze_until == "2026-07-01"
        assert customer not in screen._view.customers.values()
        assert screen.customer_id not in ("", customer)


async def test_d_without_z_snoozes_nobody_and_says_why() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("z", "j", "d")
        await settled(pilot)
        assert store.lines == []
        assert "that answers a suggestion" in screen_text(app)


async def test_p_adds_a_stop_which_x_marks_done() -> None:
    store, app = day_app(language="zh")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j", "p")
        await settled(pilot)
        stops = [row for row in store.book.rows("stops") if row.id != "s1"]
        assert [row.date for row in stops] == ["2026-06-30"]
        assert "已加入今日行程" in screen_text(app)
        await pilot.press("G", "x")
        await settled(pilot)
        assert "done" in {row.state for row in store.book.rows("stops")}
        assert "1/2" in screen_text(app)


def tried_book(*attempts: tuple[str, str]) -> Book:
    """The day's book with attempts (customer, day) that reached nobody."""
    return day_book().with_puts(
        Put(
            "interactions",
            f"x{at}",
            None,
            Interaction(id=f"x{at}", customer=customer, at=f"{day}T15:00:00+08:00", kind="missed"),
        )
        for at, (customer, day) in enumerate(attempts)
    )


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("en", "Due promises (2) · try again (2)", "tried yesterday, nobody there; try again"),
        ("zh", "到期跟进与承诺 (2) · 再联系 (2)", "昨天没联系上,再试"),
    ],
)
async def test_who_was_tried_in_vain_stands_with_what_is_due(
    language: str, heading: str, words: str
) -> None:
    store, app = day_app(
        tried_book(("c4", "2026-06-29"), ("c5", "2026-06-26"), ("c3", "2026-06-29")),
        language=language,
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert heading in line(app, 3)
        assert words in line(app, 6)
        assert "无锡东升水务" in line(app, 6)
        assert "昆山立德" in line(app, 7)
        await pilot.press("j", "j", "x")
        await settled(pilot)
        assert store.lines == []
        await pilot.press("z", "d")
        await settled(pilot)
        assert store.book.get("customers", "c4").snooze_until == "2026-07-01"
        assert words not in screen_text(app)
        assert isinstance(app.screen, TodayScreen)
        assert app.screen.customer_id == "c5"
        await pilot.press("l", *"c", "enter")
        await settled(pilot)
        assert "try again" not in screen_text(app)
        assert "再试" not in screen_text(app)


async def test_many_to_try_again_leave_room_for_who_is_next() -> None:
    names = [f"n{at}" for at in range(9)]
    book = tried_book(*((name, "2026-06-29") for name in names)).with_puts(
        Put("customers", name, None, Customer(id=name, name=name)) for name in names
    )
    _store, app = day_app(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "try again (9)" in line(app, 3)
        assert screen_text(app).count("tried yesterday") == 3
        assert "6 more; Enter shows them" in line(app, 9)
        await pilot.press("j", "j", "j", "j", "j", "enter")
        await settled(pilot)
        assert screen_text(app).count("tried yesterday") == 9


async def test_highlight_stays_on_its_row_when_the_book_changes() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j")
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.day_list.row_id == "followup f2"
        desk = app.session.desk
        assert desk is not None
        await app.session.do(lambda desk: desk.close_followup("f1"))
        await settled(pilot)
        assert screen.day_list.row_id == "followup f2"


@pytest.mark.parametrize(
    ("language", "undone", "redone"),
    [
        ("en", "undone: snoozed 昆山立德", "redone: snoozed 昆山立德"),
        ("zh", "已撤销:推迟 昆山立德", "已恢复:推迟 昆山立德"),
    ],
)
async def test_undo_and_redo_name_what_was_done_and_to_whom(
    language: str, undone: str, redone: str
) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for _round in range(2):
            await app.session.do(lambda desk: desk.snooze("c5", "2026-07-07"))
            await pilot.press("u")
            await settled(pilot)
            assert undone in screen_text(app)
            await pilot.press("U")
            await settled(pilot)
            assert redone in screen_text(app)
        await pilot.press("u")
        await settled(pilot)
        assert undone in screen_text(app)
        await app.session.do(lambda desk: desk.close_followup("f1"))
        await pilot.press("u")
        await settled(pilot)
        assert "张家港华昌" in screen_text(app).split("\n")[-2]


async def test_a_new_first_row_is_seen_under_its_heading() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for text in ("owed 3", "owed 2", "owed 1"):
            add = partial(
                Desk.add, table="followups", customer="c3", due=f"2026-06-0{text[-1]}", text=text
            )
            await app.session.do(add)
            await settled(pilot)
        assert "Due promises (5)" in line(app, 3)
        assert "owed 1" in line(app, 4)


async def test_a_screen_turned_to_the_customer_says_how_to_turn_it_back() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("h", "4", "1")
        await settled(pilot)
        assert "hidden; h shows it again" in line(app, 0)
        await pilot.press("h")
        await settled(pilot)
        assert "hidden" not in screen_text(app)
        assert "张家港华昌" in screen_text(app)


async def test_enter_opens_the_profile_and_esc_comes_back_to_the_row() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "enter")
        await settled(pilot)
        assert line(app, 0).startswith(NAMES[1])
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert app.screen.day_list.row_id == "followup f2"


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_an_empty_book_says_how_to_begin_and_n_adds_the_first(language: str) -> None:
    store, app = day_app(Book(), language=language)
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        assert "repdesk --demo" in screen_text(app)
        await pilot.press("n", *"Acme", "f2")
        await settled(pilot)
        assert [row.name for row in store.book.rows("customers")] == ["Acme"]
        assert "repdesk --demo" not in screen_text(app)


async def test_without_a_target_the_line_says_how_to_set_one_and_t_does() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.session.do(lambda desk: desk.delete("targets", "t1"))
        await settled(pilot)
        assert "t sets one" in line(app, 1)
        await pilot.press("t", *"5万", "f2")
        await settled(pilot)
        (row,) = store.book.rows("targets")
        assert (row.metric, row.period, row.value) == ("sales_net", "2026-06", 5_000_000)
        assert "50,000" in line(app, 1)


async def test_stops_stay_in_sight_and_enter_shows_the_other_suggestions() -> None:
    book = day_book().with_puts(
        Put("customers", f"m{at:02}", None, Customer(id=f"m{at:02}", name=f"无锡{at}"))
        for at in range(40)
    )
    _store, app = day_app(book)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Stops 0/1" in screen_text(app)
        assert "more; Enter shows them" in screen_text(app)
        await pilot.press("G", "k", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert len(app.screen.day_list.row_ids) > 40
        assert "more; Enter" not in screen_text(app)


async def test_a_contact_logged_from_the_list_answers_it_and_undo_takes_both() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("j", "j")
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        customer = screen.customer_id
        assert screen.day_list.row_id.startswith("suggestion ")
        await pilot.press("l")
        await settled(pilot)
        await pilot.press(*"v+", "enter")
        await settled(pilot)
        (answer,) = store.book.of("answers", "customer", customer)
        assert (answer.answer, answer.rank) == ("done", 1)
        assert store.book.of("interactions", "customer", customer)[-1].outcome == "positive"
        await pilot.press("u")
        await settled(pilot)
        assert store.book.count("answers") == 0
