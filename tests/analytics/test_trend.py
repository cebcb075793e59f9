"""Numbers over periods: points as a report has them, the direction by its rule, no false fall."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repdesk.analytics.kpis import KEYS, report
from repdesk.analytics.measures import METRICS, figure
from repdesk.analytics.results import Note, PointForecast, Trend
from repdesk.analytics.results.asked import KINDS, STOCKS
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.trend import direction, trend
from repdesk.analytics.window import Window
from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line, Order
from repdesk.domain.period import Period, parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.sales_books import DAY, Rows, kept, nets, tables

POLICY = Policy()


def slow_direction(values: list[int]) -> str:
    """KPIS §3, read word by word."""
    changes = [after - before for before, after in pairwise(values)]
    before = [abs(change) for change in changes[:-3]][-12:]
    if len(before) < 3:
        return "flat"
    a, b, c = changes[-3:]
    if not (a > 0 and b > 0 and c > 0) and not (a < 0 and b < 0 and c < 0):
        return "flat"
    if abs(median([a, b, c])) > median(before):
        return "rising" if a > 0 else "falling"
    return "flat"


@given(st.lists(st.integers(-9, 9), max_size=22))
def test_the_direction_is_the_rule_read_word_by_word(values: list[int]) -> None:
    assert direction(values) == slow_direction(values)
    assert direction([Fraction(value, 3) for value in values]) == slow_direction(values)


@pytest.mark.parametrize(
    ("values", "told"),
    [
        ([10, 11, 10, 11, 13, 15, 17], "rising"),
        ([10, 11, 10, 11, 9, 7, 5], "falling"),
        ([10, 11, 10, 11, 12, 13, 14], "flat"),
        ([10, 20, 10, 20, 22, 24, 26], "flat"),
        ([1, 2, 4, 8, 16, 32], "flat"),
        ([], "flat"),
    ],
)
def test_directions(values: list[int], told: str) -> None:
    assert direction(values) == told


@given(tables(), st.sampled_from(METRICS), st.sampled_from(KINDS), st.integers(8, 12))
@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
def test_every_point_is_what_a_report_says(rows: Rows, metric: str, kind: str, count: int) -> None:
    now = situation(Book(rows), DAY, POLICY)
    found = trend(now, metric, kind, count)
    assert len(found.points) == count
    for point in found.points:
        period = parse_period(point.period)
        assert point.unfinished == (period.last > DAY)
        if metric not in KEYS or metric in STOCKS:
            continue
        wanted = report(now, period).figure(metric)
        got = point.figure
        assert (got.value, got.k, got.n, got.ids) == (wanted.value, wanted.k, wanted.n, wanted.ids)
        assert (got.note is None) == (wanted.note is None)


@given(tables())
@settings(max_examples=30, suppress_health_check=[HealthCheck.too_slow])
def test_the_slow_plain_reading_agrees(rows: Rows) -> None:
    now = situation(Book(rows), DAY, POLICY)
    series = {key: trend(now, key, "month", 9).points for key in ("sales_net", "orders", "visits")}
    for net, orders, visits in zip(*series.values(), strict=True):
        if net.figure.value is None:
            assert net.figure.note is not None
            continue
        first = parse_period(net.period).first.isoformat()
        last = min(parse_period(net.period).last, DAY).isoformat()
        sold = sum((each for _order, _line, each in nets(rows, first, last)), Fraction())
        assert net.figure.value == half_up(sold * 100)
        assert orders.figure.value == len(kept(rows, first, last))
        held = [row for row in rows["interactions"] if first <= row.at[:10] <= last]
        assert visits.figure.value == sum(row.kind == "visit" for row in held)


def half_up(value: Fraction) -> int:
    whole = int(abs(value) + Fraction(1, 2))
    return whole if value >= 0 else -whole


def months(*amounts: str, day: date = DAY) -> Situation:
    """A book with one order on the first of each month, the last one this month."""
    first, orders = day.replace(day=1), []
    for at, amount in enumerate(reversed(amounts)):
        month = first.month - 1 - at
        on = date(first.year + month // 12, month % 12 + 1, 1)
        line = Line(product="p", qty="1", price=amount)
        orders.append(Order(id=f"o{at:02}", customer="c", date=on.isoformat(), lines=(line,)))
    return situation(Book({"orders": orders}), day, POLICY)


def values(found: Trend) -> list[object]:
    return [point.figure.value for point in found.points]


def test_a_month_that_goes_on_is_marked_and_no_fall() -> None:
    amounts = ("100", "110", "100", "110", "130", "150", "170", "10")
    found = trend(months(*amounts, day=date(2026, 6, 10)), "sales_net", "month", 8)
    assert values(found)[-2:] == [17_000, 1_000]
    assert [point.unfinished for point in found.points] == [False] * 7 + [True]
    assert (found.direction, found.note) == ("rising", None)
    assert found.so_far is not None
    assert (found.so_far.value, found.so_far.base_period) == (17_000, "2026-05-01..2026-05-10")
    over = trend(months(*amounts), "sales_net", "month", 8)
    assert (over.direction, over.so_far) == ("flat", None)


def test_too_few_periods_are_flat_and_it_is_said() -> None:
    found = trend(months("1", "2", "3"), "sales_net", "month", 8)
    assert values(found)[:5] == [None] * 5
    assert found.direction == "flat"
    assert found.note == Note("few_periods", (("n", 3), ("needed", 7)))


def test_an_empty_book_has_no_direction_and_says_why() -> None:
    found = trend(situation(Book(), DAY, POLICY), "sales_net", "month", 8)
    assert set(values(found)) == {None}
    assert (found.direction, found.unit) == (None, None)
    assert found.note is not None
    assert found.note.code == "no_orders"


def test_what_is_owed_is_told_of_the_end_of_each_period() -> None:
    now = situation(f1.book(), date(2026, 6, 30), f1.policy())
    found = trend(now, "receivables", "quarter", 8)
    then = situation(f1.book(), date(2026, 3, 31), f1.policy())
    wanted = report(then, parse_period("2026-Q1")).figure("receivables").value
    assert values(found)[-2:] == [wanted, 515_000]


def test_f1_by_quarter() -> None:
    now = situation(f1.book(), date(2026, 6, 30), f1.policy())
    found = trend(now, "sales_net", "quarter", 8)
    assert values(found)[-3:] == [values(found)[-3], 800_000, 1_105_000]
    rate = trend(now, "win_rate", "quarter", 8).points[-1].figure
    assert (rate.k, rate.n, rate.value) == (2, 3, Fraction(2, 3))
    assert rate.low == pytest.approx(0.207655, abs=1e-6)


def test_a_conversion_that_is_not_ripe_is_no_fall() -> None:
    now = situation(f1.book(), date(2026, 6, 30), f1.policy())
    found = trend(now, "lead_conversion", "quarter", 8)
    last = found.points[-1].figure
    assert last.note is not None
    assert last.note.code == "not_ripe"
    assert found.note is not None
    assert found.note.code == "few_periods"
    settled = [each for each in found.points[:-1] if each.figure.value is not None]
    assert found.note.fact("n") == len(settled)


def test_the_forecast_is_handed_in_for_the_period_that_ends_next() -> None:
    asked: list[str] = []

    def forecast(_now: Situation, metric: str, period: Period) -> PointForecast | Note:
        asked.append(f"{metric} {period}")
        return PointForecast(str(period), 5, 4, 6, 0.5)

    now = months("1", "2", day=date(2026, 6, 10))
    found = trend(now, "sales_net", "month", 8, forecast)
    assert found.forecast == PointForecast("2026-06", 5, 4, 6, 0.5)
    assert found.no_forecast is None
    trend(months("1", "2"), "sales_net", "month", 8, forecast)
    assert asked == ["sales_net 2026-06", "sales_net 2026-07"]
    young = trend(now, "sales_net", "month", 8)
    assert young.no_forecast == Note("short_history", (("months", 1), ("fewest", 6)))
    assert trend(now, "visits", "month", 8).no_forecast == Note("no_forecast")


def test_an_unknown_number_is_refused() -> None:
    window = Window(situation(f1.book(), DAY, POLICY), parse_period("2026-Q2"))
    with pytest.raises(Invalid) as refused:
        figure(window, "luck")
    assert refused.value.code == "metric.unknown"
