"""Every KPI against a slow, plain reading of the definitions, over books of every kind."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.kpis import KEYS, kpis
from repdesk.analytics.results import KpiReport
from repdesk.domain.book import Book
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY, Tables
from tests.analytics.oracle_answers import Answers
from tests.analytics.oracle_products import products as product_answers
from tests.analytics.rich_books import rich_tables

PERIODS = st.sampled_from(
    [
        "2026-06",
        "2026-Q2",
        "2026",
        "2025",
        "2026-W26",
        "2026-05-01..2026-06-20",
        "2026-07",
        "2025-04-01..2026-06-30",
    ]
)
DAYS = st.sampled_from([0, 0, -17, -61, 40]).map(lambda days: DAY + timedelta(days))
POLICIES = st.sampled_from(
    [
        Policy(),
        Policy(active_days=90, pace_working_days=True, days_off=("2026-06-19", "2026-05-01")),
        Policy(
            terms_days=0,
            working_weekdays=(1, 2, 6),
            days_off=("2026-06-20",),
            active_days=300,
            visits_a_day=0.05,
            calls_a_day=0,
        ),
    ]
)


def said(report: KpiReport) -> dict[str, Any]:
    """The report's figures as the oracle tells them."""
    found: dict[str, Any] = {}
    for figure in report.figures:
        if figure.n is None or figure.key in ("receivables", "overdue"):
            found[figure.key] = figure.value
        else:
            found[figure.key] = (figure.value, figure.k, figure.n)
    owed = report.owed
    assert owed is not None
    if owed.ageing is not None:
        found |= {"ageing": owed.ageing, "credit_balance": owed.credit_balance}
    found["ltv_realised"] = {each.customer: each.ltv_realised for each in report.customers}
    return found


@given(rich_tables(), PERIODS, DAYS, POLICIES)
@settings(max_examples=150)
def test_every_figure_is_the_slow_one(rows: Tables, text: str, day: date, policy: Policy) -> None:
    period = parse_period(text)
    oracle = Answers(rows, period, day, policy)
    report = kpis(Book(rows), period, day, policy)
    assert set(report.without_rate) == set(oracle.left_out)
    if oracle.silent():
        assert {figure.value for figure in report.figures} == {None}
        assert report.note is not None
        return
    wanted, found = oracle.answers(), said(report)
    assert set(KEYS) <= wanted.keys()
    for key, value in wanted.items():
        assert found[key] == value, key
    for figure in report.figures:
        assert figure.value is not None or figure.note is not None, figure.key
    products = {
        each.product: {
            "net": each.net,
            "share": each.share,
            "margin": each.margin,
            "without": each.lines_without_cost,
            "repurchase": (each.repurchase.k, each.repurchase.n),
            "repurchase_period": (each.repurchase_period.k, each.repurchase_period.n),
        }
        for each in report.products
    }
    assert products == product_answers(oracle)


def test_the_oracle_knows_f1() -> None:
    """The slow reading is held against the fixture too, so that the two do not err alike."""
    for case in (f1.answers(), *f1.answers()["also"][:2]):
        day = date.fromisoformat(case["asof"])
        found = Answers(f1.tables(), parse_period(case["period"]), day, f1.policy()).answers()
        for key, wanted in case["kpis"].items():
            value = found[key][0] if isinstance(found[key], tuple) else found[key]
            shown = None if value is None else float(value)
            if wanted["unit"] == "money" and shown is not None:
                shown /= 100
            expected = None if wanted["value"] is None else float(wanted["value"])
            assert shown == expected or abs((shown or 0) - (expected or 0)) <= 1e-6, key


@given(rich_tables(), PERIODS)
@settings(max_examples=40)
def test_doubling_every_row_never_widens_an_interval(rows: Tables, text: str) -> None:
    period, policy = parse_period(text), Policy()
    once = kpis(Book(rows), period, DAY, policy)
    twice = kpis(Book(doubled(rows)), period, DAY, policy)
    for before in once.figures:
        after = twice.figure(before.key)
        if before.low is None or before.high is None:
            continue
        assert after.value == before.value, before.key
        if after.low is not None and after.high is not None:
            assert after.high - after.low <= before.high - before.low, before.key


def doubled(rows: Tables) -> Tables:
    """Every row twice, the second of another customer, order and deal."""
    found: Tables = {}
    for name, table in rows.items():
        again = [] if name in ("products", "rates", "targets") else [twin(row) for row in table]
        found[name] = [*table, *again]
    return found


def twin(row: Any) -> Any:
    """The same row under another id, of the twins of what it refers to."""
    changes = {
        field: f"{value}-twin"
        for field in ("id", "customer", "order", "credits", "deal")
        if isinstance(value := getattr(row, field, None), str)
    }
    return replace(row, **changes)
