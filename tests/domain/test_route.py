"""The order of a day's stops, which is next, and what becomes of one that was visited."""

from datetime import date

import pytest

from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.entry import Entry
from repdesk.domain.interaction import Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import is_working_day, next_stop, next_working_day, stops_of
from repdesk.domain.unlogged import fill_outcome
from tests.memory_store import MemoryStore, desk_of

DAY = "2026-06-30"


def day(*stops: Stop) -> Book:
    customers = [Customer(id=f"c{at}", name="[/] ${x}") for at in range(1, 5)]
    puts = [Put("customers", row.id, None, row) for row in customers]
    return Book().with_puts([*puts, *(Put("stops", row.id, None, row) for row in stops)])


def desk(*stops: Stop) -> Desk:
    return desk_of(MemoryStore(day(*stops)))


def states(of: Desk) -> dict[str, str]:
    return {row.id: row.state for row in of.book.rows("stops")}


def test_stops_stand_by_time_and_those_without_one_last() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY),
        Stop(id="s2", customer="c2", date=DAY, time="14:00"),
        Stop(id="s3", customer="c3", date=DAY, time="09:00"),
        Stop(id="s4", customer="c4", date=DAY, time="08:00", state="moved"),
        Stop(id="s5", customer="c4", date="2026-07-01", time="08:00"),
    )
    assert [row.id for row in stops_of(book, DAY)] == ["s3", "s2", "s1"]


def test_next_is_the_next_planned_one_then_one_left_out() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY, time="09:00"),
        Stop(id="s2", customer="c2", date=DAY, time="10:00"),
        Stop(id="s3", customer="c3", date=DAY, time="11:00", state="done"),
    )
    assert next_stop(book, DAY, "c4") == "c1"
    assert next_stop(book, DAY, "c1") == "c2"
    assert next_stop(book, DAY, "c2") == "c1"
    assert next_stop(book, DAY, "c3") == "c1"
    assert next_stop(book, "2026-07-02", "c1") == ""


def test_no_stop_is_next_to_itself_or_of_a_customer_that_is_gone() -> None:
    book = day(
        Stop(id="s1", customer="c1", date=DAY, time="09:00"),
        Stop(id="s2", customer="gone", date=DAY, time="10:00"),
        Stop(id="s3", customer="c1", date=DAY, time="11:00"),
    )
    assert next_stop(book, DAY, "c1") == ""


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (Entry(kind="visit"), "done"),
        (Entry(kind="visit", outcome="not_met"), "done"),
        (Entry(kind="visit", outcome="not_reached"), "missed"),
        (Entry(kind="missed"), "missed"),
        (Entry(kind="call", outcome="positive"), "planned"),
        (Entry(kind="note"), "planned"),
        (Entry(kind="visit", at="2026-06-29"), "planned"),
    ],
)
def test_a_logged_visit_closes_the_stop_of_its_day_in_the_same_change(
    entry: Entry, state: str
) -> None:
    of = desk(Stop(id="s1", customer="c1", date=DAY), Stop(id="s2", customer="c2", date=DAY))
    logged = of.log("c1", entry).answer[0]
    assert states(of) == {"s1": state, "s2": "planned"}
    assert of.book.get("interactions", logged).planned is (state != "planned")
    of.undo()
    assert states(of) == {"s1": "planned", "s2": "planned"}
    assert of.book.count("interactions") == 0


def test_of_two_stops_at_one_customer_each_visit_closes_the_first_still_planned() -> None:
    of = desk(
        Stop(id="s1", customer="c1", date=DAY, time="15:00"),
        Stop(id="s2", customer="c1", date=DAY, time="09:00"),
        Stop(id="s3", customer="c1", date=DAY, time="08:00", state="moved"),
    )
    of.log("c1", Entry(kind="visit"))
    assert states(of) == {"s1": "planned", "s2": "done", "s3": "moved"}
    of.log("c1", Entry(kind="missed"))
    assert states(of) == {"s1": "missed", "s2": "done", "s3": "moved"}


def test_a_second_try_of_the_day_makes_a_missed_stop_a_done_one_and_not_the_other_way() -> None:
    of = desk(Stop(id="s1", customer="c1", date=DAY))
    for entry, state in (
        (Entry(kind="missed"), "missed"),
        (Entry(kind="visit"), "done"),
        (Entry(kind="missed"), "done"),
    ):
        of.log("c1", entry)
        assert states(of) == {"s1": state}


def test_the_stop_follows_an_outcome_that_is_filled_in_later() -> None:
    of = desk(Stop(id="s1", customer="c1", date=DAY))
    visit = of.log("c1", Entry(kind="visit")).answer[0]
    of.run("edit", lambda edit: fill_outcome(edit, [visit], "not_reached"))
    assert states(of) == {"s1": "missed"}
    assert of.book.get("interactions", visit).outcome == "not_reached"


@pytest.mark.parametrize(
    ("day", "policy", "following"),
    [
        ("2026-06-30", Policy(), "2026-07-01"),
        ("2026-07-03", Policy(), "2026-07-06"),
        ("2026-07-03", Policy(days_off=("2026-07-06", "2026-07-07")), "2026-07-08"),
        ("2026-07-03", Policy(working_weekdays=(6,)), "2026-07-04"),
        ("2026-07-03", Policy(working_weekdays=()), "2026-07-04"),
    ],
)
def test_the_next_working_day(day: str, policy: Policy, following: str) -> None:
    assert next_working_day(day, policy) == following
    if policy.working_weekdays:
        assert is_working_day(date.fromisoformat(following), policy)
