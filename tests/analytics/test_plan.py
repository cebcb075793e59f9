"""The plan of a day: what stands first, then promises, then the list by zone, within capacity."""

from datetime import date

import pytest

from repdesk.analytics.plan import plan_day, planned_day
from repdesk.analytics.suggest import suggest
from repdesk.domain.book import Book
from repdesk.domain.customer import Contact
from repdesk.domain.interaction import Followup, Stop
from repdesk.domain.policy import Policy
from tests.analytics.books import Tables, visit
from tests.analytics.territory import DAY, NOW, SAT, WED, account, out, planned, told, worth


def test_an_empty_book_has_nobody_to_plan() -> None:
    plan = planned({})
    assert (plan.stops, plan.left_out, plan.others) == ((), (), 0)
    assert plan.listed
    assert plan.note is not None
    assert plan.note.code == "no_history"
    assert (plan.visits, plan.visits_most, plan.calls, plan.calls_most) == (0, 6, 0, 10)


def test_appointments_then_promises_then_the_list() -> None:
    rows: Tables = {
        "customers": [account(name) for name in ("fixed", "owed", "listed", "stands", "at")],
        "stops": [
            Stop(id="s1", customer="fixed", date=DAY, time="10:30", fixed=True),
            Stop(id="s2", customer="stands", date=DAY),
        ],
        "followups": [
            Followup(id="f1", customer="owed", due="2026-06-28"),
            Followup(id="f2", customer="at", due=DAY, time="15:00"),
            Followup(id="f3", customer="listed", due="2026-07-20"),
        ],
        "orders": worth("listed", 1000),
    }
    plan = planned(rows)
    assert told(plan) == [
        "09:00 stands first_round",
        "10:30 fixed appointment",
        "13:30 owed promised",
        "15:00 at appointment",
        "16:10 listed first_round",
    ]
    assert {one.customer: one.followup for one in plan.stops if one.followup} == {
        "owed": "f1",
        "at": "f2",
    }
    assert [one.stop for one in plan.stops] == ["s2", "s1", None, None, None]
    assert plan.arrangement.day == DAY
    assert [one.held for one in plan.arrangement.visits] == [False, True, False, True, False]


def test_two_at_the_same_time_leave_nobody_without_a_time_between_them() -> None:
    rows: Tables = {
        "customers": [account(name) for name in ("fixed", "stands", "at")],
        "stops": [
            Stop(id="s1", customer="fixed", date=DAY, time="08:15", fixed=True),
            Stop(id="s2", customer="stands", date=DAY),
        ],
        "followups": [Followup(id="f1", customer="at", due=DAY, time="08:15")],
    }
    plan = planned(rows)
    assert [(one.customer, one.time) for one in plan.stops] == [
        ("fixed", "08:15"),
        ("at", "08:15"),
        ("stands", "09:25"),
    ]


def test_the_day_holds_so_many_visits_and_calls_and_a_message_is_half_a_call() -> None:
    who = {"v1": "visit", "v2": "visit", "k1": "call", "m1": "message", "e1": "email"}
    rows: Tables = {
        "customers": [account(name, channel=channel) for name, channel in who.items()],
        "orders": [each for at, name in enumerate(who) for each in worth(name, 9000 - 1000 * at)],
    }
    plan = planned(rows, visits_a_day=1.9, calls_a_day=1.5)
    assert [one.customer for one in plan.stops] == ["v1", "k1", "m1"]
    assert (plan.visits, plan.visits_most, plan.calls) == (1, 1, 1.5)
    assert out(plan) == {"v2": "capacity", "e1": "capacity"}
    assert planned(rows, visits_a_day=0, calls_a_day=0).stops == ()


def test_what_was_made_already_takes_its_place() -> None:
    rows: Tables = {
        "customers": [account("a"), account("b"), account("k", channel="call")],
        "orders": [*worth("b", 10), *worth("k", 10)],
        "interactions": [visit("i1", "a", DAY), visit("i2", "a", DAY, kind="call")],
    }
    plan = planned(rows, now=f"{DAY}T10:00:00+08:00", visits_a_day=1, calls_a_day=1)
    assert (plan.stops, plan.visits, plan.calls) == ((), 1, 1.0)
    assert out(plan) == {"b": "capacity", "k": "capacity"}


def test_a_promise_that_found_no_room_lets_nobody_of_the_list_in() -> None:
    rows: Tables = {
        "customers": [
            account("p1", channel="call"),
            account("p2", channel="call"),
            account("m", channel="message"),
        ],
        "followups": [
            Followup(id="f1", customer="p1", due="2026-06-20"),
            Followup(id="f2", customer="p2", due="2026-06-21"),
        ],
        "orders": worth("m", 5000),
    }
    plan = planned(rows, calls_a_day=1.5)
    assert [one.customer for one in plan.stops] == ["p1"]
    assert out(plan) == {"p2": "capacity", "m": "capacity"}


def test_the_day_stays_in_the_best_zone_and_beside_it() -> None:
    zones = {"a": "苏州", "b": "昆山", "c": "无锡", "d": "无锡", "e": "太仓"}
    rows: Tables = {
        "customers": [account(name, zone) for name, zone in zones.items()],
        "orders": [
            *worth("a", 5000), *worth("b", 100), *worth("c", 3000), *worth("d", 3000),
            *worth("e", 50),
        ],
    }  # fmt: skip
    alone = planned(rows)
    assert [one.zone for one in alone.stops] == ["无锡", "无锡"]
    assert set(out(alone).values()) == {"far"}
    assert (alone.taught, alone.zones) == (False, (("无锡", 2),))
    taught = planned(rows, neighbours=("昆山-苏州", "昆山-太仓"))
    assert taught.taught
    # 昆山 lies beside both, so the three of them are worth more together
    assert [one.zone for one in taught.stops] == ["苏州", "昆山", "太仓"]
    assert out(taught) == {"c": "far", "d": "far"}


def test_promises_go_anywhere_and_the_list_stays_around_them() -> None:
    rows: Tables = {
        "customers": [
            account("p", "无锡"),
            account("a", "苏州"),
            account("b", "无锡"),
            account("n", ""),
        ],
        "followups": [Followup(id="f", customer="p", due=DAY)],
        "orders": [*worth("a", 5000), *worth("b", 10), *worth("n", 5)],
    }  # fmt: skip
    plan = planned(rows)
    assert sorted(one.customer for one in plan.stops) == ["b", "n", "p"]
    assert out(plan) == {"a": "far"}


def test_visiting_hours_are_kept_and_an_unread_text_refuses_nothing() -> None:
    rows: Tables = {
        "customers": [
            account("late", hours="14-17"),
            account("closed", hours="周二周四上午"),
            account("unread", hours="ask Li"),
            account("early", hours="9-9:30"),
            account("night", hours="18:00-20:00"),
        ],
        "orders": [
            each
            for at, name in enumerate(["late", "closed", "unread", "early", "night"])
            for each in worth(name, 5000 - at)
        ],
    }
    plan = planned(rows)
    assert told(plan) == [
        "09:00 early first_round",
        "10:10 unread first_round",
        "14:00 late first_round",
    ]
    assert out(plan) == {"closed": "hours", "night": "hours"}


def test_do_not_contact_never_snoozed_only_when_promised() -> None:
    rows: Tables = {
        "customers": [
            account("dnc", do_not_contact=True),
            account("snoozed", snooze_until="2026-08-01"),
            account("owed", snooze_until="2026-08-01"),
        ],
        "followups": [
            Followup(id="f1", customer="owed", due=DAY),
            Followup(id="f2", customer="dnc", due=DAY, time="10:00"),
        ],
        "orders": [*worth("dnc", 9000), *worth("snoozed", 9000)],
    }
    plan = planned(rows)
    assert told(plan) == ["09:00 owed promised"]
    assert plan.left_out == ()


def test_nobody_is_proposed_twice_who_is_planned_on_another_day() -> None:
    rows: Tables = {
        "customers": [account(name) for name in ("a", "b", "c", "d")],
        "orders": [*worth("a", 10), *worth("b", 10)],
        "stops": [
            Stop(id="s1", customer="a", date="2026-07-03"),
            Stop(id="s2", customer="b", date="2026-06-25"),
            Stop(id="s3", customer="c", date="2026-06-30"),
            Stop(id="s4", customer="d", date="2026-06-30"),
        ],
        "followups": [
            Followup(id="f1", customer="c", due="2026-06-29"),
            Followup(id="f2", customer="d", due=DAY),
        ],
    }
    plan = planned(rows)
    assert sorted(one.customer for one in plan.stops) == ["b", "d"]
    assert {one.customer: (one.reason, one.until) for one in plan.left_out} == {
        "a": ("planned", "2026-07-03"),
        "c": ("planned", "2026-06-30"),
    }


def test_a_day_they_do_not_like_is_left_to_others_unless_promised() -> None:
    rows: Tables = {
        "customers": [account("a", likes="周二/周四上午"), account("b", likes="周二/周四上午")],
        "followups": [Followup(id="f", customer="b", due=DAY)],
        "orders": worth("a", 10),
    }
    plan = planned(rows)
    assert [one.customer for one in plan.stops] == ["b"]
    assert out(plan) == {"a": "disliked"}
    assert [one.customer for one in planned(rows, date(2026, 7, 2)).stops] == ["b", "a"]


@pytest.mark.parametrize(
    ("day", "now", "note"),
    [
        (SAT, NOW, "weekend"),
        (date(2026, 7, 2), NOW, "day_off"),
        (date(2026, 6, 29), NOW, "past"),
        (date(2026, 6, 30), NOW, "over"),
    ],
)
def test_a_day_that_is_none_to_plan_says_why(day: date, now: str, note: str) -> None:
    rows: Tables = {
        "customers": [account("a"), account("b"), account("c")],
        "orders": worth("a", 1000),
        "stops": [
            Stop(id="s1", customer="b", date=day.isoformat(), time="09:30", state="done"),
            Stop(id="s2", customer="c", date=day.isoformat()),
        ],
    }
    plan = planned(rows, day, now, days_off=("2026-07-02",))
    assert plan.note is not None
    assert (plan.note.code, plan.listed) == (note, False)
    assert [one.customer for one in plan.stops] in (["b", "c"], ["c", "b"])
    assert [one.time for one in plan.stops if one.customer == "b"] == ["09:30"]
    assert plan.left_out == ()


def test_of_today_only_the_hours_to_come_are_filled() -> None:
    names = ("a", "b", "c")
    rows: Tables = {
        "customers": [account(name) for name in names],
        "orders": [each for at, name in enumerate(names) for each in worth(name, 9 - at)],
    }
    plan = planned(rows, date(2026, 6, 30), "2026-06-30T15:58:00+08:00")
    assert [one.time for one in plan.stops] == ["16:00", "16:50"]
    assert out(plan) == {"c": "capacity"}


def test_who_comes_later_in_the_first_round_waits_for_those_of_this_week() -> None:
    names = [f"c{at:02}" for at in range(70)]
    rows: Tables = {
        "customers": [
            account(name, annual_demand=1_000_000 - at, own_tier="VIP")
            for at, name in enumerate(names)
        ],
        # the last of the round has the most at stake
        "orders": worth("c69", 90_000),
    }
    plan = planned(rows)
    assert {one.reason for one in plan.stops} == {"first_round"}
    assert plan.visits == 6
    assert "c69" not in {one.customer for one in plan.stops}


def test_the_best_time_of_whom_to_ask_for_is_minded() -> None:
    person = Contact(id="w", customer="a", name="王工", power="decides", best_time="周四")
    rows: Tables = {"customers": [account("a")], "contacts": [person], "orders": worth("a", 10)}
    assert out(planned(rows)) == {"a": "disliked"}


def test_who_has_nothing_but_the_tier_for_it_is_not_proposed() -> None:
    rows: Tables = {
        "customers": [account("a", own_tier="VIP"), account("b", own_tier="VIP")],
        "interactions": [visit("i", "a", "2026-06-24")],
        "orders": worth("b", 100),
    }
    plan = planned(rows)
    assert [one.customer for one in plan.stops] == ["b"]
    assert out(plan) == {}


def test_only_the_first_of_those_left_out_are_named() -> None:
    names = [f"c{at:02}" for at in range(40)]
    rows: Tables = {
        "customers": [account(name) for name in names],
        "followups": [Followup(id=f"f{at}", customer=names[-1 - at], due=DAY) for at in range(3)],
        "orders": [each for name in names for each in worth(name, 100)],
    }
    plan = planned(rows, visits_a_day=2)
    assert len(plan.stops) == 2
    assert len(plan.left_out) + plan.others == 38
    assert len(plan.left_out) == 20


def test_it_is_pure_in_the_list_it_is_given() -> None:
    rows: Tables = {"customers": [account("a"), account("b")], "orders": worth("a", 100)}
    book, policy = Book(rows), Policy()
    found = suggest(book, WED, policy)
    assert plan_day(book, WED, policy, found, NOW) == planned_day(book, WED, policy, NOW)


def test_contacts_dated_on_a_day_to_come_take_no_place_there() -> None:
    rows: Tables = {
        "customers": [account("a"), account("b")],
        "interactions": [visit(str(at), "b", DAY) for at in range(9)],
    }
    plan = planned(rows)
    assert ([one.customer for one in plan.stops], plan.visits) == (["a"], 1)
