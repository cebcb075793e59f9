"""Arranging a day: in and out, order and times, calls and visits, over a book that moves on."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.arrangement import Arrangement, Planned, planned, rebased, timed
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.timetable import pace

DAY = "2026-07-01"


def day(
    *visits: Planned, calls: tuple[Planned, ...] = (), out: tuple[Planned, ...] = ()
) -> Arrangement:
    return Arrangement(DAY, pace(6), timed(visits, pace(6)), calls, out)


def told(plan: Arrangement) -> list[str]:
    """The visits as `time customer`, fixed ones with a full stop."""
    return [f"{one.time} {one.customer}{'.' if one.fixed else ''}" for one in plan.visits]


def fixed(customer: str, time: str) -> Planned:
    return Planned(customer, time=time, fixed=True, held=True)


A, B, C = Planned("a", zone="x"), Planned("b", zone="y"), Planned("c", zone="x")


def test_times_follow_the_order_and_appointments_keep_theirs() -> None:
    plan = day(A, fixed("f", "10:30"), B)
    assert told(plan) == ["09:00 a", "10:30 f.", "13:30 b"]
    assert told(plan.move("b", -1)) == ["08:30 a", "09:40 b", "10:30 f."]
    assert plan.move("f", -1) is plan
    assert plan.move("a", -1) is plan
    assert plan.move("nobody", 1) is plan


def test_one_taken_out_waits_behind_the_plan_and_comes_back_beside_its_zone() -> None:
    plan = day(A, B)
    less = plan.leave_out("a")
    assert told(less) == ["09:00 b"]
    assert [one.customer for one in less.out] == ["a"]
    assert told(less.take_in(less.out[0])) == ["09:00 b", "10:10 a"]
    assert less.take_in(less.out[0]).out == ()
    assert [one.customer for one in day(A, B).take_in(C).visits] == ["a", "c", "b"]


def test_what_is_done_stays_where_it_is() -> None:
    plan = day(Planned("d", time="09:24", held=True, stop="s", state="done"), A)
    assert plan.leave_out("s") is plan
    assert plan.move("s", 1) is plan
    assert plan.at_time("s", "11:00") is plan
    assert plan.by_channel("s", "call") is plan


def test_a_time_makes_an_appointment_in_its_place_and_no_time_frees_it() -> None:
    plan = day(A, B).at_time("b", "08:30")
    assert told(plan) == ["08:30 b.", "09:40 a"]
    assert told(plan.at_time("b", None)) == ["09:00 b", "10:10 a"]
    call = day(calls=(Planned("k", "call"),)).at_time("k", "16:00").calls[0]
    assert (call.time, call.fixed) == ("16:00", True)


def test_saved_times_say_about_when_and_give_way_to_a_new_order() -> None:
    plan = day(A._replace(time="11:00", held=True, stop="s1"), B._replace(time="15:00", held=True))
    assert told(plan) == ["11:00 a", "15:00 b"]
    assert told(plan.leave_out("b")) == ["11:00 a"]
    assert told(plan.move("b", -1)) == ["09:00 b", "10:10 a"]


def test_a_visit_becomes_a_call_and_a_visit_again() -> None:
    plan = day(A, B).by_channel("a", "call")
    assert told(plan) == ["09:00 b"]
    assert [(one.customer, one.time) for one in plan.calls] == [("a", None)]
    assert told(plan.by_channel("a", "visit")) == ["09:00 b", "10:10 a"]
    out = day(A).leave_out("a").by_channel("a", "message")
    assert [one.channel for one in out.out] == ["message"]


def test_what_does_not_fit_any_more_says_so() -> None:
    closed = Planned("z", hours=((14 * 60, 17 * 60),))
    plan = day(closed, A, B)
    assert told(plan)[0] == "14:00 z"
    assert not day(*[Planned(str(at)) for at in range(9)]).visits[-1].fits


def test_a_contact_knows_its_zone_and_the_hours_of_its_day() -> None:
    book = Book({"customers": [Customer(id="c", name="[/] ${x}", zone=" 苏州", hours="周三上午")]})
    assert planned(book, DAY, "c", "visit") == Planned("c", zone="苏州", hours=((0, 720),))
    assert planned(book, DAY, "gone", "call") == Planned("gone", "call")


def test_over_another_book_what_is_gone_goes_and_what_is_new_comes() -> None:
    book = Book(
        {
            "customers": [
                Customer(id="a", name="a"),
                Customer(id="b", name="b", do_not_contact=True),
                Customer(id="c", name="c"),
                Customer(id="n", name="n"),
            ]
        }
    )
    mine = day(A, B, C._replace(stop="s3"), A._replace(stop="s9")).leave_out("s3")
    fresh = day(C._replace(stop="s3", state="planned"), Planned("n", stop="s4"), Planned("p"))
    got = rebased(mine, fresh, book)
    assert [one.key for one in got.visits] == ["a", "s4"]
    assert [one.key for one in got.out] == ["s3", "p"]


keys = st.sampled_from(["a", "b", "c", "f", "k", "nobody"])
steps = st.one_of(
    st.tuples(st.just("leave_out"), keys),
    st.tuples(st.just("move"), keys, st.sampled_from([-1, 1])),
    st.tuples(st.just("at_time"), keys, st.sampled_from([None, "08:00", "12:15", "18:40"])),
    st.tuples(st.just("by_channel"), keys, st.sampled_from(["visit", "call", "email"])),
    st.tuples(st.just("take_in")),
)


@given(st.lists(steps, max_size=12))
def test_whatever_is_done_nobody_is_lost_or_doubled_and_times_rise(
    done: list[tuple[str, ...]],
) -> None:
    plan = day(A, fixed("f", "10:30"), B, calls=(Planned("k", "call"),), out=(C,))
    for name, *args in done:
        if name == "take_in":
            plan = plan.take_in(plan.out[0]) if plan.out else plan
        else:
            plan = getattr(plan, name)(*args)
    everybody = [one.key for one in (*plan.taken, *plan.out)]
    assert sorted(everybody) == ["a", "b", "c", "f", "k"]
    assert all(one.channel == "visit" for one in plan.visits)
    assert all(one.channel != "visit" for one in plan.calls)
    shown = [one.time for one in plan.visits]
    assert all(time is not None for time in shown)
    assert shown == sorted(shown, key=str)


@pytest.mark.parametrize("key", ["a", "k"])
def test_every_arrangement_is_a_new_value(key: str) -> None:
    plan = day(A, calls=(Planned("k", "call"),))
    before = plan._replace()
    plan.leave_out(key)
    plan.at_time(key, "09:30")
    assert plan == before
