"""Two accounts become one: nothing is lost, nothing refers to the one that went, undo is whole."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from repdesk.demo.book import demo_book
from repdesk.demo.stored import BASE
from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.customer import CompetitorPrice, Ratings
from repdesk.domain.entry import Entry
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.order import order_net
from repdesk.domain.tables import REFERENCES, TABLES
from repdesk.storage.soundness import faults
from tests.memory_store import MemoryStore, desk_of, keys_of

DEMO = demo_book(BASE, keys_of)
IDS = sorted(row.id for row in DEMO.rows("customers"))


def rows(book: Book) -> dict[str, dict[str, object]]:
    return {table: {row.id: row for row in book.rows(table)} for table in TABLES}


@settings(max_examples=40, deadline=None)
@given(st.lists(st.sampled_from(IDS), min_size=2, max_size=2, unique=True))
def test_everything_goes_over_and_comes_back(pair: list[str]) -> None:
    keep, other = pair
    desk = desk_of(MemoryStore(DEMO))
    moved = desk.merge(keep, other).answer
    book = desk.book
    assert book.get("customers", other) is None
    assert list(faults(book)) == []
    for table in ("interactions", "followups", "orders", "payments", "contacts", "answers"):
        assert book.count(table) == DEMO.count(table)
        both = [*DEMO.of(table, "customer", keep), *DEMO.of(table, "customer", other)]
        assert {row.id for row in book.of(table, "customer", keep)} == {row.id for row in both}
    assert sum(map(order_net, book.rows("orders"))) == sum(map(order_net, DEMO.rows("orders")))
    told = [table for table, fields in REFERENCES.items() if "customer" in fields]
    assert all(row.customer != other for table in told for row in book.rows(table))
    assert moved > 0
    desk.undo()
    assert rows(desk.book) == rows(DEMO)


def both(desk: Desk, **other: object) -> tuple[str, str]:
    kept = desk.add_customer("张家港华昌", phones=("138-0000-0000",), tags=("泵",)).answer
    gone = desk.add_customer("[/] ${x}", **other).answer
    return str(kept), str(gone)


def test_what_the_kept_one_has_stays_and_gaps_are_filled() -> None:
    desk = desk_of()
    kept, gone = both(
        desk,
        aliases=("Huachang",),
        phones=("138-0000-0001", "138-0000-0000"),
        city="张家港",
        code="K7",
        refs=("erp:9",),
        tags=("滤芯",),
        needs="quick delivery",
        own_tier="VIP",
        tier_reason="strategic",
        do_not_contact=True,
        ratings=Ratings(fit=4),
        competitors=(CompetitorPrice(name="Grundfos", price="900", date="2026-05-01"),),
    )
    desk.edit(
        "customers",
        kept,
        code="K1",
        ratings=Ratings(potential=2),
        competitors=(CompetitorPrice(name="GRUNDFOS", price="950", date="2026-04-01"),),
    )
    desk.merge(kept, gone)
    row = desk.book.get("customers", kept)
    assert row.name == "张家港华昌"
    assert row.aliases == ("[/] ${x}", "Huachang")
    assert set(keys_of("Huachang")) <= set(row.keys)
    assert row.phones == ("138-0000-0000", "138-0000-0001")
    assert (row.city, row.code, row.refs, row.tags) == (
        "张家港",
        "K1",
        ("erp:9", "K7"),
        ("泵", "滤芯"),
    )
    assert (row.needs, row.own_tier, row.tier_reason) == ("quick delivery", "VIP", "strategic")
    assert row.do_not_contact
    assert row.ratings == Ratings(fit=4, potential=2)
    assert [(one.name, one.price) for one in row.competitors] == [("Grundfos", "900")]


def test_the_untitled_first_deal_is_not_there_twice() -> None:
    desk = desk_of()
    kept, gone = both(desk)
    desk.merge(kept, gone)
    assert len(desk.book.of("deals", "customer", kept)) == 1
    assert desk.book.count("deals") == 1
    assert desk.book.count("stage_events") == 1


def test_prices_and_stops_that_both_have_stand_once() -> None:
    desk = desk_of()
    kept, gone = both(desk)
    pump = desk.add("products", code="P1").answer
    for customer, price in ((kept, "10"), (gone, "12")):
        desk.add("prices", customer=customer, product=pump, price=price)
        desk.add("stops", customer=customer, date="2026-07-01")
    desk.merge(kept, gone)
    assert [row.price for row in desk.book.of("prices", "customer", kept)] == ["10"]
    assert desk.book.count("stops") == 1


def test_it_is_backed_up_first_and_refused_for_one_or_for_an_erased_account() -> None:
    store = MemoryStore()
    desk = desk_of(store)
    kept, gone = both(desk)
    desk.log(gone, Entry(kind="visit", raw="v"))
    with pytest.raises(Invalid, match=r"merge\.same"):
        desk.merge(kept, kept)
    desk.edit("customers", gone, erased=True, name="x")
    with pytest.raises(NotFound):
        desk.merge(kept, gone)
    with pytest.raises(NotFound):
        desk.merge(kept, "nobody")
    assert set(store.backups) == {"merge"}
