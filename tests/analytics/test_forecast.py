"""Forecasts against the fixture's vectors, and of books: month, quarter, range, chance, reasons."""

import json
from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.forecast import forecast
from repdesk.analytics.inside_month import PastMonth, past_month, quantile, share_done, spread
from repdesk.analytics.results import Forecast
from repdesk.analytics.situation import situation
from repdesk.analytics.smoothing import growth, months_ahead, seasonal_indices, smoothed, trend
from repdesk.domain.book import Book
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Order
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.target import Target
from tests.analytics.books import Tables, order

STATS = json.loads((Path(__file__).parents[1] / "fixtures/stats.json").read_text("utf-8"))
INSIDE = STATS["inside_the_month"]
AMOUNTS = st.floats(-1e6, 1e9, allow_nan=False)


@pytest.mark.parametrize("case", STATS["forecast"], ids=lambda case: str(case["name"]))
def test_the_vectors_of_the_fixture(case: dict[str, Any]) -> None:
    found = months_ahead(case["series"], 1)
    if case["forecast"] is None:
        assert found is None
        return
    assert found is not None
    assert found.values == pytest.approx(case["forecast"], abs=1e-6)
    detail, series = case["detail"], case["series"]
    indices = seasonal_indices(series, 1)
    if "seasonal" not in detail:
        assert found.method == "ses+mean6"
        assert smoothed(series) == pytest.approx(detail["ses"], abs=1e-6)
        return
    assert found.method == "ses+theta+last_year"
    assert (indices is not None) == detail["seasonal"]
    if indices is not None:
        assert indices == pytest.approx(detail["indices"], abs=1e-6)
    plain = [value / (indices or [1.0] * 12)[at % 12] for at, value in enumerate(series)]
    assert trend(plain) == pytest.approx(detail["slope"], abs=1e-6)
    assert growth(series) == pytest.approx(detail["growth"], abs=1e-6)


@pytest.mark.parametrize("case", INSIDE["cases"], ids=lambda case: f"day {case['day']}")
def test_the_month_that_runs_is_the_fixtures(case: dict[str, Any]) -> None:
    past = [past_month(days) for days in INSIDE["past_months_daily"]]
    day, days = case["day"], case["days_in_month"]
    usual = share_done(past, day, days)
    assert usual == pytest.approx(case["share_done"], abs=1e-6)
    rest = (1 - usual) * case["month_forecast"]
    found = spread(past, day, days, case["month_to_date"], rest, case["target"])
    assert found.expected == pytest.approx(case["expected"], abs=1e-6)
    for mine, theirs in ((found.low, "low"), (found.high, "high"), (found.chance, "chance")):
        assert mine == pytest.approx(case[theirs], abs=1e-6)


@given(st.lists(AMOUNTS, max_size=60), st.integers(1, 12))
def test_any_series_gives_finite_months_of_0_or_more(series: list[float], month: int) -> None:
    found = months_ahead(series, month)
    if len(series) < 6:
        assert found is None
        return
    assert found is not None
    assert len(found.values) == 3
    assert all(0 <= value < 1e13 for value in found.values)


@given(st.floats(0, 1e9), st.integers(6, 60), st.integers(1, 12))
def test_a_constant_series_goes_on(value: float, months: int, first: int) -> None:
    found = months_ahead([value] * months, first)
    assert found is not None
    assert found.values == pytest.approx([value] * 3, rel=1e-9, abs=1e-9)


@given(
    st.lists(st.lists(st.integers(-50, 500), min_size=28, max_size=31), min_size=1, max_size=12),
    st.integers(1, 30),
    st.integers(-500, 5000),
    st.integers(0, 9000),
    st.integers(0, 9000),
)
def test_a_range_holds_what_the_past_allows(
    months: list[list[int]], day: int, done: int, rest: int, target: int
) -> None:
    past = [past_month(each) for each in months]
    found = spread(past, day, 30, done, rest, target)
    assert found.expected == done + rest
    if found.low is None or found.high is None or found.chance is None:
        assert (found.low, found.high, found.chance) == (None, None, None)
        return
    n = len(past)
    assert done <= found.low <= found.high
    assert 1 / (n + 2) <= found.chance <= 1 - 1 / (n + 2)
    assert 0 <= share_done(past, day, 30) <= 1


def test_quantiles_lie_between_ranks() -> None:
    assert [quantile([0, 10, 20], share) for share in (0, 0.1, 0.5, 0.75, 1)] == [0, 2, 10, 15, 20]
    assert quantile([7], 0.9) == 7


def test_a_day_stands_where_it_does_in_a_shorter_month() -> None:
    month = PastMonth(tuple(range(1, 29)))
    assert [month.by(day, 31) for day in (1, 16, 31)] == [1, 14, 28]
    assert month.by(0, 31) == 0


def monthly(first: str, nets: Sequence[float], day: int = 15) -> list[Order]:
    """One order a month, from a month on."""
    period, found = parse_period(first), []
    for at, net in enumerate(nets):
        when = period.first + timedelta(day - 1)
        found.append(order(f"o{at:03}", "c0", when.isoformat(), str(net)))
        period = period.following()
    return found


def of(rows: Tables, period: str, day: str, policy: Policy | None = None) -> Forecast:
    now = situation(Book(rows), date.fromisoformat(day), policy or Policy())
    return forecast(now, parse_period(period))


def test_the_month_of_the_first_order_counts_only_from_the_1st() -> None:
    nets = [100, 110, 120, 130, 140, 150, 160]
    rows: Tables = {"orders": monthly("2025-11", nets, day=2)}
    found = of(rows, "2026-06", "2026-06-01")
    assert (found.history, found.method) == (6, "ses+mean6")
    rows = {"orders": monthly("2025-11", nets, day=1)}
    assert of(rows, "2026-06", "2026-06-01").history == 7
    ahead = months_ahead([net * 100.0 for net in nets], 11)
    assert ahead is not None
    assert of(rows, "2026-08", "2026-06-01").value == round(ahead.values[2])


@pytest.mark.parametrize(
    ("period", "day", "why"),
    [
        ("2026-06", "2026-06-10", "short_history"),
        ("2026-04", "2026-06-10", "before_history"),
        ("2026-Q2", "2026-06-10", "before_history"),
        ("2026-Q3", "2026-06-10", "short_history"),
    ],
)
def test_a_young_book_says_why_it_has_no_forecast(period: str, day: str, why: str) -> None:
    rows: Tables = {"orders": monthly("2026-05", [100, 100], day=3)}
    found = of(rows, period, day)
    assert (found.value, found.method, found.low, found.chance) == (None, None, None, None)
    assert found.note is not None
    assert found.note.code == why


def test_an_empty_book_says_why() -> None:
    for period, why in (("2026-06", "short_history"), ("2026-05", "no_orders")):
        note = of({}, period, "2026-06-10").note
        assert note is not None
        assert note.code == why


def test_a_closed_month_is_what_was_sold_and_a_far_one_is_not_told() -> None:
    rows: Tables = {"orders": monthly("2025-01", [100.005] * 17)}
    closed = of(rows, "2026-05", "2026-06-10")
    assert (closed.method, closed.value, closed.low) == ("closed", 10001, None)
    far = of(rows, "2026-09", "2026-06-10")
    assert far.value is None
    assert far.note is not None
    assert far.note.code == "too_far"
    assert of(rows, "2026-08", "2026-06-10").value is not None
    last = of(rows, "2026-06", "2026-06-30")
    assert (last.method, last.value) == ("closed", 0)


@pytest.mark.parametrize("period", ["2026", "2026-W23", "2026-05-01..2026-05-20"])
def test_only_months_and_quarters_are_forecast(period: str) -> None:
    with pytest.raises(Invalid):
        of({}, period, "2026-06-10")


def test_the_running_month_has_a_range_and_a_chance() -> None:
    rows: Tables = {
        "orders": [
            *monthly("2025-01", [100 + 7 * (at % 5) for at in range(17)], day=20),
            order("now", "c0", "2026-06-05", "10"),
        ],
        "targets": [Target(id="t", metric="sales_net", period="2026-06", value=11_000)],
    }
    found = of(rows, "2026-06", "2026-06-10")
    assert (found.done, found.target, found.pipeline) == (1000, 11_000, None)
    assert found.low is not None
    assert found.high is not None
    assert found.value is not None
    assert found.low <= found.value <= found.high
    assert found.chance is not None
    assert 0 < found.chance < 1
    assert found.usual is not None
    assert found.usual < 0.1
    rows["targets"] = []
    assert of(rows, "2026-06", "2026-06-10").chance is None


def test_a_quarter_is_the_sum_of_its_months() -> None:
    rows: Tables = {"orders": monthly("2024-07", [100 + at for at in range(24)], day=10)}
    found = of(rows, "2026-Q2", "2026-05-20")
    parts = [of(rows, month, "2026-05-20").value for month in ("2026-04", "2026-05", "2026-06")]
    assert found.value == sum(part or 0 for part in parts)
    assert [month.value for month in found.months] == parts
    assert (found.low, found.high, found.chance) == (None, None, None)
    ahead = of(rows, "2026-Q3", "2026-06-30")
    assert [month.period for month in ahead.months] == ["2026-07", "2026-08", "2026-09"]
    assert ahead.value is not None
    assert of(rows, "2026-Q3", "2026-06-29").value is None


def closed_deals(count: int, age: int, day: date, won: int) -> Tables:
    """Deals closed at one age, so many of them won; all of them before the day."""
    deals, events = [], []
    for at in range(count):
        end = day - timedelta(at + 1)
        deals.append(Deal(id=f"d{at:03}", customer="c0", created="2024-01-01", amount=100))
        for moment, stage in ((end - timedelta(age), "lead"), (end, "won" if at < won else "lost")):
            id_ = f"e{at:03}{stage}"
            events.append(StageEvent(id=id_, deal=f"d{at:03}", at=moment.isoformat(), stage=stage))
    return {"deals": deals, "stage_events": events}


def test_from_twenty_closed_deals_on_half_of_the_rest_is_the_open_ones() -> None:
    day = date(2026, 6, 10)
    rows: Tables = {
        "orders": monthly("2025-01", [100] * 17, day=20),
        **closed_deals(19, 30, day, 10),
    }
    alone = of(rows, "2026-06", day.isoformat())
    assert (alone.pipeline, alone.low is not None) == (None, True)
    rows |= closed_deals(20, 30, day, 10)
    rows["deals"].append(Deal(id="open", customer="c0", created="2024-01-01", amount=50_000))
    began = (day - timedelta(25)).isoformat()
    rows["stage_events"].append(StageEvent(id="e-open", deal="open", at=began, stage="quote"))
    both = of(rows, "2026-06", day.isoformat())
    assert both.pipeline is not None
    assert both.pipeline > 0
    assert alone.value is not None
    assert alone.done is not None
    assert both.value == pytest.approx(
        alone.done + (alone.value - alone.done + both.pipeline) / 2, abs=1
    )


@pytest.mark.parametrize(("amount", "share"), [(50, 1), (5000, None), (20_000, None)])
def test_where_deals_bring_little_of_the_sales_the_forecast_says_so(
    amount: int, share: int | None
) -> None:
    day = date(2026, 6, 10)
    rows: Tables = {"orders": monthly("2025-01", [100] * 17), **closed_deals(20, 30, day, 14)}
    rows["deals"] = [replace(row, amount=amount) for row in rows["deals"]]
    note = of(rows, "2026-06", day.isoformat()).note
    found = None if note is None else note.fact("share")
    assert found == share


def test_a_foreign_deal_without_a_rate_is_left_out_and_named() -> None:
    day = date(2026, 6, 10)
    rows: Tables = {"orders": monthly("2025-01", [100] * 17), **closed_deals(25, 3, day, 9)}
    rows["deals"].append(Deal(id="usd", customer="c0", amount=5000, currency="USD"))
    rows["stage_events"].append(StageEvent(id="e-usd", deal="usd", at="2026-06-09", stage="lead"))
    assert of(rows, "2026-06", day.isoformat()).without_rate == ("usd",)


def test_a_longer_past_never_moves_a_closed_month() -> None:
    nets = [100.0 + (at * 37) % 50 for at in range(30)]
    values = [
        of({"orders": monthly("2024-01", nets[:n])}, "2024-05", "2026-06-10").value
        for n in (5, 12, 30)
    ]
    assert all(a == b for a, b in pairwise(values))
