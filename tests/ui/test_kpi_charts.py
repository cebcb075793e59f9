"""Charts: each says the same in one line; without plotext the words stay."""

import asyncio
import importlib
from collections.abc import Callable
from typing import Any

import pytest
from textual.pilot import Pilot

from repdesk.ui.cells import width
from repdesk.ui.screens.charting import chart_of
from repdesk.ui.screens.kpis import KpisScreen
from tests.ui.kpi_app import kpi_app, opened, to
from tests.ui.screen_text import line, screen_text, settled

TITLES = ("FUNNEL", "NET SALES by month", "PRODUCTS", "CONTACTS by weekday", "CONTACTS by hour")


async def drawn(pilot: Pilot[Any], until: Callable[[], bool]) -> str:
    """Wait until the chart stands there: plotext is loaded beside the screen."""
    for _round in range(60):
        await settled(pilot)
        if until():
            break
        await asyncio.sleep(0.05)
    return screen_text(pilot.app)


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 36)])
async def test_c_goes_through_all_charts_each_with_its_line(size: tuple[int, int]) -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=size) as pilot:
        await opened(pilot)
        await to(pilot, "stage won")
        await pilot.press("c")
        for title in TITLES:
            text = await drawn(pilot, lambda title=title: line(app, 0).startswith(title))  # type: ignore[misc]
            assert line(app, 0).startswith(title)
            text = await drawn(pilot, lambda: "█" in screen_text(app))
            for one in text.split("\n"):
                assert width(one) == size[0]
            await pilot.press("c")
        await drawn(pilot, lambda: line(app, 0).startswith(TITLES[0]))
        assert line(app, 0).startswith(TITLES[0])
        await pilot.press("C")
        await settled(pilot)
        assert line(app, 0).startswith(TITLES[-1])
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, KpisScreen)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", ("lead 7", "12 months: sold", "P1 52.9%, margin 38%", "most on")),
        ("zh", ("线索 7", "12个月销售", "P1 52.9% 利润率38%", "最多")),
    ],
)
async def test_the_line_says_what_the_chart_shows(language: str, said: tuple[str, ...]) -> None:
    _store, app, _kept = kpi_app("deals", language=language)
    async with app.run_test(size=(120, 36)) as pilot:
        await opened(pilot)
        await to(pilot, "stage won")
        await pilot.press("c")
        for part in said:
            text = await drawn(pilot, lambda part=part: part in screen_text(app))  # type: ignore[misc]
            assert part in text
            await pilot.press("c")


async def test_a_month_stands_beside_its_target_and_the_year_before() -> None:
    _store, app, _kept = kpi_app("target")
    async with app.run_test(size=(100, 30)) as pilot:
        await opened(pilot)
        await to(pilot, "target sales_net all")
        await pilot.press("c")
        text = await drawn(pilot, lambda: "█" in screen_text(app))
        assert line(app, 0).startswith("NET SALES by month")
        body = "\n".join(text.split("\n")[1:-3])
        for mark in ("█", "o", "─"):
            assert mark in body
        assert "a year before" in text
        assert "target reached in" in text


async def test_a_lost_plotext_costs_the_drawing_and_says_so(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = importlib.import_module

    def broken(name: str, package: str | None = None) -> Any:
        if name == "repdesk.ui.chart":
            raise ModuleNotFoundError("No module named 'plotext'", name="plotext")
        return real(name, package)

    monkeypatch.setattr("repdesk.ui.screens.chart.importlib.import_module", broken)
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        await to(pilot, "stage won")
        await pilot.press("c")
        text = await drawn(pilot, lambda: "plotext" in screen_text(app))
        assert "plotext cannot be loaded" in text
        assert "lead 7" in text
        assert "█" not in text
        await pilot.press("escape")
        await settled(pilot)
        assert "67% 2/3" in screen_text(app)


@pytest.mark.parametrize(
    ("row_id", "name"),
    [
        ("stage won", "funnel"),
        ("kpi sales_net", "sales"),
        ("target sales_net all", "sales"),
        ("forecast", "sales"),
        ("product p1", "products"),
        ("kpi margin", "products"),
        ("kpi visits", "weekdays"),
        ("kpi win_rate", "funnel"),
        ("", "funnel"),
    ],
)
def test_a_row_opens_the_chart_that_says_most_about_it(row_id: str, name: str) -> None:
    assert chart_of(row_id) == name
