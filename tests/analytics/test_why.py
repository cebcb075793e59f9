"""Why, and why not X: every change named is applied, and then X is there."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.analytics.results import Note
from repdesk.analytics.suggest import suggest
from repdesk.analytics.why import why
from repdesk.domain.answer import FREED
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.deal import Deal
from repdesk.domain.interaction import Followup
from repdesk.domain.policy import Policy
from repdesk.domain.record import Record
from tests import f1
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


def changed(now: Book, day: date, customer: str, change: Note, less: int = 0) -> tuple[Book, date]:
    """The book and the day after a change; `less`: so much less than a raise asks for."""
    record = now.get("customers", customer)
    match change.code:
        case "wait":
            return now, date.fromisoformat(str(change.fact("until")))
        case "raise":
            # an own probability of 1 and the base weight of a deal: a fifth of the amount counts
            worth = (int(change.fact("amount") or 0) - less) * 5
            added: Record = Deal(id="new", customer=customer, amount=worth, probability=1.0)
            put = Put("deals", "new", None, added)
        case "promise":
            due = str(change.fact("due"))
            put = Put("followups", "new", None, Followup(id="new", customer=customer, due=due))
        case code:
            put = Put("customers", customer, record, replace(record, **FREED[code]))
    return now.with_puts([put]), day


def is_in(now: Book, day: date, policy: Policy, customer: str, places: int) -> bool:
    """Whether the customer is among the first places."""
    shown = suggest(now, day, policy, places).suggestions
    return any(place.customer == customer for place in shown)


def test_who_is_on_the_list_needs_no_change() -> None:
    found = why(f1.book(), date(2026, 6, 30), f1.policy(), "C6")
    assert found.suggestion is not None
    assert found.suggestion.rank == 2
    assert found.changes == ()


@pytest.mark.parametrize(
    ("fields", "changes"),
    [
        ({"snooze_until": ago(-5)}, [("promise", None)]),
        ({"do_not_contact": True}, [("allow", None), ("wait", ago(-16))]),
        ({}, [("wait", ago(-16))]),
        ({"archived": True}, [("revive", None), ("wait", ago(-16))]),
        ({"erased": True}, [("never", None)]),
    ],
)
def test_who_is_hidden_has_a_way_back(
    fields: dict[str, object], changes: list[tuple[str, str | None]]
) -> None:
    rows: Tables = {
        "customers": customers(1, **fields),
        "interactions": [visit("1", "c0", ago(5))],
    }
    found = why(book(rows), DAY, POLICY, "c0")
    assert [(change.code, change.fact("until")) for change in found.changes] == changes


@given(
    tables(),
    st.integers(0, 4).map("c{}".format),
    st.integers(1, 4),
    st.sampled_from([0, 1, 2, 5]),
    st.booleans(),
)
@settings(max_examples=60)
def test_the_changes_named_bring_a_customer_in(
    rows: Tables, customer: str, places: int, every: int, archived: bool
) -> None:
    policy = Policy(drift_every=every)
    now, day = book(rows), DAY
    if archived:
        record = now.get("customers", customer)
        now = now.with_puts([Put("customers", customer, record, replace(record, archived=True))])
    found = why(now, day, policy, customer, places)
    assert bool(found.changes) is not is_in(now, day, policy, customer, places)
    for change in found.changes:
        assert not is_in(now, day, policy, customer, places)
        if change.code == "raise":
            less = changed(now, day, customer, change, less=1)
            assert not is_in(*less, policy, customer, places)
        now, day = changed(now, day, customer, change)
    assert is_in(now, day, policy, customer, places)


def test_the_floor_is_no_money_that_is_there_already() -> None:
    rows: Tables = {
        "customers": [*customers(3), *customers(1, own_tier="VIP", interval_days=300)],
        "orders": [each for at in range(3) for each in steady(f"c{at}", 30, 4, 20, "9000")],
    }
    rows["customers"][3] = replace(rows["customers"][3], id="c3")
    found = why(book(rows), DAY, POLICY, "c3", places=1)
    assert found.suggestion is not None
    assert found.suggestion.floor > 0
    (change,) = found.changes
    assert change.code == "raise"
    assert is_in(*changed(book(rows), DAY, "c3", change), POLICY, "c3", 1)
    assert not is_in(*changed(book(rows), DAY, "c3", change, less=1), POLICY, "c3", 1)


def test_promises_before_it_ask_for_a_promise() -> None:
    rows: Tables = {
        "customers": customers(4),
        "followups": [
            Followup(id=f"f{at}", customer=f"c{at}", due=ago(9 - at)) for at in (1, 2, 3)
        ],
    }
    now = book(rows)
    for customer, places, due in (("c0", 3, ago(6)), ("c3", 2, ago(8)), ("c0", 4, None)):
        changes = why(now, DAY, POLICY, customer, places).changes
        assert [(each.code, each.fact("due")) for each in changes] == (
            [("promise", due)] if due else []
        )


def test_the_cell_counts_the_other_gaps_that_lasted_so_long() -> None:
    rows: Tables = {
        "customers": customers(3),
        "orders": [
            *(order(f"a{at}", "c0", ago(day), "100") for at, day in enumerate((160, 130, 100, 40))),
            *(order(f"b{at}", "c1", ago(day), "100") for at, day in enumerate((95, 65, 45))),
            *(order(f"c{at}", "c2", ago(day), "100") for at, day in enumerate((60, 30, 1))),
        ],
        "interactions": [
            visit("1", "c1", ago(50)),
            visit("2", "c1", ago(30)),
            visit("3", "c1", ago(9), kind="note"),
            visit("4", "c1", ago(-2)),
        ],
    }
    found = why(book(rows), DAY, POLICY, "c1")
    assert (found.gaps, found.since_order, found.contact) == ((30, 20), 45, "2")
    cell = found.cell
    assert cell is not None
    assert (cell.orders_from, cell.orders_to, cell.horizon) == (3, 4, 14)
    assert cell.late_from < 45 / 27 <= (cell.late_to or 99)
    # of three or four orders: c0's gap of 60 days lasted so long, c2's open one did not
    assert (cell.cases, cell.thin) == (1, True)
    assert found.suggestion is not None
    assert cell.p == found.suggestion.p_order


def test_nobody_orders_and_nothing_is_told_of_a_rhythm() -> None:
    found = why(book({"customers": customers(1)}), DAY, POLICY, "c0")
    assert (found.cell, found.gaps, found.since_order, found.contact) == (None, (), None, None)
