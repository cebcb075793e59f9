"""What holds for every line: no exception, raw kept, spans in the line as typed, linear time."""

import re
import sys
from collections.abc import Callable
from datetime import date, time
from importlib import import_module
from itertools import pairwise
from pkgutil import iter_modules
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from repdesk import notation
from repdesk.domain.interaction import FOLLOWUP_KINDS, KINDS, OUTCOMES, OWNERS
from repdesk.notation.day_rules import RULES
from repdesk.notation.fold import PUNCTUATION, fold
from repdesk.notation.known import Known, KnownDeal, KnownProduct
from repdesk.notation.pattern import Pattern
from repdesk.notation.reader import read, split_lines
from repdesk.notation.reading import Reading
from repdesk.notation.render import as_json
from tests.notation.fixture_lines import contact, fixture_lines, known_of
from tests.notation.retold import retold

TUESDAY = date(2026, 6, 30)
NOON = time(12)
KNOWN = Known(
    contacts=(contact("王军"), contact("李娜"), contact("Dana Smith")),
    deals=(KnownDeal("d1", "pump line"), KnownDeal("d2", "")),
    products=(KnownProduct("1", "P1", ("离心泵",)),),
    orders={"O10": "o10"},
    snippets={"1": "!3d 催款", "2": "$500 泵 >报价", "3": ";1 // x"},
)
PARTS_TEXT = (
    "v|c|x|o|p|电话|拜访|下单|回款|+|0|-|?|！fri|~周五|@昨天|@王总|@lina|周五送样|客户周三回复|下周三前"
    "|$12000|报价12000|泵|pump|>quote|>lost|价格|#展会|//|\\|;1|;2|;3|p1x2|p1x0|O10|1000|5万|vs|KSB"
    "|9800|30号|2月30日|11-30|3pm|,|。|：|、|"
)
SPACES = "".join(char for char in map(chr, range(0x3001)) if char.isspace())
PARTING = "".join(PUNCTUATION) + SPACES + "！？（）。，：；"
UNSAID = frozenset({"raw", "pieces", "offered", "kind_given"})
PARTS = PARTS_TEXT.split("|")
lines_of_parts = st.lists(st.sampled_from(PARTS), max_size=12).flatmap(
    lambda parts: st.sampled_from((" ", "", "，", "　")).map(lambda gap: gap.join(parts))
)
any_line = st.one_of(st.text(max_size=60), lines_of_parts)


def sound(reading: Reading, line: str) -> None:
    """Check what every reading promises."""
    assert reading.raw == line
    assert reading.kind in (*KINDS, "order", "payment")
    assert reading.outcome is None or reading.outcome in OUTCOMES
    spans = [(piece.start, piece.end) for piece in reading.pieces]
    spans += [(problem.start, problem.end) for problem in reading.problems]
    spans += [(offer.start, offer.end) for offer in reading.offered]
    spans += [(choice.start, choice.end) for choice in reading.choices]
    assert all(0 <= start <= end <= len(line) for start, end in spans)
    for followup in reading.followups:
        assert followup.text.strip() == followup.text
        assert followup.text or followup.kind == "complaint"
        assert followup.owner in OWNERS
        assert followup.kind in FOLLOWUP_KINDS
        assert followup.due is None or followup.due >= TUESDAY
    for deal in reading.deals:
        assert deal.amount > 0
    assert reading.at is None or reading.at <= TUESDAY
    assert len(set(reading.problems)) == len(reading.problems)
    assert len(reading.offered) <= 9
    as_json(reading)


@given(any_line, st.sampled_from(("en", "zh", "mix")), st.sampled_from((Known(), KNOWN)))
def test_any_line_reads_and_keeps_what_was_typed(line: str, lang: str, known: Known) -> None:
    sound(read(line, TUESDAY, lang, known, NOON), line)
    sound(read(line, TUESDAY, lang, known), line)


@given(any_line)
def test_pieces_of_a_line_without_snippets_never_overlap(line: str) -> None:
    pieces = read(line, TUESDAY, "zh", Known(), NOON).pieces
    for before, after in pairwise(pieces):
        assert before.end <= after.start


@given(any_line, st.sampled_from(("en", "zh")), st.sampled_from((Known(), KNOWN)))
def test_what_is_shown_read_again_is_the_same(line: str, lang: str, known: Known) -> None:
    reading = read(line, TUESDAY, lang, known, NOON)
    if reading.problems or reading.choices or any(one.price == 0 for one in reading.order):
        return
    again = read(retold(reading), TUESDAY, lang, known, NOON)
    assert said(again) == said(reading), retold(reading)


def said(reading: Reading) -> dict[str, Any]:
    """What a reading says, amounts as they are shown."""
    shown = as_json(reading)
    shown["deals"] = sorted(shown["deals"], key=str)
    for followup in shown["followups"]:
        followup["text"] = followup["text"].strip(PARTING)
    for deal in shown["deals"]:
        deal["title"] = deal["title"].strip(PARTING)
    kept = {name: value for name, value in shown.items() if name not in UNSAID}
    # what only parts words from tokens is no part of the note
    return kept | {"problems": len(reading.problems), "note": reading.note.strip(PARTING)}


@given(st.text())
def test_folding_keeps_every_place(line: str) -> None:
    assert len(fold(line)) == len(line)


plain_words = st.text(
    st.characters(
        categories=("Ll", "Lu", "Lo", "Zs", "Po"), exclude_characters="!~@$#>/\\;?。！；？／＃＠"
    ),
    max_size=40,
)
DATE_CHARACTERS = frozenset("今明后昨前周星礼月季年天号日半个一二两三四五六七八九十下上本这")


@given(plain_words)
def test_a_line_without_tokens_and_date_words_is_all_note(words: str) -> None:
    line = "z" + "".join(char for char in words if char not in DATE_CHARACTERS)
    reading = read(line, TUESDAY, "en", KNOWN)
    if fold(line).startswith(("z报", "z对")):
        return
    assert reading.note == line.strip()
    assert (reading.kind, reading.kind_given, reading.pieces) == ("visit", False, ())


@given(any_line)
def test_reading_is_the_same_every_time(line: str) -> None:
    assert read(line, TUESDAY, "zh", KNOWN, NOON) == read(line, TUESDAY, "zh", KNOWN, NOON)


@pytest.mark.parametrize("line", fixture_lines(), ids=lambda line: line["id"])
def test_full_width_twins_read_the_same(line: dict[str, Any]) -> None:
    twins = {ord(half): chr(ord(half) + 0xFEE0) for half in "!?@#$>+-:;,~0123456789"} | {32: "　"}
    known, today = known_of(line.get("customer", {})), date.fromisoformat(line["today"])
    as_typed = as_json(read(line["line"], today, line["lang"], known))
    wide = as_json(read(line["line"].translate(twins), today, line["lang"], known))
    for field in ("kind", "outcome", "at", "deals", "stage", "payment", "contacts"):
        if field == "deals":
            assert [d["amount"] for d in wide[field]] == [d["amount"] for d in as_typed[field]]
        elif field == "stage":
            assert (wide[field] or {}).get("to") == (as_typed[field] or {}).get("to")
        else:
            assert wide[field] == as_typed[field], field
    dues = [(f["due"], f["time"], f["owner"]) for f in wide["followups"]]
    assert dues == [(f["due"], f["time"], f["owner"]) for f in as_typed["followups"]]


def test_snippets_are_put_in_place_and_raw_stays() -> None:
    reading = read("v + ;1 尽快", TUESDAY, "zh", KNOWN)
    assert reading.raw == "v + ;1 尽快"
    assert [(f.due, f.text) for f in reading.followups] == [(date(2026, 7, 3), "催款 尽快")]
    spans = {piece.what: reading.raw[piece.start : piece.end] for piece in reading.pieces}
    assert spans["followup_me"] == ";1"
    assert read("a;1 // ;1", TUESDAY, "zh", KNOWN).private == ";1"
    assert read(";9", TUESDAY, "zh", KNOWN).note == ";9"
    assert read(r"\;1", TUESDAY, "zh", KNOWN).note == ";1"


def test_a_paste_is_several_entries() -> None:
    assert split_lines("v + ok\r\n\n  \nc x\n") == ("v + ok", "c x")


HOSTILE_TEXT = (
    "a| |!|~|@|$|>|#|/|\\|;1 |(|。|报|报价|周|周五|1|1,|一|!fri |!feb 30 |"
    "~周五 a|@昨天 |@王总 |$5 a |$500 |报价500 a |>quote |#a |周五送样，|客户周五|"
    "p1x2 |vs a |vs a 900 |11-30 |a$500 b|$500 a >|nov 30, |in 3 |"
    "İ|😀|x|\\$"
)
HOSTILE = HOSTILE_TEXT.split("|")


@pytest.mark.parametrize("part", HOSTILE)
@pytest.mark.parametrize("head", ["", "o p1x1 ", "!fri "])
def test_work_grows_no_faster_than_the_line(part: str, head: str) -> None:
    def steps(length: int) -> int:
        line = head + (part * (length // len(part) + 1))[:length]
        return calls_in(lambda: sound(read(line, TUESDAY, "zh", KNOWN, NOON), line))

    steps(1000)  # compiles what the line needs
    assert steps(2000) <= 2.5 * steps(1000) + 2000


def test_no_pattern_reads_further_than_it_says() -> None:
    """What one pass calls is counted above; what a pattern looks at is bounded by its text."""
    rules = {rule.pattern for rules in RULES.values() for rule in rules}
    names = [f"repdesk.notation.{found.name}" for found in iter_modules(notation.__path__)]
    modules = [import_module(name) for name in names]
    rules |= {value for one in modules for value in vars(one).values() if type(value) is Pattern}
    assert len(rules) > 60
    for pattern in rules:
        bare = re.sub(r"\\.|\[[^]]*\]", "x", pattern.source)
        assert not re.search(r"[*+]|\{\d*,\}", bare), pattern.source


def calls_in(run: Callable[[], object]) -> int:
    """Return how many functions a run calls: a measure of work that no slow machine changes."""
    count = 0

    def count_call(_frame: FrameType, event: str, _arg: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(count_call)
    try:
        run()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("part", HOSTILE)
def test_a_very_long_line_is_read(part: str) -> None:
    line = part * (20_000 // len(part))
    sound(read(line, TUESDAY, "zh", KNOWN, NOON), line)
