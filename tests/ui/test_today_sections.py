"""Today's sections: each in view, nobody named twice, complaints first, the tier to turn to."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.results import Suggestions, TierCoverage
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup, Stop
from repdesk.i18n import set_language
from repdesk.ui.cells import width
from repdesk.ui.glyphs import UNICODE
from repdesk.ui.screens.customers import CustomersScreen
from repdesk.ui.screens.today import TodayScreen
from repdesk.ui.views.headings import NUMBER, suggestions_heading
from repdesk.ui.views.shares import shares
from repdesk.wording.terms import TIERS, short_tier
from tests.ui.days_book import day_app, day_book
from tests.ui.screen_text import line, screen_text, settled


def full_book(promises: int, others: int, stops: int) -> Book:
    """The day's book with more of everything."""
    puts = []
    for at in range(promises + others + stops):
        id_ = f"m{at:03}"
        puts.append(Put("customers", id_, None, Customer(id=id_, name=f"无锡{at}")))
        if at < promises:
            row = Followup(id=id_, customer=id_, due="2026-06-20", text=f"promise {at}")
            puts.append(Put("followups", id_, None, row))
        elif at < promises + stops:
            stop = Stop(id=id_, customer=id_, date="2026-06-30", time=f"1{at % 10}:00")
            puts.append(Put("stops", id_, None, stop))
    return day_book().with_puts(puts)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
async def test_the_first_rows_of_every_section_stand_in_view(
    language: str, size: tuple[int, int]
) -> None:
    _store, app = day_app(full_book(12, 40, 6), language=language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        text = screen_text(app)
        for number in "①②③":
            assert number in text
        rows = text.split("\n")
        stops = next(at for at, row in enumerate(rows) if row.startswith("③"))
        assert rows[stops + 1].strip()[:2].isdigit()
        assert ("more; Enter shows them" if language == "en" else "Enter 显示") in text
        assert {width(row) for row in rows} == {size[0]}
    set_language("en")


async def test_enter_on_what_is_counted_shows_all_promises() -> None:
    _store, app = day_app(full_book(12, 40, 6))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        screen.day_list.highlight("more due")
        shown = sum(one.startswith("followup ") for one in screen.day_list.row_ids)
        await pilot.press("enter")
        await settled(pilot)
        ids = screen.day_list.row_ids
        assert screen.day_list.row_id == [one for one in ids if one][shown]
        assert sum(one.startswith("followup ") for one in ids) == 14
        assert not any(one.startswith("more") for one in ids)


@given(
    rows=st.integers(-2, 60),
    wanted=st.lists(st.integers(0, 80), min_size=2, max_size=3),
)
def test_shares_are_fair_and_leave_no_room_unused(rows: int, wanted: list[int]) -> None:
    given_ = shares(rows, wanted, (0, 2, 1)[: len(wanted)] if len(wanted) == 3 else (0, 1))
    assert all(0 <= got <= want for got, want in zip(given_, wanted, strict=True))
    assert sum(given_) == min(max(rows, 0), sum(wanted))
    least = max(rows, 0) // len(wanted)
    assert all(got >= min(want, least) for got, want in zip(given_, wanted, strict=True))


async def test_nobody_with_a_promise_or_a_stop_is_suggested_again() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        suggested = {one.split()[1] for one in screen.day_list.row_ids if one.startswith("sugg")}
        assert suggested == {"c4", "c5"}
        await pilot.press("j", "j", "p")
        await settled(pilot)
        await pilot.press("u", "a", *"回电", "tab", *"30 Jun", "f2")
        await settled(pilot)
        kinds = [one.partition(" ")[0] for one in screen.day_list.row_ids if one]
        people = [screen._view.customers[one] for one in screen.day_list.row_ids if one]
        assert kinds == ["followup", "followup", "followup", "suggestion", "stop"]
        assert len(people) == len(set(people)) == 5


@pytest.mark.parametrize(
    ("language", "words", "selling"),
    [("en", "complaint open for 10d", "stalled"), ("zh", "投诉", "停滞")],
)
async def test_an_open_complaint_stands_for_what_would_sell(
    language: str, words: str, selling: str
) -> None:
    complaint = Followup(
        id="k1",
        customer="c5",
        due="2026-07-03",
        text="漏水",
        kind="complaint",
        created="2026-06-20T09:00:00+08:00",
    )
    book = day_book()
    _store, app = day_app(book, language=language)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert selling in screen_text(app)
    _store, app = day_app(
        book.with_puts([Put("followups", "k1", None, complaint)]), language=language
    )
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        row = next(one for one in screen_text(app).split("\n") if "昆山立德" in one)
        assert words in row
        assert selling not in screen_text(app)
    set_language("en")


@pytest.mark.parametrize(
    ("language", "words"), [("en", "(no orders yet: by tier and last contact)"), ("zh", "还没有")]
)
async def test_without_orders_the_list_goes_by_cadence_and_says_so(
    language: str, words: str
) -> None:
    names = Book().with_puts(
        Put("customers", f"m{at}", None, Customer(id=f"m{at}", name=f"无锡{at}")) for at in range(5)
    )
    _store, app = day_app(names, language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert words in screen_text(app)
        assert "无锡0" in screen_text(app)
    set_language("en")


@pytest.mark.parametrize(
    ("language", "heading", "words"),
    [
        ("en", "→ f pot. first", "in time 0/1, due 0, overdue 0, never 1"),
        ("zh", "→ f 先潜力", "按期联系0/1"),
    ],
)
async def test_f_lists_the_tier_to_turn_to(language: str, heading: str, words: str) -> None:
    _store, app = day_app(language=language)
    async with app.run_test(size=(120, 24)) as pilot:
        await settled(pilot)
        assert heading in screen_text(app)
        await pilot.press("f")
        await settled(pilot)
        assert isinstance(app.screen, CustomersScreen)
        assert app.screen.filter.tier == "potential"
        assert list(app.screen.customer_list.row_ids) == ["c4"]
        assert words in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert len(app.screen.customer_list.row_ids) == 5
    set_language("en")


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_tier_to_turn_to_is_never_cut_away(language: str) -> None:
    set_language(language)
    for count in (9, 99, 999, 1332):
        rows = tuple(TierCoverage(tier, count, count, 0, 0, 0, 0) for tier in TIERS)
        found = Suggestions("2026-06-30", (), 0, (), rows, "potential")
        said = suggestions_heading(found, 80, UNICODE, "f")
        assert short_tier("potential") in said.partition(UNICODE.arrow)[2]
        assert width(said) + NUMBER <= 80 or count > 999
    set_language("en")


async def test_f_says_so_where_no_tier_has_anybody_due() -> None:
    _store, app = day_app(Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("f")
        await settled(pilot)
        assert "nobody is due in any tier" in screen_text(app)
        assert line(app, 0).startswith("Today")


async def test_after_an_answer_the_highlight_is_on_who_took_its_place() -> None:
    _store, app = day_app(full_book(12, 40, 6))
    async with app.run_test(size=(45, 16)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        before = screen._view.suggestions()
        assert len(before) == 2
        screen.day_list.highlight(before[-1])
        await pilot.press("d", "d")
        await settled(pilot)
        assert screen.day_list.row_id == screen._view.suggestions()[-1]
        assert screen.day_list.row_id not in before


async def test_a_message_of_two_rows_takes_the_place_of_the_funnel_and_covers_no_stop() -> None:
    _store, app = day_app(full_book(12, 40, 6))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, TodayScreen)
        before = screen_text(app).split("\n")
        stops = next(at for at, row in enumerate(before) if row.startswith("③"))
        assert any(row.startswith("Funnel") for row in before)
        screen.say("苏州恒力 " * 10)
        await settled(pilot)
        said = screen_text(app).split("\n")
        funnel = next(at for at, row in enumerate(before) if row.startswith("Funnel"))
        assert said[stops:funnel] == before[stops:funnel]
        assert said[funnel].startswith("苏州恒力")
        await pilot.press("j")
        await settled(pilot)
        after = screen_text(app).split("\n")
        assert after[stops:] == before[stops:]


async def test_who_is_suggested_and_has_no_next_step_bears_the_mark() -> None:
    _store, app = day_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        rows = screen_text(app).split("\n")
        assert "! 昆山立德" in next(row for row in rows if "昆山立德" in row)
        assert "! 无锡东升水务" not in next(row for row in rows if "无锡东升水务" in row)
