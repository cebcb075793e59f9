"""The Today numbers: every part of the screen, nobody listed twice, nothing later than the day."""

from datetime import date
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.today import today
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup, Stop
from repdesk.domain.order import Payment
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import (
    DAY,
    Tables,
    ago,
    book,
    customers,
    order,
    past,
    steady,
    tables,
    visit,
)

POLICY = Policy()


def test_an_empty_book() -> None:
    found = today(Book(), DAY, POLICY)
    assert found.sales_month.value is None
    assert (found.targets, found.followups, found.stops, found.zones) == ((), (), (), ())
    assert found.suggestions.suggestions == ()
    assert found.funnel.overall.rate is None


def test_f1() -> None:
    found = today(f1.book(), date(2026, 6, 30), f1.policy())
    assert found.sales_month.value == 125_000
    assert [stage.reached for stage in found.funnel.stages] == [7, 6, 5, 3]
    assert found.suggestions.suggestions[0].customer == "C12"
    (line,) = found.targets
    assert line.derived
    assert line.working_days_left == 1


def test_promises_and_stops_take_no_place_among_the_suggestions() -> None:
    rows: Tables = {
        "customers": [
            Customer(id=f"c{at}", name="x", zone=("苏州", "苏州", "无锡", "", "")[at])
            for at in range(5)
        ],
        "orders": [each for at in range(5) for each in steady(f"c{at}", 30, 3, 25)],
        "payments": [Payment(id="m", customer="c1", date=ago(1), amount=1)],
        "followups": [
            Followup(id="f1", customer="c1", due=ago(0), time="09:00", kind="payment"),
            Followup(id="f2", customer="c1", due=ago(4)),
            Followup(id="f3", customer="c4", due=ago(-1)),
            Followup(id="f4", customer="c4", due=ago(1), state="dropped"),
        ],
        "stops": [
            Stop(id="s1", customer="c2", date=ago(0)),
            Stop(id="s2", customer="c0", date=ago(0), time="09:30", state="done", fixed=True),
            Stop(id="s3", customer="c3", date=ago(0), state="moved"),
            Stop(id="s4", customer="c3", date=ago(1)),
        ],
    }
    found = today(book(rows), DAY, POLICY)
    assert [each.customer for each in found.suggestions.suggestions] == ["c3", "c4"]
    assert [each.rank for each in found.suggestions.suggestions] == [1, 2]
    assert [(each.followup, each.days_late) for each in found.followups] == [("f2", 4), ("f1", 0)]
    assert [each.debt for each in found.followups] == [None, 200_000]
    assert found.followups[1].debt_days == 55
    assert [each.stop for each in found.stops] == ["s2", "s1"]
    assert found.stops_done == 1
    assert found.zones == (("无锡", 1), ("苏州", 1))


def test_who_was_tried_in_vain_comes_back_whatever_the_minimum_gap_says() -> None:
    rows: Tables = {
        "customers": customers(6, own_tier="VIP"),
        "orders": [each for at in range(6) for each in steady(f"c{at}", 30, 3, 25)],
        "interactions": [
            *(visit(f"v{at}", f"c{at}", ago(3)) for at in range(6)),
            visit("x0", "c0", ago(1), kind="missed"),
            visit("x1", "c1", ago(2), kind="call", outcome="not_reached"),
            visit("x2", "c2", ago(0), kind="missed"),
            visit("x3", "c3", ago(1), kind="missed"),
            visit("x4", "c4", ago(1), kind="missed"),
        ],
        "followups": [Followup(id="f", customer="c3", due=ago(0), owner="them")],
        "stops": [Stop(id="s", customer="c4", date=ago(-3))],
    }
    found = today(book(rows), DAY, POLICY)
    assert [(each.interaction, each.customer, each.tier, each.days) for each in found.tried] == [
        ("x0", "c0", "VIP", 1),
        ("x1", "c1", "VIP", 2),
    ]
    assert [each.customer for each in found.followups] == ["c3"]
    assert not {"c0", "c1"} & {each.customer for each in found.suggestions.suggestions}
    assert {each.customer for each in found.suggestions.hidden} == {"c2", "c4", "c5"}


def test_promises_of_archived_customers_are_not_due() -> None:
    rows: Tables = {
        "customers": customers(1, archived=True),
        "followups": [Followup(id="f", customer="c0", due=ago(1))],
    }
    assert today(book(rows), DAY, POLICY).followups == ()


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=25)
def test_pure_past_and_nobody_twice(rows: Tables, shuffler: Random) -> None:
    found = today(book(rows), DAY, POLICY)
    seen = past(rows)
    later = order("later", "c0", ago(-1), "1000")
    seen["orders"] = [*seen["orders"], later, replace(later, id="latest")]
    for table in seen.values():
        shuffler.shuffle(table)
    again = today(book({**seen, "stage_events": rows["stage_events"]}), DAY, POLICY)
    # the day of the first order is named even where it lies ahead, and so is what did not count
    listed_again = replace(again.suggestions, left_out=found.suggestions.left_out)
    assert replace(again, sales_month=found.sales_month, suggestions=listed_again) == found
    if found.sales_month.value is not None:
        assert again.sales_month == found.sales_month
    listed = {each.customer for each in found.suggestions.suggestions}
    assert not listed & {each.customer for each in found.stops}
    accounts = {each.id: each for each in rows["customers"]}
    due = {each.customer for each in found.followups}
    assert not listed & due
    tried = {each.customer for each in found.tried}
    assert not tried & (listed | due)
    assert not any(accounts[who].do_not_contact for who in tried)
    assert all(not accounts[who].do_not_contact for who in listed)
