"""Working days, capacity and the words for how due a contact is, against stats.json."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.cadence import factor, urgency
from repdesk.analytics.capacity import stretch, use, visits_needed
from repdesk.analytics.workdays import working_days
from repdesk.domain.policy import Policy
from tests import f1

VECTORS: dict[str, Any] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("case", VECTORS["urgency"], ids=lambda c: f"{c['days']}/{c['interval']}")
def test_urgency(case: dict[str, Any]) -> None:
    assert urgency(case["days"], case["interval"]) == case["word"].replace(" ", "_")


def test_never_contacted_is_overdue() -> None:
    assert urgency(None, 14) == "overdue"


@pytest.mark.parametrize("case", VECTORS["capacity"], ids=lambda case: case["case"])
def test_capacity(case: dict[str, Any]) -> None:
    contacts = [
        (1.0, float(group["interval"]))
        for group in case["groups"]
        for _customer in range(group["customers"])
    ]
    needed = visits_needed(contacts, case["days"])
    assert needed == pytest.approx(case["visits_needed"], abs=1e-6)
    found = use(needed, case["visits_a_day"], 0, case["working_days"])
    if case["use"] is None:
        assert found is None
    else:
        assert found == pytest.approx(case["use"], abs=1e-6)


def test_intervals_are_stretched_only_when_there_is_too_much_to_do() -> None:
    day, policy = date(2026, 6, 30), Policy(visits_a_day=6, calls_a_day=0)
    assert stretch([(1.0, 14.0)] * 10, day, policy) == 1.0
    assert stretch([(1.0, 14.0)] * 70, day, policy) == pytest.approx(70 * 91 / 14 / (6 * 65))
    assert stretch([(0.1, 14.0)] * 70, day, policy) == 1.0
    assert stretch([(1.0, 14.0)] * 70, day, Policy(working_weekdays=())) == 1.0


def test_the_sixty_working_days_of_f1() -> None:
    assert working_days(date(2026, 4, 1), date(2026, 6, 30), f1.policy()) == 60
    assert working_days(date(2026, 4, 2), date(2026, 4, 1), f1.policy()) == 0


@given(
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
    st.integers(0, 60),
    st.sets(st.integers(1, 7)),
    st.lists(st.dates(date(2026, 1, 1), date(2026, 12, 31)).map(date.isoformat), max_size=9),
)
def test_working_days_are_counted_one_by_one(
    first: date, days: int, weekdays: set[int], off: list[str]
) -> None:
    policy = Policy(working_weekdays=tuple(sorted(weekdays)), days_off=tuple(off))
    counted = sum(
        day.isoweekday() in weekdays and day.isoformat() not in off
        for day in (first + timedelta(at) for at in range(days))
    )
    assert working_days(first, first + timedelta(days - 1), policy) == counted


def test_the_cadence_factor_at_its_corners() -> None:
    since = np.array([0.0, 7.0, 14.0, 21.0, 28.0, 400.0, np.nan])
    found = factor(since, np.full(7, 14.0), Policy())
    assert found.tolist() == pytest.approx([0.5, 0.75, 1.0, 1.175, 1.35, 1.35, 1.35])
