"""A plan as it is saved: one change, one undo; stops moved; which day wants planning."""

import pytest

from repdesk.desk import Desk
from repdesk.domain.arrangement import Arrangement, Planned
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.dayplan import day_to_plan
from repdesk.domain.entry import Entry
from repdesk.domain.errors import NotFound
from repdesk.domain.interaction import Stop
from repdesk.domain.policy import Policy
from repdesk.domain.route import stops_of
from repdesk.domain.timetable import pace
from repdesk.domain.unlogged import log_stops
from tests.memory_store import MemoryStore, desk_of

DAY = "2026-07-01"


def desk_with(*stops: Stop, now: str = "2026-06-30T10:00+08:00") -> Desk:
    customers = [Customer(id=f"c{at}", name="张家港华昌") for at in range(1, 5)]
    return desk_of(MemoryStore(Book({"customers": customers, "stops": stops})), now=now)


def keep(
    desk: Desk, *visits: Planned, calls: tuple[Planned, ...] = (), out: tuple[Planned, ...] = ()
) -> list[str]:
    plan = Arrangement(DAY, pace(6), visits, calls, out)
    ids: list[str] = desk.accept_plan(plan).answer
    return ids


def standing(desk: Desk, day: str = DAY) -> list[tuple[str, str | None, bool, str | None, str]]:
    rows = stops_of(desk.book, day)
    return [(row.customer, row.time, row.fixed, row.channel, row.state) for row in rows]


def test_a_plan_is_kept_as_one_change_in_its_order_with_one_undo() -> None:
    desk = desk_with(Stop(id="s1", customer="c1", date=DAY), Stop(id="s2", customer="c2", date=DAY))
    keep(
        desk,
        Planned("c3", time="09:00"),
        Planned("c1", time="10:10", stop="s1", fixed=True),
        calls=(Planned("c4", "call"),),
        out=(Planned("c2", stop="s2"),),
    )
    assert standing(desk) == [
        ("c3", "09:00", False, None, "planned"),
        ("c1", "10:10", True, None, "planned"),
        ("c4", None, False, "call", "planned"),
    ]
    assert len(desk.history()) == 1
    desk.undo()
    assert standing(desk) == [
        ("c1", None, False, None, "planned"),
        ("c2", None, False, None, "planned"),
    ]


def test_keeping_it_again_changes_nothing() -> None:
    desk = desk_with(Stop(id="s1", customer="c1", date=DAY, time="09:00"))
    keep(desk, Planned("c1", time="09:00", stop="s1"))
    assert desk.history() == ()


def test_what_another_session_did_meanwhile_stays() -> None:
    desk = desk_with(
        Stop(id="s1", customer="c1", date=DAY, state="done", time="09:24"),
        Stop(id="s2", customer="c2", date=DAY),
        Stop(id="s3", customer="c3", date=DAY, state="moved"),
    )
    ids = keep(
        desk,
        Planned("c1", time="11:00", stop="s1"),
        Planned("c2", time="10:00"),
        Planned("c3", time="12:00", stop="s3"),
        Planned("c4", stop="gone", time="13:30"),
        Planned("erased"),
    )
    assert len(ids) == 4
    assert standing(desk) == [
        ("c1", "09:24", False, None, "done"),
        ("c2", "10:00", False, None, "planned"),
        ("c3", "12:00", False, None, "planned"),
        ("c4", "13:30", False, None, "planned"),
    ]
    keep(desk, out=(Planned("c1", stop="s1"), Planned("c4", stop="gone")))
    assert len(standing(desk)) == 4


def test_a_stop_is_moved_to_another_day_or_time() -> None:
    desk = desk_with(
        Stop(id="s1", customer="c1", date=DAY, time="09:00", fixed=True, channel="call")
    )
    desk.move_stop("s1", DAY, "11:30")
    assert standing(desk) == [("c1", "11:30", True, "call", "planned")]
    desk.move_stop("s1", "2026-07-03")
    assert standing(desk) == []
    assert standing(desk, "2026-07-03") == [("c1", "11:30", False, "call", "planned")]
    assert desk.book.get("stops", "s1").state == "moved"
    desk.undo()
    assert standing(desk) == [("c1", "11:30", True, "call", "planned")]
    desk.move_stop("s1", "2026-07-03", "14:00")
    assert standing(desk, "2026-07-03") == [("c1", "14:00", True, "call", "planned")]
    desk.move_stop("s1", DAY)
    assert desk.book.get("stops", "s1").time is None


def test_a_contact_is_planned_once_for_a_day_and_a_time_makes_an_appointment() -> None:
    desk = desk_with(Stop(id="s1", customer="c1", date=DAY, time="09:00"))
    desk.plan_contact("c2", DAY, channel="message")
    desk.plan_contact("c1", DAY)
    assert len(desk.history()) == 1
    desk.plan_contact("c1", DAY, "15:00")
    assert standing(desk) == [
        ("c1", "15:00", True, None, "planned"),
        ("c2", None, False, "message", "planned"),
    ]
    desk.close_stop("s1", "done")
    desk.plan_contact("c1", DAY, "16:00")
    assert standing(desk)[0] == ("c1", "15:00", True, None, "done")
    with pytest.raises(NotFound):
        desk.plan_contact("gone", DAY)


def test_a_planned_call_is_closed_by_a_call_and_a_planned_visit_is_not() -> None:
    desk = desk_with(
        Stop(id="s1", customer="c1", date=DAY, channel="call"),
        Stop(id="s2", customer="c2", date=DAY),
        Stop(id="s3", customer="c3", date=DAY, channel="message"),
        Stop(id="s4", customer="c4", date=DAY, channel="call"),
        now=f"{DAY}T10:00+08:00",
    )
    for customer in ("c1", "c2"):
        desk.log(customer, Entry(kind="call", raw="c"))
    desk.log("c3", Entry(kind="visit", raw="v"))
    desk.log("c4", Entry(kind="missed", raw="x"))
    assert [row[4] for row in standing(desk)] == ["done", "planned", "done", "planned"]
    desk.log("c4", Entry(kind="call", outcome="not_reached", raw="c x"))
    assert desk.book.get("stops", "s4").state == "missed"
    desk.log("c4", Entry(kind="call", raw="c"))
    assert desk.book.get("stops", "s4").state == "done"


def test_stops_are_logged_as_they_were_meant() -> None:
    desk = desk_with(
        Stop(id="s1", customer="c1", date=DAY, channel="call"),
        Stop(id="s2", customer="c2", date=DAY, channel="message"),
        Stop(id="s3", customer="c3", date=DAY),
        now=f"{DAY}T18:00+08:00",
    )
    desk.run("log", lambda edit: log_stops(edit, ["s1"], "not_reached"))
    desk.run("log", lambda edit: log_stops(edit, ["s2", "s3"]))
    kinds = {row.customer: (row.kind, row.planned) for row in desk.book.rows("interactions")}
    assert kinds == {"c1": ("call", True), "c2": ("message", True), "c3": ("visit", True)}
    assert [row[4] for row in standing(desk)] == ["missed", "done", "done"]


@pytest.mark.parametrize(
    ("now", "stops", "expected"),
    [
        ("2026-06-30T08:02+08:00", 0, "2026-06-30"),
        ("2026-06-30T08:02+08:00", 1, "2026-07-01"),
        ("2026-06-30T12:00+08:00", 0, "2026-07-01"),
        ("2026-07-03T09:00+08:00", 1, "2026-07-06"),
        ("2026-07-04T09:00+08:00", 0, "2026-07-06"),
    ],
)
def test_the_day_to_plan_is_today_while_it_is_young_and_empty(
    now: str, stops: int, expected: str
) -> None:
    rows = [Stop(id=f"s{at}", customer="c1", date=now[:10]) for at in range(stops)]
    assert day_to_plan(Book({"stops": rows}), now, Policy()) == expected
