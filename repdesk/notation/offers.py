"""What stayed text and may have been meant: days to come, amounts, people."""

from collections.abc import Iterator

from msgspec.structs import replace

from repdesk.notation.amounts import SIGNS, amount_at
from repdesk.notation.contacts import named_in
from repdesk.notation.dates import DateMatch, date_at
from repdesk.notation.day_rules import RULES
from repdesk.notation.fold import is_break, is_word
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Offer
from repdesk.notation.scan import Run, Scan
from repdesk.notation.vague import vague_at

_MOST = 9  # one digit takes an offer
_AROUND = 60
_ALSO_WORDS = Pattern(r"(?:sat|sun)(?!\w)")
_EVERY = frozenset("每各上隔")
_OPENERS = frozenset(RULES) | frozenset("下明年节月本这过n") | frozenset(SIGNS) | frozenset("报")


def offers(scan: Scan) -> tuple[Offer, ...]:
    """Return the days, amounts and contacts left in the note, in the order of the line."""
    found = list(scan.offers)
    spans = [(offer.start, offer.end) for offer in found]
    spans += [(one.start, one.end) for one in scan.problems if one.code == "when_future"]
    named = {at for start, end in spans for at in range(start, end)}
    for run in scan.note:
        for offer in _in_run(scan, run, named):
            found.append(offer)
            if len(found) > 2 * _MOST:
                break
    if scan.known.contacts:
        here = {contact.id for contact in scan.contacts}
        for start, end, contact in named_in(_note_only(scan), scan.known.contacts):
            if contact.id not in here:
                found.append(Offer("contact", start, end, contact.name, contact=contact.id))
    found.sort(key=lambda offer: (offer.start, offer.end))
    return tuple(_with_day(found)[:_MOST])


def _with_day(found: list[Offer]) -> list[Offer]:
    """Return the offers with the first day given to a promise of money, whose day it is."""
    if not found or found[0].what != "payment":
        return found
    for index, offer in enumerate(found):
        if offer.what == "followup":
            return [replace(found[0], due=offer.due), *found[1:index], *found[index + 1 :]]
    return found


def _in_run(scan: Scan, run: Run, named: set[int]) -> Iterator[Offer]:
    text, at = scan.text, run[0]
    while at < run[1]:
        char = text[at]
        literal = (
            at in named or at in scan.escapes or at - 1 in scan.escapes or at - 2 in scan.escapes
        )
        if char not in _OPENERS or literal or (at and is_word(char) and is_word(text[at - 1])):
            at += 1
            continue
        offer = _amount(scan, at, run)
        end = offer.end if offer else at + 1
        if offer is None:
            offer, end = _day(scan, at, run)
        if offer is not None and end <= run[1]:
            yield offer
        at = end


def _amount(scan: Scan, at: int, run: Run) -> Offer | None:
    text = scan.text
    if text[at] == "报" and text.startswith("报价", at):
        start = at + 2 + (text[at + 2 : at + 3] == " ")
    elif text[at] in SIGNS:
        start = at
    else:
        return None
    amount = amount_at(text, start)
    if amount is None or amount.plain:
        return None
    return Offer("deal", at, amount.end, _around(scan, at, run), amount=amount.value)


def _day(scan: Scan, at: int, run: Run) -> tuple[Offer | None, int]:
    """Return the offer of a day to come at that place, if any, and where to read on."""
    text = scan.text
    if at > 0 and (text[at - 1] in _EVERY or text[at - 1] in "-/.%#@"):
        return None, at + 1
    if at > 0 and text[at - 1] == ":" and text[at].isdigit():
        return None, at + 1
    vague = vague_at(text, at)
    if vague is not None:
        return Offer("followup", at, vague, _around(scan, at, run)), vague
    found = date_at(text, at, scan.base)
    if not isinstance(found, DateMatch):
        return None, at + 1
    unsure = (
        found.form == "clock"
        or (found.form == "relative" and text[found.end - 1] in "dwm")
        or _ALSO_WORDS.match(text, at)
    )
    if unsure or found.day <= scan.base.today:
        return None, found.end
    return Offer("followup", at, found.end, _around(scan, at, run), due=found.day), found.end


def _around(scan: Scan, at: int, run: Run) -> str:
    """Return the words of the segment that holds the place, as typed, within bounds."""
    start = end = at
    while start > max(run[0], at - _AROUND) and not is_break(scan.text, scan.raw, start - 1):
        start -= 1
    while end < min(run[1], at + _AROUND) and not is_break(scan.text, scan.raw, end):
        end += 1
    return scan.raw[start:end].strip()


def _note_only(scan: Scan) -> str:
    """Return the folded line with everything blanked that is not note text."""
    parts, last = [], 0
    for start, end in scan.note:
        parts += [" " * (start - last), scan.text[start:end]]
        last = end
    return "".join(parts)
