"""What was read and put right: every field of any line, and nothing that no longer fits."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk.domain.errors import Invalid
from repdesk.notation.entry import entry_of
from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct
from repdesk.notation.reader import read
from repdesk.notation.reading import Reading
from repdesk.ui.views.corrections import Correcting, Corrections
from repdesk.wording.preview import ReadingWords

NOW = "2026-06-30T10:42:00+08:00"
TODAY = date(2026, 6, 30)
CLOCK = time(10, 42)
KNOWN = Known(
    contacts=(
        KnownContact("p1", "王军", ("wangjun", "wj")),
        KnownContact("p2", "Li Na", ("lina",)),
    ),
    deals=(KnownDeal("d1", "pump", "quote"), KnownDeal("d2", "[/] ${x}", "lead")),
    products=(
        KnownProduct("x1", "P1", ("滤芯",), Decimal(200)),
        KnownProduct("x2", "P2", (), Decimal(99), Decimal(90), Decimal(95), "2026-03-12"),
    ),
    orders={"O10": "o10"},
)
LINES = (
    "v+ @王总 asked !fri 15:00 call back $1.2万 pump >quote #rush // sly",
    "c x",
    "o P1x2 p2x5@80",
    "p 1000 o10",
    "投诉 漏油 !周五 换密封",
    "费用 300 招待",
    "v vs Grundfos 9800 ~3 Jul send the plan !1w follow",
    "周五回电 客户下周三回复",
    "v $500 filters >lost price",
    "v @yesterday 9:30 ok",
)


def correcting(known: Known = KNOWN) -> Correcting:
    return Correcting(ReadingWords(TODAY, known, ()), known, CLOCK)


def put_right(line: str, known: Known = KNOWN, **told: str) -> Reading:
    """The reading with fields put right, `due_0="..."` for the field `due 0`; none is refused."""
    reading = read(line, TODAY, "en", known, CLOCK)
    fields = {one.key: one for one in correcting(known).editables(reading)}
    keys = {key.replace("_", " "): text for key, text in told.items()}
    corrections: Corrections = {key: (fields[key].value, text) for key, text in keys.items()}
    corrected = correcting(known).corrected(reading, corrections)
    assert corrected.refused == ()
    assert corrected.lapsed == ()
    assert corrected.reading.raw == line
    return corrected.reading


def test_what_happened_is_put_right() -> None:
    line = "v+ @wj asked"
    assert put_right(line, kind="call", outcome="not_met").kind == "call"
    assert put_right(line, kind="call", outcome="not_met").outcome == "not_met"
    when = put_right(line, when="yesterday 9:30")
    assert (when.at, when.at_time) == (date(2026, 6, 29), time(9, 30))
    assert put_right(line, when="3 Jun").at == date(2026, 6, 3)
    people = put_right(line, people="p1 p2")
    assert people.contacts == ("p1", "p2")
    assert people.contact_names == ("王军", "Li Na")
    assert put_right("v @yesterday ok", when="").at is None
    assert put_right(line, outcome="").outcome is None


def test_promises_are_put_right_and_taken_out() -> None:
    line = "v !fri call back ~3 Jul send the plan"
    one = put_right(line, due_0="3d 15:00", text_1="the drawing [/]", owner_1="me").followups
    assert [(f.due, f.time, f.owner, f.text) for f in one] == [
        (date(2026, 7, 3), time(15, 0), "me", "call back"),
        (date(2026, 7, 3), None, "me", "the drawing [/]"),
    ]
    first = put_right(line, due_0="")
    assert [f.text for f in first.followups] == ["send the plan"]
    assert first.note == "call back"
    both = put_right(line, due_0="", due_1="")
    assert (both.followups, both.note) == ((), "send the plan call back")


def test_deals_and_stages_are_put_right() -> None:
    line = "v $12000 pump >quote"
    reading = put_right(line, amount_0="1.3万", title_0="pump B", deal_0="d2")
    (deal,) = reading.deals
    assert (deal.amount, deal.title, deal.deal) == (Decimal(13000), "pump B", "d2")
    assert reading.stage is not None
    assert reading.stage.deal == "d2"
    new = put_right(line, deal_0="new")
    assert (new.deals[0].deal, new.deals[0].title) == ("", "")
    assert put_right(line, amount_0="").deals == ()
    assert put_right(line, stage="").stage is None
    lost = put_right("v >lost pump", stage="won").stage
    assert lost is not None
    assert (lost.to, lost.reason, lost.deal) == ("won", None, "d1")
    reason = put_right("v >lost pump", reason="price").stage
    assert reason is not None
    assert reason.reason == "price"
    moved = put_right("v >quote pump", moved="d2").stage
    assert moved is not None
    assert moved.deal == "d2"


def test_a_new_deal_is_new_although_one_of_that_title_is_open() -> None:
    entry = entry_of(put_right("v $12000 pump", deal_0="new", title_0="pump"), NOW, "CNY")
    assert [(deal.title, deal.deal) for deal in entry.deals] == [("pump", "")]


def test_orders_and_money_are_put_right() -> None:
    order = put_right("o P1x2 P2x5", item_0="P1x3@180", item_1="").order
    assert [(item.code, item.qty, item.price) for item in order] == [
        ("P1", Decimal(3), Decimal(180))
    ]
    paid = put_right("p 1000", payment="1200 O10").payment
    assert paid is not None
    assert (paid.amount, paid.order_id) == (Decimal(1200), "o10")
    none = put_right("p 1000 o10", payment="")
    assert (none.payment, none.note) == (None, "p 1000 o10")
    assert put_right("费用 300 招待", spend="350").spend is not None
    rival = put_right("v vs Grundfos 9800", competitor="KSB 9500").competitor
    assert rival is not None
    assert (rival.name, rival.amount) == ("KSB", Decimal(9500))


@pytest.mark.parametrize("line", ["o P1x2 // sly", "p 1000 // sly"])
def test_what_is_no_order_and_no_payment_is_a_note_without_its_private_part(line: str) -> None:
    reading = put_right(line, kind="note")
    assert (reading.kind, reading.order, reading.payment) == ("note", (), None)
    assert "sly" not in reading.note
    assert reading.private == "sly"


def test_what_is_no_complaint_is_told_and_promised_no_more() -> None:
    reading = put_right("投诉 漏油", kind="visit")
    assert (reading.kind, reading.complaint, reading.followups) == ("visit", False, ())
    kept = put_right("投诉 漏油 !周五 换密封", kind="visit").followups
    assert [one.kind for one in kept] == ["promise"]


@pytest.mark.parametrize(
    ("line", "key", "told"),
    [
        ("v ok", "when", "tomorrow"),
        ("v ok", "when", "banana"),
        ("v ok", "when", "15:00"),
        ("v !fri call", "due 0", "yesterday"),
        ("v !fri call", "due 0", "fri send it"),
        ("v !fri call", "text 0", " "),
        ("v $500 pump", "amount 0", "a lot"),
        ("o P1x2", "item 0", "P9x2"),
        ("o P1x2", "item 0", "P1x2 P2x3"),
        ("p 100", "payment", "soon"),
        ("p 100", "payment", "100 O99"),
        ("v vs KSB 95000", "competitor", "KSB"),
        ("费用 300", "spend", "x"),
    ],
)
def test_what_cannot_be_is_told_and_left_as_it_was_read(line: str, key: str, told: str) -> None:
    reading = read(line, TODAY, "en", KNOWN, CLOCK)
    field = next(one for one in correcting().editables(reading) if one.key == key)
    corrected = correcting().corrected(reading, {key: (field.value, told)})
    assert len(corrected.refused) == 1
    assert corrected.refused[0].startswith(field.label)
    assert corrected.reading == reading


def test_a_correction_that_no_longer_fits_the_line_is_told_and_not_applied() -> None:
    corrections = {"due 0": ("2026-07-03", "2026-07-10"), "due 1": ("2026-07-03", "2026-07-11")}
    reading = read("v !6 Jul call", TODAY, "en", KNOWN, CLOCK)
    corrected = correcting().corrected(reading, corrections)
    assert corrected.reading == reading
    assert corrected.lapsed == ("2026-07-10", "2026-07-11")


LINE = st.one_of(
    st.sampled_from(LINES),
    st.lists(st.sampled_from(" ".join(LINES).split(" ")), max_size=12).map(" ".join),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)


@given(line=LINE)
def test_every_field_put_in_as_it_was_read_changes_nothing(line: str) -> None:
    reading = read(line, TODAY, "en", KNOWN, CLOCK)
    for field in correcting().editables(reading, whole=True):
        after = field.put(reading, field.value)
        if isinstance(after, str):
            # a day that was read at its clock time may be over in this very minute
            assert field.key.startswith(("due", "when", "text", "item", "payment", "competitor"))
            continue
        if field.key in ("kind", "stage", "moved", "reason"):
            continue
        assert _said(after) == _said(reading), field.key


def _said(reading: Reading) -> object:
    """What is saved of a reading."""
    try:
        return entry_of(reading, NOW, "CNY")
    except Invalid as error:
        return error.code


@given(line=LINE, told=st.text(st.characters(exclude_categories=["Cs"]), max_size=20))
def test_any_field_takes_any_text_without_an_error_and_keeps_the_line(line: str, told: str) -> None:
    reading = read(line, TODAY, "en", KNOWN, CLOCK)
    fields = correcting().editables(reading, whole=True)
    corrections = {
        one.key: (one.value, one.choices[-1][0] if one.choices else told) for one in fields
    }
    corrected = correcting().corrected(reading, corrections, whole=True)
    assert corrected.reading.raw == line
    assert corrected.lapsed == ()
