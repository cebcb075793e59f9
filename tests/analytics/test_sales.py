"""Sales of a period against a slow plain reading, growth bases, targets, the series of months."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.growth import last_year_base, previous_base
from repdesk.analytics.kpis import kpis
from repdesk.analytics.ledger import ledger
from repdesk.analytics.sales import last_periods, series
from repdesk.analytics.situation import situation
from repdesk.analytics.targets import Goal, Goals, target_lines
from repdesk.analytics.window import Window
from repdesk.domain.book import Book
from repdesk.domain.order import Line, Order, Product, Rate
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.target import Target
from tests import f1
from tests.analytics.books import DAY, Tables, ago, book, customers, order, tables

POLICY = Policy()
PERIODS = ("2026-06", "2026-Q2", "2025", "2026-W27", "2026-05-01..2026-06-20")


@given(tables(), st.sampled_from(PERIODS))
@settings(max_examples=25)
def test_the_slow_plain_reading_agrees(rows: Tables, text: str) -> None:
    period = parse_period(text)
    found = kpis(book(rows), period, DAY, POLICY)
    last = DAY.isoformat()
    real = [each for each in rows["orders"] if each.state != "cancelled"]
    starts = [each.date for each in real if not each.credits]
    if not starts or min(starts) > period.last.isoformat() or period.first > DAY:
        assert {figure.value for figure in found.figures} == {None}
        assert all(figure.note is not None for figure in found.figures)
        return
    net = gross = Fraction()
    orders = 0
    first: dict[str, str] = {}
    for each in real:
        price = Fraction(each.lines[0].price)
        within = each.date <= last and each.date in period
        net += price if within else 0
        if each.credits or price < 0:
            continue
        gross += price if within else 0
        notes = [
            Fraction(note.lines[0].price)
            for note in real
            if note.credits == each.id and note.date <= last
        ]
        if each.date <= last and not (notes and price + sum(notes) <= 0):
            orders += within
            first[each.customer] = min(each.date, first.get(each.customer, each.date))
    assert found.figure("sales_net").value == rounded(net)
    assert found.figure("sales_gross").value == rounded(gross)
    assert found.figure("sales_per_order").n == orders
    assert found.figure("new_customers").value == sum(day in period for day in first.values())
    for figure in found.figures:
        assert (figure.value is None) <= (figure.note is not None), figure.key


def rounded(major: Fraction) -> int:
    whole, rest = divmod(abs(major) * 100, 1)
    return int(whole + (rest >= Fraction(1, 2))) * (1 if major >= 0 else -1)


@pytest.mark.parametrize(
    ("text", "day", "previous", "last_year"),
    [
        ("2026-Q2", "2026-06-30", "2026-01-01..2026-03-31", "2025-04-01..2025-06-30"),
        ("2026-Q2", "2026-05-31", "2026-01-01..2026-03-02", "2025-04-01..2025-05-31"),
        ("2026-03", "2026-03-30", "2026-02-01..2026-02-28", "2025-03-01..2025-03-30"),
        ("2028-02", "2028-02-29", "2028-01-01..2028-01-31", "2027-02-01..2027-02-28"),
        ("2026-W53", "2027-01-03", "2026-12-21..2026-12-27", "2025-12-22..2025-12-28"),
        ("2026-W23", "2026-06-02", "2026-05-25..2026-05-26", "2025-06-02..2025-06-03"),
        (
            "2026-05-11..2026-05-20",
            "2026-06-30",
            "2026-05-01..2026-05-10",
            "2025-05-11..2025-05-20",
        ),
    ],
)
def test_bases(text: str, day: str, previous: str, last_year: str) -> None:
    now = situation(Book(), date.fromisoformat(day), POLICY)
    window = Window(now, parse_period(text))
    for base, wanted in ((previous_base(window), previous), (last_year_base(window), last_year)):
        assert f"{base.first}..{base.last}" == wanted


def test_foreign_money_needs_a_rate_and_is_named_without() -> None:
    line = Line(product="p", qty="2", price="10", cost="4")
    orders = [
        Order(id="own", customer="c0", date=ago(3), currency="USD", rate="7.2", lines=(line,)),
        Order(id="table", customer="c0", date=ago(2), currency="EUR", lines=(line,)),
        Order(id="none", customer="c0", date=ago(1), currency="GBP", lines=(line,)),
    ]
    rates = [
        Rate(id="r1", currency="EUR", date=ago(9), rate="8"),
        Rate(id="r2", currency="EUR", date=ago(1), rate="9"),
    ]
    rows: Tables = {"customers": customers(1), "orders": [*orders], "rates": [*rates]}
    found = kpis(book(rows), parse_period("2026-06"), DAY, POLICY)
    assert found.figure("sales_net").value == 30_400
    assert found.without_rate == ("none",)
    assert found.figure("margin").value == Fraction(6, 10)


def test_sums_are_not_rounded_before_they_are_shown() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [order(f"o{at}", "c0", ago(at), "0.003") for at in range(5)],
    }
    assert kpis(book(rows), parse_period("2026-06"), DAY, POLICY).figure("sales_net").value == 2


def test_the_series_of_months() -> None:
    months = last_periods(parse_period("2026-06"), 16)
    found = series(f1.book(), ledger(f1.book(), date(2026, 6, 30), f1.policy()), months, POLICY)
    assert [point.value for point in found[:2]] == [None, 200_000]
    assert [point.period for point in found[-2:]] == ["2026-05", "2026-06"]
    assert found[-1].value == 125_000
    assert found[-1].ids == ("O15", "R01", "O16")
    assert found[-1].orders == 2


def goals(*rows: tuple[str, int], scope: str = "all") -> Goals:
    return Goals(
        Book(
            {
                "targets": [
                    Target(id=f"t{at}", metric="sales_net", period=period, value=value, scope=scope)
                    for at, (period, value) in enumerate(rows)
                ]
            }
        )
    )


@pytest.mark.parametrize(
    ("rows", "period", "wanted"),
    [
        ([("2026-06", 5)], "2026-06", Goal(Fraction(5), derived=False)),
        ([("2026-04", 1), ("2026-05", 2), ("2026-06", 4)], "2026-Q2", Goal(Fraction(7), False)),
        ([("2026-04", 1), ("2026-06", 4)], "2026-Q2", None),
        ([("2026-Q2", 9), ("2026-06", 4)], "2026-Q2", Goal(Fraction(9), derived=False)),
        ([("2026-Q2", 91)], "2026-06", Goal(Fraction(30), derived=True)),
        ([("2026", 365)], "2026-06", Goal(Fraction(30), derived=True)),
        ([("2026-Q2", 91), ("2026-05", 4)], "2026-06", None),
        ([(f"2026-Q{at}", at) for at in range(1, 5)], "2026", Goal(Fraction(10), False)),
        ([("2026", 365)], "2026-W23", None),
        ([], "2026-06", None),
    ],
)
def test_a_target_is_set_summed_or_derived(
    rows: list[tuple[str, int]], period: str, wanted: Goal | None
) -> None:
    assert goals(*rows).goal("sales_net", "all", parse_period(period)) == wanted


def test_targets_by_category_and_zone() -> None:
    lines = (
        Line(product="p", qty="1", price="70"),
        Line(product="f", qty="1", price="30"),
    )
    rows: Tables = {
        "customers": [*customers(1, zone="Suzhou"), *customers(0)],
        "products": [
            Product(id="p", code="P", category="pumps"),
            Product(id="f", code="F", category="filters"),
        ],
        "orders": [Order(id="o", customer="c0", date=ago(0), lines=lines)],
        "targets": [
            Target(id=f"t{at}", metric=metric, period="2026-06", scope=scope, value=10_000)
            for at, (metric, scope) in enumerate(
                [
                    ("sales_net", "pumps"),
                    ("sales_net", "Suzhou"),
                    ("sales_net", "filters×Suzhou"),
                    ("sales_net", "Wuxi"),
                    ("collected", "pumps"),
                ]
            )
        ],
    }
    now = situation(book(rows), DAY, POLICY)
    found = {
        (each.metric, each.scope): each.actual
        for each in target_lines(now, parse_period("2026-06"))
    }
    assert found == {
        ("sales_net", "Suzhou"): 10_000,
        ("sales_net", "Wuxi"): 0,
        ("sales_net", "filters×Suzhou"): 3_000,
        ("sales_net", "pumps"): 7_000,
        ("collected", "pumps"): None,
    }


def test_the_target_line_counts_the_day_itself_as_left() -> None:
    rows = f1.tables()
    rows["targets"] = [
        Target(id="t", metric="sales_net", period="2026-06", value=4_000_000),
        Target(id="v", metric="visits", period="2026-06", value=20),
    ]
    now = situation(Book(rows), date(2026, 6, 29), f1.policy())
    line, visits = target_lines(now, parse_period("2026-06"))
    assert (line.actual, line.gap, line.needed) == (125_000, 3_875_000, 1_937_500)
    assert (line.days, line.days_left, line.working_days_left) == (30, 2, 2)
    assert line.time_progress == Fraction(28, 30)
    assert visits.actual == 5
    assert visits.attainment == Fraction(1, 4)


def test_without_an_order_the_target_stands_alone() -> None:
    targets = [Target(id="t", metric="sales_net", period="2026-06", value=100)]
    (line,) = target_lines(
        situation(Book({"targets": targets}), DAY, POLICY), parse_period("2026-06")
    )
    assert (line.actual, line.attainment, line.gap, line.needed) == (None, None, None, None)
    assert Decimal(line.target) == 100
