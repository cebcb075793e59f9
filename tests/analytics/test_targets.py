"""Targets: sums and shares, levels, scopes however typed, the bonus, what a change moved."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.bonus import bonus
from repdesk.analytics.money_in import money_in
from repdesk.analytics.results import TargetLine
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.target_steps import target_steps
from repdesk.analytics.targets import Goals, target_lines
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup
from repdesk.domain.order import Due, Payment, Product
from repdesk.domain.period import parse_period
from repdesk.domain.policy import BonusLadder, LadderStep, Policy
from repdesk.domain.scopes import Scopes
from repdesk.domain.target import Target
from tests.analytics.books import DAY, Tables, ago, customers, order, visit
from tests.analytics.oracle_targets import target_of

TEXTS = [
    *[f"2026-{month:02}" for month in range(1, 13)],
    *[f"2026-Q{quarter}" for quarter in range(1, 5)],
    "2026",
]


def target(period: str, value: int, metric: str = "sales_net", **fields: Any) -> Target:
    id_ = f"{metric} {period} {sorted(fields.items())}"
    return Target(id=id_, metric=metric, period=period, value=value, **fields)


def now_of(rows: Tables, policy: Policy | None = None, day: date = DAY) -> Situation:
    return situation(Book(rows), day, policy or Policy())


def line_of(rows: Tables, period: str = "2026-06", policy: Policy | None = None) -> TargetLine:
    (line,) = target_lines(now_of(rows, policy), parse_period(period))
    return line


@given(st.dictionaries(st.sampled_from(TEXTS), st.integers(0, 10**9)), st.sampled_from(TEXTS))
def test_a_target_is_set_summed_or_shared_by_days(known: dict[str, int], text: str) -> None:
    goals = Goals(Book({"targets": [target(each, value) for each, value in known.items()]}))
    goal = goals.goal("sales_net", "all", parse_period(text))
    assert (None if goal is None else goal.value) == target_of(known, parse_period(text))
    if goal is not None and text in known:
        assert not goal.derived


def test_a_share_of_a_longer_target_is_marked() -> None:
    goals = Goals(Book({"targets": [target("2026-Q2", 9100)]}))
    goal = goals.goal("sales_net", "all", parse_period("2026-06"))
    assert goal is not None
    assert goal.value == 3000
    assert goal.derived
    assert goals.goal("sales_net", "all", parse_period("2026-07")) is None


def test_stretch_and_team_stand_beside_the_base() -> None:
    rows: Tables = {
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [
            target("2026-06", 2000),
            target("2026-06", 3000, level="stretch"),
            target("2026-Q2", 9100, level="team"),
        ],
    }
    line = line_of(rows)
    assert (line.target, line.stretch, line.team) == (2000, 3000, 3000)
    assert (line.actual, line.attainment) == (1000, Fraction(1, 2))
    rows["targets"] = rows["targets"][1:]
    assert target_lines(now_of(rows), parse_period("2026-06")) == ()


@pytest.mark.parametrize(
    ("metric", "value", "needed"),
    [("visits", 12, Fraction(11, 1)), ("sales_net", 2001, 1001), ("orders", 1, 0)],
)
def test_needed_a_day_is_exact_for_counts(metric: str, value: int, needed: int | Fraction) -> None:
    rows: Tables = {
        "orders": [order("o", "c0", ago(3), "10")],
        "interactions": [visit("i", "c0", ago(3))],
        "targets": [target("2026-06", value, metric)],
    }
    assert line_of(rows).needed == needed
    early = target_lines(now_of(rows, day=DAY - timedelta(2)), parse_period("2026-06"))[0]
    assert early.days_left == 3


def test_money_in_is_not_known_before_the_first_payment() -> None:
    rows: Tables = {
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [target("2026-06", 5000, "collected")],
    }
    line = line_of(rows)
    assert (line.actual, line.gap, line.needed) == (None, None, None)
    assert line.note is not None
    assert line.note.code == "no_payments"
    rows["payments"] = [Payment(id="m", customer="c0", date=ago(40), amount=7)]
    assert line_of(rows).actual == 0


def test_pace_in_working_days() -> None:
    rows: Tables = {
        "orders": [order("o", "c0", "2026-06-01", "10")],
        "targets": [target("2026-06", 20_000)],
    }
    policy = Policy(pace_working_days=True, days_off=("2026-06-19",))
    (line,) = target_lines(now_of(rows, policy, date(2026, 6, 15)), parse_period("2026-06"))
    assert (line.days, line.days_left) == (21, 11)
    assert line.expected == 9524
    assert line.needed == round(19_000 / 11)


BOOK = Book(
    {
        "products": [Product(id="p", code="P", category="pumps"), Product(id="q", code="Q")],
        "customers": [
            Customer(id="c0", name="x", zone="Suzhou"),
            Customer(id="c1", name="y", zone="Wuxi"),
            Customer(id="c2", name="z", zone="苏州"),
        ],
    }
)


@pytest.mark.parametrize(
    ("text", "scope", "known"),
    [
        ("all", "all", True),
        ("", "all", True),
        ("全部", "all", True),
        ("pumps", "pumps", True),
        ("PUMPS", "pumps", True),
        ("Wuxi", "Wuxi", True),
        ("pumps×Suzhou", "pumps×Suzhou", True),
        ("pumps*Suzhou", "pumps×Suzhou", True),
        ("pumps x wuxi", "pumps×Wuxi", True),
        ("pumpsxwuxi", "pumps×Wuxi", True),
        ("pumps X 苏州", "pumps×苏州", True),
        ("Suzhou×pumps", "pumps×Suzhou", True),
        ("pumps×Kunshan", "pumps×Kunshan", False),
        ("Hexi", "Hexi", False),
    ],
)
def test_scopes_as_they_are_typed(text: str, scope: str, known: bool) -> None:
    scopes = Scopes(BOOK)
    read = scopes.read(text)
    assert (str(read), scopes.known(read)) == (scope, known)
    assert scopes.read(str(read)) == read


def test_an_imported_scope_is_the_one_it_means() -> None:
    rows: Tables = {
        "products": [Product(id="p", code="P", category="pumps")],
        "customers": [Customer(id="c0", name="x", zone="Suzhou")],
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [target("2026-06", 2000, scope="Pumps * suzhou")],
    }
    line = line_of(rows)
    assert (line.scope, line.actual) == ("pumps×Suzhou", 1000)


LADDER = BonusLadder(
    steps=(LadderStep(Decimal("0.8"), Decimal(1000)), LadderStep(Decimal(1), Decimal("3000.5")))
)


@pytest.mark.parametrize(
    ("sold", "reached", "following", "missing"),
    [
        ("10", None, 100_000, 600),
        ("16", 100_000, 300_050, 400),
        ("19.99", 100_000, 300_050, 1),
        ("20", 300_050, None, None),
    ],
)
def test_what_the_next_order_is_worth(
    sold: str, reached: int | None, following: int | None, missing: int | None
) -> None:
    rows: Tables = {
        "orders": [order("o", "c0", ago(3), sold)],
        "targets": [target("2026-06", 2000)],
    }
    found = bonus(now_of(rows, Policy(bonus=LADDER)))
    assert found is not None
    assert (found.reached and found.reached.amount) == reached
    assert (found.following and found.following.amount) == following
    assert found.missing == missing


def test_a_ladder_without_a_target_says_so_and_none_is_none() -> None:
    rows: Tables = {"orders": [order("o", "c0", ago(3), "10")]}
    found = bonus(now_of(rows, Policy(bonus=LADDER)))
    assert found is not None
    assert found.note is not None
    assert found.note.code == "no_target"
    assert bonus(now_of(rows)) is None


def test_a_saved_order_moves_its_targets_and_no_others() -> None:
    rows: Tables = {
        "customers": customers(2, zone="Wuxi"),
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [
            target("2026-Q2", 4000),
            target("2026-06", 10, "visits"),
            target("2026-06", 4, "orders"),
            target("2026-06", 100, scope="Suzhou"),
        ],
    }
    before = now_of(rows, Policy(bonus=LADDER))
    new = order("new", "c0", ago(0), "5")
    after = situation(before.book.with_puts([Put("orders", "new", None, new)]), DAY, before.policy)
    steps = target_steps(before, after)
    assert [(each.metric, each.scope, each.period) for each in steps] == [
        ("sales_net", "all", "2026-Q2"),
        ("orders", "all", "2026-06"),
    ]
    assert (steps[0].before, steps[0].after, steps[0].gap) == (1000, 1500, 2500)
    assert steps[0].attainment_before == Fraction(1, 4)
    assert steps[0].attainment_after == Fraction(3, 8)
    assert steps[0].bonus is not None
    assert steps[1].bonus is None
    assert target_steps(after, after) == ()


def test_money_promised_stands_beside_money_due_and_received() -> None:
    dues = (
        Due(date=ago(10), amount=300),
        Due(date=ago(-20), amount=400),
        Due(date=ago(-40), amount=300),
    )
    rows: Tables = {
        "orders": [
            order("o", "c0", ago(30), "10", dues=dues),
            order("p", "c0", ago(2), "5"),
        ],
        "payments": [
            Payment(id="m1", customer="c0", date=ago(5), amount=200, order="o"),
            Payment(id="m2", customer="c0", date=ago(31), amount=9),
        ],
        "followups": [
            promise("f1", ago(3), 100),
            promise("f2", ago(0), 50),
            promise("f3", ago(-10), 1),
            promise("f4", ago(1), 70, state="done", closed=ago(1)),
            promise("f5", ago(1), 70, owner="me"),
            promise("f6", ago(1), None),
        ],
    }
    found = money_in(now_of(rows), parse_period("2026-06"))
    assert (found.received, found.due, found.promised, found.late) == (200, 100, 150, 100)
    assert found.promises == ("f1", "f2")
    quarter = money_in(now_of(rows), parse_period("2026-Q3"))
    assert (quarter.received, quarter.due, quarter.promised) == (0, 1300, 151)
    rows["payments"] = []
    assert money_in(now_of(rows), parse_period("2026-06")).due is None


@pytest.mark.parametrize(("period", "due"), [("2026-04", 0), ("2026-05", 1000), ("2026-06", 1000)])
def test_of_a_period_that_is_over_what_is_still_open_counts(period: str, due: int) -> None:
    rows: Tables = {
        "orders": [order("o", "c0", "2026-04-10", "10", due="2026-05-31")],
        "payments": [Payment(id="m", customer="c0", date="2026-04-11", amount=1)],
    }
    assert money_in(now_of(rows), parse_period(period)).due == due


def promise(id_: str, due: str, amount: int | None, **fields: Any) -> Followup:
    fields = {"owner": "them", **fields}
    return Followup(id=id_, customer="c0", due=due, kind="payment", amount=amount, **fields)
