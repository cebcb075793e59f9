"""The brief: what it tells and what it keeps to itself, line by line and for any book."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from repdesk.domain.customer import Contact, Customer
from repdesk.domain.errors import NotFound
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Line, Order
from repdesk.domain.policy import Policy
from repdesk.i18n import set_language
from repdesk.wording.brief import MOST
from repdesk.wording.cells import clean
from tests.analytics.books import DAY, Tables
from tests.analytics.brief_books import (
    SECRET,
    any_tables,
    codes,
    known,
    part,
    said,
    told,
)
from tests.hostile import TEXTS, harm_in


def test_everything_that_is_known_stands_in_twelve_lines() -> None:
    lines = [row.text for row in said(known())]
    assert lines == [
        "张家港华昌 · VIP · K1 · 苏州",
        "ask for Wang Jun purchasing (decides) · visit · Tue am · likes figures · 138-0000-0001",
        "I owe: call back (2d late) · they owe: pay 1,200 (in 3d) · I kept 1 of 2",
        "deals: pump line 12,000 quote for 10d",
        "owes 1,960 · 1,200 promised for 3 Jul (in 3d)",
        "last paid: pump 190 (8 Jun) · against Grundfos 205 (1 Jun) · against Wilo",
        "cares about: short lead times · a quiet pump",
        "buys: 4 orders, usually every 43d, last 22d ago · pump 4 of 4 · filter 2 of 4",
        "to ask: what does Wilo ask?",
        "VIP: See them every 14 days, whoever decides as often as you can",
        "Answer within 4 h, an offer the same day",
        "Once a quarter look back together: need, stock, what comes next year",
    ]


def test_what_gives_way_stands_where_there_is_room() -> None:
    rows = known()
    for table in ("orders", "payments", "deals", "stage_events"):
        rows[table] = []
    lines = [row.text for row in said(rows)]
    assert lines[2:5] == [
        "also there: Li Na finance (pays)",
        "last time: 9 Jun visit · asked price of type A",
        "I owe: call back (2d late) · they owe: pay 1,200 (in 3d) · I kept 1 of 2",
    ]


def test_what_was_private_is_never_the_last_talk() -> None:
    found = told(known())
    assert part(found, "last").sources[0].id == "i1"


def test_a_note_stands_in_once_where_nothing_else_is_noted() -> None:
    rows = known()
    rows["customers"] = [replace(rows["customers"][0], needs="")]
    rows["deals"] = rows["stage_events"] = []
    found = told(rows)
    assert part(found, "talk").sources[0].id == "i1"
    assert "last" not in codes(found)


def test_a_customer_of_whom_nothing_is_known_is_a_head_a_question_and_a_playbook() -> None:
    found = told({"customers": [Customer(id="c", name="x")]})
    assert codes(found) == ["head", "ask", "question", "playbook"]
    assert part(found, "ask_who").sources[0].id == "c"
    with pytest.raises(NotFound):
        told({"customers": []})


def test_a_complaint_comes_first_and_is_asked_about() -> None:
    rows = known()
    rows["followups"].append(
        Followup(id="f9", customer="c", due="2026-07-09", text="leaks", kind="complaint")
    )
    found = told(rows)
    assert part(found, "mine").sources[0].id == "f9"
    assert codes(found).count("question") == 1
    assert said(rows)[-4].text == "to ask: is this settled: leaks?"


@pytest.mark.parametrize(
    ("change", "asked"),
    [
        ({"payments": []}, "ask_rival"),  # nothing known of what is owed
        ({"followups": []}, "ask_rival"),
        ({"contacts": []}, "ask_decider"),
    ],
)
def test_the_question_is_what_the_book_leaves_open(change: Tables, asked: str) -> None:
    assert part(told({**known(), **change}), asked)


def test_overdue_money_deals_and_late_orders_are_asked_about() -> None:
    rows = known()
    later = DAY.replace(month=9)
    assert part(told(rows, day=later), "ask_money").fact("overdue") == 196_000
    rows["orders"] = rows["orders"][:3]
    assert part(told(rows, day=later), "ask_stalled").fact("days") == 102
    deal = replace(rows["deals"][0], expected_close="2026-09-25")
    assert part(told({**rows, "deals": [deal]}, day=later), "ask_close")
    assert "when now?" in said({**rows, "deals": [deal]}, day=later)[-4].text
    assert part(told({**rows, "deals": []}, day=later), "ask_late").fact("since") == 155


def test_prices_are_of_what_was_really_paid() -> None:
    rows = known()
    rows["customers"] = [Customer(id="c", name="x")]
    rows["deals"] = []
    rows["orders"][-1] = Order(
        id="o9",
        customer="c",
        date="2026-06-29",
        currency="USD",
        rate="7",
        lines=(
            Line(product="p", qty="3", net="100", price="99"),
            Line(product="q", qty="1", price="0"),
            Line(product="gone", qty="1", price="500"),
        ),
    )
    lines = [row.text for row in said(rows)]
    assert "last paid: pump 33.3333 USD (29 Jun) · filter 30 (16 Mar)" in lines


def test_credit_and_snooze_and_no_step_are_told() -> None:
    rows = known()
    rows["followups"] = []
    rows["customers"] = [replace(rows["customers"][0], credit_limit=100)]
    assert part(told(rows), "credit").fact("limit") == 100
    assert [source.id for source in part(told(rows), "no_step").sources] == ["c", "d"]
    assert "no next step" in said(rows)[2].text
    general = replace(rows["customers"][0], own_tier="general")
    words = said({**rows, "customers": [general]})[2].text
    assert words == "no next step for pump line 12,000"
    away = replace(general, do_not_contact=True, snooze_until="2026-07-09")
    head = said({**rows, "customers": [away]})[0].text
    assert head.endswith("do not contact · snoozed until 9 Jul")


def test_the_reps_own_playbook_is_told() -> None:
    vip, *others = Policy().tiers
    mine = replace(Policy(), tiers=(replace(vip, playbook=("dine\nwith them", "")), *others))
    lines = [row.text for row in said(known(), policy=mine)]
    assert lines[-1] == "VIP: dine with them"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_hostile_text_is_shown_harmless(text: str) -> None:
    rows = known()
    rows["customers"] = [replace(rows["customers"][0], name=text, needs=text)]
    rows["contacts"] = [Contact(id="w", customer="c", name=text, style=text)]
    rows["interactions"] = [
        Interaction(id="i1", customer="c", at="2026-06-09T10:00:00+08:00", kind="call", note=text)
    ]
    rows["followups"] = [Followup(id="f", customer="c", due="2026-06-30", text=text)]
    for row in said(rows):
        assert harm_in(row.text) == []
        assert len(row.text) < 1000


@given(any_tables(), st.sampled_from(["en", "zh"]))
@settings(max_examples=40)
def test_any_brief_is_short_true_to_its_records_and_keeps_what_is_private(
    rows: Tables, language: str
) -> None:
    ids = {(table, row.id) for table, all_ in rows.items() for row in all_}
    set_language(language)
    try:
        for customer in ("c0", "c5", "c11"):
            lines = said(rows, customer)
            assert 4 <= len(lines) <= MOST
            for row in lines:
                assert row.text.strip()
                assert row.text == clean(row.text)
                assert SECRET not in row.text
                assert row.sources
                assert set(row.sources) <= ids
            shuffled = {table: list(reversed(all_)) for table, all_ in rows.items()}
            assert said(shuffled, customer) == lines
    finally:
        set_language("en")


@given(any_tables())
@settings(max_examples=30)
def test_what_is_dated_later_is_not_told(rows: Tables) -> None:
    last = DAY.isoformat()
    dated = {"orders": "date", "interactions": "at", "stage_events": "at", "payments": "date"}
    past = {
        table: [
            row for row in all_ if table not in dated or getattr(row, dated[table])[:10] <= last
        ]
        for table, all_ in rows.items()
    }
    # a deal of which nothing is left would count as one just opened
    started = {row.deal for row in past["stage_events"]}
    ever = {row.deal for row in rows["stage_events"]}
    past["deals"] = [row for row in past["deals"] if row.id in started or row.id not in ever]
    for customer in ("c0", "c5"):
        assert told(rows, customer) == told(past, customer)
