"""What of a day is still to be written down, and writing it down."""

import pytest

from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Interaction, Stop
from repdesk.domain.selling import open_first_deal
from repdesk.domain.unlogged import log_stops, move_stops, to_write_up, unlogged_stops
from tests.memory_store import MemoryStore, desk_of

DAY = "2026-06-30"
NAMES = ("张家港华昌", "[/] ${x}", "Suzhou Hengli", "无锡东升水务")


def book(*stops: Stop, logged: str = "") -> Book:
    rows = [Customer(id=f"c{at}", name=name) for at, name in enumerate(NAMES, 1)]
    spoke = Interaction(id="i1", customer=logged, at=f"{DAY}T08:00:00+08:00", kind="note")
    return Book({"customers": rows, "stops": stops, "interactions": [spoke] if logged else []})


def stop(number: int, time: str | None = None, state: str = "planned", day: str = DAY) -> Stop:
    return Stop(id=f"s{number}", customer=f"c{number}", date=day, time=time, state=state)


def test_a_stop_is_unlogged_until_anything_is_logged_with_its_customer_that_day() -> None:
    of = book(
        stop(1, "10:00"),
        stop(2, "09:00", "done"),
        stop(3, "08:00", "missed"),
        Stop(id="s4", customer="c4", date=DAY, state="moved"),
        Stop(id="s5", customer="gone", date=DAY),
        Stop(id="s6", customer="c1", date="2026-07-01"),
        Stop(id="s7", customer="c4", date=DAY),
        logged="c4",
    )
    assert [row.id for row in unlogged_stops(of, DAY)] == ["s2", "s1"]


@pytest.mark.parametrize(
    ("clock", "stops", "count"),
    [
        ("16:59", [stop(1, "09:00"), stop(2, "18:00")], 0),
        ("17:00", [stop(1, "09:00"), stop(2, "18:00")], 2),
        ("15:01", [stop(1, "09:00"), stop(2, "15:00")], 2),
        ("15:00", [stop(1, "09:00"), stop(2, "15:00")], 0),
        ("15:01", [stop(1, "09:00"), stop(2)], 0),
        ("12:00", [stop(1, "09:00"), stop(4, "15:00")], 1),
        ("12:00", [stop(1, "09:00"), stop(2, "15:00", "moved")], 1),
        ("20:00", [stop(1, "09:00", day="2026-06-29")], 0),
    ],
)
def test_it_is_evening_from_five_or_once_nothing_planned_lies_ahead(
    clock: str, stops: list[Stop], count: int
) -> None:
    of = book(*stops, logged="c4")
    assert len(to_write_up(of, f"{DAY}T{clock}:00+08:00")) == count


def at_six(*stops: Stop) -> Desk:
    return desk_of(MemoryStore(book(*stops)), now=f"{DAY}T18:00:00+08:00")


@pytest.mark.parametrize(
    ("outcome", "kind", "saved", "state"),
    [
        (None, "visit", None, "done"),
        ("positive", "visit", "positive", "done"),
        ("not_met", "visit", "not_met", "done"),
        ("not_reached", "missed", None, "missed"),
    ],
)
def test_a_stop_is_logged_at_its_time_and_closed(
    outcome: str | None, kind: str, saved: str | None, state: str
) -> None:
    desk = at_six(stop(1, "09:30"), stop(2, "19:00"), stop(3))
    ids = desk.run("log", lambda e: log_stops(e, ["s1", "s2", "s3"], outcome)).answer
    rows = [desk.book.get("interactions", one) for one in ids]
    assert [row.at[11:] for row in rows] == ["09:30:00+08:00", "18:00:00+08:00", "18:00:00+08:00"]
    assert {(row.kind, row.outcome, row.planned) for row in rows} == {(kind, saved, True)}
    assert {row.state for row in desk.book.rows("stops")} == {state}
    assert unlogged_stops(desk.book, DAY) == []
    desk.undo()
    assert len(unlogged_stops(desk.book, DAY)) == 3


def test_a_visit_that_was_planned_moves_a_lead_on_as_any_first_contact_does() -> None:
    desk = at_six(stop(1, "09:30"))
    deal = desk.run("add", lambda edit: open_first_deal(edit, "c1", "2026-06-01")).answer
    desk.run("log", lambda edit: log_stops(edit, ["s1"]))
    assert [e.stage for e in desk.book.of("stage_events", "deal", deal)] == ["lead", "contacted"]


def test_a_stop_moves_to_another_day_once() -> None:
    there = Stop(id="s9", customer="c2", date="2026-07-01")
    desk = at_six(
        Stop(id="s1", customer="c1", date=DAY, time="09:30", fixed=True), stop(2, "11:00"), there
    )
    desk.run("move", lambda edit: move_stops(edit, ["s1", "s2"], "2026-07-01"))
    assert [desk.book.get("stops", one).state for one in ("s1", "s2")] == ["moved", "moved"]
    rows = desk.book.of("stops", "day", "2026-07-01")
    assert {(row.customer, row.time, row.fixed, row.state) for row in rows} == {
        ("c1", "09:30", False, "planned"),
        ("c2", None, False, "planned"),
    }
    assert unlogged_stops(desk.book, DAY) == []
    desk.undo()
    assert desk.book.of("stops", "day", "2026-07-01") == (there,)
