"""The figures of the demo book make sense to someone who sells for a living."""

from collections import Counter, defaultdict
from datetime import date
from decimal import Decimal
from itertools import pairwise
from statistics import mean, median

import pytest

from repdesk.data_files import data_file
from repdesk.demo.stored import BASE, load
from repdesk.domain.book import Book
from repdesk.domain.interaction import KINDS
from repdesk.domain.order import line_net, order_net
from repdesk.domain.tier import tier_of
from tests.demo.debts import overdue


@pytest.fixture(scope="module")
def book() -> Book:
    return load(data_file("demo.json"), BASE)


def net_by_month(book: Book) -> dict[str, Decimal]:
    months: dict[str, Decimal] = defaultdict(Decimal)
    for order in book.rows("orders"):
        if order.state != "cancelled":
            months[order.date[:7]] += order_net(order)
    return months


def test_sales_are_near_the_target(book: Book) -> None:
    sold = net_by_month(book)
    targets = {t.period: t.value / 100 for t in book.rows("targets") if t.metric == "sales_net"}
    reached = {month: float(net) / targets[month] for month, net in sold.items()}
    assert len(reached) == 24
    assert 0.85 <= mean(reached.values()) <= 1.0
    assert 0.85 <= reached["2026-06"] <= 1.0
    assert min(reached.values()) > 0.6
    assert max(reached.values()) < 1.3
    assert all(350_000 <= value <= 700_000 for value in targets.values())


def test_margins_are_a_traders(book: Book) -> None:
    net = cost = Decimal()
    for order in book.rows("orders"):
        for line in order.lines:
            assert line_net(line).copy_abs() > abs(Decimal(line.qty)) * Decimal(line.cost)
            net += line_net(line)
            cost += Decimal(line.qty) * Decimal(line.cost)
    assert Decimal("0.25") < 1 - cost / net < Decimal("0.45")


def test_orders_have_rhythm_and_season(book: Book) -> None:
    gaps = []
    for row in book.customers():
        days = {o.date for o in book.of("orders", "customer", row.id) if not o.credits}
        ordered = [date.fromisoformat(day) for day in sorted(days)]
        if len(ordered) > 3:
            gaps.append(median((b - a).days for a, b in pairwise(ordered)))
    assert min(gaps) >= 17
    assert max(gaps) <= 130
    assert 35 <= median(gaps) <= 65
    sold = net_by_month(book)
    winter = sum(sold[f"{year}-{month:02}"] for year in (2025, 2026) for month in (1, 2))
    spring = sum(sold[f"{year}-{month:02}"] for year in (2025, 2026) for month in (4, 5))
    assert winter < Decimal("0.8") * spring


def test_nobody_works_on_sundays_or_at_night(book: Book) -> None:
    for order in book.rows("orders"):
        assert date.fromisoformat(order.date).isoweekday() < 6
    for row in (*book.rows("interactions"), *book.rows("stage_events")):
        assert date.fromisoformat(row.at[:10]).isoweekday() < 6
        assert "08:00" <= row.at[11:16] < "18:30"


def test_nothing_happened_on_the_base_day_or_later(book: Book) -> None:
    for table in ("interactions", "stage_events", "orders", "payments", "spends"):
        for row in book.rows(table):
            assert str(getattr(row, "at", "") or row.date) < BASE.isoformat()
            assert row.created < f"{BASE.isoformat()}T00:00"


def test_a_day_holds_what_one_person_can_do(book: Book) -> None:
    visits = Counter(i.at[:10] for i in book.rows("interactions") if i.kind == "visit")
    others = Counter(i.at[:10] for i in book.rows("interactions") if i.kind != "visit")
    # One more than planned: a story or a talk that several customers came to.
    assert max(visits.values()) <= 7
    assert max(others.values()) <= 12
    months = Counter(day[:7] for day in visits.elements() if day >= "2024-07")
    assert min(months.values()) >= 20
    assert max(months.values()) <= 70


def test_stages_follow_each_other(book: Book) -> None:
    place = {"lead": 0, "contacted": 1, "quote": 2, "won": 3, "lost": 3}
    for deal in book.rows("deals"):
        events = book.of("stage_events", "deal", deal.id)
        assert events[0].stage == "lead"
        assert all(place[a.stage] < place[b.stage] for a, b in pairwise(events))
        assert all(event.reason for event in events if event.stage == "lost")
        assert all(not event.reason for event in events if event.stage != "lost")
        if any(event.stage == "quote" for event in events):
            assert deal.amount
            assert deal.title


def test_won_deals_have_their_order_on_that_day(book: Book) -> None:
    orders = {order.deal: order for order in book.rows("orders") if order.deal}
    won = 0
    for deal in book.rows("deals"):
        last = book.of("stage_events", "deal", deal.id)[-1]
        if last.stage == "won":
            won += 1
            assert orders[deal.id].date == last.at[:10]
            assert order_net(orders[deal.id]) * 100 == deal.amount
    assert won == len(orders) > 15


def test_a_lead_that_was_never_reached_stays_a_lead(book: Book) -> None:
    for deal in book.rows("deals"):
        events = book.of("stage_events", "deal", deal.id)
        if not deal.title and len(events) == 1:
            contacts = book.of("interactions", "customer", deal.customer)
            assert all(row.kind in ("note", "missed") for row in contacts)


def test_the_funnel_is_believable(book: Book) -> None:
    reached: Counter[str] = Counter()
    quoted: Counter[str] = Counter()
    reasons: Counter[str] = Counter()
    for deal in book.rows("deals"):
        stages = [event.stage for event in book.of("stage_events", "deal", deal.id)]
        reached.update(stages)
        if "quote" in stages:
            quoted[stages[-1]] += 1
        reasons.update(e.reason for e in book.of("stage_events", "deal", deal.id) if e.reason)
    assert 0.25 <= quoted["won"] / (quoted["won"] + quoted["lost"]) <= 0.4
    assert quoted["quote"] >= 8
    assert reached["lead"] >= reached["contacted"] > reached["quote"] > reached["won"]
    assert len(reasons) >= 6
    assert {reason for reason, _n in reasons.most_common(2)} == {"price", "no_decision"}


def test_money_is_owed_and_some_of_it_is_late(book: Book) -> None:
    late = overdue(book, BASE.isoformat())
    assert 6 <= len(late) <= 20
    assert 80_000 <= sum(amount for _customer, _days, amount in late) <= 200_000
    oldest = max(late, key=lambda row: row[1])
    assert (book.get("customers", oldest[0]).name, oldest[1]) == ("无锡东升水务", 67)
    assert any(order.credits for order in book.rows("orders"))
    assert any(order.state == "announced" for order in book.rows("orders"))


def test_gross_amounts_are_exact_to_the_fen(book: Book) -> None:
    for order in book.rows("orders"):
        gross = order_net(order) * (1 + Decimal(order.tax)) * 100
        assert gross == gross.to_integral_value()


def test_tiers_are_in_proportion(book: Book) -> None:
    tiers = Counter(tier_of(book, row) for row in book.customers())
    share = {tier: count / sum(tiers.values()) for tier, count in tiers.items()}
    assert 0.04 <= share["VIP"] <= 0.12
    assert 0.1 <= share["key"] <= 0.25
    assert 0.08 <= share["potential"] <= 0.25
    own = [row for row in book.customers() if row.own_tier]
    assert 4 <= len(own) <= 10
    assert all(row.tier_reason for row in own)


def test_promises_of_every_kind_are_open(book: Book) -> None:
    still = [row for row in book.rows("followups") if row.state == "open"]
    kinds = {"promise", "sample", "complaint", "payment", "tender"}
    assert {row.kind for row in still} == kinds
    assert {row.owner for row in still} == {"me", "them"}
    assert 15 <= len(still) <= 40
    assert all(row.amount for row in still if row.kind == "payment")
    days = {(row.due > BASE.isoformat()) - (row.due < BASE.isoformat()) for row in still}
    assert days == {-1, 0, 1}
    mine = [row for row in book.rows("followups") if row.owner == "me" and row.state == "done"]
    assert 0.8 <= mean(row.closed <= row.due for row in mine) <= 0.95


def test_interactions_of_every_kind_in_both_languages(book: Book) -> None:
    rows = list(book.rows("interactions"))
    assert {row.kind for row in rows} == set(KINDS)
    chinese = sum(not row.note.isascii() for row in rows)
    assert 0.85 < chinese / len(rows) < 0.97
    recent = [row for row in rows if row.at >= "2026-06-15" and row.kind in ("visit", "call")]
    assert any(row.outcome is None for row in recent)
    assert not any("{" in row.note or "}" in row.note for row in rows)
    assert any(row.private for row in rows)


def test_nobody_is_done_business_with_before_being_known(book: Book) -> None:
    for table in ("interactions", "orders", "deals", "followups", "payments", "answers"):
        for row in book.rows(table):
            assert row.created >= book.get("customers", row.customer).created
