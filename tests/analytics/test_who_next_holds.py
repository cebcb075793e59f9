"""What must hold of who next for any book, and for the books that are hardly any."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.results import Suggestion, Suggestions
from repdesk.analytics.suggest import suggest
from repdesk.domain.customer import Contact, Customer, Preferences
from repdesk.domain.interaction import Followup
from repdesk.domain.order import Line
from repdesk.domain.policy import Policy
from tests.analytics.books import (
    DAY,
    Tables,
    ago,
    book,
    customers,
    order,
    steady,
    tables,
    visit,
)

POLICY = Policy()
PARTS = ("likely", "drift", "deal", "debt", "floor")


def on(found: Suggestions, customer: str) -> Suggestion:
    return next(each for each in found.suggestions if each.customer == customer)


@given(st.integers(20, 60), st.integers(4, 12), st.sampled_from(["50", "1000", "123456.78"]))
@settings(max_examples=30)
def test_due_before_just_ordered_before_long_gone(gap: int, times: int, net: str) -> None:
    others = [each for at in range(3, 9) for each in steady(f"c{at}", gap, times, gap // 2, net)]
    rows: Tables = {
        "customers": customers(9),
        "orders": [
            *steady("c0", gap, times, gap, net),
            *steady("c1", gap, times, 1, net),
            *steady("c2", gap, times, 12 * gap, net),
            *others,
        ],
    }
    # within the horizon there is room for one order; slots are another order of things
    plain = replace(POLICY, orders_are_contacts=False, drift_every=0)
    found = suggest(book(rows), DAY, plain)
    due, fresh, gone = (on(found, name) for name in ("c0", "c1", "c2"))
    assert due.likely > fresh.likely > gone.likely
    assert due.score > max(fresh.score, gone.score)
    assert due.rank < min(fresh.rank, gone.rank)


@given(tables())
@settings(max_examples=40)
def test_the_parts_times_the_factor_are_the_score_to_the_last_cent(rows: Tables) -> None:
    for place in suggest(book(rows), DAY, POLICY).suggestions:
        total = sum(getattr(place, part) for part in PARTS)
        assert abs(total * place.cadence - place.score) <= 0.5 + 1e-6
        assert place.cadence == round(place.cadence, 6)
        amounts = [reason.amount or 0 for reason in place.reasons]
        if not any(reason.code == "complaint" for reason in place.reasons):
            assert sum(amounts) == total


@given(tables(), st.booleans())
@settings(max_examples=30)
def test_somebody_unrelated_changes_nobodys_parts(rows: Tables, contacted: bool) -> None:
    before = suggest(book(rows), DAY, POLICY)
    new = {**rows, "customers": [*rows["customers"], Customer(id="zz", name="[/] ${x}")]}
    if contacted:
        new["interactions"] = [*rows["interactions"], visit("zz", "zz", ago(3))]
        new["followups"] = [*rows["followups"], Followup(id="zz", customer="zz", due=ago(3))]
    after = suggest(book(new), DAY, POLICY)
    for place in before.suggestions:
        now = on(after, place.customer)
        assert [getattr(now, part) for part in PARTS] == [getattr(place, part) for part in PARTS]
        assert (now.tier, now.p_order, now.channel) == (place.tier, place.p_order, place.channel)


@given(tables())
@settings(max_examples=30)
def test_nobody_is_listed_who_is_snoozed_or_not_to_be_contacted(rows: Tables) -> None:
    found = suggest(book(rows), DAY, POLICY)
    hidden = {each.customer: each for each in found.hidden}
    for each in rows["customers"]:
        promised = any(place.customer == each.id and place.promised for place in found.suggestions)
        snoozed = (each.snooze_until or "") > ago(0)
        assert (each.id in hidden) or not (each.do_not_contact or (snoozed and not promised))
    assert all(one.until is None or one.until > ago(0) for one in found.hidden)


def test_an_order_later_than_the_day_is_named_and_left_out() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": [*steady("c0", 30, 3, 10), order("x", "c0", ago(-2), "99999")],
        "interactions": [visit("1", "c0", ago(-1)), visit("2", "c0", ago(-9))],
    }
    found = suggest(book(rows), DAY, POLICY)
    rows["orders"], rows["interactions"] = rows["orders"][:-1], []
    assert found.suggestions == suggest(book(rows), DAY, POLICY).suggestions
    assert [(note.code, note.fact("n"), note.fact("first")) for note in found.left_out] == [
        ("later_orders", 1, ago(-2)),
        ("later_contacts", 2, ago(-1)),
    ]


def test_an_order_without_a_rate_is_named() -> None:
    foreign = order("x", "c0", ago(9), "10", currency="USD")
    found = suggest(book({"customers": customers(1), "orders": [foreign]}), DAY, POLICY)
    assert [(note.code, note.fact("n")) for note in found.left_out] == [("no_rate", 1)]


@pytest.mark.parametrize("net", ["0", "-50", "0.00"])
def test_amounts_of_nothing_and_below_are_no_orders(net: str) -> None:
    rows: Tables = {"customers": customers(2), "orders": steady("c0", 30, 3, 10, net)}
    found = suggest(book(rows), DAY, POLICY)
    assert [place.p_order for place in found.suggestions] == [None, None]
    assert {place.score for place in found.suggestions} == {0}


def test_lines_that_cancel_each_other_out_are_no_order() -> None:
    lines = (Line(product="p", qty="3", price="0.1"), Line(product="p", qty="-1", price="0.3"))
    row = replace(order("o", "c0", ago(9), "1"), lines=lines)
    found = suggest(book({"customers": customers(1), "orders": [row]}), DAY, POLICY)
    assert found.suggestions[0].p_order is None


def test_one_order_each_and_all_on_one_day() -> None:
    orders = [order(f"o{at}", f"c{at}", ago(20), str(100 * at + 1)) for at in range(12)]
    found = suggest(book({"customers": customers(12), "orders": orders}), DAY, POLICY)
    assert len(found.suggestions) == 12
    assert {place.drift for place in found.suggestions} == {0}
    assert len({place.p_order for place in found.suggestions}) == 1
    assert {reason.code for place in found.suggestions for reason in place.reasons} >= {
        "first_order",
        "never",
    }
    assert all(place.debt == 0 for place in found.suggestions)


def test_a_territory_without_history_is_a_round_and_not_300_overdue_lines() -> None:
    rows: Tables = {
        "customers": [
            replace(each, annual_demand=1000 * at if at % 2 else None)
            for at, each in enumerate(customers(300))
        ]
    }
    found = suggest(book(rows), DAY, POLICY)
    assert (found.note and found.note.code, found.listed, found.never) == ("no_history", 300, 300)
    assert found.weeks == 4
    assert [(row.never, row.overdue, row.due) for row in found.coverage][-1] == (300, 0, 0)
    weeks = [place.round_week for place in found.suggestions]
    assert weeks == sorted(weeks, key=lambda week: week or 0)
    assert weeks.count(1) == 80
    demand = [300 - 1 - 2 * at for at in range(5)]
    assert [place.customer for place in found.suggestions[:5]] == [f"c{at}" for at in demand]
    never = found.suggestions[0].reasons[0]
    assert (never.code, never.fact("week"), never.fact("weeks")) == ("never", 1, 4)


def test_turnover_is_what_they_ordered_where_the_rep_knows_no_better() -> None:
    rows: Tables = {
        "customers": [*customers(3), Customer(id="d", name="d", annual_demand=200_000)],
        "orders": [
            order("a", "c0", ago(30), "1000"),
            order("b", "c1", ago(30), "3000"),
            order("c", "c2", ago(400), "9000"),
        ],
    }
    found = suggest(book(rows), DAY, Policy(visits_a_day=0.1, calls_a_day=0.1))
    turns = {place.customer: place.round_week for place in found.suggestions}
    assert sorted(turns, key=lambda name: turns[name] or 0) == ["c1", "d", "c0", "c2"]


PEOPLE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"power": "uses", "channel": "email"}, {"power": "decides", "channel": "call"}),
    ({"power": "blocks", "channel": "email"}, {"channel": "call"}),
    (
        {"power": "decides", "channel": "email", "left": ago(1)},
        {"power": "pays", "channel": "call"},
    ),
    ({"power": "specifies"}, {"power": "specifies", "channel": "call"}),
]


@pytest.mark.parametrize("people", PEOPLE, ids=range(4))
def test_whom_to_ask_for_and_by_which_channel(
    people: tuple[dict[str, Any], dict[str, Any]],
) -> None:
    rows: Tables = {
        "customers": customers(1, preferences=Preferences(channel="message", time="周二")),
        "contacts": [
            Contact(id=f"p{at}", customer="c0", name="王", **fields)
            for at, fields in enumerate(people)
        ],
    }
    place = suggest(book(rows), DAY, POLICY).suggestions[0]
    assert (place.person, place.channel, place.best_time) == ("p1", "call", "周二")
    rows["contacts"] = [replace(each, channel=None, best_time="9点") for each in rows["contacts"]]
    place = suggest(book(rows), DAY, POLICY).suggestions[0]
    assert (place.channel, place.best_time) == ("message", "9点")
    rows["contacts"], rows["customers"] = [], customers(1)
    place = suggest(book(rows), DAY, POLICY).suggestions[0]
    assert (place.person, place.channel, place.best_time) == (None, "message", "")


def test_an_open_complaint_stands_in_the_place_of_what_sells() -> None:
    rows: Tables = {
        "customers": customers(1),
        "orders": steady("c0", 30, 5, 40),
        "followups": [
            Followup(
                id="f", customer="c0", due=ago(-9), created=f"{ago(4)}T09:00", kind="complaint"
            )
        ],
    }
    place = suggest(book(rows), DAY, POLICY).suggestions[0]
    assert [reason.code for reason in place.reasons] == ["complaint", "never"]
    assert place.reasons[0].fact("days") == 4
    assert place.likely > 0
    rows["followups"] = [replace(rows["followups"][0], state="done", closed=ago(0))]
    again = suggest(book(rows), DAY, POLICY).suggestions[0]
    assert {"likely", "drift"} <= {reason.code for reason in again.reasons}
