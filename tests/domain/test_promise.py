"""What became of a promise, how many were kept, and who has no next step."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, StageEvent
from repdesk.domain.interaction import Followup, Stop
from repdesk.domain.next_step import WithoutStep, all_without_step, has_next_step, without_step
from repdesk.domain.promise import STANDINGS, is_open_followup, kept_on_time, standing

DAY = "2026-06-30"
NAME = "张家港华昌 [/] ${x}"


def promise(due: str, state: str = "open", closed: str | None = None, **fields: Any) -> Followup:
    return Followup(id=f"f{due}", customer="c", due=due, state=state, closed=closed, **fields)


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (promise("2026-06-30"), "open"),
        (promise("2026-07-01"), "open"),
        (promise("2026-06-29"), "late"),
        (promise("2026-06-29", "done", "2026-07-02"), "late"),
        (promise("2026-06-29", "done", "2026-06-29"), "kept"),
        (promise("2026-06-29", "done", "2026-06-01"), "kept"),
        (promise("2026-06-28", "done", "2026-06-30"), "kept_late"),
        (promise("2026-06-28", "dropped", "2026-06-27"), "broken"),
        (promise("2026-06-28", "done"), "done"),
    ],
)
def test_a_promise_is_kept_late_or_broken(row: Followup, told: str) -> None:
    assert standing(row, DAY) == told
    assert told in STANDINGS


def test_the_share_kept_has_its_n_and_leaves_today_open_till_the_evening() -> None:
    rows = [
        promise("2025-06-30", "done", "2025-06-30"),  # a year ago: no more
        promise("2025-07-01", "done", "2025-07-01"),
        promise("2026-06-01", "done", "2026-06-03"),
        promise("2026-06-02", "dropped", "2026-06-02"),
        promise("2026-06-20"),
        promise("2026-06-30"),
        promise("2026-07-01", "done", "2026-06-30"),  # still to come: not asked yet
        promise("2026-06-05", "done", "2026-06-05", owner="them"),
    ]
    mine, theirs = (kept_on_time(rows, owner, DAY) for owner in ("me", "them"))
    assert (mine.k, mine.n) == (1, 4)
    assert (theirs.k, theirs.n) == (1, 1)
    assert "f2026-06-30" not in mine.ids


days = st.dates(date(2025, 5, 1), date(2026, 8, 1)).map(date.isoformat)
rows = st.lists(
    st.builds(
        lambda at, due, state, closed, owner: Followup(
            id=f"f{at}", customer="c", due=due, state=state, closed=closed, owner=owner
        ),
        st.integers(0, 999),
        days,
        st.sampled_from(["open", "done", "dropped"]),
        st.none() | days,
        st.sampled_from(["me", "them"]),
    ),
    max_size=12,
)


@given(rows, days)
def test_every_promise_has_one_standing_and_kept_ones_are_counted_once(
    promises: list[Followup], day: str
) -> None:
    for owner in ("me", "them"):
        kept = kept_on_time(promises, owner, day)
        asked = [row for row in promises if row.id in kept.ids and row.owner == owner]
        told = [standing(row, day) for row in asked if row.due <= day]
        assert 0 <= kept.k <= kept.n
        assert kept.k <= told.count("kept")
    for row in promises:
        found = standing(row, day)
        assert found in STANDINGS
        assert (found in ("open", "late")) == is_open_followup(row, day)


def book(*rows: Any, **fields: Any) -> Book:
    tables: dict[str, list[Any]] = {"customers": [Customer(id="c", name=NAME, **fields)]}
    kinds = {"Followup": "followups", "Deal": "deals", "StageEvent": "stage_events"}
    for row in rows:
        tables.setdefault(kinds.get(type(row).__name__, "stops"), []).append(row)
    return Book(tables)


def lacking(of: Book, tier: str = "VIP") -> WithoutStep | None:
    return without_step(of, of.get("customers", "c"), tier, DAY)


def test_a_vip_without_promise_and_stop_is_marked() -> None:
    assert lacking(book()) == WithoutStep("c", "VIP", True, ())
    assert lacking(book(), "key") is not None
    assert lacking(book(), "general") is None
    for step in (
        promise("2026-06-01"),
        promise("2026-07-09", owner="them"),
        promise("2026-06-01", "done", "2026-07-01"),
        Stop(id="s", customer="c", date=DAY),
    ):
        assert lacking(book(step)) is None
    for none in (
        promise("2026-07-09", "done", "2026-06-30"),
        Stop(id="s", customer="c", date="2026-06-29"),
        Stop(id="s", customer="c", date="2026-07-02", state="moved"),
    ):
        assert lacking(book(none)) is not None


def test_a_deal_without_a_step_is_marked_but_not_the_one_that_opened_by_itself() -> None:
    deal = Deal(id="d", customer="c", title="pump")
    other = Deal(id="d2", customer="c", title="filters")
    untitled = Deal(id="d3", customer="c")
    assert lacking(book(untitled), "general") is None
    assert lacking(book(deal, untitled), "general") == WithoutStep("c", "general", False, ("d",))
    found = lacking(book(deal, other, promise("2026-07-09", deal="d2")))
    assert found == WithoutStep("c", "VIP", False, ("d",))
    won = StageEvent(id="e", deal="d", at="2026-06-20", stage="won")
    assert lacking(book(deal, won), "general") is None
    begun = StageEvent(id="e", deal="d", at="2026-07-01", stage="quote")
    assert lacking(book(deal, begun), "general") is None
    later = StageEvent(id="e", deal="d", at="2026-07-20", stage="won")
    first = StageEvent(id="e0", deal="d", at="2026-06-20", stage="quote")
    assert lacking(book(deal, first, later), "general") is not None


@pytest.mark.parametrize(
    "fields",
    [
        {"do_not_contact": True},
        {"archived": True},
        {"erased": True},
        {"snooze_until": "2026-07-05"},
    ],
)
def test_who_is_left_alone_lacks_nothing(fields: dict[str, Any]) -> None:
    assert lacking(book(**fields)) is None


def test_a_stop_of_today_is_no_later_step() -> None:
    stop = Stop(id="s", customer="c", date=DAY)
    assert has_next_step(book(stop), "c", DAY)
    assert not has_next_step(book(stop), "c", DAY, later=True)


def test_only_those_asked_about_are_told() -> None:
    assert all_without_step(book(), {}, DAY) == []
    assert [one.customer for one in all_without_step(book(), {"c": "key"}, DAY)] == ["c"]
