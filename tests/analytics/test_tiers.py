"""Tiers as first proposed, against the reviews of stats.json."""

import json
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.tiers import (
    FACTORS,
    OrderLog,
    Ratings,
    bought,
    first_seen,
    says,
    score,
)
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
    for size, proposed in ((9, 0), (10, 10)):
        names = [f"k{at}" for at in range(size)]
        log = (names, [739_000] * size, [100.0 + at for at in range(size)])
        history, middle = bought(log, 739_010, dict.fromkeys(names))
        assert len(first_seen(score(history, middle, {}, WEIGHTS), Policy())) == proposed


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
