"""A number against its bases and between groups: groups that add up to the whole."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from repdesk.analytics.comparison import change, compare
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.kpis import kpis
from repdesk.analytics.measures import METRICS
from repdesk.analytics.results import Comparison, Figure
from repdesk.analytics.results.asked import (
    BY,
    CUSTOMER,
    OF_ALL,
    OF_DEALS,
    OF_SALES,
    PRODUCT,
)
from repdesk.analytics.situation import situation
from repdesk.data_files import data_file
from repdesk.demo.stored import load
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.errors import Invalid
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.target import Target
from tests import f1
from tests.analytics.sales_books import DAY, Rows, tables

POLICY = Policy()
COUNTED = ("orders", "visits", "contacts", "new_customers", "recovered_customers", "buyers")
RATES = ("churn", "win_rate", "lead_conversion", "promises_kept", "repurchase", "coverage")
MONEY = ("sales_net", "sales_gross", "collected", "receivables", "overdue")
by_customer = st.sampled_from([each for each in CUSTOMER if each != "tier"])


def compared(
    book: Book, metric: str, by: str | None = None, period: str = "2026-Q2",
    day: date = DAY, policy: Policy = POLICY,
) -> Comparison:  # fmt: skip
    now = situation(book, day, policy)
    keys = Dimensions(book, now.sold, policy)
    return compare(now, metric, parse_period(period), by, keys)


@given(tables(), st.sampled_from([*COUNTED, *RATES, *MONEY]), by_customer)
@settings(max_examples=50, suppress_health_check=[HealthCheck.too_slow])
def test_the_groups_are_the_whole(rows: Rows, metric: str, by: str) -> None:
    found = compared(Book(rows), metric, by)
    if found.figure.value is None and found.figure.n is None:
        return
    groups = [each.figure for each in found.groups]
    if metric in RATES:
        assert sum(each.k or 0 for each in groups) == found.figure.k
        assert sum(each.n or 0 for each in groups) == found.figure.n
        return
    total = sum(Fraction(each.value or 0) for each in groups)
    assert abs(total - Fraction(found.figure.value or 0)) <= (len(groups) if metric in MONEY else 0)
    if metric not in ("receivables", "overdue"):
        assert sorted(id_ for each in groups for id_ in each.ids) == sorted(found.figure.ids)


@given(tables(), st.sampled_from(["product", "category", "channel"]))
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_products_and_channels_share_the_sales(rows: Rows, by: str) -> None:
    found = compared(Book(rows), "sales_net", by)
    total = sum(Fraction(each.figure.value or 0) for each in found.groups)
    assert abs(total - Fraction(found.figure.value or 0)) <= len(found.groups)
    shares = [each.share for each in found.groups]
    if None not in shares and found.groups:
        assert abs(float(sum(share or 0 for share in shares)) - 1) < 0.01


def test_f1_against_its_bases() -> None:
    found = compared(f1.book(), "sales_net", policy=f1.policy())
    assert found.figure.value == 1_105_000
    assert (found.previous.period, found.previous.change) == (
        "2026-01-01..2026-03-31",
        Fraction(38125, 100_000),
    )
    assert found.last_year.change == Fraction(121, 100)
    (target,) = found.targets
    assert (target.target, target.attainment) == (1_200_000, Fraction(1105, 1200))
    early = compared(f1.book(), "sales_net", day=date(2026, 5, 31), policy=f1.policy())
    assert early.previous.period == "2026-01-01..2026-03-02"
    assert early.previous.change == Fraction(145, 100)


def test_what_has_not_begun_stands_beside_whole_bases() -> None:
    found = compared(f1.book(), "sales_net", period="2026-07", policy=f1.policy())
    assert found.figure.value is None
    assert (found.previous.period, found.previous.change) == ("2026-06-01..2026-06-30", None)
    assert found.last_year.period == "2025-07-01..2025-07-31"


def test_f1_between_products_and_zones() -> None:
    found = compared(f1.book(), "sales_net", "product", policy=f1.policy())
    assert [(each.key, each.figure.value) for each in found.groups] == [
        ("P1", 585_000),
        ("P2", 420_000),
        ("P3", 100_000),
    ]
    assert found.groups[0].share == Fraction(585, 1105)
    rates = compared(f1.book(), "win_rate", "zone", policy=f1.policy())
    assert sum(each.figure.n or 0 for each in rates.groups) == 3
    assert all(each.figure.low is not None for each in rates.groups if each.figure.n)


def test_tiers_and_what_can_be_done_are_everybodys_in_a_part_too() -> None:
    found = compared(load(data_file("demo.json"), DAY), "coverage", "zone", period="2026-06")
    groups = [each.figure for each in found.groups]
    assert sum(each.k or 0 for each in groups) == found.figure.k
    assert sum(each.n or 0 for each in groups) == found.figure.n


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("by", BY)
def test_every_number_is_told_by_a_part_or_refused(metric: str, by: str) -> None:
    sales_only = by == "channel" and metric not in OF_SALES
    no_product = by in PRODUCT and metric not in OF_SALES | OF_DEALS
    if metric in OF_ALL or sales_only or no_product:
        with pytest.raises(Invalid) as refused:
            compared(f1.book(), metric, by, policy=f1.policy())
        assert refused.value.code == "metric.not_by"
        return
    found = compared(f1.book(), metric, by, policy=f1.policy())
    whole = kpis(f1.book(), parse_period("2026-Q2"), DAY, f1.policy())
    if metric in {each.key for each in whole.figures}:
        assert found.figure.value == whole.figure(metric).value


def test_a_scope_has_its_target_beside() -> None:
    rows = f1.tables()
    zone = rows["customers"][0]
    assert isinstance(zone, Customer)
    rows["targets"].append(
        Target(id="T9", metric="orders", period="2026-Q2", scope=zone.zone, value=4)
    )
    found = compared(Book(rows), "orders", policy=f1.policy())
    assert [(each.scope, each.target) for each in found.targets] == [(zone.zone, 4)]


def test_an_empty_book_gives_the_reason() -> None:
    for by in (None, "zone", "product"):
        found = compared(Book(), "sales_net", by)
        assert (found.figure.value, found.groups, found.previous.change) == (None, (), None)
        assert found.figure.note is not None


def test_a_wrong_dimension_is_refused() -> None:
    with pytest.raises(Invalid) as refused:
        compared(f1.book(), "sales_net", "month")
    assert refused.value.code == "dimension.unknown"


def test_changes() -> None:
    money = Figure("a", 150, "money")
    assert change(money, Figure("a", 100, "money")) == Fraction(1, 2)
    assert change(money, Figure("a", 0, "money")) is None
    assert change(money, Figure("a", -5, "money")) is None
    assert change(money, Figure("a", None, "money")) is None
    rate, base = Figure("b", Fraction(1, 4), "rate"), Figure("b", Fraction(1, 2), "rate")
    assert change(rate, base) == Fraction(-1, 4)
