"""The weakest step against stats.json, and in a funnel of deals."""

import json
from datetime import date
from pathlib import Path
from random import Random
from statistics import NormalDist
from typing import Any

import pytest

from repdesk.analytics.funnel import funnel, year_before
from repdesk.analytics.weakest import Counts, Z, difference_low, verdict, weakest, widened
from repdesk.domain.book import Book
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.period import Period, parse_period
from repdesk.domain.policy import Policy

VECTORS: list[dict[str, Any]] = json.loads(
    (Path(__file__).parents[1] / "fixtures" / "stats.json").read_text(encoding="utf-8")
)["weakest_step"]
SAID = {
    "lower": "lower",
    "less than 10 points lower": "not_lower",
    "the fall may be chance": "chance",
}


def said(why: str) -> str:
    if why.startswith("too few to say"):
        return "too_few"
    return "no_reference" if why.startswith("no reference") else SAID[why]


@pytest.mark.parametrize("case", VECTORS, ids=lambda case: case["case"])
def test_vectors(case: dict[str, Any]) -> None:
    steps = [
        Counts(step["k"], step["n"], step["before_k"], step["before_n"]) for step in case["steps"]
    ]
    assert weakest(steps) == case["named"]
    for counts, step, why in zip(steps, case["steps"], case["why"], strict=True):
        assert difference_low(counts) == pytest.approx(step["difference_low"], abs=1e-6)
        assert verdict(counts) == said(why)


def test_nothing_decided_is_too_few() -> None:
    assert difference_low(Counts(0, 0, 5, 10)) is None
    assert verdict(Counts(0, 0, 5, 10)) == "too_few"
    assert weakest([]) is None


def deals(prefix: str, day: str, won: int, lost: int) -> tuple[list[Deal], list[StageEvent]]:
    rows = [Deal(id=f"{prefix}{at}", customer="c") for at in range(won + lost)]
    events = []
    for at, deal in enumerate(rows):
        end = "won" if at < won else "lost"
        events.append(StageEvent(id=f"{deal.id}a", deal=deal.id, at=day, stage="quote"))
        events.append(StageEvent(id=f"{deal.id}b", deal=deal.id, at=f"{day}T23:00", stage=end))
    return rows, events


def test_a_step_is_held_against_the_twelve_months_before() -> None:
    now, now_events = deals("n", "2026-05-01", 2, 20)
    before, before_events = deals("b", "2025-06-01", 40, 20)
    older, older_events = deals("o", "2025-03-31", 0, 90)
    book = Book(
        {
            "deals": [*now, *before, *older],
            "stage_events": [*now_events, *before_events, *older_events],
        }
    )
    found = funnel(book, parse_period("2026-Q2"), date(2026, 6, 30), Policy())
    assert found.weakest == 2
    step = found.steps[2]
    assert (step.k, step.n, step.before_k, step.before_n) == (2, 22, 40, 60)
    assert step.verdict == "lower"
    assert found.steps[0].verdict == "not_lower"


def test_the_year_before() -> None:
    assert year_before(parse_period("2026-Q2")) == Period(
        "range", date(2025, 4, 1), date(2026, 3, 31)
    )


def test_where_nothing_is_wrong_hardly_ever_is_a_step_named() -> None:
    named = 0
    for seed in range(2_000):
        chance = Random(seed)
        steps = []
        now, before = chance.randint(15, 200), chance.randint(40, 400)
        for rate in (0.7, 0.54, 0.4):
            k = sum(chance.random() < rate for _deal in range(now))
            k_before = sum(chance.random() < rate for _deal in range(before))
            steps.append(Counts(k, now, k_before, before))
            now, before = k, k_before
        named += weakest(steps) is not None
    assert 0 < named <= 0.06 * 2_000


def test_many_tests_together_keep_the_level_of_one() -> None:
    level = 2 * (1 - NormalDist().cdf(Z))
    for tests in (1, 2, 5, 40.0):
        each = 2 * (1 - NormalDist().cdf(widened(tests)))
        assert 1 - (1 - each) ** tests == pytest.approx(level)
    assert widened(0) == widened(1) == Z


def test_a_wider_interval_names_less() -> None:
    steps = [Counts(3, 15, 60, 100)]
    assert weakest(steps) == 0
    assert weakest(steps, widened(40)) is None
    assert verdict(steps[0], widened(40)) == "chance"
