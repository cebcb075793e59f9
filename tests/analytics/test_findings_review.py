"""Thirty days after: the same number again, and whether it moved."""

from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings import findings, named
from repdesk.analytics.findings_review import read_counts, reviews, verdict
from repdesk.analytics.findings_tested import rates
from repdesk.analytics.intervals import wilson
from repdesk.analytics.results import Figure, Review
from repdesk.analytics.situation import situation
from repdesk.domain.book import Book
from repdesk.domain.interaction import Action, Followup
from repdesk.domain.order import Payment
from repdesk.domain.policy import Policy
from tests.analytics.books import customers, order
from tests.analytics.permuted import DAY, book_of

LATER = DAY + timedelta(30)


def seen(book: Book, day: date = LATER) -> tuple[Review, ...]:
    now = situation(book, day, Policy())
    return reviews(now, Dimensions(book, now.sold, now.policy))


def action(finding: str, before: str, **fields: Any) -> Action:
    fields = {"review_on": LATER.isoformat(), **fields}
    return Action(
        id="a", created=f"{DAY.isoformat()}T10:00:00+08:00", finding=finding,
        metric=finding.partition("/")[0], before=before, **fields,
    )  # fmt: skip


def figure(k: int, n: int) -> Figure:
    return Figure("x", None, "rate", k=k, n=n)


@pytest.mark.parametrize(
    ("kind", "before", "now", "told"),
    [
        ("churn", (30, 60), (10, 60), "moved"),
        ("churn", (10, 60), (30, 60), "worse"),
        ("win_rate", (10, 60), (30, 60), "moved"),
        ("win_rate", (30, 60), (10, 60), "worse"),
        ("churn", (30, 60), (25, 60), "not_moved"),
        ("churn", (9, 9), (0, 60), "too_few"),
        ("churn", (30, 60), (0, 9), "too_few"),
        ("overdue", (12, 12), (3, 12), "moved"),
        ("overdue", (12, 12), (12, 12), "not_moved"),
        ("weakest_step", (5, 50), (5, 50), "not_moved"),
    ],
)
def test_verdicts(kind: str, before: tuple[int, int], now: tuple[int, int], told: str) -> None:
    assert verdict(kind, figure(*before), figure(*now)) == told


def test_a_rate_is_measured_again_as_it_was() -> None:
    book = book_of(1)
    now = situation(book, LATER, Policy())
    for each in rates(now, Dimensions(book, now.sold, now.policy)):
        id_ = named(each.kind, each.of, each.by, each.key)
        acted = Book({**tables(book), "actions": [action(id_, "20/40")]})
        (found,) = seen(acted)
        assert (found.before.k, found.before.n) == (20, 40)
        assert found.figure is not None
        assert (found.figure.k, found.figure.n) == (each.k, each.n)
        interval = wilson(each.k, each.n)
        assert (found.figure.low, found.figure.high) == (interval or (None, None))
        assert found.verdict is not None
        assert not found.stored
        if each.kind in ("churn", "win_rate") and each.by is None:
            continue
        break


def tables(book: Book) -> dict[str, list[Any]]:
    names = ("customers", "products", "orders", "deals", "stage_events")
    return {name: list(book.rows(name)) for name in names}


def test_it_is_the_number_of_that_day_whenever_it_is_looked_at() -> None:
    acted = Book({**tables(book_of(1)), "actions": [action("churn", "20/40")]})
    assert seen(acted, LATER + timedelta(200)) == seen(acted)


def test_before_its_day_nothing_is_measured() -> None:
    acted = Book({**tables(book_of(1)), "actions": [action("churn", "20/40")]})
    (found,) = seen(acted, LATER - timedelta(1))
    assert (found.figure, found.verdict, found.review_on) == (None, None, LATER.isoformat())
    assert seen(acted, DAY - timedelta(1)) == ()


def test_a_stored_verdict_is_shown_as_it_was() -> None:
    acted = Book({"actions": [action("churn", "20/40", verdict="moved 3/50")]})
    (found,) = seen(acted, LATER + timedelta(400))
    assert (found.verdict, found.stored, found.told) == ("moved", True, "moved 3/50")


def test_of_a_list_those_acted_on_are_counted() -> None:
    owed = [order(f"o{at}", f"c{at}", "2026-03-01", "100") for at in range(12)]
    promises = [
        Followup(id=f"f{at}", customer=f"c{at}", due="2026-07-01", state="done" if at else "open")
        for at in range(12)
    ]
    paid = [
        Payment(id=f"m{at}", customer=f"c{at}", order=f"o{at}", date="2026-07-10", amount=10_000)
        for at in range(9)
    ]
    acted = action("overdue", "12/12", followups=tuple(each.id for each in promises))
    book = Book(
        {
            "customers": customers(12),
            "orders": owed,
            "followups": promises,
            "payments": paid,
            "actions": [acted],
        }
    )
    (found,) = seen(book)
    assert found.figure is not None
    assert (found.figure.k, found.figure.n, found.verdict) == (3, 12, "moved")
    assert [each.value for each in found.figure.inputs] == [30_000]
    assert found.told == "moved 3/12 30000"
    assert (found.kept, found.made) == (11, 12)
    nobody = Book({"actions": [replace(acted, followups=())]})
    (found,) = seen(nobody)
    assert (found.verdict, found.made) == ("too_few", 0)


@pytest.mark.parametrize("text", ["", "x", "3", "5/3", "-1/4", "1/2/3", "1/2 x", "²/3"])
def test_what_cannot_be_read_is_none_of_none(text: str) -> None:
    for found in (read_counts("x", text), read_counts("x", None)):
        assert (found.k, found.n, found.value, found.inputs) == (0, 0, None, ())


def test_a_part_that_is_gone_is_too_few() -> None:
    acted = Book({**tables(book_of(1)), "actions": [action("churn//zone/a/b", "20/40")]})
    (found,) = seen(acted)
    assert found.verdict == "too_few"


def test_a_list_that_was_acted_on_can_be_found_by_its_id() -> None:
    now = situation(Book({"customers": customers(2, own_tier="VIP")}), DAY, Policy())
    (found,) = findings(now, Dimensions(now.book, now.sold, now.policy)).findings
    assert found.id == found.kind == "silent_vips"
