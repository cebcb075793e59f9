"""Findings on the KPI screen: at most three, rows, follow-ups in one step, what came of it."""

from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.ui.app import RepdeskApp
from repdesk.ui.screens.finding import FindingScreen
from repdesk.ui.screens.kpis import KpisScreen
from repdesk.ui.widgets.line_list import LineList
from tests.ui.kpi_app import kpi_app, opened, row, to
from tests.ui.screen_text import screen_text, settled


def findings_of(app: RepdeskApp) -> list[str]:
    ids = app.screen.query_one("#figures", LineList).row_ids
    return [one for one in ids if one.startswith("finding ")]


async def test_at_most_three_stand_there_each_with_what_can_be_done() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        found = findings_of(app)
        assert 1 <= len(found) <= 3
        assert "a makes follow-ups" in row(app, "Findings")
        await to(pilot, "finding overdue")
        assert "2,950 overdue on 3 orders" in screen_text(app)
        assert "a makes 3 follow-ups, 2026-07-" in screen_text(app)


async def test_its_rows_add_up_and_its_certainty_is_told() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "finding overdue")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, FindingScreen)
        assert "sum 2,950" in screen_text(app)
        assert len([one for one in app.screen.query_one(LineList).row_ids if one]) == 3
        await pilot.press("escape", "d")
        await settled(pilot)
        assert "what is open past its due day" in screen_text(app)
        assert "collect" in screen_text(app)


async def test_one_key_makes_the_follow_ups_and_one_takes_all_of_them_back() -> None:
    store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        before = store.book.count("followups")
        await to(pilot, "finding overdue")
        await pilot.press("a")
        await settled(pilot)
        assert len(store.lines) == 1
        assert store.book.count("followups") == before + 3
        (action,) = store.book.rows("actions")
        assert (action.finding, action.review_on) == ("overdue", "2026-07-30")
        text = screen_text(app)
        assert "3 follow-ups made, looked at again on 30 Jul; u takes all of them back" in text
        assert "(acted on 30 Jun)" in row(app, "2,950 overdue")
        assert "looked at again" in row(app, "Overdue money: 2,950 on 2026-06-30")
        await to(pilot, "finding overdue")
        await pilot.press("a")
        await settled(pilot)
        assert "all of it is followed up already" in screen_text(app)
        assert len(store.lines) == 1
        await pilot.press("u")
        await settled(pilot)
        assert store.book.count("followups") == before
        assert store.book.count("actions") == 0
        assert "acted on" not in screen_text(app)


async def test_thirty_days_later_it_says_whether_the_number_moved() -> None:
    store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "finding overdue")
        await pilot.press("a")
        await settled(pilot)
    acted: Book = store.book
    _store, app, _kept = kpi_app("target", acted)
    later = "2026-07-31T10:00:00+08:00"
    app.session.ports = replace(app.session.ports, now=lambda: later)
    async with app.run_test(size=(160, 40)) as pilot:
        await opened(pilot)
        told = row(app, "Overdue money: too few to say; 2,950 on 2026-06-30")
        assert "on 2026-07-30; of those acted on 100% 3/3 (44-100%) are left" in told
        assert "of 3 follow-ups done" in told


async def test_a_says_what_it_is_for_where_no_finding_is_highlighted() -> None:
    store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("a")
        await settled(pilot)
        assert "a makes follow-ups for a finding; highlight one" in screen_text(app)
        assert store.lines == []
        assert isinstance(app.screen, KpisScreen)
