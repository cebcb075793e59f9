"""The verbs of the desk over a memory store: what is saved, undone, refused."""

import pytest

from repdesk.domain.change import decode_change, encode_change
from repdesk.domain.entry import DealEntry, Entry, Promise, StageEntry
from repdesk.domain.errors import Conflict, Invalid, NothingToUndo
from tests.memory_store import MemoryStore, desk_of

NAMES = ["张家港华昌", "[/] ${x}", "Suzhou Hengli Precision"]


@pytest.mark.parametrize("name", NAMES)
def test_a_new_account_opens_an_untitled_deal_at_the_first_stage(name: str) -> None:
    desk = desk_of()
    customer = desk.add_customer(name).answer
    assert desk.book.get("customers", customer).name == name
    (deal,) = desk.book.of("deals", "customer", customer)
    assert [event.stage for event in desk.book.of("stage_events", "deal", deal.id)] == ["lead"]


def test_the_first_real_contact_moves_the_lead_to_contacted() -> None:
    desk = desk_of()
    customer = desk.add_customer("Acme").answer
    desk.log(customer, Entry(kind="missed", raw="x"))
    desk.log(customer, Entry(kind="call", outcome="not_reached", raw="c x"))
    (deal,) = desk.book.of("deals", "customer", customer)
    assert len(desk.book.of("stage_events", "deal", deal.id)) == 1
    desk.log(customer, Entry(kind="call", raw="c"))
    assert [e.stage for e in desk.book.of("stage_events", "deal", deal.id)] == ["lead", "contacted"]
    desk.undo()
    assert len(desk.book.of("stage_events", "deal", deal.id)) == 1


def test_one_entry_is_one_change_with_one_undo() -> None:
    desk = desk_of()
    customer = desk.add_customer("Acme").answer
    before = {t: list(desk.book.rows(t)) for t in ("interactions", "followups", "stage_events")}
    desk.log(
        customer,
        Entry(
            kind="visit",
            raw="v + $12000 pump >quote !fri call",
            note="v",
            deals=(DealEntry(title="pump", amount=1_200_000),),
            stage=StageEntry(to="quote"),
            promises=(Promise(due="2026-07-03", text="call"),),
        ),
    )
    (deal,) = desk.book.of("deals", "customer", customer)
    assert (deal.title, deal.amount) == ("pump", 1_200_000)
    assert [e.stage for e in desk.book.of("stage_events", "deal", deal.id)][-1] == "quote"
    (promise,) = desk.book.of("followups", "customer", customer)
    (interaction,) = desk.book.of("interactions", "customer", customer)
    assert promise.from_ == interaction.id
    desk.undo()
    assert {t: list(desk.book.rows(t)) for t in before} == before
    desk.redo()
    assert desk.book.get("followups", promise.id) == promise


def test_undo_goes_back_step_by_step_and_redo_forward() -> None:
    desk = desk_of()
    for number in range(3):
        desk.add("zones", name=f"zone {number}")
    for left in (2, 1, 0):
        desk.undo()
        assert desk.book.count("zones") == left
    with pytest.raises(NothingToUndo):
        desk.undo()
    for there in (1, 2, 3):
        desk.redo()
        assert desk.book.count("zones") == there
    with pytest.raises(NothingToUndo):
        desk.redo()
    desk.undo()
    desk.add("zones", name="other")
    with pytest.raises(NothingToUndo):
        desk.redo()


def test_a_form_based_on_an_older_record_is_refused_and_told_by_whom() -> None:
    store = MemoryStore()
    mine, theirs = desk_of(store, by="pts/1"), desk_of(store, by="pts/2")
    customer = mine.add_customer("Acme").answer
    seen = mine.book.get("customers", customer)
    theirs.edit("customers", customer, zone="Wuxi")
    with pytest.raises(Conflict) as caught:
        mine.edit("customers", customer, based_on=seen, zone="Suzhou")
    assert caught.value.facts["by"] == "pts/2"
    assert mine.book.get("customers", customer).zone == "Wuxi"


def test_a_refused_save_changes_nothing() -> None:
    store = MemoryStore()
    desk = desk_of(store)
    customer = desk.add_customer("Acme").answer
    store.refuse = OSError("full")
    with pytest.raises(OSError, match="full"):
        desk.log(customer, Entry(kind="visit", raw="v"))
    assert desk.book.count("interactions") == 0


def test_rules_name_table_field_and_value() -> None:
    desk = desk_of()
    with pytest.raises(Invalid) as caught:
        desk.add("spends", date="2026-02-30", amount=5)
    assert caught.value.facts["field"] == "date"
    with pytest.raises(Invalid, match="reference"):
        desk.add("contacts", customer="nobody", name="Wang")


def test_a_change_reads_back_as_it_was_written() -> None:
    store = MemoryStore()
    desk = desk_of(store)
    desk.add_customer("张家港华昌", aliases=("华昌",))
    line = store.lines[-1]
    seq, change = decode_change(line)
    assert encode_change(seq, change) == line


def test_another_own_tier_does_not_keep_the_reason_of_the_one_before() -> None:
    desk = desk_of(MemoryStore())
    customer = desk.add_customer("张家港华昌", own_tier="VIP", tier_reason="[/] ${x}").answer
    desk.edit("customers", customer, own_tier="VIP", zone="苏州")
    assert desk.book.get("customers", customer).tier_reason == "[/] ${x}"
    desk.edit("customers", customer, own_tier="key")
    assert desk.book.get("customers", customer).tier_reason == ""
    desk.set_own_tier(customer, "general", "换人了")
    assert desk.book.get("customers", customer).tier_reason == "换人了"
    assert desk.book.of("tier_marks", "customer", customer)[-1].reason == "换人了"
