"""The funnel against F1's answers, against a slow plain reading, and its rules one by one."""

from datetime import date, timedelta
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.funnel import funnel, last_twelve_months
from repdesk.analytics.funnel_groups import funnel_groups
from repdesk.analytics.ledger import ledger
from repdesk.analytics.pipeline import Odds, pipeline
from repdesk.analytics.results import Funnel, FunnelGroups
from repdesk.analytics.weakest import widened
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period, parse_period
from repdesk.domain.policy import Policy
from tests import f1

CASES = [f1.answers(), *(case for case in f1.answers()["also"] if "funnel" in case)]
LEVELS = {"lead": 0, "contacted": 1, "quote": 2, "won": 3}


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['period']} {case['asof']}")
def test_f1(case: dict[str, Any]) -> None:
    period, day = parse_period(case["period"]), date.fromisoformat(case["asof"])
    found = funnel(f1.book(), period, day, f1.policy())
    wanted = case["funnel"]
    assert {stage.name: stage.reached for stage in found.stages} == wanted["stages"]
    assert dict(found.lost_reasons) == wanted["lost_reasons"]
    for step, expected in zip(found.steps, wanted["steps"], strict=True):
        assert (step.origin, step.target) == (expected["from"], expected["to"])
        assert (step.reached, step.moved_on, step.lost, step.open, step.k, step.n) == tuple(
            expected[key] for key in ("reached", "moved_on", "lost", "open", "k", "n")
        )
        check_rate(step.rate, step.low, step.high, expected)
    overall = found.overall
    assert (overall.k, overall.n, overall.open) == tuple(
        wanted["overall"][key] for key in ("k", "n", "open")
    )
    check_rate(overall.rate, overall.low, overall.high, wanted["overall"])


def check_rate(
    rate: Fraction | None, low: float | None, high: float | None, expected: dict[str, Any]
) -> None:
    for found, key in ((rate, "rate"), (low, "low"), (high, "high")):
        if expected[key] is None:
            assert found is None
        else:
            assert found is not None
            assert float(found) == pytest.approx(expected[key], abs=1e-6)


def book_of(histories: list[list[tuple[str, str, str | None]]]) -> Book:
    deals = [Deal(id=f"d{at}", customer="c") for at in range(len(histories))]
    events = [
        StageEvent(id=f"e{at}-{step:03}", deal=f"d{at}", at=day, stage=stage, reason=reason)
        for at, history in enumerate(histories)
        for step, (day, stage, reason) in enumerate(history)
    ]
    return Book({"deals": deals, "stage_events": events})


YEAR = parse_period("2026")
END = date(2026, 12, 31)


def one(*history: tuple[str, str] | tuple[str, str, str]) -> Funnel:
    rows = [(step[0], step[1], step[2] if len(step) > 2 else None) for step in history]
    return funnel(book_of([rows]), YEAR, END, Policy())


def test_who_skips_a_stage_has_reached_it() -> None:
    found = one(("2026-01-02", "lead"), ("2026-01-09", "quote"))
    assert [stage.reached for stage in found.stages] == [1, 1, 1, 0]
    assert [step.open for step in found.steps] == [0, 0, 1]


def test_going_back_takes_nothing_away() -> None:
    found = one(("2026-01-02", "quote"), ("2026-01-09", "lead"))
    assert [stage.reached for stage in found.stages] == [1, 1, 1, 0]


def test_the_loss_stands_at_the_furthest_stage_with_its_reason() -> None:
    found = one(
        ("2026-01-02", "lead"), ("2026-02-02", "contacted"), ("2026-03-02", "lost", "price")
    )
    assert [step.lost for step in found.steps] == [0, 1, 0]
    assert found.steps[1].lost_reasons == (("price", 1),)
    assert found.steps[1].lost_ids == ("d0",)
    assert [stage.median_days for stage in found.stages] == [31.0, 28.0, None, None]


def test_nothing_later_than_the_day_is_seen() -> None:
    book = book_of([[("2026-01-02", "lead", None), ("2026-07-01", "won", None)]])
    found = funnel(book, YEAR, date(2026, 6, 30), Policy())
    assert found.overall.open == 1
    assert funnel(book, YEAR, date(2025, 12, 31), Policy()).ids == ()


def test_a_deal_first_seen_at_its_end_has_the_start_its_file_gives_or_none() -> None:
    won = StageEvent(id="e", deal="d", at="2026-03-02", stage="won")
    for created, taken in (("2026-02-01", ("d",)), ("2026-04-01", ()), ("", ())):
        deal = Deal(id="d", customer="c", created=created)
        book = Book({"deals": [deal], "stage_events": [won]})
        assert funnel(book, YEAR, END, Policy()).ids == taken


def test_an_empty_book_says_so() -> None:
    found = funnel(Book(), YEAR, END, Policy())
    assert found.note is not None
    assert found.note.code == "no_deals"
    assert found.overall.rate is None
    assert all(step.rate is None and step.low is None for step in found.steps)


def test_the_worked_example() -> None:
    histories = []
    for count, furthest in ((12, "lead"), (13, "contacted"), (9, "quote"), (6, "won")):
        for _deal in range(count):
            history: list[tuple[str, str, str | None]] = [("2026-01-02", "lead", None)]
            history.append(("2026-02-02", furthest, None))
            if furthest != "won":
                history.append(("2026-03-02", "lost", "price"))
            histories.append(history)
    found = funnel(book_of(histories), YEAR, END, Policy())
    assert [stage.reached for stage in found.stages] == [40, 28, 15, 6]
    assert [step.rate for step in found.steps] == [
        Fraction(7, 10),
        Fraction(15, 28),
        Fraction(2, 5),
    ]
    assert found.overall.low == pytest.approx(0.070610917)
    assert found.overall.high == pytest.approx(0.29072626)


def test_from_a_hundred_on_there_is_no_interval() -> None:
    histories: list[list[tuple[str, str, str | None]]] = [
        [("2026-01-02", "lead", None), ("2026-01-03", "won", None)]
    ] * 100
    assert funnel(book_of(histories), YEAR, END, Policy()).overall.low is None
    assert funnel(book_of(histories[:99]), YEAR, END, Policy()).overall.low is not None


def test_twelve_months_end_today() -> None:
    assert last_twelve_months(date(2026, 6, 30)) == Period(
        "range", date(2025, 7, 1), date(2026, 6, 30)
    )
    assert last_twelve_months(date(2028, 2, 29)).first == date(2027, 3, 1)


def won_after(*days: int) -> list[list[tuple[str, str, str | None]]]:
    """Deals that were quoted, and won so many days later."""
    start = date(2026, 1, 1)
    return [
        [
            ("2026-01-01", "quote", None),
            ((start + timedelta(days=each)).isoformat(), "won", None),
        ]
        for each in days
    ]


def test_stalled_is_longer_than_three_quarters_of_the_wins_took() -> None:
    wins = won_after(1, 2, 3, 4, 5, 6, 7, 10)
    day = date(2026, 3, 1)
    waiting: list[list[tuple[str, str, str | None]]] = [
        [("2026-02-22", "quote", None)],
        [("2026-02-23", "quote", None)],
        [("2026-02-01", "lead", None)],
        [("2026-01-01", "quote", None), ("2026-02-25", "contacted", None)],
    ]
    found = funnel(book_of([*wins, *waiting]), YEAR, day, Policy())
    assert [(each.deal, each.stage, each.days, each.limit) for each in found.stalled] == [
        ("d8", "quote", 7, 6.25)
    ]
    few = funnel(book_of([*wins[1:], *waiting]), YEAR, day, Policy(typical_stage_days=27))
    assert [(each.deal, each.stage, each.limit) for each in few.stalled] == [("d9", "lead", 27.0)]


def test_without_a_claim_the_facts_stand() -> None:
    found = one(("2026-01-02", "quote"), ("2026-02-02", "lost"))
    assert found.weakest is None
    assert found.unnamed is not None
    assert found.unnamed.code == "too_few"
    assert [found.unnamed.fact(name) for name in ("origin", "target", "k", "n")] == [
        *("quote", "won"),
        *(0, 1),
    ]
    assert funnel(Book(), YEAR, END, Policy()).unnamed is None


def grouped(sizes: dict[str, int], by: str = "zone") -> FunnelGroups:
    """The funnels of zones with so many deals."""
    customers = [Customer(id=f"c{zone}", name="张家港华昌", zone=zone) for zone in sizes]
    deals = [
        Deal(id=f"d{zone}{at:03}", customer=f"c{zone}")
        for zone, size in sizes.items()
        for at in range(size)
    ]
    events = [
        StageEvent(id=f"e{deal.id}", deal=deal.id, at="2026-02-02", stage="lead") for deal in deals
    ]
    book = Book({"customers": customers, "deals": deals, "stage_events": events})
    found, policy = pipeline(book, END), Policy()
    keys = Dimensions(book, ledger(book, END, policy), policy)
    return funnel_groups(found, YEAR, Odds(found, policy), by, keys)


def test_a_group_needs_ten_deals_and_none_is_left_out() -> None:
    found = grouped({"苏州": 12, "无锡": 9, "": 10, "[/]": 3, "昆山": 20})
    assert [(each.key, len(each.funnel.ids)) for each in found.groups] == [
        ("昆山", 20),
        ("苏州", 12),
        (None, 10),
    ]
    assert found.others is not None
    assert (found.few, len(found.others.ids)) == (2, 12)
    assert found.z == widened(4)
    assert grouped({"苏州": 12}).others is None
    with pytest.raises(Invalid):
        grouped({"苏州": 12}, "colour")


def test_cohorts_stand_alone_each_against_the_twelve_months_before_it() -> None:
    days = ["2025-02-02"] * 3 + ["2026-02-02"] * 2 + ["2026-05-05"]
    book = book_of([[(day, "lead", None), (day, "lost", "price")] for day in days])
    deals, policy = pipeline(book, END), Policy()
    keys = Dimensions(book, ledger(book, END, policy), policy)

    def cohorts(period: Period) -> list[tuple[str | None, int, int]]:
        found = funnel_groups(deals, period, Odds(deals, policy), "quarter", keys)
        assert (found.others, found.few, found.z) == (None, 0, widened(len(found.groups)))
        return [
            (each.key, len(each.funnel.ids), each.funnel.steps[0].before_n) for each in found.groups
        ]

    assert cohorts(YEAR) == [("2026-Q1", 2, 3), ("2026-Q2", 1, 2)]
    cut = Period("range", date(2026, 2, 1), date(2026, 12, 31))
    assert cohorts(cut)[0] == ("2026-02-01..2026-03-31", 2, 3)


history = st.lists(
    st.tuples(
        st.dates(date(2025, 10, 1), date(2027, 2, 1)).map(date.isoformat),
        st.sampled_from([*LEVELS, "lost"]),
        st.sampled_from([None, "price", "budget"]),
    ),
    max_size=6,
).map(lambda events: sorted(events, key=lambda event: event[0]))


@given(st.lists(history, max_size=12), st.dates(date(2025, 12, 1), date(2027, 1, 1)))
def test_the_slow_plain_reading_agrees(
    histories: list[list[tuple[str, str, str | None]]], day: date
) -> None:
    taken = []
    for events in histories:
        seen = [event for event in events if event[0] <= day.isoformat()]
        if seen and "2026-01-01" <= seen[0][0] <= "2026-12-31" and seen[0][1] in LEVELS:
            if seen[0][1] == "won":
                continue
            taken.append(seen)
    reach = [max(LEVELS.get(stage, 0) for _day, stage, _why in seen) for seen in taken]
    end = [seen[-1][1] if seen[-1][1] in ("won", "lost") else "open" for seen in taken]
    found = funnel(book_of(histories), YEAR, day, Policy())
    assert [stage.reached for stage in found.stages] == [
        sum(level >= at for level in reach) for at in range(4)
    ]
    for at, step in enumerate(found.steps):
        lost = sum(level == at and state == "lost" for level, state in zip(reach, end, strict=True))
        moved = sum(level > at for level in reach)
        assert (step.k, step.n, step.lost) == (moved, moved + lost, lost)
        assert step.reached == step.moved_on + step.lost + step.open
        assert (len(step.moved_ids), len(step.lost_ids), len(step.open_ids)) == (
            *(step.moved_on, step.lost, step.open),
        )
        parts = (*step.moved_ids, *step.lost_ids, *step.open_ids)
        assert sorted(parts) == sorted(found.stages[at].ids)
    assert all(len(set(stage.ids)) == stage.reached for stage in found.stages)
    assert found.overall.k == end.count("won")
    assert found.overall.n == end.count("won") + end.count("lost")
    assert found.overall.open == end.count("open")
