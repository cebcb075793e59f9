"""Answers to a suggestion by one or two keys: kept as shown, one undo, told in the profile."""

import pytest

from repdesk.domain.interaction import ANSWERS
from repdesk.i18n import set_language
from repdesk.ui.app import RepdeskApp
from repdesk.ui.forms.answer import AnswerForm
from repdesk.ui.screens.today import TodayScreen
from tests.memory_store import MemoryStore
from tests.ui.days_book import day_app
from tests.ui.desk_ports import MemoryDrafts
from tests.ui.screen_text import line, screen_text, settled

FIRST = ("j", "j")
"""The keys to the first suggestion (昆山立德, c5)."""


def first(app: RepdeskApp) -> str:
    screen = app.screen
    assert isinstance(screen, TodayScreen)
    assert screen.day_list.row_id.startswith("suggestion ")
    return screen.customer_id


def answers(store: MemoryStore) -> list[tuple[str, str, int | None, bool]]:
    """Every answer as (customer, answer, rank, whether a score and reasons stand by it)."""
    return [
        (row.customer, row.answer, row.rank, bool(row.score and row.reasons))
        for row in store.book.rows("answers")
    ]


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize(
    ("keys", "said", "words"),
    [
        ("x", "done", ("done: 昆山立德; off the list until tomorrow; u", "完成:昆山立德;明天再")),
        ("dd", "not_now", ("not now: 昆山立德; off the list until tomorrow", "暂不:昆山立德;明天")),
        ("dp", "wrong_person", ("wrong person: 昆山立德; off the list", "人不对:昆山立德;明天")),
        ("dr", "wrong_reason", ("wrong reason: 昆山立德; off the list", "理由不对:昆山立德;明天")),
        ("zd", "snoozed", ("snoozed to 1 Jul: 昆山立德; u", "已推迟到7月1日")),
        ("zw", "snoozed", ("snoozed to 7 Jul: 昆山立德; u", "已推迟到7月7日")),
        ("p", "planned", ("added to today's stops: 昆山立德; u", "已加入今日行程")),
    ],
)
async def test_one_or_two_keys_answer_and_one_u_takes_it_back(
    keys: str, said: str, words: tuple[str, str], language: str
) -> None:
    store, app = day_app(language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST)
        customer = first(app)
        before = store.book.seq
        await pilot.press(*keys)
        await settled(pilot)
        assert answers(store) == [(customer, said, 1, True)]
        assert store.book.seq == before + 1
        assert words[language == "zh"] in screen_text(app)
        assert isinstance(app.screen, TodayScreen)
        assert f"suggestion {customer}" not in app.screen.day_list.row_ids
        await pilot.press("u")
        await settled(pilot)
        assert answers(store) == []
        assert f"suggestion {customer}" in app.screen.day_list.row_ids
    set_language("en")


async def test_every_answer_can_be_given_in_ones_own_words() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST)
        customer = first(app)
        await pilot.press("i", *"[/] ${x}", "tab", "3", "enter")
        await settled(pilot)
        (row,) = store.book.rows("answers")
        assert (row.answer, row.why, row.rank) == ("wrong_reason", "[/] ${x}", 1)
        assert store.book.get("customers", customer).snooze_until == "2026-07-01"
        assert "wrong reason: 昆山立德; off the list until tomorrow; u takes" in screen_text(app)
        await pilot.press("u", "2", "slash", *"昆山", "enter", "i", "tab", "5", "tab")
        await pilot.press(*"3 Jul", "enter")
        await settled(pilot)
        assert [row.date for row in store.book.of("stops", "customer", customer)] == ["2026-07-03"]
        assert "planned: 昆山立德; on the stops of 3 Jul; u takes it back" in screen_text(app)


async def test_snoozed_in_words_asks_for_a_day_to_come() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST, "i", *"等预算", "tab", "6", "enter")
        await settled(pilot)
        assert isinstance(app.screen, AnswerForm)
        assert store.lines == []
        await pilot.press(*"1w", "enter")
        await settled(pilot)
        assert store.book.get("customers", "c5").snooze_until == "2026-07-07"
        assert "snoozed: 昆山立德; off the list until 7 Jul" in screen_text(app)
        assert answers(store) == [("c5", "snoozed", 1, True)]


async def test_an_answer_left_half_way_waits_as_a_draft() -> None:
    drafts = MemoryDrafts()
    store, app = day_app(drafts=drafts)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST, "i", *"half", "escape")
        await settled(pilot)
        assert [(one.form, one.customer) for one in drafts.kept.values()] == [("answer", "c5")]
        assert store.lines == []


async def test_what_is_no_suggestion_is_not_answered_and_it_says_so() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        for keys in ("d", "i", "r"):
            await pilot.press(keys)
            await settled(pilot)
            said = "d first" if keys == "r" else "that answers a suggestion"
            assert said in screen_text(app)
        assert store.lines == []


async def test_the_chord_ends_with_any_other_key() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST, "d", "k", "j", "r")
        await settled(pilot)
        assert store.lines == []
        await pilot.press("d", "u")
        await settled(pilot)
        assert answers(store) == []


async def test_the_profile_shows_the_answers_and_gives_them_too() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST, "enter")
        await settled(pilot)
        await pilot.press("d", "d")
        await settled(pilot)
        assert answers(store) == [("c5", "not_now", 1, True)]
        assert "30 Jun      answer      not now (place 1, deal" in screen_text(app)
        await pilot.press("g", "enter")
        await settled(pilot)
        assert line(app, 1).startswith(">30 Jun Tue   answer")
        assert "not now (place 1" in screen_text(app)
        await pilot.press("escape", "h")
        await settled(pilot)
        assert "not now" not in screen_text(app)
        assert line(app, 0).startswith("昆山立德")
        await pilot.press("h", "w")
        await settled(pilot)
        assert "Answers so far" in screen_text(app)


async def test_why_is_the_place_to_answer_from_too() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press(*FIRST, "w", "d", "r")
        await settled(pilot)
        assert answers(store) == [("c5", "wrong_reason", 1, True)]
        assert "30 Jun  wrong reason (place 1" in screen_text(app)


async def test_who_was_not_on_the_list_is_answered_without_a_place() -> None:
    store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("2", "slash", *"张家港", "enter", "d", "p")
        await settled(pilot)
        assert answers(store) == [("c1", "wrong_person", None, False)]


def test_the_form_has_every_answer() -> None:
    (field,) = [one for one in AnswerForm("c1").fields() if one.name == "answer"]
    assert {value for value, _label in field.choices} == set(ANSWERS)
