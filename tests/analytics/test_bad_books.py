"""Books that hold nothing, too little or nonsense: every figure is a number or a reason."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.forecast import forecast
from repdesk.analytics.gap import gap_plan
from repdesk.analytics.kpis import kpis, report
from repdesk.analytics.results import Figure, KpiReport
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.order import Line, OpenItem, Order, Payment, Product, Spend
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.target import Target
from tests.analytics.books import DAY, Tables, ago, order
from tests.analytics.rich_books import rich_tables, sound

POLICY = Policy()


def of(rows: Tables, period: str = "2026-06", day: date = DAY) -> KpiReport:
    return kpis(Book(rows), parse_period(period), day, POLICY)


def why(found: Figure) -> str | None:
    return None if found.note is None else found.note.code


@given(
    rich_tables(),
    st.sampled_from(["2026-06", "2026-Q2", "1999", "2026-W01", "2026-06-30..2026-06-30", "9998"]),
    st.sampled_from([DAY, date(2024, 6, 1), date(1999, 1, 1), date(2027, 1, 1)]),
)
@settings(max_examples=60)
def test_every_figure_is_finite_or_says_why(rows: Tables, text: str, day: date) -> None:
    now = situation(Book(rows), day, POLICY)
    found = report(now, parse_period(text))
    assert [each.key for each in found.figures if not sound(each)] == []
    for period in (parse_period("2026-06"), parse_period("2026-Q3")):
        ahead = forecast(now, period)
        assert ahead.value is not None or ahead.note is not None
        plan = gap_plan(now, period)
        assert plan.deals or plan.note is not None


def test_one_order_is_enough_for_what_it_can_tell() -> None:
    found = of({"orders": [order("o", "c0", ago(3), "10")]})
    assert found.figure("sales_net").value == 1000
    assert found.figure("sales_per_order").value == 1000
    assert found.figure("new_customers").value == 1
    for key, reason in (
        ("growth_previous", "base_before_history"),
        ("growth_last_year", "base_before_history"),
        ("receivables", "no_payments"),
        ("margin", "no_costs"),
        ("order_gap", "no_gaps"),
        ("churn", "nobody_active"),
        ("attainment", "no_target"),
        ("sales_per_visit", "no_visits"),
    ):
        assert (found.figure(key).value, why(found.figure(key))) == (None, reason), key


def test_all_credits_and_negative_totals() -> None:
    rows: Tables = {
        "products": [Product(id="p", code="P", cost="1")],
        "orders": [
            order("o", "c0", ago(90), "10"),
            order("r", "c0", ago(3), "-25", credits="o"),
        ],
        "payments": [Payment(id="m", customer="c0", date=ago(50), amount=1000, order="o")],
    }
    found = of(rows)
    assert found.figure("sales_net").value == -2500
    assert found.figure("sales_gross").value == 0
    for key, reason in (
        ("growth_previous", "no_base"),
        ("margin", "net_not_positive"),
        ("collection_cash", "net_not_positive"),
        ("collection_due", "nothing_due"),
        ("sales_per_customer", "no_buyers"),
        ("sales_per_order", "no_orders"),
    ):
        assert (found.figure(key).value, why(found.figure(key))) == (None, reason), key
    (product,) = found.products
    assert (product.share, product.share_shown, product.margin) == (None, None, None)
    assert product.note is not None
    assert product.note.code == "net_not_positive"
    assert found.owed is not None
    assert found.owed.credit_balance == 1000


def test_a_credit_that_names_no_order_sets_nothing_off() -> None:
    rows: Tables = {
        "orders": [order("o", "c0", ago(60), "10"), order("r", "c0", ago(3), "-4")],
        "payments": [Payment(id="m", customer="c0", date=ago(2), amount=1000, order="o")],
    }
    due = of(rows).figure("collection_due")
    assert (due.value, due.base) == (Fraction(1), 1000)
    assert of(rows).figure("receivables").value == 0


def test_where_no_spend_is_recorded_a_new_customer_has_no_cost() -> None:
    rows: Tables = {"orders": [order("o", "c0", ago(3), "10")]}
    found = of(rows)
    assert found.figure("new_customers").value == 1
    assert (found.figure("cac").value, why(found.figure("cac"))) == (None, "no_spend")
    spent = Spend(id="s", date=ago(400), amount=5000)
    assert of({**rows, "spends": [spent]}).figure("cac").value == 0


def test_a_negative_product_leaves_no_shares() -> None:
    lines = (Line(product="p", qty="1", price="10"), Line(product="q", qty="-1", price="3"))
    found = of({"orders": [Order(id="o", customer="c0", date=ago(2), lines=lines)]})
    assert [(each.net, each.share) for each in found.products] == [(1000, None), (-300, None)]
    assert {each.note.code for each in found.products if each.note} == {"negative_product"}


def test_without_costs_there_is_no_margin_and_no_lifetime_value() -> None:
    rows: Tables = {
        "orders": [order(f"o{at}", f"c{at}", ago(60 + at), "10") for at in range(3)]
        + [order("now", "c0", ago(2), "10")]
    }
    policy = Policy(active_days=60)
    found = kpis(Book(rows), parse_period("2026-06"), DAY, policy)
    assert why(found.figure("margin")) == "no_costs"
    assert found.figure("churn").value is not None
    assert why(found.figure("ltv_projected")) in ("no_costs", "no_churn")
    assert why(found.figure("ltv_to_cac")) is not None


@pytest.mark.parametrize(
    ("period", "day", "reason"),
    [
        ("2026-07", DAY, "not_begun"),
        ("2026-05", DAY, "before_history"),
        ("2026-06", date(2026, 6, 10), "before_history"),
        ("2026-06", date(2026, 5, 10), "not_begun"),
    ],
)
def test_dates_before_the_history_have_no_numbers(period: str, day: date, reason: str) -> None:
    found = of({"orders": [order("o", "c0", "2026-06-20", "10")]}, period, day)
    assert {each.value for each in found.figures} == {None}
    assert {why(each) for each in found.figures} == {reason}
    assert found.history_from == "2026-06-20"


def test_numbers_that_the_history_cuts_are_marked() -> None:
    rows: Tables = {
        "orders": [order("o", "c0", "2026-05-20", "10"), order("p", "c1", "2026-06-20", "15")]
    }
    found = of(rows)
    assert (found.figure("growth_previous").value, why(found.figure("growth_previous"))) == (
        Fraction(1, 2),
        "base_cut",
    )
    assert why(found.figure("new_customers")) is None
    assert why(of(rows, "2026-Q2").figure("new_customers")) == "history_within"


def test_foreign_orders_without_a_rate_are_counted_where_they_are_missing() -> None:
    rows: Tables = {
        "orders": [
            order("o", "c0", ago(40), "10"),
            order("usd", "c0", ago(2), "10", currency="USD"),
            order("own", "c0", ago(1), "10", currency="USD", rate="7.1"),
        ]
    }
    net = of(rows).figure("sales_net")
    assert (net.value, why(net)) == (7100, "without_rate")
    assert of(rows).without_rate == ("usd",)
    assert why(of(rows, "2026-05").figure("sales_net")) is None
    assert of(rows, "2026-06", date(2026, 6, 20)).without_rate == ()


def test_open_items_within_a_period_leave_its_collections_unknown() -> None:
    listed = OpenItem(amount=300, as_of=ago(10))
    rows: Tables = {
        "orders": [order("o", "c0", ago(60), "10", open=listed)],
        "payments": [Payment(id="m", customer="c0", date=ago(2), amount=100, order="o")],
    }
    found = of(rows)
    assert why(found.figure("collection_due")) == "listed_since"
    assert found.figure("receivables").value == 200
    later = of(rows, "2026-06-25..2026-06-30").figure("collection_due")
    assert (later.value, later.base) == (Fraction(1, 3), 300)


@pytest.mark.parametrize("value", [0, -5])
def test_a_target_of_nothing_has_no_share(value: int) -> None:
    rows: dict[str, list[Any]] = {
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [Target(id="t", metric="sales_net", period="2026-06", value=value)],
    }
    found = of(rows)
    assert why(found.figure("attainment")) == "target_zero"
    assert why(found.figure("pace_index")) == "target_zero"
    assert found.figure("pace_gap").value == value - 1000
    assert found.targets[0].attainment is None
