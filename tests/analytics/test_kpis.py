"""The KPIs against F1's answers, key by key, and their edges one by one."""

from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from msgspec.structs import replace

from repdesk.analytics.kpis import KEYS, kpis
from repdesk.analytics.results import Figure, KpiReport
from repdesk.domain.book import Book
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.order import Line, Order
from repdesk.domain.period import parse_period
from tests import f1
from tests.analytics.books import order

CASES = [f1.answers(), *f1.answers()["also"]]
MONEY = 100


def of(case: dict[str, Any]) -> KpiReport:
    return kpis(
        f1.book(), parse_period(case["period"]), date.fromisoformat(case["asof"]), f1.policy()
    )


def shown(figure: Figure) -> float | None:
    if figure.value is None:
        return None
    return float(figure.value) / MONEY if figure.unit == "money" else float(figure.value)


def number(value: Any) -> float | None:
    return None if value is None else float(value)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['period']} {case['asof']}")
def test_every_key_of_f1(case: dict[str, Any]) -> None:
    found = of(case)
    assert found.history_from == case["history_from"]
    assert [figure.key for figure in found.figures] == list(KEYS)
    assert set(case["kpis"]) <= set(KEYS)
    for key, wanted in case["kpis"].items():
        figure = found.figure(key)
        assert shown(figure) == pytest.approx(number(wanted["value"]), abs=1e-6), key
        assert figure.unit == wanted["unit"], key
        assert (figure.k, figure.n) == (wanted["k"], wanted["n"]), key
        for mine, theirs in ((figure.low, "low"), (figure.high, "high")):
            assert mine == pytest.approx(wanted[theirs], abs=1e-6), key
        base = None if figure.base is None else figure.base / MONEY
        assert base == pytest.approx(number(wanted["base"]), abs=1e-6), key
        assert figure.base_period == wanted.get("base_period"), key
        if wanted["note"] is not None or wanted["value"] is None:
            assert figure.note is not None, key
        if "lost" in wanted:
            assert list(figure.ids) == wanted["lost"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['period']} {case['asof']}")
def test_products_and_customers_of_f1(case: dict[str, Any]) -> None:
    found = of(case)
    assert {each.customer: each.ltv_realised / MONEY for each in found.customers} == {
        who: float(wanted["ltv_realised"]) for who, wanted in case["customers"].items()
    }
    assert [each.code for each in found.products] == sorted(case["products"])
    for each in found.products:
        wanted = case["products"][each.code]
        assert each.net / MONEY == float(wanted["net"])
        assert each.share_shown == wanted["share_shown"]
        assert each.lines_without_cost == wanted["lines_without_cost"]
        assert number(each.share) == pytest.approx(wanted["share"], abs=1e-6)
        assert number(each.margin) == pytest.approx(wanted["margin"], abs=1e-6)
        for figure in (each.repurchase, each.repurchase_period):
            assert number(figure.value) == pytest.approx(wanted[figure.key], abs=1e-6)
            for part in ("k", "n", "low", "high"):
                expected = wanted[f"{figure.key}_{part}"]
                assert getattr(figure, part) == pytest.approx(expected, abs=1e-6)
    for target, wanted in zip(found.targets, case.get("targets", []), strict=True):
        assert (target.metric, target.scope) == (wanted["metric"], wanted["scope"])
        assert target.target / MONEY == float(wanted["target"])
        assert number(target.attainment) == pytest.approx(wanted["attainment"], abs=1e-6)


def test_churn_at_180_days() -> None:
    policy = replace(f1.policy(), active_days=180)
    found = kpis(f1.book(), parse_period("2026-Q2"), date(2026, 6, 30), policy)
    for key, wanted in f1.answers()["churn_180"].items():
        figure = found.figure(key)
        assert shown(figure) == pytest.approx(number(wanted["value"])), key
        assert (figure.k, figure.n) == (wanted["k"], wanted["n"]), key
        assert figure.note is not None


def test_receivables_beside_their_figures() -> None:
    found = of(f1.answers())
    assert found.figure("overdue").ids == ("O10", "O13", "O14")


def test_an_empty_book_has_no_number_and_says_why() -> None:
    found = kpis(Book(), parse_period("2026-Q2"), date(2026, 6, 30), f1.policy())
    assert {figure.value for figure in found.figures} == {None}
    assert {figure.note.code for figure in found.figures if figure.note} == {"no_orders"}


def test_a_period_that_has_not_begun_has_no_number() -> None:
    found = kpis(f1.book(), parse_period("2026-Q3"), date(2026, 6, 30), f1.policy())
    assert {figure.note.code for figure in found.figures if figure.note} == {"not_begun"}


def test_without_any_payment_nothing_is_said_of_collections() -> None:
    rows = f1.tables()
    rows["payments"] = []
    found = kpis(Book(rows), parse_period("2026-Q2"), date(2026, 6, 30), f1.policy())
    for key in ("collection_due", "collection_cash", "collection_available", "receivables"):
        figure = found.figure(key)
        assert figure.value is None
        assert figure.note is not None
        assert figure.note.code == "no_payments"


def test_rates_are_exact() -> None:
    found = of(f1.answers())
    assert found.figure("growth_previous").value == Fraction(61, 160)
    assert found.figure("margin").value == Fraction(4730, 11050)


def test_a_lifetime_is_five_years_at_most() -> None:
    first, policy = "2024-06-01", replace(f1.policy(), active_days=1000)
    lines = (Line(product="p", qty="1", price="100", cost="40"),)
    orders = [
        Order(id=f"o{who}", customer=f"c{who}", date="2024-05-31", lines=lines) for who in range(9)
    ]
    orders += [
        Order(id=f"p{who}", customer=f"c{who}", date="2027-01-01", lines=lines) for who in range(8)
    ]
    found = kpis(Book({"orders": orders}), parse_period(f"{first}..2027-05-31"), END, policy)
    assert found.figure("churn").value == Fraction(1, 9)
    days = (END - date.fromisoformat(first)).days + 1
    assert found.figure("ltv_projected").value == round(6000 * Fraction(1826, days))


END = date(2027, 5, 31)


@pytest.mark.parametrize(
    ("created", "leads"), [("2026-06-09", 1), ("2026-06-10", 1), ("2026-06-11", 0)]
)
def test_a_lead_has_bought_nothing_before_its_day(created: str, leads: int) -> None:
    rows: dict[str, list[Any]] = {
        "orders": [order("o", "c0", "2026-06-10", "5")],
        "deals": [Deal(id="d", customer="c0")],
        "stage_events": [StageEvent(id="e", deal="d", at=created, stage="lead")],
    }
    found = kpis(Book(rows), parse_period("2026-06"), date(2026, 6, 30), f1.policy())
    assert found.figure("lead_conversion").n == leads


@pytest.mark.parametrize(
    ("day", "new"), [("2026-05-31", 0), ("2026-06-01", 1), ("2026-06-30", 1), ("2026-07-01", 0)]
)
def test_new_is_whose_first_order_is_within_the_period(day: str, new: int) -> None:
    rows: dict[str, list[Any]] = {
        "orders": [order("a", "other", "2026-01-05", "5"), order("o", "c0", day, "5")]
    }
    found = kpis(Book(rows), parse_period("2026-06"), date(2026, 7, 15), f1.policy())
    assert found.figure("new_customers").value == new
