"""Which period: typed, compared like for like; asked once a book, stale answers dropped."""

from datetime import date
from typing import Any

import pytest
from msgspec.structs import replace

from repdesk.cli.numbers import Numbers
from repdesk.domain.book import Book
from repdesk.domain.period import Period, parse_period
from repdesk.ui.kpi_numbers import PAST, KpiNumbers, asked, base_day
from repdesk.ui.screens.kpis import KpisScreen
from tests import f1
from tests.ui.kpi_app import kpi_app, opened, row
from tests.ui.screen_text import line, screen_text, settled


class Counted(Numbers):
    """Real numbers that note what was asked."""

    def __init__(self) -> None:
        super().__init__(f1.policy())
        self.asked: list[tuple[str, str]] = []

    def kpis(self, book: Book, period: str, day: str) -> Any:
        self.asked.append((period, day))
        return super().kpis(book, period, day)


@pytest.mark.parametrize(
    ("typed", "head"),
    [
        ("2026-05", "KPIs  2026-05"),
        ("2026-q1", "KPIs  2026-Q1"),
        ("last quarter", "KPIs  2026-Q1"),
        ("上季度", "KPIs  2026-Q1"),
        ("2025", "KPIs  2025"),
        ("2026-W23", "KPIs  2026-W23"),
        ("1 may..20 may", "KPIs  1 May – 20 May"),
        ("5月1日..今天", "KPIs  1 May – 30 Jun"),
        ("all", "KPIs  all"),
    ],
)
async def test_a_period_is_typed_as_it_is_said(typed: str, head: str) -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f")
        for sign in typed:
            await pilot.press({" ": "space", ".": "full_stop", "-": "minus"}.get(sign, sign))
        await pilot.press("enter")
        await settled(pilot)
        assert line(app, 0).startswith(head), line(app, 0)


async def test_what_is_no_period_and_what_has_not_begun_say_so() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot, "f")
        await pilot.press(*"soon", "enter")
        await settled(pilot)
        assert "That is no period yet" in screen_text(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, KpisScreen)
        await pilot.press("f", *"2027", "enter")
        await settled(pilot)
        assert "2027 has not begun" in screen_text(app)
        assert line(app, 0).startswith("KPIs  2026-Q2")


@pytest.mark.parametrize(
    ("period", "base", "day", "told"),
    [
        ("2026-06", "2026-05", "2026-06-10", "2026-05-10"),
        ("2026-06", "2026-05", "2026-06-30", "2026-05-31"),
        ("2026-03", "2026-02", "2026-03-30", "2026-02-28"),
        ("2026-Q2", "2026-Q1", "2026-05-31", "2026-03-02"),
        ("2026-Q2", "2025-Q2", "2026-05-31", "2025-05-31"),
        ("2024", "2023", "2024-03-01", "2023-03-01"),
        ("2024-02", "2023-02", "2024-02-28", "2023-02-28"),
        ("2026-W23", "2026-W22", "2026-06-03", "2026-05-27"),
        ("2026-06", "2026-05", "2026-07-20", "2026-05-31"),
    ],
)
def test_a_base_is_told_after_as_many_days(period: str, base: str, day: str, told: str) -> None:
    found = base_day(parse_period(period), parse_period(base), date.fromisoformat(day))
    assert found.isoformat() == told


def test_an_unfinished_period_stands_beside_as_many_days_of_each_past_one() -> None:
    numbers = Counted()
    *_early, last = asked(numbers, f1.book(), parse_period("2026-Q2"), "2026-05-31", whole=False)
    assert last.unfinished
    assert ("2026-Q1", "2026-03-02") in numbers.asked
    assert ("2025-Q2", "2025-05-31") in numbers.asked
    sold = last.past["sales_net"]
    assert len(sold) == PAST
    assert (sold[-1], sold[-2]) == (980_000, 400_000)
    growth = last.figure("growth_previous").value
    assert growth is not None
    assert float(growth) == pytest.approx(1.45)


def test_of_everything_nothing_was_before() -> None:
    numbers = Counted()
    period = Period("range", date(2025, 1, 1), date(2026, 6, 30))
    *_early, last = asked(numbers, f1.book(), period, "2026-06-30", whole=True)
    assert last.previous is None
    assert not last.past
    assert len(numbers.asked) == 1


def test_what_is_known_grows_and_is_asked_once_a_book() -> None:
    numbers, book = Numbers(f1.policy()), f1.book()
    quarter = parse_period("2026-Q2")
    first = list(asked(numbers, book, quarter, "2026-06-30", whole=False))
    again = list(asked(numbers, book, quarter, "2026-06-30", whole=False))
    assert first[0].previous is None
    assert first[-1].past
    assert first[-1].findings is not None
    assert again[-1].report is first[-1].report
    assert again[-1].findings is first[-1].findings


def test_until_the_next_answer_the_last_one_stands_but_its_findings_cannot_be_acted_on() -> None:
    numbers, book = Numbers(f1.policy()), f1.book()
    quarter = parse_period("2026-Q2")
    answers = list(asked(numbers, book, quarter, "2026-06-30", whole=False))
    early, whole = answers[0], answers[-1]
    carried = early.carrying(whole)
    assert carried.carried
    assert carried.findings == whole.findings
    assert carried.past == whole.past
    assert not whole.carrying(early).carried
    assert carried.previous == whole.previous
    over = list(asked(numbers, book, parse_period("2026-Q1"), "2026-06-30", whole=False))
    assert over[-1].held is not None
    assert over[0].carrying(over[-1]).previous is None
    other = replace(early, period=parse_period("2026-Q1"))
    assert other.carrying(whole) is other
    assert early.carrying(None) is early


async def test_an_answer_of_another_period_or_book_is_dropped() -> None:
    _store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        screen = app.screen
        assert isinstance(screen, KpisScreen)
        shown = screen.known
        assert isinstance(shown, KpiNumbers)
        stale = replace(shown, period=parse_period("2026-Q1"))
        screen.post_message(KpisScreen.Known(stale))
        screen.post_message(KpisScreen.Known(replace(shown, book=Book())))
        await settled(pilot)
        assert screen.known is shown
        assert "11,050" in row(app, "Net sales")


async def test_the_highlight_comes_back_to_its_number_in_another_period() -> None:
    _store, app, _kept = kpi_app("deals")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        figures: Any = app.screen.query_one("#figures")
        await pilot.press("G")
        stood = figures.row_id
        await pilot.press("left_square_bracket")
        await settled(pilot)
        assert "2026-Q1" in line(app, 0)
        assert figures.row_id == stood
