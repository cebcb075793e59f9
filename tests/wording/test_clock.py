"""The clock's table says what the code does."""

import pytest

from repdesk.analytics.suggest import suggest
from repdesk.domain.interaction import CLOCK, KINDS, ClockRule, Interaction, is_real_contact
from repdesk.domain.policy import Policy
from repdesk.wording.clock import clock_lines
from tests.analytics.books import DAY, Tables, ago, book, customers, steady, visit


def test_every_kind_stands_in_it_once() -> None:
    whats = [rule.what for rule in CLOCK]
    assert len(set(whats)) == len(whats)
    assert set(KINDS) <= set(whats)
    lines = clock_lines()
    assert len(lines) == len(CLOCK)
    assert all(what and does for what, does in lines)
    assert clock_lines(orders_are_contacts=False)[-1] != lines[-1]


@pytest.mark.parametrize("rule", [rule for rule in CLOCK if rule.what != "order"], ids=str)
def test_it_is_what_is_done(rule: ClockRule) -> None:
    what, cadence, gap = rule
    kind, outcome = (what, None) if what in KINDS else ("visit", what)
    row = visit("i", "c0", ago(3), kind=kind, outcome=outcome)
    assert isinstance(row, Interaction)
    assert is_real_contact(row) is gap
    rows: Tables = {"customers": customers(1), "interactions": [row]}
    found = suggest(book(rows), DAY, Policy())
    assert bool(found.hidden) is gap
    if not cadence:
        assert found.suggestions[0].cadence == 1.35
    ordered = suggest(
        book({"customers": customers(1), "orders": steady("c0", 9, 1, 3)}), DAY, Policy()
    )
    assert ordered.suggestions[0].cadence < 1
