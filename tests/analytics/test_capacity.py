"""Working days, capacity and the words for how due a contact is, against stats.json."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.cadence import factor, urgency
from repdesk.analytics.capacity import Round, first_round, stretch, use, visits_needed
from repdesk.analytics.workdays import working_days
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY

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


@pytest.mark.parametrize(
    ("since", "wanted"),
    [(0, 0.5), (7, 0.75), (14, 1.0), (21, 1.175), (28, 1.35), (400, 1.35), (None, 1.35)],
)
def test_the_cadence_factor_at_its_corners(since: int | None, wanted: float) -> None:
    assert factor(since, 14.0, Policy()) == pytest.approx(wanted)


WEEK = Policy(visits_a_day=6, calls_a_day=10)


def test_a_territory_never_contacted_is_a_round_of_some_weeks() -> None:
    names = [f"c{at:03}" for at in range(300)]
    day = date(2026, 6, 29)
    messages = first_round([(name, 0.1) for name in names], day, WEEK)
    assert messages.weeks == 4
    assert [name for name, week in messages.week.items() if week == 1] == names[:80]
    visits = first_round([(name, 1.0) for name in names], day, WEEK)
    assert visits.weeks == 8
    assert list(visits.week.values()).count(1) == 40
    assert first_round([], day, WEEK) == Round()
    assert first_round([("a", 1.0)], day, Policy(working_weekdays=())).weeks == 1


@given(
    st.lists(st.sampled_from([0.1, 0.2, 1.0]), max_size=60),
    st.floats(0, 9),
    st.integers(0, 20),
)
def test_a_week_of_the_round_is_never_more_than_can_be_done(
    weights: list[float], visits: float, calls: int
) -> None:
    policy = Policy(visits_a_day=visits, calls_a_day=calls)
    found = first_round([(str(at), weight) for at, weight in enumerate(weights)], DAY, policy)
    assert len(found.week) == len(weights)
    weeks = list(found.week.values())
    assert weeks == sorted(weeks)
    assert set(weeks) == set(range(1, found.weeks + 1))
    most = (visits + 0.2 * calls) * 5
    for week in set(weeks):
        mine = [weight for weight, at in zip(weights, weeks, strict=True) if at == week]
        assert most == 0 or len(mine) == 1 or sum(mine) <= most + 1e-6
