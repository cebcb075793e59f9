"""A customer's contacts of a period: asked for, done, scheduled, remaining."""

from datetime import date

import pytest

from repdesk.analytics.contacts import contact_count, intervals
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Stop
from repdesk.domain.period import parse_period
from repdesk.domain.policy import Policy
from tests.analytics.books import customers, visit

DAY = date(2026, 6, 15)


def test_a_quarter_counts_days_of_contact_and_stops_to_come() -> None:
    book = Book(
        {
            "customers": [Customer(id="c", name="张家港华昌")],
            "interactions": [
                visit("i1", "c", "2026-03-31"),
                visit("i2", "c", "2026-04-10"),
                visit("i3", "c", "2026-04-10", kind="call"),
                visit("i4", "c", "2026-05-20", kind="note"),
                visit("i5", "c", "2026-06-01", outcome="not_reached"),
                visit("i6", "c", "2026-06-02", kind="message"),
                visit("i7", "c", "2026-06-20"),
            ],
            "stops": [
                Stop(id="s1", customer="c", date="2026-06-10"),
                Stop(id="s2", customer="c", date="2026-06-15"),
                Stop(id="s3", customer="c", date="2026-06-20", state="moved"),
                Stop(id="s4", customer="c", date="2026-06-30"),
                Stop(id="s5", customer="c", date="2026-07-01"),
            ],
        }
    )
    count = contact_count(book, DAY, "c", 14.0)
    assert (count.first, count.last) == ("2026-04-01", "2026-06-30")
    assert (count.planned, count.done, count.scheduled, count.remaining) == (7, 2, 2, 3)
    assert count.due == "2026-06-16"
    month = contact_count(book, DAY, "c", 14.0, parse_period("2026-06"))
    assert (month.planned, month.done, month.scheduled, month.remaining) == (2, 1, 2, 0)
    assert contact_count(book, DAY, "c", 400.0).planned == 1


def test_nothing_is_asked_for_without_an_interval_and_nothing_due_without_a_contact() -> None:
    book = Book({"customers": [Customer(id="c", name="x")]})
    none = contact_count(book, DAY, "c", 0.0)
    assert (none.planned, none.remaining, none.due) == (0, 0, None)
    assert contact_count(book, DAY, "c", 30.0).due is None


def test_intervals_are_stretched_to_what_the_rep_can_do() -> None:
    rows = customers(40, own_tier="VIP")
    wide = intervals(situation(Book({"customers": rows}), DAY, Policy()))
    assert set(wide.values()) == {14.0}
    tight = Policy(visits_a_day=1, calls_a_day=0)
    stretched = intervals(situation(Book({"customers": rows}), DAY, tight))
    asked, can = 40 * 91 / 14, 65
    assert list(stretched.values()) == pytest.approx([14 * asked / can] * 40)
