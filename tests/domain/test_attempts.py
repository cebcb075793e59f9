"""Who was tried in vain comes back the day after, for two weeks, unless something answers it."""

from typing import Any

import pytest

from repdesk.domain.attempts import to_try_again
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup, Interaction, Stop

DAY = "2026-06-30"


def tried(number: int, at: str, kind: str, outcome: str | None = None) -> Interaction:
    return Interaction(id=f"i{number}", customer="c1", at=at, kind=kind, outcome=outcome)


def again(*rows: Any, **customer: Any) -> str:
    tables: dict[str, list[Any]] = {
        "customers": [Customer(id="c1", name="[/] ${x}", **customer)],
        "interactions": [row for row in rows if isinstance(row, Interaction)],
        "followups": [row for row in rows if isinstance(row, Followup)],
        "stops": [row for row in rows if isinstance(row, Stop)],
    }
    book = Book(tables)
    found = to_try_again(book, book.get("customers", "c1"), DAY)
    return found.id if found is not None else ""


MISSED = tried(1, "2026-06-29T15:00:00+08:00", "missed")
CALLED = tried(2, "2026-06-29T16:00:00+08:00", "call", "not_reached")


def test_a_missed_visit_and_nobody_reached_come_back_the_day_after() -> None:
    assert again(MISSED) == "i1"
    assert again(CALLED) == "i2"
    assert again(MISSED, CALLED) == "i2"
    assert again() == ""


@pytest.mark.parametrize("kind", ["visit", "call", "message", "email"])
def test_a_real_contact_after_it_answers_and_one_before_it_does_not(kind: str) -> None:
    assert again(MISSED, tried(3, "2026-06-29T17:00:00+08:00", kind, "neutral")) == ""
    assert again(MISSED, tried(3, "2026-06-30T09:00:00+08:00", kind)) == ""
    assert again(MISSED, tried(3, "2026-06-29T09:00:00+08:00", kind)) == "i1"
    assert again(MISSED, tried(3, "2026-07-01T09:00:00+08:00", kind)) == "i1"


def test_a_note_is_no_contact() -> None:
    assert again(MISSED, tried(3, "2026-06-30T09:00:00+08:00", "note")) == "i1"


def test_tried_today_comes_back_tomorrow() -> None:
    assert again(MISSED, tried(3, "2026-06-30T09:00:00+08:00", "call", "not_reached")) == ""


@pytest.mark.parametrize(("day", "found"), [("2026-06-16", "i1"), ("2026-06-15", "")])
def test_after_two_weeks_it_is_forgotten(day: str, found: str) -> None:
    assert again(tried(1, f"{day}T09:00:00+08:00", "missed")) == found


@pytest.mark.parametrize(
    ("customer", "found"),
    [
        ({"snooze_until": "2026-07-01"}, ""),
        ({"snooze_until": DAY}, "i1"),
        ({"do_not_contact": True}, ""),
        ({"archived": True}, ""),
    ],
)
def test_snoozed_is_put_off_and_do_not_contact_is_never(
    customer: dict[str, Any], found: str
) -> None:
    assert again(MISSED, **customer) == found


@pytest.mark.parametrize(
    ("owner", "state", "found"), [("me", "open", ""), ("me", "done", "i1"), ("them", "open", "i1")]
)
def test_an_open_promise_of_the_reps_stands_for_it(owner: str, state: str, found: str) -> None:
    promise = Followup(id="f1", customer="c1", due="2026-07-10", owner=owner, state=state)
    assert again(MISSED, promise) == found


@pytest.mark.parametrize(
    ("day", "state", "found"),
    [
        (DAY, "planned", ""),
        ("2026-07-03", "planned", ""),
        ("2026-07-03", "moved", "i1"),
        ("2026-06-29", "missed", "i1"),
    ],
)
def test_a_stop_planned_for_today_or_later_answers_it(day: str, state: str, found: str) -> None:
    assert again(MISSED, Stop(id="s1", customer="c1", date=day, state=state)) == found
