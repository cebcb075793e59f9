"""One log as rows: several customers, stops, an order and the deal it wins; and its correction."""

from typing import Any

import pytest

from repdesk.desk import Desk
from repdesk.domain.correction import Correction, correct_entry
from repdesk.domain.deal import is_open
from repdesk.domain.entry import DealEntry, Entry, ItemEntry, Promise, StageEntry
from repdesk.domain.errors import Conflict, Invalid
from tests.memory_store import MemoryStore, desk_of

NOW = "2026-06-30T10:42:00+08:00"
DAY = "2026-06-30"


@pytest.fixture
def store() -> MemoryStore:
    return MemoryStore()


@pytest.fixture
def desk(store: MemoryStore) -> Desk:
    made = desk_of(store, now=NOW)
    for at, name in enumerate(("张家港华昌", "[/] ${x}", "无锡东升"), 1):
        made.add_customer(name, id=f"c{at}")
    made.add("contacts", id="p1", customer="c1", name="王军")
    made.add("contacts", id="p2", customer="c2", name="Li Na")
    return made


def last(desk: Desk, customer: str) -> Any:
    return desk.book.of("interactions", "customer", customer)[-1]


def test_several_customers_in_one_log_each_get_a_row_and_one_undo(
    desk: Desk, store: MemoryStore
) -> None:
    before = len(store.lines)
    entry = Entry(
        kind="visit",
        outcome="positive",
        contacts=("p1", "p2"),
        also=("c2", "c3", "c2"),
        promises=(Promise(due="2026-07-03", text="call"),),
        raw="v+ fair !fri call",
    )
    ids = desk.log("c1", entry).answer
    rows = [last(desk, customer) for customer in ("c1", "c2", "c3")]
    assert ids[0] == rows[0].id
    told = [(row.kind, row.outcome, row.raw, row.at, row.contacts) for row in rows]
    same = ("visit", "positive", "v+ fair !fri call", NOW)
    assert told == [(*same, ("p1",)), (*same, ("p2",)), (*same, ())]
    assert len({row.group for row in rows}) == 1
    assert desk.book.count("followups") == 1
    assert len(store.lines) == before + 1
    assert desk.book.history[-1].args["more"] == 2
    desk.undo()
    assert desk.book.count("interactions") == 0


def test_one_customer_alone_is_no_group(desk: Desk) -> None:
    desk.log("c1", Entry(kind="visit", also=("c1",), raw="v"))
    assert desk.book.count("interactions") == 1
    assert last(desk, "c1").group is None


@pytest.mark.parametrize(
    ("entry", "state"),
    [
        (Entry(kind="visit"), "done"),
        (Entry(kind="visit", outcome="not_reached"), "missed"),
        (Entry(kind="missed"), "missed"),
        (Entry(kind="call"), "planned"),
        (Entry(kind="visit", at="2026-06-29"), "planned"),
    ],
)
def test_a_visit_keeps_the_stop_of_its_day(desk: Desk, entry: Entry, state: str) -> None:
    stop = desk.add("stops", customer="c1", date=DAY).answer
    desk.log("c1", entry)
    assert desk.book.get("stops", stop).state == state
    assert last(desk, "c1").planned == (state != "planned")


def test_an_order_wins_its_deal_in_the_same_change(desk: Desk, store: MemoryStore) -> None:
    deal = desk.add("deals", customer="c1", title="pump").answer
    other = desk.add("deals", customer="c1", title="filters").answer
    before = len(store.lines)
    items = (ItemEntry(product="P1", qty="2", price="190"),)
    desk.log("c1", Entry(kind="order", items=items, wins=deal, tax="0.13", raw="o P1x2@190"))
    (order,) = desk.book.of("orders", "customer", "c1")
    assert (order.deal, order.state, order.tax) == (deal, "announced", "0.13")
    stages = {stage.id: stage for stage in desk.book.stages}
    events = desk.book.of("stage_events", "deal", deal)
    assert [event.stage for event in events] == ["won"]
    assert is_open(desk.book.of("stage_events", "deal", other), stages)
    assert len(store.lines) == before + 1
    desk.undo()
    assert desk.book.count("orders") == 0
    assert not desk.book.of("stage_events", "deal", deal)


def test_a_deal_that_was_won_already_is_only_linked(desk: Desk) -> None:
    deal = desk.add("deals", customer="c1", title="pump").answer
    desk.move_deal(deal, "won")
    items = (ItemEntry(product="P1", qty="2", price="190"),)
    desk.log("c1", Entry(kind="order", items=items, wins=deal))
    assert len(desk.book.of("stage_events", "deal", deal)) == 1
    assert desk.book.of("orders", "customer", "c1")[-1].deal == deal


def test_a_promise_belongs_to_the_one_deal_of_its_line(desk: Desk) -> None:
    promise = (Promise(due="2026-07-03", text="call"),)
    deal = DealEntry(title="pump", amount=100, deal="")
    desk.log(
        "c1", Entry(kind="visit", deals=(deal,), stage=StageEntry(to="quote"), promises=promise)
    )
    (made,) = [row for row in desk.book.of("deals", "customer", "c1") if row.title == "pump"]
    assert desk.book.of("followups", "customer", "c1")[-1].deal == made.id
    assert desk.book.count("deals") == 4
    two = (DealEntry(title="pump", amount=100), DealEntry(title="filters", amount=200))
    desk.log("c1", Entry(kind="visit", deals=two, promises=promise))
    assert desk.book.of("followups", "customer", "c1")[-1].deal is None


def test_an_unknown_contact_is_refused_and_nothing_saved(desk: Desk, store: MemoryStore) -> None:
    before = len(store.lines)
    with pytest.raises(Invalid, match=r"reference\.missing"):
        desk.log("c1", Entry(kind="visit", contacts=("nobody",)))
    assert len(store.lines) == before


def corrected(desk: Desk, id_: str, correction: Correction) -> None:
    desk.run("correct", lambda edit: correct_entry(edit, id_, correction))


def test_a_correction_alters_every_row_of_the_log_and_the_clock_follows(desk: Desk) -> None:
    logged = desk.log("c1", Entry(kind="missed", also=("c2",), raw="x nobody")).answer[0]
    (lead,) = desk.book.of("deals", "customer", "c2")
    entry = Entry(
        kind="visit", outcome="neutral", at="2026-06-29", contacts=("p2",), raw="v0", note=""
    )
    corrected(desk, logged, Correction(entry=entry))
    for customer, people in (("c1", ()), ("c2", ("p2",))):
        row = last(desk, customer)
        assert (row.kind, row.outcome, row.at, row.raw, row.contacts) == (
            "visit",
            "neutral",
            "2026-06-29",
            "v0",
            people,
        )
    events = desk.book.of("stage_events", "deal", lead.id)
    assert sorted(event.stage for event in events) == ["contacted", "lead"]
    desk.undo()
    assert last(desk, "c2").kind == "missed"
    assert len(desk.book.of("stage_events", "deal", lead.id)) == 1


def test_a_correction_keeps_the_stop_of_that_day(desk: Desk) -> None:
    stop = desk.add("stops", customer="c1", date=DAY).answer
    logged = desk.log("c1", Entry(kind="visit", raw="v")).answer[0]
    corrected(desk, logged, Correction(entry=Entry(kind="missed", raw="x")))
    assert desk.book.get("stops", stop).state == "missed"


def test_promises_of_a_log_are_changed_dropped_and_added_but_never_doubled(desk: Desk) -> None:
    said = (Promise(due="2026-07-03", text="call"), Promise(due="2026-07-06", text="send"))
    logged = desk.log("c1", Entry(kind="visit", promises=said, raw="v")).answer[0]
    first, second = desk.book.of("followups", "customer", "c1")
    correction = Correction(
        entry=Entry(kind="visit", raw="v", promises=(Promise(due="2026-07-09", text="new"),)),
        changed=((first.id, Promise(due="2026-07-10", text="call", owner="them")),),
        dropped=(second.id,),
    )
    corrected(desk, logged, correction)
    rows = {row.text: row for row in desk.book.of("followups", "customer", "c1")}
    assert (rows["call"].id, rows["call"].due, rows["call"].owner) == (
        first.id,
        "2026-07-10",
        "them",
    )
    assert (rows["send"].state, rows["send"].closed) == ("dropped", DAY)
    assert (rows["new"].from_, rows["new"].state) == (logged, "open")
    assert len(rows) == 3


def test_a_promise_closed_meanwhile_is_not_reopened(desk: Desk) -> None:
    said = (Promise(due="2026-07-03", text="call"),)
    logged = desk.log("c1", Entry(kind="visit", promises=said, raw="v")).answer[0]
    (promise,) = desk.book.of("followups", "customer", "c1")
    desk.close_followup(promise.id)
    with pytest.raises(Conflict):
        corrected(desk, logged, Correction(entry=Entry(kind="visit"), dropped=(promise.id,)))
