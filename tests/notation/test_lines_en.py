"""Lines of an English notebook: what they mean, and many that must stay text."""

from datetime import date, time
from typing import Any

import pytest

from repdesk.notation.reader import read
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import disagreements

TUESDAY = date(2026, 6, 30)
FRIDAY = {"due": "2026-07-03"}

READ: list[tuple[str, dict[str, Any]]] = [
    # kinds and outcomes
    ("c. met him by chance", {"kind": "call", "note": "met him by chance"}),
    ("note: - item", {"kind": "note", "outcome": None, "note": "- item"}),
    ("c no answer, try later", {"kind": "call", "outcome": "not_reached", "note": "try later"}),
    ("Call: no answer", {"kind": "call", "outcome": "not_reached", "note": ""}),
    ("c voicemail", {"kind": "call", "outcome": "not_reached"}),
    ("c no answer on price", {"kind": "call", "outcome": None, "note": "no answer on price"}),
    ("c voicemail from Bob", {"kind": "call", "outcome": None, "note": "voicemail from Bob"}),
    ("visit ? only a trainee", {"kind": "visit", "outcome": "not_met"}),
    ("+ good talk", {"kind": "visit", "outcome": "positive", "note": "good talk"}),
    ("v+!fri call", {"outcome": "positive", "followups": [FRIDAY | {"text": "call"}]}),
    ("0", {"kind": "visit", "outcome": "neutral"}),
    # promises
    ("!fri: call", {"followups": [FRIDAY | {"text": "call"}]}),
    ("(!fri call)", {"followups": [FRIDAY | {"text": "call"}], "note": ""}),
    ("!fri 3 jul call", {"followups": [FRIDAY | {"text": "call"}]}),
    ("!3 jul, fri call", {"followups": [FRIDAY | {"text": "call"}]}),
    ("$500 in-line pump", {"deals": [{"amount": 500, "title": "in-line pump"}]}),
    ("$500 payment terminal", {"deals": [{"amount": 500, "title": "payment terminal"}]}),
    ("!fri, mon is a holiday", {"followups": [FRIDAY | {"text": "mon is a holiday"}]}),
    ("!3pm fri demo", {"followups": [FRIDAY | {"time": "15:00", "text": "demo"}]}),
    ("!15:00 tomorrow demo", {"followups": [{"due": "2026-07-01", "time": "15:00"}]}),
    ("!fri 9:30-11:00 demo", {"followups": [FRIDAY | {"time": None, "text": "9:30-11:00 demo"}]}),
    ("!nov 30 2000 pcs", {"followups": [{"due": "2026-11-30", "text": "2000 pcs"}]}),
    ("!12/13 fair", {"followups": [{"due": "2026-12-13"}]}),
    ("!today call", {"followups": [{"due": "2026-06-30"}]}),
    ("!fri send samples", {"followups": [FRIDAY | {"kind": "sample"}]}),
    ("!fri call #urgent he waits", {"followups": [FRIDAY | {"text": "call"}], "note": "he waits"}),
    ("~fri", {"followups": [FRIDAY | {"owner": "them", "text": "follow up"}]}),
    ("~fri pay 500", {"followups": [FRIDAY | {"kind": "payment", "amount": "500"}]}),
    (
        "~fri pays $1,200.50 for O10",
        {"followups": [FRIDAY | {"amount": "1200.5", "text": "pays $1,200.50 for O10"}]},
    ),
    ("!fri collect $500 deposit", {"followups": [FRIDAY | {"text": "collect $500 deposit"}]}),
    # deals and stages
    ("$12k pump, urgent", {"deals": [{"amount": 12000, "title": "pump"}], "note": "urgent"}),
    ("$USD 500 pump", {"deals": [{"amount": 500, "title": "pump"}]}),
    ("$12000", {"deals": [{"amount": 12000, "title": ""}]}),
    (
        "$12000 pump (urgent) >quote",
        {"deals": [{"amount": 12000, "title": "pump"}], "stage": {"to": "quote", "deal": "pump"}},
    ),
    (
        "$12000 pump; $300 hose >won",
        {
            "deals": [{"amount": 12000, "title": "pump"}, {"amount": 300, "title": "hose"}],
            "stage": {"to": "won", "deal": "hose"},
        },
    ),
    ("$12000 pump $300 hose", {"deals": [{"amount": 12000, "title": "pump"}], "note": "$300 hose"}),
    ("then $500 hoses, and >quote", {"stage": {"to": "quote", "deal": None}}),
    (">Quote.", {"stage": {"to": "quote"}, "note": ""}),
    (">lost no_decision", {"stage": {"to": "lost", "reason": "no_decision"}}),
    ("vs KSB Pumps 12k; soon", {"competitor": {"name": "KSB Pumps", "amount": 12000}}),
    # the rest
    ("@yesterday 9:30 met", {"at": "2026-06-29T09:30", "note": "met"}),
    ("@12/31 met", {"at": "2025-12-31"}),
    ("@2w ago met", {"at": "2026-06-16"}),
    ("#a,#b;#c", {"tags": ["a", "b", "c"]}),
    ("#VIP #VIP", {"tags": ["VIP"]}),
    (r"\#tag \@x \\ \a", {"tags": [], "note": r"#tag @x \ \a"}),
    ("http://x //secret", {"private": "secret", "note": "http://x"}),
    (
        "complaint leaking pump",
        {"kind": "note", "complaint": True, "followups": [{"due": None, "kind": "complaint"}]},
    ),
    ("spend 300 dinner", {"spend": {"amount": 300, "note": "dinner"}}),
    ("p 1000 @yesterday", {"payment": {"amount": 1000}, "at": "2026-06-29"}),
    ("p 1000 o10 rest in July", {"payment": {"amount": 1000, "order": "o10"}}),
    ("p 3 pumps broken", {"kind": "note", "note": "p 3 pumps broken"}),
    ("o p1x2;p2x3", {"order": [{"code": "p1", "qty": 2}, {"code": "p2", "qty": 3}]}),
    ("o 6205-2RSx200", {"order": [{"code": "6205-2RS", "qty": 200, "price": None}]}),
]
REFUSED_BECAUSE = [
    ("!last fri call", "followup_past"),
    ("!9am call", "followup_past"),
    ("!feb 30 call", "no_such_day"),
    ("!31.11. call", "no_such_day"),
    ("!3/4 call", "ambiguous_day"),
    ("!fri 4 jul call", "no_such_day"),
    ("!nov 28 fri call", "no_such_day"),
    ("@11am met", "when_future"),
    ("@next fri met", "when_future"),
    ("@6/3 met", "ambiguous_day"),
    ("o p1x-2", "item_quantity"),
    ("o p1x2@abc", "item_price"),
    ("", "empty"),
]
TEXT = """
!mon-fri closed
!mon to wed fair
!fri.call
!fri's
!fri/sat
!24/7 support
!may be late
!dec 5-7 fair
!next month call
!tonight call
!30.11 x
!30.11.26 x
!9999d x
! fri call
great!fri call
~2w
~3 days
~3pm
~in 3 days pays
~$500 pump
~10-12 days
$500 each
$500/pc
$500 per unit
$500 off
$500 cheaper than KSB
$5000 is their budget
$500 for shipping
$500 shipping
$1.5 million plant
$12 000 pump
$12'000 pump
$300 freight extra
$12000 pump is fine
$5000 budget approved
>won’t buy
$1,2000 pump
$5% off
USD 500 pump
they paid $500 for shipping
$500 shipping
$1.5 million plant
$12 000 pump
$12'000 pump
$300 freight extra
$12000 pump is fine
$5000 budget approved
>won’t buy
then $500 hoses (with fittings)
>quote's
> quote
lead->quote
c-level
e.g. they want
C:\\temp
v2.0 shipped
x-ray machine
vx is WeChat
ex manager moved
o
p
o clock
complaint resolved
spend more time
vs last year 12k
vs Grundfos 2 pumps
- price too high
0 stock
path a//b
://x
mail a@b.com
A#1 and #3
50% off; 5 > 3
""".strip().split("\n")


@pytest.mark.parametrize(("line", "expect"), READ, ids=[line for line, _ in READ])
def test_what_a_line_means(line: str, expect: dict[str, Any]) -> None:
    reading = read(line, TUESDAY, "en", now=time(10))
    assert disagreements(as_json(reading), expect) == {}


@pytest.mark.parametrize(("line", "code"), REFUSED_BECAUSE)
def test_what_is_refused_says_why(line: str, code: str) -> None:
    reading = read(line, TUESDAY, "en", now=time(10))
    assert [problem.code for problem in reading.problems] == [code]
    assert reading.followups == ()
    assert reading.at is None
    assert reading.order == ()


@pytest.mark.parametrize("line", TEXT)
def test_what_stays_text(line: str) -> None:
    result = as_json(read(line, TUESDAY, "en", now=time(10)))
    expect = {"kind": "visit", "kind_given": False, "outcome": None, "note": line}
    assert disagreements(result, expect | {"competitor": None, "tags": [], "at": None}) == {}


def test_with_today_that_day_counts_as_over() -> None:
    assert read("@23:59 met", TUESDAY, "en").at == TUESDAY
    assert read("!23:59 call", TUESDAY, "en").problems[0].code == "followup_past"
    assert read("!today call", TUESDAY, "en").followups[0].due == TUESDAY
