"""A Chinese date and a verb at the head of a segment: a promise, mine or theirs."""

from typing import NamedTuple

from repdesk.notation.amounts import amount_at
from repdesk.notation.dates import DateMatch, date_at, day_at
from repdesk.notation.day_rules import Base
from repdesk.notation.fold import skip_spaces
from repdesk.notation.pattern import Pattern
from repdesk.notation.verbs import BEFORE, OFF, PART_OF_DAY, TO_US, TOLD, VERB

_THEY = Pattern(r"(?:客户|对方|他们|她们|他|她)\s?")
_LEAD = Pattern(
    rf"\s{{0,3}}((?:{PART_OF_DAY.source})?\s?(?:\d{{1,2}}(?::\d\d|点半?))?)\s{{0,3}}"
    rf"(?:{BEFORE.source})?\s{{0,3}}"
)
_TOLD = "了吗呢么嘛不没"
_SEGMENT = 60
_SEGMENT_END = Pattern(r"[,.;!?…]")
_THEN_TOLD = Pattern(
    r"[^,.;!?]{0,40},\s?(?:(?:谈|聊|见|看|问|讨论|沟通|介绍|确认|测试|试|签|交流)[了过到]"
    r"|(?:已|都|被|又)?(?:签收|收到|取消|推迟|延期|作废))"
)
_LATIN = Pattern(r"(?<![ap])[a-z](?!m)")  # but for am and pm
OPENERS = frozenset("0123456789一二两三四五六七八九十半大后明今本这下周星礼月季年客对他她")
"""What a promise in Chinese words may begin with."""


class Action(NamedTuple):
    """A promise read from a date and a verb: its text runs from `text_start`."""

    found: DateMatch
    owner: str
    text_start: int
    text_from: int


def action_at(text: str, at: int, base: Base) -> Action | None:
    """Return the promise that opens at that place, or None.

    Only a day to come, written the Chinese way, and one of the verbs at once after it; not what
    was done (了, 过) or is off, not a question, not 今天, not what somebody else does to us. Where
    the last such day of the year is nearer than the next, it is past.
    """
    if text[at] not in OPENERS:
        return None
    they = _THEY.match(text, at)
    start = they.end() if they else at
    found = date_at(text, start, base)
    if not isinstance(found, DateMatch) or found.form == "clock" or found.day <= base.today:
        return None
    if _LATIN.search(text, start, found.end) or rather_past(text, start, found, base):
        return None
    lead = _LEAD.match(text, found.end)
    if lead is None:
        return None
    verb = VERB.match(text, lead.end())
    if verb is None or _THEN_TOLD.match(text, verb.end()):
        return None
    if TOLD.match(text, verb.end()) or _tells(text, verb.end(), mine=they is None):
        return None
    read_to = verb.end()
    if verb[0] == "报价":
        amount = amount_at(text, skip_spaces(text, read_to))
        read_to = amount.end if amount else read_to
    text_start = lead.start(1) if lead[1].strip() else verb.start()
    return Action(found, "them" if they else "me", text_start, read_to)


def rather_past(text: str, at: int, found: DateMatch, base: Base) -> bool:
    """Say whether a day without a year was meant of the past: its last time is the nearer one."""
    if found.form not in ("date", "numbers"):
        return False
    past = day_at(text, at, Base(base.today, base.zh, base.order, past=True))
    if not isinstance(past, DateMatch) or past.day > base.today:
        return False
    return base.today - past.day < found.day - base.today


def _tells(text: str, at: int, mine: bool) -> bool:
    """Say whether the segment tells what was done or is off, asks, or speaks of others."""
    end = _SEGMENT_END.search(text, at, at + _SEGMENT)
    stop = end.start() if end else min(len(text), at + _SEGMENT)
    said = text[at:stop].rstrip()
    if said.endswith(tuple(_TOLD)) or (end is not None and end[0] == "?"):
        return True
    return OFF.search(said) is not None or (mine and TO_US.search(said) is not None)
