"""The highlighted number over many periods, between groups, crossed by two; the funnel by parts."""

from typing import Any

import pytest

from repdesk.i18n import set_language
from repdesk.ui.cells import width
from repdesk.ui.screens.compared import (
    ComparedScreen,
    FunnelsScreen,
    GroupScreen,
    IdsScreen,
    PivotScreen,
)
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.trend import TrendScreen
from tests.ui.kpi_app import kpi_app, opened, row, showing, to
from tests.ui.screen_text import line, screen_text, settled


async def test_v_shows_where_a_number_is_going_and_the_rows_of_a_period() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("v")
        await settled(pilot)
        assert isinstance(app.screen, TrendScreen)
        assert line(app, 0).startswith("Net sales  by quarter  1 of 12")
        assert "11,050" in row(app, "2026-Q2")
        assert any(word in screen_text(app) for word in ("rising", "falling", "flat"))
        await pilot.press("p")
        await settled(pilot)
        assert "by week" in line(app, 0)
        await pilot.press("p", "p")
        await settled(pilot)
        assert "by month" in line(app, 0)
        await pilot.press("m")
        await settled(pilot)
        assert "1 of 24" in line(app, 0)
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith("Net sales  2026-06")


@pytest.mark.parametrize(
    ("question", "row_id", "said"),
    [
        ("target", "target sales_net all", "Net sales"),
        ("all", "kpi visits", "Visits"),
        ("leaving", "kpi churn", "Lost customers"),
    ],
)
async def test_other_rows_have_a_trend_too(question: str, row_id: str, said: str) -> None:
    _store, app, _kept = kpi_app(question)
    async with app.run_test(size=(80, 80)) as pilot:
        await opened(pilot)
        await to(pilot, row_id)
        await pilot.press("v", "enter")
        await settled(pilot)
        assert line(app, 0).startswith(said)


async def test_x_tells_groups_apart_that_add_up_to_the_whole() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("x", *"product", "enter")
        await settled(pilot)
        assert isinstance(showing(app), ComparedScreen)
        assert line(app, 0).startswith("Net sales  by product  2026-Q2  1 of 3")
        assert "11,050" in row(app, " all ")
        for code, part in (("P1", "5,850"), ("P2", "4,200"), ("P3", "1,000")):
            assert part in row(app, f"{code} ")
        assert "52.9%" in row(app, "P1 ")
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(showing(app), IdsScreen)
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(showing(app), ProfileScreen)


async def test_the_orders_of_a_group_add_up_to_its_number() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("x", *"zone", "enter")
        await settled(pilot)
        group = next(text for text in screen_text(app).split("\n") if text.startswith(">"))
        money = next(word for word in group.split() if "," in word or word.isdigit())
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(showing(app), GroupScreen)
        gross, credited = (
            float(text.rsplit("sum", 1)[1].replace(",", ""))
            for text in screen_text(app).split("\n")
            if " sum " in text
        )
        assert gross + credited == float(money.replace(",", ""))


async def test_stalled_deals_stand_under_the_funnel_with_their_days() -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "standing")
        assert "longer than usual in" in screen_text(app)
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith("Stalled deals  1 of")
        assert row(app, ">").rstrip().endswith("d")


async def test_c_crosses_two_and_x_picks_other_rows() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("x", *"zone", "enter")
        await settled(pilot)
        await pilot.press("c", *"product", "enter")
        await settled(pilot)
        assert isinstance(app.screen, PivotScreen)
        assert "zone × product" in line(app, 0)
        whole = row(app, " total  ")
        assert "11,050" in screen_text(app)
        assert whole
        assert "?: under 5 orders" in screen_text(app)
        await pilot.press("right_square_bracket")
        await settled(pilot)
        await pilot.press("x", *"type", "enter")
        await settled(pilot)
        assert "type × product" in line(app, 0)


async def test_the_funnel_is_taken_apart_too() -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "stage won")
        await pilot.press("x", *"quarter", "enter")
        await settled(pilot)
        assert isinstance(app.screen, FunnelsScreen)
        assert line(app, 0).startswith("Funnel  by quarter  12 months")


async def test_what_cannot_be_taken_apart_says_so() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi pace_expected")
        await pilot.press("x")
        await settled(pilot)
        assert "x takes apart what is made of" in screen_text(app)


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
@pytest.mark.parametrize("language", ["en", "zh"])
async def test_every_screen_fits_its_terminal(language: str, size: tuple[int, int]) -> None:
    _store, app, _kept = kpi_app("products", language=language)
    ways = (
        ("enter",),
        ("v",),
        ("x", "enter"),
        ("x", "enter", "c", "enter"),
        ("b",),
        ("f",),
        ("o",),
        ("t",),
        ("d",),
    )
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await to(pilot, "kpi margin")
        for keys in ways:
            for key in keys:
                await pilot.press(key)
                await settled(pilot)
            for one in screen_text(app).split("\n"):
                assert width(one) == size[0], keys
            while len(app.screen_stack) > 1:
                await pilot.press("escape")
                await settled(pilot)


async def test_the_rows_behind_a_point_are_those_of_its_number() -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi lead_conversion")
        await pilot.press("v")
        await settled(pilot)
        rows: Any = app.screen.query_one("#rows")
        rows.highlight("point 2026-Q1")
        await settled(pilot)
        assert "50% 1/2" in row(app, "2026-Q1 ")
        await pilot.press("enter")
        await settled(pilot)
        assert "1 / 2 = 50.0%" in screen_text(app)


@pytest.mark.parametrize("language", ["en", "zh"])
async def test_a_number_of_a_day_says_which_day_its_past_is_of(language: str) -> None:
    _store, app, _kept = kpi_app("leaving", language=language)
    said = "as it stood on the last day of each period" if language == "en" else "各期期末的数"
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi overdue")
        for keys in (("v",), ("x", "enter")):
            await pilot.press(*keys)
            await settled(pilot)
            assert said in screen_text(app)
            await pilot.press("escape")
            await settled(pilot)
    set_language("en")
