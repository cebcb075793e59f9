"""What stands behind a number: its rows, their sum, the profile behind a row; what it means."""

import pytest

from repdesk.ui.screens.gap import GapScreen
from repdesk.ui.screens.kpis import KpisScreen
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.rows import RowsScreen
from repdesk.ui.views.behind import RowsView
from repdesk.ui.widgets.line_list import LineList
from tests.ui.kpi_app import kpi_app, opened, showing, to
from tests.ui.screen_text import line, screen_text, settled


@pytest.mark.parametrize(
    ("language", "title", "total"),
    [("en", "Net sales  2026-Q2", "sum 12,000"), ("zh", "销售额  2026-Q2", "合计 12,000")],
)
async def test_enter_shows_the_rows_and_what_they_add_up_to(
    language: str, title: str, total: str
) -> None:
    _store, app, _kept = kpi_app("products", language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("enter")
        await settled(pilot)
        text = screen_text(app)
        assert line(app, 0).startswith(title)
        assert total in text
        assert "-950" in text
        assert "11,050" in text
        shown = [one for one in app.screen.query_one(LineList).row_ids if one]
        assert len(shown) == 7


async def test_enter_on_a_row_opens_the_profile_at_that_very_entry() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("enter")
        await settled(pilot)
        rows = app.screen.query_one(LineList)
        order = rows.row_id.split()[2]
        await pilot.press("enter")
        await settled(pilot)
        profile = app.screen
        assert isinstance(profile, ProfileScreen)
        assert profile.customer_id == app.session.book.get("orders", order).customer  # type: ignore[union-attr]
        assert profile.pane.timeline.row_id == order
        await pilot.press("escape", "escape")
        await settled(pilot)
        assert isinstance(app.screen, KpisScreen)
        assert app.screen.query_one("#figures", LineList).row_id == "kpi sales_net"


async def test_a_log_from_the_rows_is_about_the_rows_customer() -> None:
    store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("enter")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, RowsScreen)
        customer = screen.customer_id
        before = len(store.book.of("interactions", "customer", customer))
        await pilot.press("l", "+", "enter")
        await settled(pilot)
        assert len(store.book.of("interactions", "customer", customer)) == before + 1


@pytest.mark.parametrize("key", ["win_rate", "cycle_median", "lead_conversion_period"])
async def test_rates_and_medians_show_both_sides(key: str) -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, f"kpi {key}")
        await pilot.press("enter")
        await settled(pilot)
        text = screen_text(app)
        said = {
            "win_rate": ("2 / 3 = 66.7%", "2 in all", "1 in all"),
            "cycle_median": ("wins: 3, from 10d to 74d", "median 34d", "74d"),
            "lead_conversion_period": ("2 / 4 = 50.0%", "2 in all", "4 in all"),
        }
        for part in said[key]:
            assert part in text


@pytest.mark.parametrize(
    ("question", "row_id", "parts"),
    [
        ("products", "product", ("sum 5,850", "bought it again", "2 in all", "3 in all")),
        ("target", "target sales_net all", ("sum 11,050",)),
        ("deals", "stage won", ("got there", "lost right before")),
    ],
)
async def test_products_targets_and_stages_have_rows_too(
    question: str, row_id: str, parts: tuple[str, ...]
) -> None:
    _store, app, _kept = kpi_app(question)
    async with app.run_test(size=(80, 50)) as pilot:
        await opened(pilot)
        ids = app.screen.query_one(LineList).row_ids
        await to(pilot, next(one for one in ids if one.startswith(row_id)))
        await pilot.press("enter")
        await settled(pilot)
        for part in parts:
            assert part in screen_text(app)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("(11,050 − 6,320) / 11,050 = 42.8%", "a line's own cost, else its product's")),
        ("zh", ("(11,050 − 6,320) / 11,050 = 42.8%", "口径")),
    ],
)
async def test_d_tells_the_definition_with_this_books_own_figures(
    language: str, said: tuple[str, ...]
) -> None:
    _store, app, _kept = kpi_app("products", language=language)
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi margin")
        await pilot.press("d")
        await settled(pilot)
        for part in said:
            assert part in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, KpisScreen)


async def test_every_row_can_be_explained() -> None:
    _store, app, _kept = kpi_app("all")
    async with app.run_test(size=(80, 90)) as pilot:
        await opened(pilot)
        figures = app.screen.query_one("#figures", LineList)
        rows = [one for one in figures.row_ids if one]
        assert len(rows) > 45
        for row_id in rows:
            figures.highlight(row_id)
            await pilot.press("d")
            await pilot.pause()
            text = screen_text(app)
            assert not isinstance(app.screen, KpisScreen), row_id
            assert len(text.strip().split("\n")) > 3
            assert "{" not in text, row_id
            await pilot.press("escape")


async def test_b_shows_the_deals_that_would_close_the_gap_and_enter_opens_one() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert isinstance(showing(app), GapScreen)
        text = screen_text(app)
        assert line(app, 0).startswith("GAP This month")
        if "together" in text:
            await pilot.press("enter")
            await settled(pilot)
            assert isinstance(showing(app), ProfileScreen)
        else:
            assert "No deals to show:" in text


async def test_without_a_target_the_gap_says_how_to_set_one() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "p", "left_square_bracket", "b")
        assert "no target is set" in screen_text(app)
        assert "t sets a target" in screen_text(app)


def test_rows_are_numbered_without_their_headings() -> None:
    view = RowsView(("", "a", "", "b"))
    assert view.places == {"a": 1, "b": 2}
