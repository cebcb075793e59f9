"""The rows behind a number add up to it: on F1 and on books of every kind."""

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from statistics import median

import pytest
from hypothesis import given, settings

from repdesk.analytics.behind import MAKERS, behind
from repdesk.analytics.behind_parts import behind_of
from repdesk.analytics.funnel import funnel_of, last_twelve_months
from repdesk.analytics.kpis import KEYS, report
from repdesk.analytics.pipeline import Odds
from repdesk.analytics.results import Behind, BehindPart, Figure, KpiReport
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.window import Window
from repdesk.domain.book import Book
from repdesk.domain.money import round_half_up
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import Tables
from tests.analytics.rich_books import rich_tables
from tests.analytics.test_oracle import DAYS, PERIODS, POLICIES

REST = {
    "lead_conversion": "not_won",
    "win_rate": "not_won",
    "churn": "stayed",
    "coverage": "not_in_time",
    "promises_kept": "promise_broken",
}
"""Rates whose second part is the rest of n."""


def of_f1() -> tuple[Situation, KpiReport]:
    now = situation(f1.book(), date(2026, 6, 30), f1.policy())
    return now, report(now, parse_period("2026-Q2"))


def by_name(found: Behind) -> Mapping[str, BehindPart]:
    return {part.name: part for part in found.parts}


def added(part: BehindPart) -> Fraction:
    """What the rows of a part come to, added up here."""
    values = [Fraction(row.value or 0) for row in part.rows]
    if part.how == "count":
        return Fraction(len(part.rows))
    return Fraction(median(values)) if part.how == "median" else sum(values, Fraction())


def holds(figure: Figure, found: Behind) -> None:
    """The parts come to the figure's own k, n and inputs."""
    parts = by_name(found)
    for part in found.parts:
        shown = added(part)
        exact = Fraction(round_half_up(shown)) if part.unit == "money" else shown
        assert part.total == exact, (figure.key, part.name)
    inputs = {each.name: each.value for each in figure.inputs}
    for name, part in parts.items():
        wanted = inputs.get(name)
        if wanted is not None and part.unit == "money":
            assert abs(int(part.total)) == abs(wanted), (figure.key, name)
    if figure.key in REST and figure.n:
        kept, rest = found.parts
        assert rest.name == REST[figure.key]
        assert (kept.total, kept.total + rest.total) == (figure.k, figure.n)
    if figure.key in ("visits", "contacts", "new_customers", "recovered_customers"):
        assert figure.value is None or sum(part.total for part in found.parts) == figure.value
    if figure.key in ("receivables", "overdue", "cycle_median", "quote_days", "order_gap"):
        assert figure.value is None or found.parts[0].total == figure.value
    if figure.key == "sales_gross":
        assert figure.value is None or parts["gross"].total == figure.value
    if figure.key in ("sales_per_customer", "sales_per_order", "sales_per_visit"):
        assert figure.value is None or found.parts[1].total == figure.n


def test_every_number_of_a_report_has_its_rows() -> None:
    assert MAKERS.keys() == set(KEYS)


@pytest.mark.parametrize("key", KEYS)
def test_the_rows_of_f1_add_up_to_its_answers(key: str) -> None:
    now, found = of_f1()
    figure = found.figure(key)
    told = behind_of(now, found, "figure", key)
    assert told.figure == figure
    holds(figure, told)
    assert told.parts or figure.value is None


def test_sales_are_their_orders_less_their_credit_notes() -> None:
    now, found = of_f1()
    parts = by_name(behind_of(now, found, "figure", "sales_net"))
    assert (parts["gross"].total, parts["credited"].total) == (1_200_000, -95_000)
    assert parts["gross"].total + parts["credited"].total == found.figure("sales_net").value


@settings(max_examples=60, deadline=None)
@given(rich_tables(), PERIODS, DAYS, POLICIES)
def test_the_rows_of_any_book_add_up(rows: Tables, period: str, day: date, policy: Policy) -> None:
    now = situation(Book(rows), day, policy)
    found = report(now, parse_period(period))
    window = Window(now, parse_period(period))
    for figure in found.figures:
        holds(figure, behind(window, figure))
    for row in found.products:
        parts = by_name(behind_of(now, found, "product", row.product))
        assert parts["net"].total == row.net
        again = row.repurchase
        assert (parts["again"].total, parts["once"].total) == (
            again.k,
            (again.n or 0) - (again.k or 0),
        )
    for line in found.targets:
        if line.actual is not None:
            of = f"{line.metric} {line.scope}"
            (part,) = behind_of(now, found, "target", of).parts
            assert part.total == line.actual


def test_a_stage_has_the_deals_that_got_there_and_those_that_did_not() -> None:
    now, found = of_f1()
    period = last_twelve_months(now.day)
    funnel = funnel_of(now.deals, period, Odds(now.deals, now.policy))
    into = {step.target: step for step in funnel.steps}
    for stage in funnel.stages:
        parts = by_name(behind_of(now, found, "stage", stage.stage))
        assert parts["reached"].total == stage.reached
        step = into.get(stage.stage)
        if step is not None:
            assert parts["lost_before"].total == step.lost
            assert {row.id for row in parts["lost_before"].rows} == set(step.lost_ids)
            assert parts["open_before"].total == step.open
