"""Findings: none where nothing changed, those that are there, their rows, what can be done."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from random import Random
from statistics import NormalDist

import pytest
from msgspec.structs import replace
from msgspec.structs import replace as with_

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.findings import MOST, findings
from repdesk.analytics.findings_tested import LEVEL, Rate, clearest, held, rates, shared
from repdesk.analytics.kpis import kpis
from repdesk.analytics.ledger import ledger
from repdesk.analytics.offers import coming_days
from repdesk.analytics.outcomes import quarters
from repdesk.analytics.pipeline import pipeline
from repdesk.analytics.results import Finding, Findings
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.weakest import Z
from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Action, Followup, Interaction
from repdesk.domain.order import Order, Payment
from repdesk.domain.period import Period, parse_period
from repdesk.domain.policy import Policy
from repdesk.domain.record import Record
from tests import f1
from tests.analytics.books import customers, order, steady
from tests.analytics.permuted import DAY, book_of, mixed

POLICY = Policy()


def keys_of(now: Situation) -> Dimensions:
    return Dimensions(now.book, now.sold, now.policy)


def told(book: Book, day: date = DAY, policy: Policy = POLICY) -> Findings:
    now = situation(book, day, policy)
    return findings(now, keys_of(now))


def stands_out(book: Book) -> bool:
    now = Situation(book, DAY, POLICY, ledger(book, DAY, POLICY), pipeline(book, DAY), None)
    return bool(clearest(held(rates(now, keys_of(now)))))


def with_rows(book: Book, table: str, rows: Iterable[Record]) -> Book:
    return book.with_puts([Put(table, row.id, None, row) for row in rows])


def test_mixed_books_hardly_ever_show_a_tested_finding() -> None:
    books = [
        book_of(1, customers=50),
        book_of(2, customers=30, years=1.4, orders=6),
        book_of(3, customers=50, years=2, orders=4, deals=300),
    ]
    shown = Counter(stands_out(mixed(books[seed % len(books)], seed)) for seed in range(201))
    assert shown[True] <= 10, shown


def test_rates_that_did_not_change_are_hardly_ever_found_whatever_is_tested() -> None:
    found = 0
    for seed in range(400):
        chance = Random(seed)
        drawn = []
        for at in range(40):
            rate, n, before = chance.choice((0.1, 0.3, 0.6)), chance.randint(10, 60), 150
            k, k_before = (sum(chance.random() < rate for _c in range(m)) for m in (n, before))
            kind = ("churn", "repurchase", "win_rate")[at % 3]
            drawn.append(
                Rate(kind, None, None if at < 3 else "zone", f"z{at}", k, n, k_before, before, ())
            )
        found += bool(clearest(held(drawn)))
    assert found <= 20


def rate(kind: str, k: int, n: int, before_k: int, before_n: int, by: str | None = None) -> Rate:
    key = None if by is None else "z"
    return Rate(kind, None, by, key, k, n, before_k, before_n, ())


def test_the_level_is_shared_among_kinds_and_parts() -> None:
    alone = held([rate("churn", 2, 20, 10, 100)])
    assert [each.z for each in alone] == [Z]
    two = held([rate("churn", 2, 20, 10, 100), rate("win_rate", 5, 20, 50, 100)])
    assert two[0].z == two[1].z == shared(2) >= Z
    whole, part, other = held(
        [rate("churn", 2, 20, 10, 100), *(rate("churn", 2, 20, 10, 100, "zone") for _ in "ab")]
    )
    assert whole.z == two[0].z
    assert part.z == other.z > whole.z


def test_all_tests_together_are_wrong_as_often_as_said() -> None:
    assert shared(1) == Z
    for tests in (10, 50, 400):
        right = NormalDist().cdf(shared(tests)) ** tests
        assert right == pytest.approx(1 - LEVEL)


@pytest.mark.parametrize(
    ("each", "worse"),
    [
        (rate("churn", 30, 50, 20, 200), True),
        (rate("churn", 20, 200, 30, 50), False),
        (rate("win_rate", 5, 50, 120, 200), True),
        (rate("win_rate", 45, 50, 120, 200), False),
        (rate("lost_reason", 30, 40, 40, 160), True),
        (rate("win_rate", 0, 9, 120, 200), False),
        (rate("win_rate", 0, 50, 9, 9), False),
        (rate("repurchase", 460, 1000, 5_500, 10_000), False),
    ],
)
def test_worse_needs_ten_on_both_sides_and_ten_points(each: Rate, worse: bool) -> None:
    assert bool(clearest(held([each]))) == worse


def test_no_customer_is_a_finding_twice_and_the_clearest_part_is_told() -> None:
    found = clearest(held([rate("churn", 30, 60, 20, 200), rate("churn", 29, 30, 10, 100, "zone")]))
    assert [(each.rate.by, each.worse) for each in found] == [("zone", True)]


def lately_lost(book: Book) -> Book:
    """The same book with every lead that was won in the last three months lost on price."""
    first = quarters(DAY)[0].first.isoformat()
    changed = [
        replace(row, stage="lost", reason="price")
        for row in book.rows("stage_events")
        if row.stage == "won" and row.at[:10] >= first
    ]
    return with_rows(book, "stage_events", changed)


def test_what_did_change_is_found_with_its_rows_and_follow_ups() -> None:
    now = situation(lately_lost(book_of(1, deals=400)), DAY, POLICY)
    found = findings(now, keys_of(now)).findings
    (won,) = [each for each in found if each.kind == "win_rate"]
    assert (won.tested, won.figure.k) == (True, 0)
    assert won.before is not None
    assert won.before.k
    assert won.difference is not None
    assert won.difference > 0
    assert won.z is not None
    assert won.z > Z
    assert won.figure.low == 0
    assert won.figure.high is not None
    assert len(won.figure.ids) == won.figure.n
    lost = {state.deal.id for state in now.deals.deals if state.state == "lost"}
    assert set(won.figure.ids) <= lost
    offered = won.offer.followups
    assert (won.offer.code, len(offered), won.offer.rows) == ("ask_loser", 20, won.figure.n)
    amounts = [now.book.get("deals", each.deal).amount for each in offered]
    assert amounts == sorted(amounts, reverse=True)
    assert {each.customer for each in offered} <= {row.id for row in now.book.customers()}


def test_the_rates_are_those_of_the_reports() -> None:
    now = situation(f1.book(), date(2026, 6, 30), f1.policy())
    wanted = kpis(f1.book(), parse_period("2026-Q2"), now.day, f1.policy())
    found = {each.kind: each for each in rates(now, keys_of(now)) if each.by is None}
    for kind in ("churn", "win_rate"):
        figure = wanted.figure(kind)
        assert (found[kind].k, found[kind].n) == (figure.k, figure.n)
    again = [
        each
        for each in rates(now, keys_of(now))
        if (each.kind, each.by) == ("repurchase", "product")
    ]
    for each in again:
        product = next(row for row in wanted.products if row.code == each.key)
        assert (each.k, each.n) == (product.repurchase_period.k, product.repurchase_period.n)


def test_the_last_three_months_and_the_four_quarters_before() -> None:
    spans = quarters(date(2026, 6, 30))
    assert [str(span) for span in spans[:2]] == [
        "2026-04-01..2026-06-30",
        "2026-01-01..2026-03-31",
    ]
    assert len(spans) == 5
    for day in (date(2026, 5, 30), date(2028, 2, 29), date(2026, 1, 31)):
        held_together = quarters(day)
        assert held_together[0].last == day
        for later, earlier in pairwise(held_together):
            assert earlier.last + timedelta(1) == later.first
        assert all(89 <= span.days <= 92 for span in held_together)


def owing_book() -> Book:
    """Customers who owe, a payment that says payments are recorded."""
    rows = [order(f"o{at:02}", f"c{at:02}", "2026-03-01", f"{100 + at}") for at in range(25)]
    payment = Payment(id="m", customer="c00", date="2026-03-02", amount=1, order="o00")
    return Book(
        {
            "customers": [
                Customer(id=f"c{at:02}", name="x", do_not_contact=at == 24, archived=at == 23)
                for at in range(25)
            ],
            "orders": rows,
            "payments": [payment],
        }
    )


def only(found: Findings, kind: str) -> Finding:
    (finding,) = [each for each in found.findings if each.kind == kind]
    return finding


def test_overdue_money_is_a_list_with_twenty_follow_ups_at_most() -> None:
    found = only(told(owing_book()), "overdue")
    assert (found.tested, found.before, found.difference) == (False, None, None)
    assert found.figure.n == 25
    assert found.offer.rows == 23
    assert len(found.offer.followups) == 20
    first = found.offer.followups[0]
    assert (first.customer, first.kind, first.amount) == ("c22", "payment", 12_200)
    assert first.facts == (("days", 91),)
    days = [each.due for each in found.offer.followups]
    assert days == sorted(days)
    assert Counter(days).most_common(1)[0][1] == int(POLICY.visits_a_day)


def test_who_has_a_promise_already_is_not_offered_again() -> None:
    book = owing_book()
    promised = Followup(id="f", customer="c22", due="2026-07-01", kind="payment", amount=5)
    found = only(told(with_rows(book, "followups", [promised])), "overdue")
    assert "c22" not in {each.customer for each in found.offer.followups}
    theirs = replace(promised, owner="them")
    found = only(told(with_rows(book, "followups", [theirs])), "overdue")
    assert found.offer.followups[0].customer == "c22"


def test_what_was_acted_on_comes_last_until_it_is_reviewed() -> None:
    rows = {"customers": customers(3, own_tier="VIP"), "orders": steady("c0", 30, 3, 40)}
    rows["payments"] = [Payment(id="m", customer="c1", date="2025-01-01", amount=1)]
    book = Book(rows)
    assert [each.kind for each in told(book).findings] == ["overdue", "silent_vips"]
    action = Action(
        id="a", created="2026-06-20T10:00:00+08:00", finding="overdue", review_on="2026-07-20"
    )
    acted = told(with_rows(book, "actions", [action]))
    assert [(each.kind, each.acted) for each in acted.findings] == [
        ("silent_vips", None),
        ("overdue", "2026-06-20"),
    ]
    due = with_rows(book, "actions", [replace(action, review_on=DAY.isoformat())])
    assert [each.acted for each in told(due).findings] == [None, None]
    later = replace(action, created="2026-07-01T10:00:00+08:00")
    assert only(told(with_rows(book, "actions", [later])), "overdue").acted is None


def test_vips_are_silent_when_their_contact_is_overdue() -> None:
    vips = customers(4, own_tier="VIP", created="2025-01-01T00:00:00+08:00")
    seen = [
        Interaction(id=f"i{at}", customer=f"c{at}", at=f"{day}T10:00:00+08:00", kind="visit")
        for at, day in enumerate(("2026-06-29", "2026-05-01", "2026-04-01"))
    ]
    found = only(told(Book({"customers": vips, "interactions": seen})), "silent_vips")
    assert found.figure.ids == ("c3", "c2", "c1")
    assert [each.facts for each in found.offer.followups] == [
        (("days", None),),
        (("days", 90),),
        (("days", 60),),
    ]


def test_at_most_three_are_told() -> None:
    book = lately_lost(book_of(1, deals=400))
    book = with_rows(book, "payments", [Payment(id="m", customer="c000", date="2024-01-01",
                                                amount=1)])  # fmt: skip
    vips = [replace(row, own_tier="VIP") for row in book.rows("customers") if row.id[0] == "c"]
    found = told(with_rows(book, "customers", vips))
    assert len(found.findings) == MOST
    assert found.more >= 1
    assert found.findings[0].tested


def test_an_empty_book_says_that_nothing_stands_out() -> None:
    found = told(Book())
    assert (found.findings, found.tests) == ((), 0)
    assert found.note is not None
    assert found.note.code == "no_findings"


def test_one_order_and_all_credits_are_no_finding() -> None:
    one = Order(id="o", customer="c", date="2026-06-01")
    assert told(Book({"customers": [Customer(id="c", name="x")], "orders": [one]})).findings == ()
    back = [order(f"r{at}", "c", f"2026-06-{at:02}", "-50") for at in range(1, 20)]
    assert told(Book({"customers": [Customer(id="c", name="x")], "orders": back})).findings == ()


def test_follow_ups_come_on_working_days_as_many_as_fit() -> None:
    policy = Policy(visits_a_day=2.5, days_off=("2026-07-02",))
    days = coming_days(date(2026, 7, 1), policy)
    assert [next(days) for _ in range(5)] == [
        *["2026-07-03"] * 2,
        *["2026-07-06"] * 2,
        "2026-07-07",
    ]
    idle = coming_days(date(2026, 7, 3), Policy(visits_a_day=0, working_weekdays=()))
    assert [next(idle), next(idle)] == ["2026-07-04", "2026-07-05"]


def test_a_young_book_says_nothing_of_churn() -> None:
    young = [order(f"o{at}", f"c{at % 40}", _before(at * 3), "100") for at in range(100)]
    now = situation(Book({"customers": customers(40), "orders": young}), DAY, POLICY)
    lost = [each for each in rates(now, keys_of(now)) if each.kind == "churn"]
    assert [(each.n, each.before_n) for each in lost] == [(0, 0)]
    fixed = with_(now, policy=Policy(active_days=60))
    lost = [each for each in rates(fixed, keys_of(fixed)) if each.by is None][3:4]
    assert lost[0].kind == "churn"
    assert lost[0].n > 0


def test_while_orders_are_missing_it_is_not_judged_what_customers_buy() -> None:
    book, day = book_of(1), DAY + timedelta(60)
    newest = max(row.date for row in book.rows("orders"))
    found = told(book, day)
    assert found.mind is not None
    assert (found.mind.code, found.mind.fact("day")) == ("orders_until", newest)
    now = situation(book, day, POLICY)
    kinds = {each.kind for each in rates(now, keys_of(now))}
    assert kinds == {"weakest_step", "win_rate", "lost_reason"}
    assert told(book).mind is None
    few = Book({"customers": customers(3), "orders": steady("c0", 30, 5, 200)})
    assert told(few).mind is None
    assert told(Book()).mind is None


def _before(days: int) -> str:
    return (DAY - timedelta(days)).isoformat()


def test_periods_of_a_finding_are_told() -> None:
    found = told(f1.book(), date(2026, 6, 30), f1.policy())
    assert (
        Period("range", date.fromisoformat(found.start), date.fromisoformat(found.end)).days == 91
    )
