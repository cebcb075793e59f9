"""From the book to the reader and from a reading to saved rows."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.desk import Desk
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line
from repdesk.notation.entry import entry_of, known_of
from repdesk.notation.reader import read
from tests.memory_store import desk_of

NOW = "2026-06-30T10:42:00+08:00"
TODAY = date(2026, 6, 30)


def saved(desk: Desk, customer: str, line: str, lang: str = "en") -> list[str]:
    """Read and save a line; returns the ids of its rows."""
    known = known_of(desk.book, customer, "2026-06-30", "CNY")
    reading = read(line, TODAY, lang, known, time(10, 42))
    ids: list[str] = desk.log(customer, entry_of(reading, NOW, "CNY")).answer
    return ids


@pytest.fixture
def desk() -> Desk:
    made = desk_of(now=NOW)
    made.add_customer("张家港华昌", id="c1")
    made.add("contacts", id="p1", customer="c1", name="王军")
    made.add("products", id="x1", code="P1", price="200", name="滤芯")
    made.add("products", id="x2", code="P2", price="99.5")
    return made


def test_one_line_becomes_visit_promise_deal_and_stage(desk: Desk) -> None:
    saved(
        desk,
        "c1",
        "v+ @王总 asked for a quote !fri 15:00 call back $1.2万 pump >quote #rush // sly",
    )
    (visit,) = desk.book.of("interactions", "customer", "c1")
    assert (visit.kind, visit.outcome, visit.at, visit.contacts) == (
        "visit",
        "positive",
        NOW,
        ("p1",),
    )
    assert (visit.tags, visit.private) == (("rush",), "sly")
    assert visit.raw.startswith("v+ @王总")
    (promise,) = desk.book.of("followups", "customer", "c1")
    assert (promise.due, promise.time, promise.text) == ("2026-07-03", "15:00", "call back")
    (deal,) = desk.book.of("deals", "customer", "c1")
    assert (deal.title, deal.amount, deal.currency) == ("pump", 1_200_000, None)
    events = desk.book.of("stage_events", "deal", deal.id)
    assert [event.stage for event in events] == ["lead", "contacted", "quote"]


def test_a_line_of_yesterday_with_a_clock_keeps_both(desk: Desk) -> None:
    saved(desk, "c1", "v @昨天 看样机", "zh")
    saved(desk, "c1", "c @9:30 price")
    first, second = desk.book.of("interactions", "customer", "c1")
    assert first.at == "2026-06-29"
    assert second.at == "2026-06-30T09:30:00+08:00"


def test_an_order_takes_the_agreed_then_the_last_then_the_list_price(desk: Desk) -> None:
    desk.add("prices", customer="c1", product="x1", price="180", until="2026-12-31")
    line = Line(product="x2", qty="1", price="95")
    desk.add("orders", customer="c1", date="2026-03-12", number="O7", lines=(line,))
    saved(desk, "c1", "o p1x2 p2x5")
    order = desk.book.of("orders", "customer", "c1")[-1]
    assert [(one.product, one.qty, one.price) for one in order.lines] == [
        ("x1", "2", "180"),
        ("x2", "5", "95"),
    ]
    assert order.state == "announced"


def test_a_payment_names_its_order_and_an_unknown_number_stops(desk: Desk) -> None:
    line = Line(product="x1", qty="1", price="1000")
    order = desk.add("orders", customer="c1", date="2026-03-12", number="O10", lines=(line,)).answer
    saved(desk, "c1", "p 1000 o10")
    (payment,) = desk.book.of("payments", "customer", "c1")
    assert (payment.amount, payment.order) == (100_000, order)
    known = known_of(desk.book, "c1", "2026-06-30", "CNY")
    assert read("p 1000 o99", TODAY, "en", known).stopped


def test_a_complaint_is_a_note_and_one_open_promise(desk: Desk) -> None:
    saved(desk, "c1", "投诉 漏油", "zh")
    (row,) = desk.book.of("interactions", "customer", "c1")
    (promise,) = desk.book.of("followups", "customer", "c1")
    assert row.kind == "note"
    assert (promise.kind, promise.text, promise.due) == ("complaint", "漏油", "2026-06-30")


def test_a_spend_and_a_competitor_are_kept(desk: Desk) -> None:
    saved(desk, "c1", "费用 300 招待", "zh")
    saved(desk, "c1", "v vs Grundfos 9800")
    (spend,) = desk.book.rows("spends")
    assert (spend.amount, spend.customer) == (30_000, "c1")
    (rival,) = desk.book.get("customers", "c1").competitors
    assert (rival.name, rival.price) == ("Grundfos", "9800")


def test_without_products_in_the_book_a_code_adds_its_product_once() -> None:
    desk = desk_of(now=NOW)
    desk.add_customer("[/] ${x}", id="c1")
    with pytest.raises(Invalid, match=r"order\.no_price"):
        saved(desk, "c1", "o p1x2")
    saved(desk, "c1", "o p1x2@10 p1x1@9")
    (product,) = desk.book.rows("products")
    (order,) = desk.book.rows("orders")
    assert {line.product for line in order.lines} == {product.id}
    desk.undo()
    assert not list(desk.book.rows("products"))


def test_a_foreign_amount_keeps_its_currency(desk: Desk) -> None:
    desk.add("rates", currency="USD", date="2026-01-01", rate="7.1")
    saved(desk, "c1", "v $USD 500 pump")
    (deal,) = desk.book.of("deals", "customer", "c1")
    assert (deal.title, deal.amount, deal.currency) == ("pump", 50_000, "USD")


def test_a_stage_move_without_a_known_deal_is_refused() -> None:
    desk = desk_of(now=NOW)
    desk.add_customer("Acme", id="c1")
    desk.add("deals", id="d1", customer="c1", title="pump")
    with pytest.raises(Invalid, match=r"stage\.no_deal"):
        saved(desk, "c1", "v >quote")


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_line_that_is_not_stopped_is_saved_with_its_raw_text(line: str) -> None:
    desk = desk_of(now=NOW)
    desk.add_customer("Acme", id="c1")
    known = known_of(desk.book, "c1", "2026-06-30", "CNY")
    reading = read(line, TODAY, "mix", known, time(10, 42))
    if reading.stopped:
        return
    if any(item.price is None for item in reading.order):
        with pytest.raises(Invalid, match=r"order\.no_price"):
            entry_of(reading, NOW, "CNY")
        return
    ids = desk.log("c1", entry_of(reading, NOW, "CNY")).answer
    assert desk.book.get("interactions", ids[0]).raw == line


def test_known_of_a_customer_that_is_not_there_is_the_book_alone() -> None:
    known = known_of(desk_of().book, "nobody", "2026-06-30")
    assert (known.contacts, known.deals, known.orders) == ((), (), None)
    assert known.stages
    assert all(product.last is None or product.last > Decimal() for product in known.products)
