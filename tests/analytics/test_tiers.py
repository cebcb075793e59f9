"""Tiers as first proposed, against the reviews of stats.json."""

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.purchases import OrderLog, Purchases, bought
from repdesk.analytics.rhythm import order_days
from repdesk.analytics.tiering import first_seen as at_once
from repdesk.analytics.tiers import (
    FACTORS,
    Ranks,
    Ratings,
    first_seen,
    proposed,
    ratings,
    says,
    score,
)
from repdesk.domain.customer import Customer
from repdesk.domain.customer import Ratings as Marks
from repdesk.domain.policy import Policy, TierWeights

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)["tiers"]
LOG: OrderLog = (
    [who for who, _day, _amount in VECTORS["orders"]],
    [date.fromisoformat(day).toordinal() for _who, day, _amount in VECTORS["orders"]],
    [amount for _who, _day, amount in VECTORS["orders"]],
)
RATED = {who: Ratings(**marks) for who, marks in VECTORS["ratings"].items()}
WEIGHTS = TierWeights(**VECTORS["weights"])


@pytest.mark.parametrize("review", VECTORS["reviews"], ids=lambda review: review["asof"])
def test_factors_scores_percentiles_and_what_they_say(review: dict[str, Any]) -> None:
    history, middle = bought(
        LOG, date.fromisoformat(review["asof"]).toordinal(), dict.fromkeys(LOG[0])
    )
    assert middle == pytest.approx(review["median_order"], abs=1e-6)
    found = score(history, middle, RATED, WEIGHTS)
    machine: dict[str, str] = {}
    for earlier in VECTORS["reviews"]:
        if earlier["asof"] < review["asof"]:
            machine = {row["customer"]: row["machine"] for row in earlier["customers"]}
    assert sorted(found) == [row["customer"] for row in review["customers"]]
    for row in review["customers"]:
        who = row["customer"]
        past, one = history[who], found[who]
        assert past.revenue == pytest.approx(float(row["revenue_365"]), abs=1e-6)
        assert past.quarter == pytest.approx(float(row["revenue_90"]), abs=1e-6)
        assert (past.year, past.days) == (row["order_days_365"], row["order_days"])
        assert past.first == row["days_since_first"]
        for factor in FACTORS:
            assert getattr(one, factor) == pytest.approx(row["factors"][factor], abs=1e-6)
        assert one.score == pytest.approx(row["score"], abs=1e-6)
        assert one.percentile == pytest.approx(row["percentile"], abs=1e-6)
        assert says(one, Policy(), machine.get(who)) == row["says"]


def test_a_small_book_is_not_cut_into_shares() -> None:
    for size, told in ((9, 0), (10, 10)):
        names = [f"k{at}" for at in range(size)]
        log = (names, [739_000] * size, [100.0 + at for at in range(size)])
        history, middle = bought(log, 739_010, dict.fromkeys(names))
        assert len(first_seen(score(history, middle, {}, WEIGHTS), Policy())) == told


def test_nobody_ordered() -> None:
    assert bought(([], [], []), 739_000, {}) == ({}, 0.0)
    assert score({}, 0.0, {}, WEIGHTS) == {}


rows = st.lists(
    st.tuples(
        st.sampled_from(["a", "b", "张家港华昌"]),
        st.integers(738_000, 739_100),
        st.one_of(st.floats(-100, 100_000), st.sampled_from([0.0, float("nan"), float("inf")])),
    ),
    max_size=30,
)


@given(rows, st.randoms(use_true_random=False))
def test_what_was_bought_does_not_hang_on_the_order_of_rows_or_on_the_future(
    log: list[tuple[str, int, float]], shuffler: Random
) -> None:
    def read(given_rows: list[tuple[str, int, float]]) -> Any:
        log = tuple(zip(*given_rows, strict=True)) if given_rows else ((), (), ())
        return bought((log[0], log[1], log[2]), 739_000, {"a": None, "张家港华昌": None})

    found = read(log)
    seen = [row for row in log if row[1] <= 739_000 and 0 < row[2] < float("inf")]
    shuffler.shuffle(seen)
    assert read(seen) == found
    assert "b" not in found[0]


def columns(log: list[tuple[str, int, float]]) -> OrderLog:
    return [row[0] for row in log], [row[1] for row in log], [row[2] for row in log]


@given(rows, st.integers(737_900, 739_200))
def test_a_log_grouped_once_tells_any_day(log: list[tuple[str, int, float]], asof: int) -> None:
    among = {"a": None, "张家港华昌": None}
    read, seen = Purchases(columns(log), among), columns([row for row in log if row[1] <= asof])
    assert (read.until(asof), read.median(asof)) == bought(seen, asof, among)


@st.composite
def territories(draw: st.DrawFn) -> tuple[OrderLog, dict[str, Customer], int]:
    """A log with equal amounts in it, and some of its customers with the rep's own figures."""
    rows = draw(
        st.lists(
            st.tuples(
                st.integers(0, 13).map("c{:02}".format),
                st.integers(738_600, 739_100),
                st.sampled_from([0.1, 0.2, 0.3, 19.99, 100.0, 33.333333333333336, -5.0]),
            ),
            max_size=60,
        )
    )
    marks = st.one_of(st.none(), st.integers(1, 5))
    customers = {
        name: Customer(
            id=name,
            name=name,
            annual_demand=draw(st.sampled_from([None, None, 12_345])),
            ratings=draw(st.one_of(st.none(), st.builds(Marks, fit=marks, potential=marks))),
        )
        for name in draw(st.sets(st.sampled_from([f"c{at:02}" for at in range(14)]), min_size=8))
    }
    columns = ([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    return columns, customers, draw(st.sampled_from([738_700, 739_000, 739_100]))


@given(territories())
@settings(max_examples=60)
def test_the_whole_book_at_once_is_told_the_same_tiers(
    territory: tuple[OrderLog, dict[str, Customer], int],
) -> None:
    log, customers, asof = territory
    names = sorted(set(log[0]))
    days = order_days(
        np.array([names.index(name) for name in log[0]], np.int64),
        np.array(log[1], np.int64),
        np.array(log[2], np.float64),
        asof,
    )
    found = at_once(days, names, customers, Policy())
    assert found == proposed(log, asof, customers, Policy())


@given(territories())
@settings(max_examples=60)
def test_the_factors_of_one_customer_are_those_among_all(
    territory: tuple[OrderLog, dict[str, Customer], int],
) -> None:
    log, customers, asof = territory
    history, middle = bought(log, asof, customers)
    rated = {id_: ratings(each, 100.0) for id_, each in customers.items()}
    found = score(history, middle, rated, WEIGHTS)
    ranks = Ranks(history, middle, rated)
    assert {who: ranks.of(who) for who in customers} == {
        who: found[who][: len(FACTORS)] if who in found else None for who in customers
    }
