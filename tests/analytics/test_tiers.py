"""Tiers as first proposed, against the reviews of stats.json."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from repdesk.analytics.rank import LoggedOrder, read_log
from repdesk.analytics.rhythm import Floats
from repdesk.analytics.tiers import Ratings, propose, unrated
from repdesk.domain.policy import Policy

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)["tiers"]
LOG = [LoggedOrder(c, date.fromisoformat(day), amount) for c, day, amount in VECTORS["orders"]]


def ratings(names: list[str]) -> Ratings:
    def marks(what: str) -> Floats:
        return np.array(
            [VECTORS["ratings"].get(name, {}).get(what, np.nan) for name in names], np.float64
        )

    return Ratings(
        marks("fit"), marks("potential"), marks("strategic"), np.full(len(names), np.nan)
    )


@pytest.mark.parametrize("review", VECTORS["reviews"], ids=lambda review: review["asof"])
def test_factors_scores_and_percentiles(review: dict[str, Any]) -> None:
    names, days = read_log(LOG, date.fromisoformat(review["asof"]))
    found = propose(days, ratings(names), Policy())
    expected = review["customers"]
    assert names == [row["customer"] for row in expected]
    for factor in ("power", "frequency", "fit", "potential", "strategic"):
        assert getattr(found, factor) == pytest.approx(
            [row["factors"][factor] for row in expected], abs=1e-6
        ), factor
    assert found.score == pytest.approx([row["score"] for row in expected], abs=1e-6)
    assert found.percentile == pytest.approx([row["percentile"] for row in expected], abs=1e-6)


def test_the_first_review_proposes_at_once() -> None:
    review = VECTORS["reviews"][0]
    names, days = read_log(LOG, date.fromisoformat(review["asof"]))
    found = propose(days, ratings(names), Policy())
    assert list(found.tier) == [row["says"] for row in review["customers"]]


def test_a_small_book_is_not_cut_into_shares() -> None:
    log = [LoggedOrder(f"k{at}", date(2026, 6, 1), 100.0 + at) for at in range(9)]
    _names, days = read_log(log, date(2026, 6, 30))
    assert propose(days, unrated(9), Policy()).tier == (None,) * 9


def test_nobody_ordered() -> None:
    _names, days = read_log([], date(2026, 6, 30))
    assert propose(days, unrated(0), Policy()).tier == ()
