"""The KPI screen by keys: a period and its bases, reasons for what is missing, the chart."""

import asyncio
from datetime import date, timedelta

import pytest

from repdesk.domain.book import Book
from repdesk.domain.period import Period
from repdesk.domain.questions import KpiChoice
from repdesk.ui.app import RepdeskApp
from repdesk.ui.cells import width
from repdesk.ui.screens.kpis import KpisScreen
from repdesk.ui.screens.periods import everything
from repdesk.ui.views.kpi_rows import spark
from repdesk.ui.widgets.line_list import LineList
from tests import f1
from tests.ui.days_book import day_app
from tests.ui.screen_text import line, screen_text, settled


def f1_app(language: str = "en", question: str = "products") -> RepdeskApp:
    choice = KpiChoice(question=question)
    return day_app(f1.book(), language=language, policy=f1.policy(), kpis=choice)[1]


def row(app: RepdeskApp, label: str) -> str:
    return next(text for text in screen_text(app).split("\n") if label in text)


@pytest.mark.parametrize("size", [(80, 24), (45, 16), (120, 40)])
@pytest.mark.parametrize(
    ("language", "title", "sales"), [("en", "KPIs", "Net sales"), ("zh", "指标", "销售额")]
)
async def test_a_quarter_is_told_as_f1_answers_it(
    language: str, title: str, sales: str, size: tuple[int, int]
) -> None:
    app = f1_app(language)
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("4", "p")
        await settled(pilot)
        assert line(app, 0).startswith(f"{title}  2026-Q2")
        told = row(app, sales)
        assert "11,050" in told
        if size[0] >= 80:
            for part in ("+38.1%", "+121.0%", "12,000 92%"):
                assert part in told
        for text in screen_text(app).split("\n"):
            assert width(text) == size[0], text


async def test_every_rate_of_counts_has_its_n_and_interval() -> None:
    app = f1_app(question="deals")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("4", "p")
        await settled(pilot)
        assert "25% 1/4" in row(app, "Lead conversion")
        assert "5-70%" in row(app, "Lead conversion")
        assert "67% 2/3" in row(app, "Win rate")
        assert "75% 3/4" in row(app, " won   ")
        assert "too few to judge" in row(app, " won   ")


async def test_a_missing_number_is_a_dash_with_its_reason_never_a_zero() -> None:
    app = f1_app(question="deals")
    async with app.run_test(size=(80, 40)) as pilot:
        await settled(pilot)
        await pilot.press("4", *["left_square_bracket"] * 4)
        await settled(pilot)
        assert "2026-02" in line(app, 0)
        told = row(app, "Median cycle")
        assert "—" in told
        assert "no wins" in told


async def test_before_the_history_and_in_an_empty_book_there_are_no_numbers() -> None:
    app = f1_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4", "p", "p", *["left_square_bracket"] * 3)
        await settled(pilot)
        assert "2023" in line(app, 0)
        assert "before the history" in screen_text(app)
        assert "Net sales" not in screen_text(app)
    app = day_app(Book(), language="zh")[1]
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        assert "没有数据" in screen_text(app)


async def test_brackets_walk_periods_up_to_this_one() -> None:
    app = f1_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4", "left_square_bracket")
        await settled(pilot)
        assert "2026-05" in line(app, 0)
        assert "(closed)" in line(app, 0)
        await pilot.press("right_square_bracket", "right_square_bracket")
        await settled(pilot)
        assert "2026-06" in line(app, 0)
        assert "has not begun" in screen_text(app)


async def test_the_figures_follow_the_book_and_the_highlight_stays() -> None:
    app = f1_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4", "j", "j", "j")
        await settled(pilot)
        screen = app.screen
        assert isinstance(screen, KpisScreen)
        before = row(app, "Net sales")
        highlighted = screen.query_one("#figures", LineList).row_id
        book = f1.book()
        product = min(row.id for row in book.rows("products"))
        customer = min(row.id for row in book.rows("customers"))
        lines = [{"product": product, "qty": "1", "price": "1000"}]
        await app.session.do(lambda desk: desk.save_order(customer, lines))
        await settled(pilot)
        assert row(app, "Net sales") != before
        assert screen.query_one("#figures").row_id == highlighted  # type: ignore[attr-defined]


@pytest.mark.parametrize(("language", "lead"), [("en", "lead 7"), ("zh", "线索 7")])
async def test_c_draws_the_funnel_and_says_it_in_one_line(language: str, lead: str) -> None:
    app = f1_app(language, "deals")
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4")
        await settled(pilot)
        await pilot.press("c")
        for _round in range(40):
            await asyncio.sleep(0.05)
            await settled(pilot)
            if "█" in screen_text(app) and lead in screen_text(app):
                break
        text = screen_text(app)
        assert lead in text
        assert "┤█" in text
        for one in text.split("\n"):
            assert width(one) == 80
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, KpisScreen)


def test_spark_is_silent_where_there_is_nothing_to_compare() -> None:
    assert spark([]) == ""
    assert spark([None, 3.0]) == ""
    assert spark([0.0, 0.0]) == ""
    assert spark([None, 1.0, 2.0]) == " ▅█"


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
async def test_the_names_stand_over_their_columns(size: tuple[int, int]) -> None:
    app = f1_app()
    async with app.run_test(size=size) as pilot:
        await settled(pilot)
        await pilot.press("4", "p")
        await settled(pilot)
        heads, sales = line(app, 2), row(app, "Net sales")
        for name, told in (("vs prev", "+38.1%"), ("vs year", "+121.0%"), ("target", "92%")):
            assert heads.index(name) + len(name) == sales.index(told) + len(told)


async def test_p_goes_on_to_everything_and_then_to_the_month_it_ends_with() -> None:
    app = f1_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        await pilot.press("4", "p", "p")
        await settled(pilot)
        assert line(app, 0).startswith("KPIs  2026  1 Jan – 31 Dec")
        assert "vs 2025" in line(app, 0)
        assert "vs year" not in line(app, 2)
        await pilot.press("p")
        await settled(pilot)
        assert line(app, 0).startswith("KPIs  all")
        assert "Net sales: 17 orders, 18 lines, 3 products, 8 customers" in screen_text(app)
        await pilot.press("left_square_bracket")
        await settled(pilot)
        assert "this is everything" in screen_text(app)
        await pilot.press("p")
        await settled(pilot)
        assert line(app, 0).startswith("KPIs  2026-06")


def test_everything_ends_today_or_with_an_order_long_ago() -> None:
    book = f1.book()
    days = book.days("orders")
    first, newest = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    soon, late = newest + timedelta(days=30), newest + timedelta(days=9_000)
    assert everything(book, soon) == Period("range", first, soon)
    assert everything(book, late) == Period("range", first, newest)
    assert everything(Book(), late) is None
