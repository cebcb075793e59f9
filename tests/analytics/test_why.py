"""Why not X: the way back for who is hidden, what is missing for who is too far down."""

from datetime import date

import pytest

from repdesk.analytics.suggest import suggest
from repdesk.analytics.why import why
from repdesk.domain.deal import Deal
from repdesk.domain.policy import Policy
from tests import f1
from tests.analytics.books import DAY, Tables, ago, book, customers, steady, visit

POLICY = Policy()


def test_who_is_on_the_list_needs_no_change() -> None:
    found = why(f1.book(), date(2026, 6, 30), f1.policy(), "C6")
    assert found.suggestion is not None
    assert found.suggestion.rank == 2
    assert found.change is None


@pytest.mark.parametrize(
    ("fields", "change"),
    [
        ({"snooze_until": ago(-5)}, ("wake", ago(-5))),
        ({"do_not_contact": True}, ("allow", None)),
        ({}, ("wait", ago(-16))),
    ],
)
def test_who_is_hidden_has_a_way_back(fields: dict[str, object], change: tuple[str, str]) -> None:
    rows: Tables = {
        "customers": customers(1, **fields),
        "interactions": [visit("1", "c0", ago(5))],
    }
    found = why(book(rows), DAY, POLICY, "c0")
    assert found.hidden is not None
    assert found.change is not None
    assert (found.change.code, found.change.fact("until")) == change


def test_the_amount_named_brings_the_customer_on_the_list_and_less_does_not() -> None:
    rows: Tables = {
        "customers": customers(6),
        "orders": [
            each for at in range(6) for each in steady(f"c{at}", 30, 4, 20, str(1000 + 50 * at))
        ],
    }
    found = why(book(rows), DAY, POLICY, "c0", places=3)
    assert found.suggestion is not None
    assert found.suggestion.rank > 3
    assert found.change is not None
    amount = found.change.fact("amount")
    assert isinstance(amount, int)
    for share, listed in ((1.02, True), (0.9, False)):
        # an own probability of 1 and the base weight of a deal: a fifth of the amount counts
        deal = Deal(id="d", customer="c0", amount=round(amount * 5 * share), probability=1.0)
        places = suggest(book({**rows, "deals": [deal]}), DAY, POLICY, places=3).suggestions
        assert any(place.customer == "c0" for place in places) is listed


def test_who_is_archived_is_not_known() -> None:
    rows: Tables = {"customers": customers(1, archived=True)}
    found = why(book(rows), DAY, POLICY, "c0")
    assert found.change is not None
    assert found.change.code == "not_known"
