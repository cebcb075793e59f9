"""Times of day: 15:00, 3pm, 9:30am, 15点, 下午3点, 上午9点半."""

import re
from datetime import time
from typing import NamedTuple

from repdesk.notation.fold import ends_here, is_han
from repdesk.notation.numerals import NUMBER_ZH, number
from repdesk.notation.pattern import Pattern

_CLOCK = Pattern(
    r"(?:(?P<part>上午|下午|晚上|早上|中午|傍晚|凌晨)\s?)?"
    r"(?:(?P<h>\d{1,2}):(?P<m>\d\d)(?!\d)(?:\s?(?P<half1>am|pm))?"
    r"|(?P<h12>\d{1,2})\s?(?P<half2>am|pm)"
    rf"|(?P<hz>{NUMBER_ZH})点(?![建意要问需原说理多])(?:(?P<halfhour>半)|[钟整]|(?P<mz>\d\d)分?(?!\d))?)"
)
_FIRST = frozenset("0123456789上下晚早中傍凌一二两三四五六七八九十")
_RANGE = frozenset("-–—~到至")
_AFTERNOON = {"下午": range(1, 12), "晚上": range(5, 12), "傍晚": range(4, 8)}
_BEFORE_NOON = {"上午": range(5, 12), "早上": range(4, 12), "凌晨": range(7)}


class Clock(NamedTuple):
    """A time of day and where its text ends."""

    time: time
    end: int


def clock_at(text: str, at: int) -> Clock | None:
    """Return the time of day written at that place of the folded text, if one surely is.

    3点 without a part of the day could be night or afternoon and is none; nor is a range.
    """
    match = _CLOCK.match(text, at) if text[at : at + 1] in _FIRST else None
    if match is None:
        return None
    end = match.end()
    free = ends_here(text, end) or is_han(text[end]) or is_han(text[end - 1])
    if not free or (end < len(text) and text[end] in _RANGE):
        return None
    hour = _hour(match)
    minute = 30 if match["halfhour"] else int(match["m"] or match["mz"] or 0)
    return None if hour is None or minute > 59 else Clock(time(hour, minute), end)


def _hour(match: re.Match[str]) -> int | None:
    hour = number(match["h"] or match["h12"] or match["hz"])
    half, part = match["half1"] or match["half2"], match["part"]
    if half:
        if part or not 1 <= hour <= 12:
            return None
        return hour % 12 + (12 if half == "pm" else 0)
    if part is None:
        unsure = match["hz"] is not None and 1 <= hour <= 6
        return hour if hour < 24 and not unsure else None
    return _hour_of_part(part, hour)


def _hour_of_part(part: str, hour: int) -> int | None:
    if part == "中午":
        return {11: 11, 12: 12, 1: 13}.get(hour)
    if part in _BEFORE_NOON:
        return hour if hour in _BEFORE_NOON[part] else None
    if part == "下午" and hour == 12:
        return 12
    if 12 < hour < 24 and hour - 12 in _AFTERNOON[part]:
        return hour
    return hour + 12 if hour in _AFTERNOON[part] else None
