"""The log form by keys: what is read, saved, undone, kept; in both languages and sizes."""

from functools import partial

import pytest
from textual import events

from repdesk.desk import Desk
from repdesk.domain.errors import DiskError
from repdesk.ui.cells import width
from repdesk.ui.forms.log import LogForm
from repdesk.ui.screens.today import TodayScreen
from tests.ui.days_book import day_app
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 30)])
@pytest.mark.parametrize(
    ("language", "typed", "told"),
    [
        (
            "en",
            "v+ [/] ${x} !fri 15:00 call back $12000 pump >quote",
            ["LOG", "visit", "positive", "Fri 3 Jul 15:00", '"call back"', '"pump"  12,000'],
        ),
        (
            "zh",
            "v+ 看样机 !周五 回电 $1.2万 泵 >报价 //[/] 老板急",
            ["记一笔", "拜访", "7月3日 周五", "回电", "泵", "12,000", "报价", "[/] 老板急"],
        ),
    ],
)
async def test_reading_is_told_while_typing_and_no_line_is_too_wide(
    language: str, typed: str, told: list[str], size: tuple[int, int]
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert app.focused is not None
        app.focused.post_message(events.Paste(typed))
        await settled(pilot)
        text = screen_text(app)
        for words in told:
            assert words in text
        for row in text.split("\n"):
            assert width(row) == size[0], row
        assert store.lines == []
        await pilot.press("enter")
        await settled(pilot)
        (change,) = store.book.history
        assert change.verb == "log"
        assert store.book.of("interactions", "customer", "c1")[-1].raw == typed
        deal = next(row for row in store.book.rows("deals") if row.amount == 1_200_000)
        assert store.book.of("stage_events", "deal", deal.id)[-1].stage == "quote"


async def test_recognised_pieces_are_marked_in_the_line() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v+ nothing here !fri call")
        await settled(pilot)
        row = app.screen._compositor.render_strips()[1]
        marked = "".join(part.text for part in row if part.style and part.style.underline)
        assert "!fri" in marked
        assert "call" in marked
        assert "nothing" not in marked


async def test_tab_and_a_digit_take_what_is_offered_and_let_it_go_again() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"wants the quote before 7 Jul", "tab")
        await settled(pilot)
        assert "1 Tue 7 Jul · in 7 days as a promise" in screen_text(app)
        await pilot.press("1", "1", "1")
        await settled(pilot)
        assert "[1 Tue 7 Jul" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        promise = store.book.of("followups", "customer", "c1")[-1]
        assert (promise.due, promise.text) == ("2026-07-07", "wants the quote before 7 Jul")
        visit = store.book.of("interactions", "customer", "c1")[-1]
        assert visit.raw == "wants the quote before 7 Jul"


async def test_which_deal_moves_is_asked_and_never_guessed() -> None:
    store, app = day_app()
    before_all = store.book
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await app.session.do(lambda desk: desk.add("deals", customer="c1", title="pump"))
        await app.session.do(lambda desk: desk.add("deals", customer="c1", title="filters"))
        await settled(pilot)
        before = len(store.lines)
        await pilot.press("l", *"v >quote", "enter")
        await settled(pilot)
        assert len(store.lines) == before
        assert "which deal moves? Tab and a digit" in screen_text(app)
        await pilot.press("tab", "2", "enter")
        await settled(pilot)
        (event,) = [row for row in store.book.rows("stage_events") if row.id != "e1"]
        deal = store.book.get("deals", event.deal)
        options = [row.title for row in store.book.of("deals", "customer", "c1")]
        assert (deal.title, event.stage) == (options[1], "quote")
    assert before_all.count("deals") == 1


@pytest.mark.parametrize(
    ("typed", "why"), [("", "nothing typed yet"), ("v @tomorrow x", "still to come")]
)
async def test_what_cannot_be_saved_stays_with_its_reason(typed: str, why: str) -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *typed, "enter")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert why in screen_text(app)
        assert app.screen.texts()["line"] == typed
        assert store.lines == []


async def test_esc_keeps_a_draft_that_opens_again_with_its_pick() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"wants the quote before 7 Jul", "tab", "1", "escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        (draft,) = drafts.kept.values()
        assert draft.data["line"] == "wants the quote before 7 Jul"
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.of("followups", "customer", "c1")[-1].due == "2026-07-07"
        assert drafts.kept == {}


async def test_a_refused_save_keeps_the_text_and_a_draft() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        store.refuse = DiskError("disk.full", path="book", errno=28, operation="write")
        await pilot.press("l", *"v [/] ${x}", "enter")
        await settled(pilot)
        assert isinstance(app.screen, LogForm)
        assert app.screen.texts()["line"] == "v [/] ${x}"
        assert [draft.data["line"] for draft in drafts.kept.values()] == ["v [/] ${x}"]
        store.refuse = None
        await pilot.press("enter")
        await settled(pilot)
        assert store.book.of("interactions", "customer", "c1")[-1].note == "[/] ${x}"
        assert drafts.kept == {}


async def test_a_paste_of_several_lines_is_shown_one_after_another() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert app.focused is not None
        app.focused.post_message(events.Paste("v+ 张家港\nc - [/] ${x}\n\nm sent list\n"))
        await settled(pilot)
        assert store.lines == []
        assert "c - [/] ${x}" in screen_text(app)
        for typed in ("v+ 张家港", "c - [/] ${x}", "m sent list"):
            assert isinstance(app.screen, LogForm)
            assert app.screen.texts()["line"] == typed
            await pilot.press("enter")
            await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        rows = store.book.of("interactions", "customer", "c1")[-3:]
        assert sorted(row.kind for row in rows) == ["call", "message", "visit"]
        assert len(store.lines) == 3


async def test_what_else_was_pasted_waits_in_a_draft_after_esc() -> None:
    drafts = MemoryDrafts()
    _store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert app.focused is not None
        app.focused.post_message(events.Paste("v one\nc two"))
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        await pilot.press("escape")
        await settled(pilot)
        assert [draft.data["line"] for draft in drafts.kept.values()] == ["c two"]


async def test_with_nobody_highlighted_the_customer_is_searched_first() -> None:
    store, app = day_app()
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        for at in range(1, 6):
            await app.session.do(partial(Desk.archive, customer=f"c{at}"))
        await app.session.do(lambda desk: desk.add_customer("无锡东升", id="c9"))
        await app.session.do(lambda desk: desk.edit("customers", "c9", do_not_contact=True))
        await app.session.do(lambda desk: desk.edit("stops", "s1", state="moved"))
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        assert screen.customer_id == ""
        await pilot.press("l")
        await settled(pilot)
        assert "Which customer?" in screen_text(app)
        await pilot.press(*"东升", "enter", "+", "enter")
        await settled(pilot)
        (visit,) = store.book.of("interactions", "customer", "c9")
        assert visit.outcome == "positive"


async def test_the_last_contacts_promises_and_money_stand_below() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        text = screen_text(app)
        assert "9 Jun  visit" in text
        assert "答应回电确认样品交期" in text
        assert "owes 2,000" in text


async def test_a_draft_opened_again_and_left_is_still_a_draft() -> None:
    drafts = MemoryDrafts()
    _store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", *"v one", "escape")
        await settled(pilot)
    _store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("enter", "escape")
        await settled(pilot)
        assert [draft.data["line"] for draft in drafts.kept.values()] == ["v one"]


@pytest.mark.parametrize(("language", "token"), [("en", "first word"), ("zh", "第一个词")])
async def test_f1_tells_what_may_be_typed_and_typing_on_the_reading(
    language: str, token: str
) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "v", "space", "o", "k")
        await settled(pilot)
        reading = screen_text(app)
        await pilot.press("f1")
        await settled(pilot)
        assert token in "\n".join(screen_text(app).split("\n")[2:9])
        await pilot.press("f1")
        await settled(pilot)
        assert screen_text(app) == reading
        await pilot.press("f1", "backspace")
        await settled(pilot)
        assert token not in "\n".join(screen_text(app).split("\n")[4:9])


@pytest.mark.parametrize(
    ("language", "saved", "none"),
    [("en", "saved visit", "no further stop today"), ("zh", "下次联系", "今天没有下一站了")],
)
async def test_f2_saves_and_goes_on_to_the_next_planned_stop(
    language: str, saved: str, none: str
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "+", "f2")
        await settled(pilot)
        assert len(store.book.of("interactions", "customer", "c1")) == 2
        assert isinstance(app.screen, LogForm)
        assert app.screen.customer == "c3"
        assert saved in screen_text(app)
        await pilot.press("+", "f2")
        await settled(pilot)
        assert len(app.screen_stack) == 1
        assert len(store.book.of("interactions", "customer", "c3")) == 1
        (today,) = app.screen_stack
        assert isinstance(today, TodayScreen)
        assert none in today.said


async def test_enter_stays_here_although_a_stop_waits() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("l", "f2", "+", "enter")
        await settled(pilot)
        assert len(store.lines) == 1
        assert len(app.screen_stack) == 1


@pytest.mark.parametrize("size", [(45, 16), (80, 24)])
async def test_the_end_of_a_long_line_is_seen_while_it_is_typed(size: tuple[int, int]) -> None:
    _store, app = day_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press(
            "l",
            *"看了样机很满意要求下周重新报价正在和格兰富比较王总担心交期预算已批七月底定",
            *"xyz",
        )
        await settled(pilot)
        assert line(app, 1).rstrip().endswith("定xyz")
        await pilot.press("home")
        await settled(pilot)
        assert line(app, 1).startswith(" > 看了样机")
