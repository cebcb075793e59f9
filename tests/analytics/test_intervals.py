"""Wilson's interval and shrunk rates against the vectors of stats.json."""

import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.intervals import shrunk, wilson

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("vector", VECTORS["wilson"], ids=lambda v: f"{v['k']}-{v['n']}-{v['z']}")
def test_wilson_is_the_published_interval(vector: dict[str, Any]) -> None:
    interval = wilson(vector["k"], vector["n"], vector["z"])
    if vector["low"] is None:
        assert interval is None
    else:
        assert interval == pytest.approx((vector["low"], vector["high"]), abs=1e-9)


@pytest.mark.parametrize("vector", VECTORS["shrunk_rate"])
def test_a_shrunk_rate_leans_on_its_prior(vector: dict[str, Any]) -> None:
    assert shrunk(vector["k"], vector["n"], vector["p0"]) == pytest.approx(vector["rate"], abs=1e-9)


@given(st.integers(0, 10_000), st.integers(0, 10_000))
def test_the_interval_holds_the_rate_and_touches_the_ends_only_there(k: int, more: int) -> None:
    n = k + more
    interval = wilson(k, n)
    if n == 0:
        assert interval is None
        return
    assert interval is not None
    low, high = interval
    assert 0 <= low <= k / n <= high <= 1
    assert (low == 0) == (k == 0)
    assert (high == 1) == (k == n)


@pytest.mark.parametrize(("k", "n"), [(-1, 3), (4, 3)])
def test_what_is_no_part_has_no_interval(k: int, n: int) -> None:
    with pytest.raises(ValueError):
        wilson(k, n)


@given(st.integers(0, 300), st.integers(0, 300))
def test_twice_the_cases_never_widen_the_interval(k: int, more: int) -> None:
    once, twice = wilson(k, k + more), wilson(2 * k, 2 * (k + more))
    if once is None or twice is None:
        assert k + more == 0
        return
    assert twice[1] - twice[0] <= once[1] - once[0]


def test_a_quoted_interval_holds_the_truth_about_as_often_as_it_says() -> None:
    chance, shares = Random(7), []
    for n in (10, 30, 99):
        for p in (0.1, 0.25, 0.5, 0.8):
            draws = [sum(chance.random() < p for _ in range(n)) for _ in range(1000)]
            held = [interval for k in draws if (interval := wilson(k, n)) is not None]
            shares.append(sum(low <= p <= high for low, high in held) / len(draws))
    assert min(shares) > 0.91
    assert 0.94 < sum(shares) / len(shares) < 0.97
