"""The rhythm table against the fixture's every figure, and what must hold for any log."""

import csv
import json
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.cadence import factor
from repdesk.analytics.listing import weave
from repdesk.analytics.rank import LoggedOrder, rank
from repdesk.analytics.rhythm import (
    Floats,
    LifeTable,
    OrderDays,
    Rhythm,
    drift_part,
    fit,
    may_take_slot,
    order_days,
)
from repdesk.domain.policy import Policy

FIXTURE = Path(__file__).parents[1] / "fixtures" / "rhythm"
ASOF = date(2025, 6, 30)
THIRTY = Policy(horizon_days=30)


def rows(name: str) -> list[dict[str, str]]:
    with (FIXTURE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def fixture_log() -> list[LoggedOrder]:
    return [
        LoggedOrder(row["customer"], date.fromisoformat(row["date"]), float(row["amount"]))
        for row in rows("orders.csv")
    ]


def read_log(log: list[LoggedOrder], asof: date) -> tuple[list[str], OrderDays]:
    """The names and the order days of a log."""
    names = sorted({row.customer for row in log})
    days = order_days(
        np.array([names.index(row.customer) for row in log], np.int64),
        np.array([row.day.toordinal() for row in log], np.int64),
        np.array([row.amount for row in log], np.float64),
        asof.toordinal(),
    )
    return names, days


def cadences(rhythm: Rhythm) -> Floats:
    """The factor of everybody, all of them general."""
    return np.array([factor(since, 90.0, THIRTY) for since in rhythm.since.tolist()])


def learned() -> tuple[list[str], LifeTable, Rhythm]:
    names, days = read_log(fixture_log(), ASOF)
    table, rhythm = fit(days, THIRTY.horizon_days)
    return [names[at] for at in rhythm.customer.tolist()], table, rhythm


def test_the_life_table_is_the_fixtures() -> None:
    _names, table, _rhythm = learned()
    expected = json.loads((FIXTURE / "hazard.json").read_text(encoding="utf-8"))
    assert table.typical_gap == expected["typical_interval"]
    assert np.abs(table.hazard - np.array(expected["hazard"])).max() <= 1e-8


def test_every_figure_of_every_customer_is_the_fixtures() -> None:
    names, _table, rhythm = learned()
    drift = drift_part(rhythm, THIRTY.drift_weight)
    likely = rhythm.expected_orders * rhythm.value
    cadence = cadences(rhythm)
    figures: dict[str, Floats] = {
        "n": rhythm.orders.astype(float),
        "L": rhythm.since.astype(float),
        "mu": rhythm.expected_gap,
        "u": rhythm.lateness,
        "p_order": rhythm.p_order,
        "p_lapse": rhythm.p_lapse,
        "value": rhythm.value,
        "likely": likely,
        "drift": drift,
        "cadence": cadence,
        "score": (likely + drift) * cadence,
    }
    expected = {row["customer"]: row for row in rows("expected.csv")}
    assert sorted(expected) == names
    for column, found in figures.items():
        wanted = [float(expected[name][column]) for name in names]
        assert found == pytest.approx(wanted, abs=1e-6), column


def test_the_list_and_its_slots_are_the_fixtures() -> None:
    names, _table, rhythm = learned()
    drift = drift_part(rhythm, THIRTY.drift_weight)
    cadence = cadences(rhythm)
    score = (rhythm.expected_orders * rhythm.value + drift) * cadence
    could = may_take_slot(rhythm, drift)
    order = weave(names, score.tolist(), np.where(could, drift * cadence, 0.0).tolist(), 5)
    expected = rows("expected.csv")
    assert [names[at] for at, _slot in order] == [row["customer"] for row in expected]
    marked = {row["customer"] for row in expected if row["slot"] == "drift"}
    assert {name for name, may in zip(names, could.tolist(), strict=True) if may} == marked
    assert {place for place, (_at, slot) in enumerate(order, 1) if slot} <= set(range(5, 61, 5))


def test_rank_is_the_learned_part_best_first() -> None:
    expected = {row["customer"]: row for row in rows("expected.csv")}
    ranked = rank(fixture_log(), ASOF, THIRTY)
    assert {row.customer for row in ranked} == set(expected)
    for row in ranked:
        wanted = expected[row.customer]
        assert row.likely == pytest.approx(float(wanted["likely"]), abs=1e-6)
        assert row.p_lapse == pytest.approx(float(wanted["p_lapse"]), abs=1e-6)
        assert row.score == row.likely + row.drift
    assert [row.score for row in ranked] == sorted((row.score for row in ranked), reverse=True)


def test_an_empty_log_ranks_nobody() -> None:
    for full in (False, True):
        assert rank([], ASOF, Policy(), full=full) == []
        assert rank([LoggedOrder("a", date(2025, 7, 1), 5)], ASOF, Policy(), full=full) == []


def test_one_order_on_the_day_is_read_off_the_prior() -> None:
    (only,) = rank([LoggedOrder("a", ASOF, 100.0)], ASOF, Policy())
    assert 0 < only.p_order < 1
    assert only.drift == 0
    names, days = read_log([LoggedOrder("a", ASOF, 100.0)], ASOF)
    table, rhythm = fit(days, 14)
    assert names == ["a"]
    assert table.typical_gap == 30.0
    assert rhythm.value.tolist() == [100.0]
    assert rhythm.lateness.tolist() == [0.0]


@pytest.mark.parametrize(("gap", "band"), [(30, 6), (31, 7)])
def test_a_lateness_on_an_edge_belongs_to_the_band_below(gap: int, band: int) -> None:
    first = date(2025, 1, 1)
    log = [LoggedOrder("a", first, 1.0), LoggedOrder("a", first + timedelta(gap), 1.0)]
    _names, days = read_log(log, ASOF)
    table, _rhythm = fit(days, 14)
    assert table.hazard[0].argmax() == band


orders = st.lists(
    st.builds(
        LoggedOrder,
        st.sampled_from(["a", "b", "c", "[/] ${x}"]),
        st.dates(date(2024, 1, 1), date(2025, 12, 31)),
        st.floats(-100, 100_000, allow_nan=False),
    ),
    max_size=40,
)


@given(orders, st.randoms(use_true_random=False), st.booleans())
def test_only_the_past_counts_and_the_order_of_rows_does_not(
    log: list[LoggedOrder], shuffler: Random, full: bool
) -> None:
    ranked = rank(log, ASOF, Policy(), full=full)
    other = [row for row in log if row.day <= ASOF and row.amount > 0]
    shuffler.shuffle(other)
    assert rank(other, ASOF, Policy(), full=full) == ranked


@given(orders, st.booleans())
def test_every_figure_is_a_number_and_every_chance_a_chance(
    log: list[LoggedOrder], full: bool
) -> None:
    ranked = rank(log, ASOF, Policy(), full=full)
    assert {row.customer for row in ranked} == {
        row.customer for row in log if row.day <= ASOF and row.amount > 0
    }
    for row in ranked:
        assert 0 <= row.p_order <= 1
        assert 0 <= row.p_lapse <= 1
        assert 0 <= row.likely < float("inf")
        assert 0 <= row.drift < float("inf")
        assert row.score >= 0


def naive_gap(days: list[int], typical: float) -> float:
    total, weight = typical, 1.0
    for before, after in pairwise(days):
        fade = 0.5 ** ((after - before) / 180)
        total = typical + (total - typical) * fade + (after - before)
        weight = 1 + (weight - 1) * fade + 1
    return total / weight


@given(orders)
def test_the_expected_gap_is_the_recursion_of_the_definition(log: list[LoggedOrder]) -> None:
    names, days = read_log(log, ASOF)
    table, rhythm = fit(days, 14)
    for at, expected in zip(rhythm.customer.tolist(), rhythm.expected_gap.tolist(), strict=True):
        seen = sorted(
            {
                row.day.toordinal()
                for row in log
                if row.customer == names[at] and row.amount > 0 and row.day <= ASOF
            }
        )
        assert expected == pytest.approx(naive_gap(seen, table.typical_gap))


def test_every_fifth_place_is_for_the_best_drifting() -> None:
    ids = [f"k{at:02}" for at in range(12)]
    score = [float(12 - at) for at in range(12)]
    pull = [0.0] * 10 + [1.0, 2.0]
    order = weave(ids, score, pull, 5)
    assert [at for at, _slot in order] == [0, 1, 2, 3, 11, 4, 5, 6, 7, 10, 8, 9]
    assert [place for place, (_at, slot) in enumerate(order, 1) if slot] == [5, 10]
    assert [at for at, _slot in weave(ids, score, pull, 0)] == list(range(12))
