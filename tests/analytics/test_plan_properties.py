"""What every plan keeps, whatever the territory: capacity, promises, hours, zones, order."""

from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.analytics.plan import planned_day
from repdesk.analytics.results import DayPlan, PlannedStop
from repdesk.analytics.routing import region
from repdesk.domain.arrangement import CALLS
from repdesk.domain.book import Book
from repdesk.domain.customer import Zone
from repdesk.domain.find import folded
from repdesk.domain.hours import hours_on
from repdesk.domain.interaction import Followup, Stop
from repdesk.domain.policy import Policy
from repdesk.domain.timetable import minute_of
from repdesk.domain.zones import Neighbourhood
from tests.analytics.books import Tables
from tests.analytics.territory import DAY, NOW, WED, account, worth

hours = st.sampled_from(["", "9-11:30, 14-17", "Mo-Fr 8-16", "周二周四上午", "after 2pm", "ask Li"])
zones = st.sampled_from(["苏州", "昆山", "无锡", "太仓", ""])
clocks = st.sampled_from([None, "08:15", "10:30", "14:00", "17:45"])


@st.composite
def territories(draw: st.DrawFn) -> Tables:
    """Twelve customers with anything that a plan looks at."""
    ids = [f"c{at:02}" for at in range(12)]
    who = st.sampled_from(ids)
    return {
        "customers": [
            account(
                id_,
                draw(zones),
                draw(st.sampled_from(["visit", "visit", "call", "message"])),
                hours=draw(hours),
                likes=draw(st.sampled_from(["", "", "周一不行", "下午"])),
                do_not_contact=draw(st.integers(0, 7)) == 0,
                snooze_until=draw(st.sampled_from([None, None, "2026-08-01"])),
                own_tier=draw(st.sampled_from([None, "VIP", "general"])),
            )
            for id_ in ids
        ],
        "orders": [
            each for id_ in ids if draw(st.booleans())
            for each in worth(id_, draw(st.integers(1, 50)) * 100)
        ],
        "followups": [
            Followup(id=f"f{at}", customer=draw(who), due=due, time=time)
            for at, (due, time) in enumerate(
                draw(st.lists(st.tuples(st.sampled_from(["2026-06-20", DAY]), clocks), max_size=8))
            )
        ],
        "stops": [
            Stop(id=f"s{at}", customer=draw(who), date=day, time=time, fixed=time is not None,
                 state=state, channel=channel)
            for at, (day, time, state, channel) in enumerate(
                draw(
                    st.lists(
                        st.tuples(
                            st.sampled_from([DAY, "2026-07-02"]),
                            clocks,
                            st.sampled_from(["planned", "done", "moved"]),
                            st.sampled_from([None, "call"]),
                        ),
                        max_size=4,
                    )
                )
            )
        ],
        "zones": [
            Zone(id=f"z{at}", name=draw(zones) or "x", neighbours=(draw(zones),)) for at in range(3)
        ],
    }  # fmt: skip


def proposed(plan: DayPlan) -> list[PlannedStop]:
    return [one for one in plan.stops if one.stop is None and one.reason != "appointment"]


@given(
    territories(),
    st.integers(0, 7),
    st.integers(0, 6),
    st.sampled_from([NOW, f"{DAY}T11:40:00+08:00"]),
    st.randoms(use_true_random=False),
)
@settings(max_examples=60)
def test_a_plan_keeps_its_promises(
    rows: Tables, visits: int, calls: int, now: str, shuffler: Random
) -> None:
    policy = Policy(visits_a_day=visits, calls_a_day=calls)
    book = Book(rows)
    plan = planned_day(book, WED, policy, now)
    accounts = {row.id: row for row in rows["customers"]}
    mine = proposed(plan)

    # Never more than the day holds; appointments and what stands are always in.
    seen = [one for one in mine if one.channel == "visit"]
    called = [one for one in mine if one.channel != "visit"]
    assert not seen or plan.visits <= visits
    assert not called or plan.calls <= calls
    assert plan.calls == sum(CALLS[one.channel] for one in plan.stops)
    standing = {row.id for row in rows["stops"] if row.date == DAY and row.state != "moved"}
    assert {one.stop for one in plan.stops if one.stop} == standing
    due_at = {
        row.customer
        for row in rows["followups"]
        if row.due == DAY and row.time and not accounts[row.customer].do_not_contact
    }
    assert due_at <= {one.customer for one in plan.stops}

    # A promise before anybody of the list.
    lists = ("listed", "first_round")
    for left in plan.left_out:
        if left.place.promised and left.reason == "capacity":
            by_visit = left.channel == "visit"
            assert not any(
                one.reason in lists and (one.channel == "visit") == by_visit for one in mine
            )

    # Nobody outside hours, marked do-not-contact, or snoozed without a promise; nobody twice.
    names = [one.customer for one in mine]
    assert len(names) == len(set(names))
    assert not {one.customer for one in plan.stops if one.stop} & set(names)
    promised = {row.customer for row in rows["followups"]}
    for one in mine:
        customer = accounts[one.customer]
        assert not customer.do_not_contact
        assert customer.snooze_until is None or one.customer in promised
        spans = hours_on(customer.hours, WED)
        if one.channel == "visit":
            assert one.fits
            minute = minute_of(one.time)
            assert minute is not None
            assert spans is None or any(first <= minute < last for first, last in spans)

    # The list stays in the zones of what stands and is promised, or beside them.
    anchors = [
        one.zone for one in plan.stops
        if one.zone and one.channel == "visit" and (one.stop or one.reason not in lists)
    ]  # fmt: skip
    reachable = region(Neighbourhood(book), anchors)
    for one in seen:
        if one.reason in lists and one.zone and reachable:
            assert folded(one.zone) in reachable

    # Times rise, and the order of rows is irrelevant.
    times = [one.time for one in plan.stops if one.channel == "visit" and one.time]
    assert times == sorted(times)
    for table in rows.values():
        shuffler.shuffle(table)
    assert planned_day(Book(rows), WED, policy, now) == plan
