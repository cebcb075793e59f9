"""Reading one line of the notation: one pass over its characters with a table of tokens.

What is not recognised with certainty stays text: a wrong reading is worse than no reading.
"""

from collections.abc import Callable, Mapping
from datetime import date, time

from repdesk.notation import deals, money_lines, promises, words
from repdesk.notation.actions import OPENERS
from repdesk.notation.dates import base_of
from repdesk.notation.fold import begins_private, fold, is_break, stands_alone
from repdesk.notation.head import outcome_later, read_head
from repdesk.notation.items import by_name, item_at
from repdesk.notation.known import NOTHING_KNOWN, Known, KnownProduct
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Reading
from repdesk.notation.scan import Scan
from repdesk.notation.settle import settle
from repdesk.notation.snippets import as_typed, expand

TOKENS: Mapping[str, Callable[[Scan], bool]] = {
    "!": promises.promise,
    "~": promises.promise,
    "@": promises.mention,
    "$": deals.deal,
    "¥": deals.deal,
    "€": deals.deal,
    "£": deals.deal,
    "报": deals.deal,
    ">": deals.stage,
    "#": words.tag,
    "/": words.private,
}
"""Who reads a token, by its first character; it must stand alone. False: it is none after all."""

SEGMENTS: tuple[Callable[[Scan], bool], ...] = (promises.spoken_promise, deals.competitor)
"""What is read only where a segment of the line begins."""

_ESCAPABLE = frozenset("!~@$¥€£>#/;\\+-?报") | OPENERS
_SPEECH = ("说", "表示", "答应", "声称", "承诺", "回复", "反馈", "通知", "告知", "称")
_LABELS_ZH = ("下一步", "下步", "下次", "计划", "待办", "安排", "后续", "跟进", "商机", "报价")
_LABELS = (*_LABELS_ZH, "todo", "next", "next step", "plan", "deal", "quote", "offer")
"""What may stand before a colon that opens a promise or a deal."""

_DAY_BEFORE = Pattern(r"(?:周|星期|礼拜)[一二三四五六日天]$|\d[号日]$|\d[/-]\d{1,2}$")
_DAY_ENDS = frozenset("一二三四五六日天号0123456789")
_LEAD_IN = 12
_BOUND = frozenset("了过里上中会完着")
_CLOSES_PROMISE = frozenset(",.;!?…")


def read(
    line: str,
    today: date,
    lang: str = "en",
    known: Known = NOTHING_KNOWN,
    now: time | None = None,
) -> Reading:
    """Return what the line says about a customer of whom `known` is known.

    lang "en", "zh" or "mix" (as zh); now: the time of day, None when the day counts as over.
    """
    expanded, spans = expand(line, known.snippets)
    reading = _pass(expanded, today, lang, known, now)
    if reading.payment is not None and reading.payment.order is None and reading.note:
        # money with other words beside it is a promise or talk: only its note is certain
        reading = _pass(expanded, today, lang, known, now, paid=False)
    return reading if spans is None else as_typed(reading, line, spans)


def split_lines(pasted: str) -> tuple[str, ...]:
    """Return the lines of a paste that are entries of their own."""
    return tuple(line for line in pasted.splitlines() if line.strip())


def _pass(
    line: str, today: date, lang: str, known: Known, now: time | None, paid: bool = True
) -> Reading:
    text = fold(line)
    base = base_of(line, today, lang, known.date_order)
    scan = Scan(line, text, base, now, known)
    if not text.strip():
        scan.problem("empty", 0, len(line), stops=True)
        return settle(scan)
    products = _head(scan, paid)
    while scan.at < len(text):
        _step(scan, products)
    scan.flush(len(text))
    return settle(scan)


def _head(scan: Scan, paid: bool) -> Mapping[str, KnownProduct]:
    """Read kind and outcome; returns the known products by name for an order's line."""
    head = read_head(scan.text)
    scan.at = head.start
    products: Mapping[str, KnownProduct] = {}
    kind = head.kind
    if kind == "order":
        products = by_name(scan.known.products)
        kind = kind if money_lines.order(scan, head.end, products) else None
    elif kind == "payment":
        if paid:
            kind = kind if money_lines.payment(scan, head.end) else None
        else:
            scan.kind, kind = "note", None
            money_lines.promised(scan, head.start, head.end)
    elif kind == "spend":
        kind = kind if money_lines.spend(scan, head.end) else None
    elif kind is not None:
        scan.token("kind", head.start, head.end)
        if scan.text[head.end : head.end + 1] in _BOUND:
            # 拜访了新厂: the word is also part of what is told
            scan.run_start = head.start
    scan.kind = kind or scan.kind
    if head.outcome is not None:
        scan.outcome = head.outcome
        scan.token("outcome", head.outcome_start, head.outcome_end)
    return products


def _step(scan: Scan, products: Mapping[str, KnownProduct]) -> None:
    """Read the token at the cursor, or pass over one character of text."""
    text, at = scan.text, scan.at
    char = text[at]
    if char.isspace():
        scan.at += 1
    elif char == "\\" and _is_literal(text, at):
        scan.escapes.add(at)
        scan.leave(at + 2)
    elif not _token(scan, char, products):
        if is_break(text, scan.raw, at):
            _segment_ends(scan)
        else:
            scan.opens = scan.head = False
        scan.at += 1


def _is_literal(text: str, at: int) -> bool:
    """Say whether the backslash takes what stands behind it literally.

    Before what opens a promise too, `\\周五送样`; before a digit only as a word of its own begins.
    """
    following = text[at + 1 : at + 2]
    if following.isdigit():
        return at == 0 or text[at - 1].isspace()
    return bool(following) and following in _ESCAPABLE


def _token(scan: Scan, char: str, products: Mapping[str, KnownProduct]) -> bool:
    text, at = scan.text, scan.at
    alone = stands_alone(text, at) or scan.fresh
    if alone and scan.head and _outcome(scan):
        return True
    if alone or (char == "/" and begins_private(text, at)):
        reader = TOKENS.get(char)
        if reader is not None and reader(scan):
            return True
    if scan.opens and any(segment(scan) for segment in SEGMENTS):
        return True
    if scan.deal is not None and text[at - 1].isspace() and promises.spoken_promise(scan):
        return True
    if scan.kind == "order" and alone:
        found = item_at(scan.raw, text, at, products)
        if found is not None and found.known and products:
            money_lines.take_item(scan, at, found)
            return True
    return False


def _outcome(scan: Scan) -> bool:
    """Read an outcome after a kind and @ tokens: `v @wang + agreed`."""
    if scan.outcome is not None or not (scan.when or scan.contacts):
        return False
    if scan.promises or scan.deals:
        return False
    scan.outcome = outcome_later(scan.text, scan.at)
    if scan.outcome is None:
        return False
    scan.token("outcome", scan.at, scan.at + 1)
    return True


def _segment_ends(scan: Scan) -> None:
    promise = scan.promise
    spoken = promise is not None and promise.spoken and scan.text[scan.at] in _CLOSES_PROMISE
    if spoken or scan.deal is not None:
        scan.flush(scan.at)
        scan.sink = scan.note
    scan.pending = None
    scan.opens = _next_opens(scan)
    scan.head = False


def _next_opens(scan: Scan) -> bool:
    """Say whether what follows the punctuation at the cursor may be the rep's own words.

    Not what follows "he said," or "Wang:", nor the amount of a label, `price: $99.95`; nor a day
    after "Monday,".
    """
    before = scan.text[max(scan.run_start, scan.at - _LEAD_IN) : scan.at].rstrip()
    if scan.text[scan.at] == ":" and before and not before.endswith(_LABELS):
        return False
    if before.endswith(_SPEECH):
        return False
    return not (before[-1:] in _DAY_ENDS and _DAY_BEFORE.search(before))
