"""What of the tiers waits for the rep: a review, and own tiers that no longer fit."""

import pytest

from repdesk.domain.customer import Customer, TierMark
from repdesk.domain.tier import FEWEST, fits, last_review, next_review, to_look_at
from tests.analytics.books import book, customers, steady


def mark(day: str, to: str, by: str = "rule") -> TierMark:
    return TierMark(id=f"{day}{by}", customer="c0", date=day, to=to, by=by)


@pytest.mark.parametrize(
    ("marks", "fit"),
    [
        ([], True),
        ([mark("2026-04-01", "VIP")], True),
        ([mark("2026-04-01", "key")], False),
        ([mark("2026-04-01", "key"), mark("2026-04-02", "VIP", "rep")], True),
        (
            [
                mark("2026-04-01", "VIP"),
                mark("2026-04-02", "VIP", "rep"),
                mark("2026-05-01", "general"),
            ],
            False,
        ),
        ([mark("2026-04-02", "VIP", "rep"), mark("2026-05-01", "general")], True),
        ([mark("2026-05-01", "general"), mark("2026-06-01", "VIP", "rep")], True),
    ],
)
def test_an_own_tier_fits_until_the_reviews_move_away_from_it(
    marks: list[TierMark], fit: bool
) -> None:
    own = Customer(id="c0", name="[/] ${x}", own_tier="VIP")
    assert fits(own, tuple(marks)) is fit
    assert fits(Customer(id="c0", name="张家港华昌"), tuple(marks))


@pytest.mark.parametrize(
    ("buyers", "last", "due"),
    [
        (FEWEST, None, True),
        (FEWEST - 1, None, False),
        (FEWEST, "2026-06-02", True),
        (FEWEST, "2026-06-03", False),
        (FEWEST - 1, "2026-01-01", False),
    ],
)
def test_a_review_is_due_a_month_after_the_last(buyers: int, last: str | None, due: bool) -> None:
    made = book(
        {
            "customers": customers(12, own_tier="VIP"),
            "orders": [row for at in range(buyers) for row in steady(f"c{at}", 30, 2, 20)],
            "tier_marks": [mark(last, "key"), mark("2026-06-20", "VIP", "rep")] if last else [],
        }
    )
    found = to_look_at(made, "2026-06-30")
    assert (found.due, found.last) == (due, last)
    assert last_review(made, "2026-06-30") == last
    assert found.misfits == ()


def test_the_next_review_is_four_weeks_on() -> None:
    assert next_review("2026-02-01") == "2026-03-01"
