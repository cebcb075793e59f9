"""The chance to close in time, and the fewest deals that reach a gap, against plain readings."""

from datetime import timedelta
from itertools import chain, combinations
from math import prod

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.closing import EDGES, Closing
from repdesk.analytics.gap import closers, gap_plan, likeliest
from repdesk.analytics.results import GapPlan, OpenDeal
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.target import Target
from tests.analytics.books import DAY, Tables, ago, order

ENDS = st.lists(st.tuples(st.integers(0, 200), st.booleans()), max_size=25)


def plain_chance(ends: list[tuple[int, bool]], age: int, left: int) -> float:
    """The chance by its definition, day by day over all deals."""

    def band(day: int) -> int:
        return max(at for at, edge in enumerate(EDGES) if day >= edge)

    days = [day for end, _won in ends for day in range(end + 1)]

    def rate(day: int, won: bool) -> float:
        mine = [end for end, was_won in ends if was_won == won]
        overall = len(mine) / len(days) if days else 0.0
        here = sum(band(end) == band(day) for end in mine)
        seen = sum(band(each) == band(day) for each in days)
        return (here + 20 * overall) / (seen + 20)

    still_open, found = 1.0, 0.0
    for day in range(age + 1, age + left + 1):
        found += still_open * rate(day, True)
        still_open *= 1 - rate(day, True) - rate(day, False)
    return found


@given(ENDS, st.integers(0, 200), st.integers(0, 20))
@settings(max_examples=60)
def test_the_chance_is_the_plain_one(ends: list[tuple[int, bool]], age: int, left: int) -> None:
    closing = Closing(ends)
    chance = closing.chance(age, left)
    assert chance == pytest.approx(plain_chance(ends, age, left), abs=1e-12)
    assert 0 <= chance <= 1
    assert closing.chance(age, left + 1) >= chance


def deal(id_: str, amount: int, chance: float) -> OpenDeal:
    return OpenDeal(id_, "c0", amount, chance)


DEALS = st.lists(
    st.builds(
        deal,
        st.integers(0, 99).map("d{:02}".format),
        st.sampled_from([5, 10, 10, 20, 35]),
        st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.5]),
    ),
    max_size=9,
    unique_by=lambda each: each.deal,
)


@given(DEALS, st.integers(0, 120))
@settings(max_examples=200)
def test_the_closers_are_the_best_of_all_sets(deals: list[OpenDeal], gap: int) -> None:
    sets = chain.from_iterable(combinations(deals, size) for size in range(len(deals) + 1))
    reach = [each for each in sets if sum(one.amount for one in each) >= gap]
    found = closers(deals, gap)
    if not reach:
        assert found is None
        return
    wanted = min(
        reach,
        key=lambda each: (
            len(each),
            -prod(sorted(one.chance for one in each)),
            sorted(one.deal for one in each),
        ),
    )
    assert found is not None
    assert {one.deal for one in found} == {one.deal for one in wanted}
    assert [one.amount for one in found] == sorted((one.amount for one in found), reverse=True)


def test_above_twenty_the_likeliest_are_looked_at() -> None:
    deals = [deal(f"d{at:02}", 100 if at < 20 else 10_000, 0.5 - at / 100) for at in range(30)]
    assert [each.deal for each in likeliest(deals)] == [f"d{at:02}" for at in range(20)]
    assert closers(deals, 2000) is not None
    assert closers(deals, 2001) is None


def book_with(gap: int, deals: list[tuple[str, int]]) -> Tables:
    """A month with so much missing and these open deals, a week old."""
    return {
        "orders": [order("o", "c0", ago(3), "10")],
        "targets": [Target(id="t", metric="sales_net", period="2026-07", value=gap)],
        "deals": [Deal(id=id_, customer="c0", amount=amount) for id_, amount in deals],
        "stage_events": [
            StageEvent(id=f"e{id_}", deal=id_, at=ago(7), stage="quote") for id_, _amount in deals
        ],
    }


def plan_of(rows: Tables, period: str = "2026-07") -> GapPlan:
    now = situation(Book(rows), DAY + timedelta(5), Policy())
    return gap_plan(now, parse_period(period))


def test_the_plan_names_the_deals_and_says_what_their_chance_is() -> None:
    found = plan_of(book_with(5000, [("a", 3000), ("b", 2500), ("c", 100)]))
    assert (found.target, found.actual, found.gap) == (5000, 0, 5000)
    assert [each.deal for each in found.deals] == ["a", "b"]
    assert (found.amount, found.considered, found.open) == (5500, 3, 3)
    assert found.chance == pytest.approx(found.deals[0].chance * found.deals[1].chance)
    assert found.note is not None
    assert found.note.code == "chance_at_all"


@pytest.mark.parametrize(
    ("rows", "period", "why"),
    [
        (book_with(5000, []), "2026-07", "no_open_deals"),
        (book_with(5000, [("a", 4999)]), "2026-07", "gap_too_large"),
        (book_with(5000, [("a", 4999)]), "2026-08", "no_target"),
        (book_with(0, [("a", 4999)]), "2026-07", "target_reached"),
        (
            {"targets": [Target(id="t", metric="sales_net", period="2026-05", value=5)]},
            "2026-05",
            "period_over",
        ),
    ],
)
def test_without_a_set_the_plan_says_why(rows: Tables, period: str, why: str) -> None:
    found = plan_of(rows, period)
    assert found.deals == ()
    assert found.note is not None
    assert found.note.code == why
