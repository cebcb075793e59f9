"""The sections of the KPI screen that are no figures: what each row says, and why where it says no
number.
"""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

import pytest
from msgspec import structs
from msgspec.structs import replace

from repdesk.analytics.results import Forecast, Note
from repdesk.cli.numbers import Numbers
from repdesk.domain.period import parse_period
from repdesk.domain.policy import BonusLadder, LadderStep
from repdesk.domain.questions import USUAL, KpiChoice
from repdesk.ui.glyphs import ASCII, UNICODE
from repdesk.ui.kpi_numbers import KpiNumbers, asked
from repdesk.ui.views.kpi_meaning import about
from repdesk.ui.views.kpi_rows import NARROW, detail, figure_row
from repdesk.ui.views.kpi_sections import (
    MORE_PRODUCTS,
    Line,
    forecast_rows,
    funnel_rows,
    product_rows,
    target_rows,
)
from repdesk.ui.views.kpis import Shown, kpis_view
from repdesk.ui.widgets.columns import Heading, Look, Row, column_widths
from repdesk.wording.terms import LOST_REASONS, named
from tests import f1


def known(period: str = "2026-Q2", day: str = "2026-05-31", ladder: bool = False) -> KpiNumbers:
    policy = f1.policy()
    if ladder:
        steps = (LadderStep(Decimal(1), Decimal(3000)),)
        policy = structs.replace(policy, bonus=BonusLadder(period="quarter", steps=steps))
    *_early, last = asked(Numbers(policy), f1.book(), parse_period(period), day, whole=False)
    return last


def text(lines: Iterable[Line]) -> dict[str, str]:
    """What each row says, by its id; headings together."""
    found: dict[str, str] = {}
    for row_id, line in lines:
        if isinstance(line, Heading):
            said = f"{line.text}  {line.right}"
        else:
            cells = (cell.text if isinstance(cell, Look) else cell for cell in line.cells)
            said = "  ".join(filter(None, cells))
        found[row_id] = f"{found.get(row_id, '')} {said}".strip()
    return found


def test_a_target_stands_with_its_gap_what_a_day_needs_and_its_pace() -> None:
    said = text(target_rows(known(), "CNY", UNICODE))
    assert said["target sales_net all"] == "Net sales  9,800  82%  12,000  2,200  73.33  122%"
    assert said["moneyin"].startswith("Money in  money in ")
    assert "bonus" not in said


def test_the_step_of_a_bonus_is_told() -> None:
    said = text(target_rows(known(ladder=True), "CNY", UNICODE))
    assert said["bonus"] == "Bonus  2,200 more reaches 100%: bonus 3,000"


def test_a_period_without_a_target_says_how_one_is_set() -> None:
    said = text(target_rows(known("2025-Q4", "2026-06-30"), "CNY", UNICODE))
    assert said["set target"] == "Target  none set; t sets one"


def test_a_forecast_has_its_range_and_its_chance_or_a_reason() -> None:
    told = Forecast("2026-06", "ses+mean6", 3_000_000, 2_600_000, 3_400_000, 0.4, 3_200_000)
    said = text(forecast_rows(replace(known(), forecast=told), "CNY"))
    assert said == {
        "forecast": "Forecast  30,000  26,000-34,000 in 8 of 10 months",
        "chance": "Chance  40%  of 32,000 or more",
    }
    none = Forecast(
        "2026-06", None, None, note=Note("short_history", (("months", 3), ("fewest", 6)))
    )
    said = text(forecast_rows(replace(known(), forecast=none), "CNY"))
    assert said == {"forecast": "Forecast  —  3 complete months of history; 6 are needed"}
    closed = Forecast("2026-05", "closed", 100)
    assert text(forecast_rows(replace(known(), forecast=closed), "CNY")) == {}
    assert text(forecast_rows(replace(known(), forecast=None), "CNY")) == {}


def test_products_come_by_what_they_sold_and_the_rest_is_a_row() -> None:
    whole = known("2026-Q2", "2026-06-30")
    said = text(product_rows(whole, "CNY", whole=False))
    ids = [one for one in said if one]
    assert [said[one].split()[0] for one in ids] == ["P1", "P2", "P3"]
    assert "5,850  52.9%  38.5%  40% 2/5  12-77%" in said[ids[0]]
    many = replace(whole, report=replace(whole.report, products=whole.report.products * 5))
    shown = list(product_rows(many, "CNY", whole=False))
    assert shown[-1][0] == MORE_PRODUCTS
    assert MORE_PRODUCTS not in dict(product_rows(many, "CNY", whole=True))
    nothing = replace(whole, report=replace(whole.report, products=()))
    assert "nothing was sold" in text(product_rows(nothing, "CNY", whole=False))[""]


def test_the_funnel_says_why_no_step_is_named() -> None:
    whole = known("2026-Q2", "2026-06-30")
    said = text(funnel_rows(whole.funnel, whole.today))
    assert "too few to say" in said["weakest"]
    assert text(funnel_rows(None, whole.today)) == {}


@pytest.mark.parametrize("question", list(USUAL))
def test_in_ascii_there_is_no_other_sign_but_the_dash(question: str) -> None:
    shown = Shown(KpiChoice(question=question), glyphs=ASCII)
    view = kpis_view(known(), shown)
    for line in view.lines:
        cells = line.cells if isinstance(line, Row) else (line.text, line.right)
        for cell in cells:
            said = cell.text if isinstance(cell, Look) else cell
            plain = said.replace("—", "-").replace("·", "-").replace("→", "-").replace("–", "-")
            assert plain.isascii(), said


def test_on_a_narrow_terminal_the_changes_stand_under_the_list() -> None:
    whole = known("2026-Q2", "2026-06-30")
    assert "vs prev +38.1%; vs year +121.0%" in detail(whole, "sales_net", "CNY", NARROW - 1)
    assert "vs prev" not in detail(whole, "sales_net", "CNY", 80)
    assert "against 8,000, 1 Jan – 31 Mar" in detail(whole, "growth_previous", "CNY", 80)
    assert "first order 2025-04-1" in detail(whole, "new_customers", "CNY", 80)


def test_what_moved_on_since_its_period_ended_is_compared_as_it_then_was() -> None:
    closed = known("2026-Q1", "2026-06-30")
    held = closed.moved_on("receivables")
    assert held is not None
    assert closed.figure("receivables").value == 515_000
    assert held.value == closed.past["receivables"][-1] == 600_000
    row = figure_row(closed.figure("receivables"), closed, KpiChoice(), "CNY")
    assert [cell for cell in row.cells[1:5] if cell] == ["5,150"]
    beside = replace(closed, previous=closed.report)
    assert "on 31 Mar 6,000; vs prev +16.5%" in detail(beside, "receivables", "CNY", 80)
    assert closed.moved_on("sales_net") is None
    assert figure_row(closed.figure("sales_net"), closed, KpiChoice(), "CNY").cells[3]
    assert known("2026-Q2", "2026-06-30").moved_on("receivables") is None


def test_counts_of_a_large_book_are_never_cut() -> None:
    whole = known("2026-Q2", "2026-06-30")
    assert whole.funnel is not None
    large = replace(whole.funnel.steps[0], k=1291, n=1297, rate=Fraction(1291, 1297))
    funnel = replace(whole.funnel, steps=(large, *whole.funnel.steps[1:]))
    rows = [row for _id, row in funnel_rows(funnel, whole.today) if isinstance(row, Row)]
    told = next(row for row in rows if "1291/1297" in str(row.cells[2]))
    assert column_widths(told.columns, 79)[2] >= len("100% 1291/1297")
    again = replace(whole.report.products[0].repurchase, k=508, n=712, value=Fraction(508, 712))
    sold = [replace(row, repurchase=again) for row in whole.report.products]
    shown = replace(whole, report=replace(whole.report, products=tuple(sold)))
    for row_id, row in product_rows(shown, "CNY", whole=True):
        if row_id.startswith("product "):
            assert isinstance(row, Row)
            assert column_widths(row.columns, 79)[4] >= len("71% 508/712")


def test_why_deals_were_lost_stands_whole_under_the_list() -> None:
    whole = known("2026-Q2", "2026-06-30")
    assert whole.funnel is not None
    for step in whole.funnel.steps:
        told = about(f"stage {step.target}", whole, "CNY", 80)
        assert f"{step.k}/{step.n}" in told
        for reason, n in step.lost_reasons:
            assert f"{named(dict(LOST_REASONS), reason) or 'no reason'} {n}" in told
    assert about(f"stage {whole.funnel.stages[0].stage}", whole, "CNY", 80) == ""
