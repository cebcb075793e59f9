"""What do you want to know: asked once, remembered, asked again; the rep's own set and goals."""

from decimal import Decimal

import pytest

from repdesk.domain.book import Book
from repdesk.domain.questions import ALL, GROUPS, SECTIONS, USUAL, goal_of, reaches
from repdesk.i18n import _
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.metrics import NAMES
from repdesk.wording.questions import QUESTIONS
from tests.ui.kpi_app import kpi_app, opened, row, to
from tests.ui.screen_text import line, screen_text, settled


async def test_the_first_time_it_asks_and_remembers_what_was_picked() -> None:
    _store, app, kept = kpi_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = screen_text(app)
        assert line(app, 0).startswith("KPIs  2026-Q2")
        assert "What do you want to know?" in text
        for question in QUESTIONS.values():
            assert question in text
        await pilot.press("g", "j", "enter")
        await settled(pilot)
        assert kept == {"kpis.question": "deals"}
        text = screen_text(app)
        assert "What do you want to know?" not in text
        assert line(app, 1).startswith("Where do I lose deals?")
        assert "67% 2/3" in row(app, "Win rate")
        assert "FUNNEL" in text
        assert "Gross margin" not in text


async def test_what_was_picked_stands_at_the_next_start_and_w_asks_again() -> None:
    _store, app, kept = kpi_app("products")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        assert line(app, 1).startswith("Which products?")
        assert kept == {}
        await pilot.press("w")
        await settled(pilot)
        assert "What do you want to know?" in screen_text(app)
        assert app.screen.query_one(LineList).row_id == "ask products"
        await pilot.press("w")
        await settled(pilot)
        assert line(app, 1).startswith("Which products?")
        await pilot.press("w", "g", "enter")
        await settled(pilot)
        assert kept == {"kpis.question": "target"}
        assert line(app, 1).startswith("Am I on target?")


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("question", list(USUAL))
async def test_each_question_shows_its_own_numbers_in_their_order(
    question: str, language: str
) -> None:
    _store, app, _kept = kpi_app(question, language=language)
    async with app.run_test(size=(80, 80)) as pilot:
        await opened(pilot)
        ids = [one for one in app.screen.query_one(LineList).row_ids if one.startswith("kpi ")]
        wanted = [f"kpi {one}" for one in USUAL[question] if one not in SECTIONS]
        assert ids == wanted


def test_everything_is_every_number_once() -> None:
    every = [item for group in GROUPS.values() for item in group]
    assert sorted(USUAL[ALL]) == sorted([*every, "findings"])
    assert len(set(every)) == len(every)
    assert set(every) - SECTIONS <= NAMES.keys()
    assert {item for shown in USUAL.values() for item in shown} <= {*every, "findings"}


async def test_the_numbers_that_answer_a_question_are_the_reps_to_choose() -> None:
    _store, app, kept = kpi_app("products")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot, "o")
        assert line(app, 0).startswith("Which products?")
        await pilot.press("space", "J", "f2")
        await settled(pilot)
        # Net sales left out, the margin moved behind the sales per order.
        shown = kept["kpis.shown.products"].split(",")
        assert shown == ["sales_per_order", "margin", "products", "findings"]
        ids = app.screen.query_one(LineList).row_ids
        assert [one for one in ids if one.startswith("kpi ")] == [
            "kpi sales_per_order",
            "kpi margin",
        ]
        await pilot.press("o", "x", "f2")
        await settled(pilot)
        assert kept["kpis.shown.products"].split(",") == list(USUAL["products"])
        said = "5 numbers answer it now; o changes it back, there x to the usual; u does not"
        assert said in screen_text(app)


async def test_leaving_the_choice_changes_nothing() -> None:
    _store, app, kept = kpi_app("products")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot, "o")
        await pilot.press("space", "escape")
        await settled(pilot)
        assert kept == {}
        assert "Net sales" in screen_text(app)


async def test_a_goal_is_typed_kept_and_judged_beside_its_number() -> None:
    _store, app, kept = kpi_app("products")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi margin")
        await pilot.press("t", *"40%", "enter")
        await settled(pilot)
        assert kept == {"kpis.goals.margin": "0.4"}
        assert "40% ✓" in row(app, "Gross margin")
        assert "Gross margin: goal 40%; t takes it back, not u" in screen_text(app)
        await pilot.press("t", *"45", "enter")
        await settled(pilot)
        assert kept == {"kpis.goals.margin": "0.45"}
        assert "45% ✗" in row(app, "Gross margin")
        assert "goal 45%; it was 40%, t sets it back, not u" in screen_text(app)
        await pilot.press("t", "down", "enter")
        await settled(pilot)
        assert kept == {"kpis.goals.margin": ""}
        assert "✗" not in row(app, "Gross margin")
        assert "no goal; it was 45%, t sets it again, not u" in screen_text(app)


async def test_a_number_that_has_targets_gets_one() -> None:
    store, app, kept = kpi_app("products")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        await pilot.press("t", *"12000", "f2")
        await settled(pilot)
        assert kept == {}
        saved = {(one.metric, one.period, one.value) for one in store.book.rows("targets")}
        assert ("sales_net", "2026-Q2", 1_200_000) in saved


async def test_a_target_is_over_a_part_and_of_a_level_too() -> None:
    store, app, _kept = kpi_app("products")
    async with app.run_test(size=(80, 40)) as pilot:
        await opened(pilot)
        await to(pilot, "kpi sales_net")
        known = next(one.zone for one in store.book.rows("customers") if one.zone)
        await pilot.press("t", *"5000", "tab", "tab", "tab", *"nowhere")
        await settled(pilot)
        assert "no category or zone is called nowhere yet" in screen_text(app)
        await pilot.press(*["backspace"] * 7, *known, "tab", "2", "f2")
        await settled(pilot)
        (saved,) = (one for one in store.book.rows("targets") if one.level == "stretch")
        assert (saved.metric, saved.period, saved.scope, saved.value) == (
            "sales_net",
            "2026-Q2",
            known,
            500_000,
        )
        assert "target set; u takes it back" in screen_text(app)


async def test_less_is_better_where_it_is() -> None:
    goals = {"churn": Decimal("0.3"), "cycle_median": Decimal(30)}
    _store, app, _kept = kpi_app("all", goals=goals)
    async with app.run_test(size=(80, 80)) as pilot:
        await opened(pilot)
        assert "<30% ✓" in row(app, "Lost customers")
        assert "<30d ✗" in row(app, "Median cycle")


@pytest.mark.parametrize(
    ("text", "goal"),
    [
        ("40%", "0.4"),
        ("<15 %", "0.15"),
        ("１５％", "0.15"),
        ("45", "45"),
        ("12,000", "12000"),
        ("", None),
        ("fast", None),
        ("-3", None),
        ("nan", None),
        ("1e99", None),
    ],
)
def test_goals_as_they_are_typed(text: str, goal: str | None) -> None:
    assert goal_of(text) == (None if goal is None else Decimal(goal))


def test_reaching_a_goal() -> None:
    assert reaches("margin", Decimal("0.4"), Decimal("0.4"))
    assert not reaches("margin", Decimal("0.39"), Decimal("0.4"))
    assert reaches("churn", Decimal("0.1"), Decimal("0.15"))
    assert not reaches("churn", Decimal("0.2"), Decimal("0.15"))


async def test_an_empty_book_asks_nothing_and_says_how_to_fill_it() -> None:
    _store, app, _kept = kpi_app(book=Book())
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(pilot)
        text = screen_text(app)
        assert "What do you want to know?" not in text
        assert "No numbers: no orders" in text
        assert "repdesk import FILE" in text
        assert _("New customers") not in text
