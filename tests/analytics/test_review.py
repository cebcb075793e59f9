"""The monthly reviews of stats.json, saved one after another; the rep's own tier beside them."""

from collections.abc import Iterator, Mapping
from datetime import date

import pytest
from hypothesis import given, settings

from repdesk.analytics.purchases import Bought, OrderLog, Purchases
from repdesk.analytics.results import TierReview, TierStanding
from repdesk.analytics.review import review
from repdesk.analytics.situation import situation
from repdesk.analytics.suggest import suggest
from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer, Ratings
from repdesk.domain.errors import Conflict
from repdesk.domain.policy import Policy, TierWeights
from repdesk.domain.tier import tier_of
from tests.analytics.books import DAY, Tables, ago, book, customers, order, tables
from tests.analytics.test_tiers import VECTORS
from tests.memory_store import MemoryStore, ids, keys_of

POLICY = Policy(weights=TierWeights(**VECTORS["weights"]))


def read(now: Book, day: date | str, policy: Policy = POLICY) -> TierReview:
    """The review of a book on a day."""
    day = day if isinstance(day, date) else date.fromisoformat(day)
    return review(situation(now, day, policy))


def on(found: TierReview, customer: str) -> TierStanding:
    return next(each for each in found.standings if each.customer == customer)


def territory() -> Book:
    """The book of the vectors; who has a tier of their own gets it in the test."""
    names = sorted({who for who, _day, _amount in VECTORS["orders"]})
    return book(
        {
            "customers": [
                Customer(id=who, name=who, ratings=Ratings(**VECTORS["ratings"].get(who, {})))
                for who in names
            ],
            "orders": [
                order(f"o{at}", who, day, str(amount))
                for at, (who, day, amount) in enumerate(VECTORS["orders"])
            ],
        }
    )


class Days:
    """A desk whose clock is set."""

    def __init__(self, now: Book) -> None:
        self.day = "2026-01-01"
        self.desk = Desk(MemoryStore(now), lambda: f"{self.day}T09:00:00+08:00", ids(), keys_of)


def test_the_reviews_of_the_vectors_saved_month_by_month() -> None:
    days = Days(territory())
    desk = days.desk
    for who, own in VECTORS["own_tier"].items():
        days.day = own["since"]
        desk.set_own_tier(who, own["tier"], own["reason"])
    for month in VECTORS["reviews"]:
        days.day = month["asof"]
        found = read(desk.book, days.day)
        for row in month["customers"]:
            standing = on(found, row["customer"])
            assert standing.proposed == row["says"], (month["asof"], row["customer"])
            assert standing.score == pytest.approx(row["score"], abs=1e-6)
            assert standing.percentile == pytest.approx(row["percentile"], abs=1e-6)
            assert standing.factors is not None
            for factor, value in row["factors"].items():
                assert getattr(standing.factors, factor) == pytest.approx(value, abs=1e-6)
        desk.review_tiers(found)
        again = read(desk.book, days.day)
        assert again.moves == ()
        for row in month["customers"]:
            standing = on(again, row["customer"])
            assert (standing.machine, standing.waiting, standing.tier) == (
                row["machine"],
                row["waiting"],
                row["shown"],
            ), (month["asof"], row["customer"])
            record = desk.book.get("customers", row["customer"])
            assert tier_of(desk.book, record) == row["shown"]
    own = on(again, "K03")
    assert (own.own, own.own_since, own.own_reason, own.machine) == (
        "VIP",
        "2026-03-01",
        "reference customer",
        "general",
    )
    rise = desk.book.of("tier_marks", "customer", "K11")
    assert [(mark.date, mark.from_, mark.to, mark.waiting) for mark in rise] == [
        ("2026-06-30", None, "general", None),
        ("2026-07-31", "general", "general", "key"),
        ("2026-08-31", "general", "key", None),
    ]
    assert rise[-1].reason in ("power", "frequency")
    assert [mark.by for mark in rise] == ["rule"] * 3


def reviewed() -> Iterator[tuple[Days, TierReview]]:
    """The desk at each review, not yet saved."""
    days = Days(territory())
    for month in VECTORS["reviews"]:
        days.day = month["asof"]
        found = read(days.desk.book, days.day)
        yield days, found
        days.desk.review_tiers(found)


def test_the_log_is_grouped_once_however_many_days_are_looked_back_at(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    *_earlier, (days, _found) = reviewed()
    since = {mark.date for mark in days.desk.book.rows("tier_marks")}
    asked: list[int] = []
    grouped: list[Purchases] = []

    class Counted(Purchases):
        def __init__(self, log: OrderLog, among: Mapping[str, object]) -> None:
            super().__init__(log, among)
            grouped.append(self)

        def until(self, asof: int) -> dict[str, Bought]:
            asked.append(asof)
            return super().until(asof)

    monkeypatch.setattr("repdesk.analytics.review.Purchases", Counted)
    days.desk.undo()
    moves = read(days.desk.book, days.day).moves
    assert len(since) > 1
    assert len(moves) > len(asked) > 1
    assert len(set(asked)) == len(asked)
    assert len(grouped) == 1


def test_a_review_is_one_change_and_one_undo() -> None:
    for days, found in reviewed():
        before = list(days.desk.book.rows("tier_marks"))
        saved = days.desk.review_tiers(found)
        assert saved.answer == len(found.moves) == len(saved.change.puts)
        days.desk.undo()
        assert list(days.desk.book.rows("tier_marks")) == before


def test_some_may_be_taken_the_others_are_proposed_again() -> None:
    *_earlier, (days, found) = reviewed()
    moved = {move.customer for move in found.moves if move.kind == "moved"}
    assert moved == {"K11", "K15", "K34"}
    days.desk.undo()
    days.desk.review_tiers(found, only={"K34"})
    again = read(days.desk.book, days.day)
    assert {move.customer for move in again.moves} == {"K11", "K15"}
    assert on(again, "K34").tier == "general"
    assert {on(again, who).waiting for who in ("K33", "K35", "K37")} == {"key", "general"}


def test_a_review_soon_after_another_moves_nobody() -> None:
    days, found = next(reviewed())
    days.desk.review_tiers(found)
    days.day = "2026-07-31"
    july = read(days.desk.book, days.day)
    assert {move.customer for move in july.moves if move.waiting} >= {"K11", "K34"}
    days.desk.review_tiers(july)
    days.day = "2026-08-05"
    again = read(days.desk.book, days.day)
    assert not [move for move in again.moves if move.kind == "moved"]
    assert (again.last, again.due) == ("2026-07-31", False)
    assert read(days.desk.book, "2026-08-28").due


def test_a_review_made_over_an_older_one_is_refused() -> None:
    days = Days(territory())
    days.day = "2026-06-30"
    found = read(days.desk.book, days.day)
    days.desk.review_tiers(found)
    with pytest.raises(Conflict):
        days.desk.review_tiers(found)


def test_the_machine_is_heard_when_it_changes_its_mind_about_an_own_tier() -> None:
    days = Days(territory())
    for who in ("K11", "K00", "K03"):
        days.day = "2026-06-15"
        days.desk.set_own_tier(who, {"K11": "general", "K00": "general", "K03": "VIP"}[who], "why")
    fits = {}
    for month in VECTORS["reviews"]:
        days.day = month["asof"]
        days.desk.review_tiers(read(days.desk.book, days.day))
        fits[days.day] = [on(read(days.desk.book, days.day), who).fits for who in ("K11", "K00")]
    # K00 was always the machine's VIP, and the rep knew; K11 has become key since
    assert fits == {
        "2026-06-30": [True, True],
        "2026-07-31": [True, True],
        "2026-08-31": [False, True],
    }
    days.desk.set_own_tier("K11", None)
    standing = on(read(days.desk.book, days.day), "K11")
    assert (standing.tier, standing.own, standing.fits) == ("key", None, True)
    unknown = book({"customers": customers(1, own_tier="VIP")})
    assert read(unknown, DAY).note is not None


def test_an_own_tier_keeps_its_day_through_other_edits_and_undo() -> None:
    days = Days(book({"customers": customers(2)}))
    desk = days.desk
    desk.edit_all("customers", ["c0", "c1"], own_tier="key", tier_reason="引荐")
    days.day = "2026-02-01"
    desk.edit("customers", "c0", zone="苏州")
    assert on(read(desk.book, DAY), "c0").own_since == "2026-01-01"
    desk.set_own_tier("c0", "VIP", "更重要了")
    assert on(read(desk.book, DAY), "c0").own_since == "2026-02-01"
    desk.undo()
    assert on(read(desk.book, DAY), "c0").own_since == "2026-01-01"
    desk.set_own_tier("c0", None)
    assert desk.book.get("customers", "c0").tier_reason == ""
    assert tier_of(desk.book, desk.book.get("customers", "c0")) == "general"
    marks = desk.book.of("tier_marks", "customer", "c0")
    assert [(mark.from_, mark.to, mark.by) for mark in marks] == [
        (None, "key", "rep"),
        ("key", None, "rep"),
    ]


def test_under_ten_buyers_nobody_is_proposed_and_without_an_order_neither() -> None:
    rows: Tables = {
        "customers": customers(11),
        "orders": [order(f"o{at}", f"c{at}", ago(20), str(100 + at)) for at in range(9)],
    }
    small = read(book(rows), DAY)
    assert small.note is not None
    assert (small.moves, small.due, {each.proposed for each in small.standings}) == (
        (),
        False,
        {None},
    )
    rows["orders"].append(order("o9", "c9", ago(20), "109"))
    found = read(book(rows), DAY)
    assert found.note is None
    assert {each.customer for each in found.standings if each.proposed is None} == {"c10"}
    assert on(found, "c10").tier == "general"
    factors = on(found, "c9").factors
    assert factors is not None
    assert factors.not_rated == ("fit", "potential", "strategic")


@given(tables())
@settings(max_examples=25)
def test_a_tier_is_the_same_wherever_it_is_told(rows: Tables) -> None:
    extra = customers(12)
    rows["customers"] = [*rows["customers"], *extra[5:]]
    rows["orders"] = [
        *rows["orders"],
        *(order(f"x{at}", f"c{at}", ago(9 * at), str(50 * at + 1)) for at in range(12)),
    ]
    now = book(rows)
    whole = suggest(now, DAY, POLICY)
    told = {each.customer: each.tier for each in read(now, DAY).standings}
    for place in whole.suggestions:
        assert told[place.customer] == place.tier
        record = now.get("customers", place.customer)
        assert tier_of(now, record, whole.proposed) == place.tier
