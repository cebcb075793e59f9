"""The tokens of time: `!when text`, `~when text`, `@when`, and the spoken promise."""

from datetime import date, time

from repdesk.notation.actions import action_at, rather_past
from repdesk.notation.contacts import Mention, begins_with_name, short_name_at, whole_name_at
from repdesk.notation.dates import DateMatch, Unread, date_at
from repdesk.notation.day_rules import Base
from repdesk.notation.fold import is_break
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Choice, Offer
from repdesk.notation.scan import PromiseDraft, Scan
from repdesk.notation.vague import vague_at
from repdesk.notation.verbs import BEFORE

_BEHIND_QUANTITY = Pattern(
    r"\d\s?(?:pcs?|ea|units?|sets?|[台套只件个箱米吨根支把桶包瓶条片块组])?\s{1,2}$"
)
_QUANTITY = 12
_NOT_A_NAME = Pattern(
    r"[上下中]午|[早晚]上|[上下]个?[周月]|[去今明]年|(?:last|next|this|every|noon|morning)(?!\w)|\w{1,9}/"
)
_UNREAD_WORDS = Pattern(r"[^\s,;:!?、…()]{0,19}[^\s,;:!?、…().]")


def promise(scan: Scan) -> bool:
    """Read `!when` or `~when` at the cursor; its text follows until the next token."""
    start = scan.at
    owner = "me" if scan.text[start] == "!" else "them"
    found = date_at(scan.text, start + 1, scan.base)
    if isinstance(found, Unread):
        scan.problem(found.code, found.start, found.end)
        scan.leave(found.end)
        return True
    if found is None or (owner == "them" and _about(scan, found)):
        return _unread_day(scan, start, owner, found)
    if _is_past(found.day, found.time, scan):
        value = found.day.isoformat() + (f"T{found.time:%H:%M}" if found.time else "")
        scan.problem("followup_past", start, found.end, value)
        scan.leave(found.end)
        return True
    before = BEFORE.match(scan.text, found.end)
    end = before.end() if before else found.end
    scan.token(f"followup_{owner}", start, end)
    _begin(scan, PromiseDraft(found.day, found.time, owner, spoken=False))
    return True


def spoken_promise(scan: Scan) -> bool:
    """Read a Chinese date and verb that open a segment."""
    action = action_at(scan.text, scan.at, scan.base)
    if action is None:
        return False
    found = action.found
    scan.token(f"followup_{action.owner}", scan.at, action.text_start)
    _begin(scan, PromiseDraft(found.day, found.time, action.owner, spoken=True))
    scan.at = action.text_from
    return True


def mention(scan: Scan) -> bool:
    """Read `@name` or `@when` at the cursor: a whole name first, then a day, then a short name."""
    start = scan.at + 1
    contacts = scan.known.contacts
    whole = whole_name_at(scan.text, start, contacts)
    if whole is not None:
        return _contact(scan, whole)
    past = Base(scan.base.today, scan.base.zh, scan.base.order, past=True)
    found = date_at(scan.text, start, past)
    if found is not None and _is_price(scan, found):
        return False
    if isinstance(found, DateMatch):
        return _when(scan, found)
    short = short_name_at(scan.text, start, contacts)
    if short is not None:
        return _contact(scan, short)
    if found is not None:
        scan.problem(found.code, found.start, found.end)
        scan.leave(found.end)
        return True
    word = None if _NOT_A_NAME.match(scan.text, start) else _UNREAD_WORDS.match(scan.text, start)
    if word is not None and word[0][0].isalpha() and not begins_with_name(word[0], contacts):
        name = scan.raw[start : word.end()]
        scan.offers.append(Offer("new_contact", scan.at, word.end(), name))
    return False


def _about(scan: Scan, found: DateMatch) -> bool:
    """Say whether `~` means "about": `~2w` two weeks, `~3pm` three o'clock, `~3/4` full."""
    if found.form == "numbers" and "/" in scan.text[found.start : found.end]:
        return rather_past(scan.text, found.start, found, scan.base)
    return found.form in ("relative", "clock")


def _is_price(scan: Scan, found: DateMatch | Unread) -> bool:
    """Say whether `@` stands behind a quantity, so that what looks like a day is a price."""
    whole_year = scan.text[found.start : found.start + 4].isdigit()
    digits = scan.text[found.start].isdigit() and not whole_year
    if digits and found.form in ("date", "numbers"):
        before = scan.text[max(0, scan.at - _QUANTITY) : scan.at]
        return _BEHIND_QUANTITY.search(before) is not None
    return False


def _begin(scan: Scan, draft: PromiseDraft) -> None:
    scan.promises.append(draft)
    scan.sink = draft.runs
    scan.opens = False


def _is_past(day: date, clock: time | None, scan: Scan) -> bool:
    today = scan.base.today
    if day != today or clock is None:
        return day < today
    return scan.now is None or clock < scan.now


def _unread_day(scan: Scan, start: int, owner: str, found: DateMatch | None) -> bool:
    """Leave `!` and what follows as text, but name the day that was not read."""
    text, after = scan.text, start + 1
    vague = vague_at(text, after)
    word = _UNREAD_WORDS.match(text, after)
    if found is not None:
        end, due = found.end, found.day
    elif vague is not None:
        end, due = vague, None
    elif word is not None and (word[0][0].isalpha() or (owner == "me" and word[0][0].isdigit())):
        end, due = word.end(), None
    else:
        return False
    scan.offers.append(Offer("unread_day", start, end, scan.raw[after:end], due=due, owner=owner))
    scan.leave(end)
    return True


def _when(scan: Scan, found: DateMatch) -> bool:
    start, end = scan.at, found.end
    today = scan.base.today
    late = scan.now is not None and found.time is not None and found.time > scan.now
    if found.day > today or (found.day == today and late):
        scan.problem("when_future", start, end, found.day.isoformat(), stops=True)
        scan.leave(end)
    elif scan.when is not None:
        scan.problem("when_twice", start, end, stops=True)
        scan.leave(end)
    else:
        scan.when = (found.day, found.time)
        scan.token("when", start, end)
    return True


def _contact(scan: Scan, found: Mention) -> bool:
    start = scan.at
    if len(found.contacts) > 1:
        options = tuple((contact.id, contact.name) for contact in found.contacts)
        scan.choices.append(Choice("contact", start, found.end, options))
    elif found.contacts[0] not in scan.contacts:
        scan.contacts.append(found.contacts[0])
    if scan.sink is scan.note and _in_sentence(scan, start):
        # in mid-sentence the name is part of what was said
        scan.mark("contact", start, found.end)
        scan.escapes.add(start)
        scan.leave(found.end)
        scan.opens = True
    else:
        scan.token("contact", start, found.end)
    return True


def _in_sentence(scan: Scan, start: int) -> bool:
    """Say whether words of the same segment stand before the mention."""
    before = start - 1
    while before >= scan.run_start and scan.text[before].isspace():
        before -= 1
    return before >= scan.run_start and not is_break(scan.text, scan.raw, before)
