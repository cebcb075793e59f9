"""The table of the forms a day can have: what it may begin with, its pattern, how it is read."""

import re
from collections.abc import Callable
from datetime import date
from typing import Literal, NamedTuple

from repdesk.notation.days import (
    day_of,
    last_day,
    months_on,
    nearest,
    nearest_of_month,
    shift,
    weekday_from,
    weekday_in_week,
)
from repdesk.notation.numerals import NUMBER_EN, NUMBER_ZH, number
from repdesk.notation.pattern import Pattern

Form = Literal["named", "date", "numbers", "numbered", "relative", "clock"]
"""Like fri and 月底; nov 30; 11-30; 30号; 2w and 3天后; 3pm."""

Day = date | str | None
"""A day, the code of why it is none, or nothing that looks like one."""

NO_SUCH_DAY = "no_such_day"
AMBIGUOUS_DAY = "ambiguous_day"


class Base(NamedTuple):
    """What days are reckoned from; `zh`: month first; `order` else "mdy", "dmy" or None."""

    today: date
    zh: bool
    order: str | None = None
    past: bool = False


class Rule(NamedTuple):
    """One form of a day."""

    form: Form
    starts: str
    pattern: Pattern
    read: Callable[[re.Match[str], Base], Day]


_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAYS_ZH = {char: value for value, char in enumerate("一二三四五六日")} | {"天": 6}
_WEEKDAY = (
    r"mon(?:day)?|tue(?:s(?:day)?)?|wed(?:nesday)?|thu(?:rs(?:day)?)?|fri(?:day)?"
    r"|sat(?:urday)?|sun(?:day)?"
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_MONTH = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?"
    r"|sep(?:t(?:ember)?)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?"
)
_YEAR = r"(20[1-9]\d)(?!\d)"
_DAY_WORDS = {
    "today": 0,
    "tod": 0,
    "tomorrow": 1,
    "tmr": 1,
    "yesterday": -1,
    "今天": 0,
    "明天": 1,
    "后天": 2,
    "大后天": 3,
    "昨天": -1,
    "前天": -2,
}
_ENDS = {"周末": "w", "月底": "m", "季末": "q", "年底": "y"}
_WEEKS = {"this": 0, "next": 1, "last": -1, "本": 0, "这": 0, "下": 1, "上": -1, "下下": 2}
_UNITS = {
    "day": "d",
    "week": "w",
    "month": "m",
    "天": "d",
    "周": "w",
    "星期": "w",
    "礼拜": "w",
    "月": "m",
}


def _near(base: Base, month: int, day: int) -> Day:
    return nearest(base.today, month, day, base.past) or NO_SUCH_DAY


def _whole(year: int, month: int, day: int) -> Day:
    return day_of(year, month, day) or NO_SUCH_DAY


def _on(base: Base, count: int, unit: str) -> Day:
    if unit == "m":
        return months_on(base.today, count)
    return shift(base.today, count * (7 if unit == "w" else 1))


def _word(match: re.Match[str], base: Base) -> Day:
    return shift(base.today, _DAY_WORDS[match[0]])


def _weekday(match: re.Match[str], base: Base) -> Day:
    weekday = _WEEKDAYS.index(match[2][:3])
    if match[1]:
        return weekday_in_week(base.today, weekday, _WEEKS[match[1]])
    return weekday_from(base.today, weekday, base.past)


def _weekday_zh(match: re.Match[str], base: Base) -> Day:
    weekday = _WEEKDAYS_ZH[match[2]]
    if match[1]:
        return weekday_in_week(base.today, weekday, _WEEKS[match[1]])
    return weekday_from(base.today, weekday, base.past)


def _short(match: re.Match[str], base: Base) -> Day:
    return _on(base, -int(match[1]) if match[3] else int(match[1]), match[2])


def _in(match: re.Match[str], base: Base) -> Day:
    return _on(base, number(match[1]), _UNITS[match[2]])


def _ago(match: re.Match[str], base: Base) -> Day:
    return _on(base, -number(match[1]), _UNITS[match[2]])


def _relative_zh(match: re.Match[str], base: Base) -> Day:
    count = number(match[1])
    return _on(base, -count if match[3] == "前" else count, _UNITS[match[2].lstrip("个")])


def _half_month(match: re.Match[str], base: Base) -> Day:
    return shift(base.today, -15 if match[1] == "前" else 15)


def _end(match: re.Match[str], base: Base) -> Day:
    return last_day(base.today, _ENDS.get(match[0]) or match[0][2])


def _month_day(match: re.Match[str], base: Base) -> Day:
    month, day = _MONTHS.index(match[1][:3]) + 1, int(match[2])
    return _whole(int(match[3]), month, day) if match[3] else _near(base, month, day)


def _day_month(match: re.Match[str], base: Base) -> Day:
    month, day = _MONTHS.index(match[2][:3]) + 1, int(match[1])
    return _whole(int(match[3]), month, day) if match[3] else _near(base, month, day)


def _iso(match: re.Match[str], _base: Base) -> Day:
    return _whole(int(match[1]), int(match[3]), int(match[4]))


def _dots(match: re.Match[str], base: Base) -> Day:
    day, month = int(match[1]), int(match[2])
    return _whole(int(match[3]), month, day) if match[3] else _near(base, month, day)


def _numbers(match: re.Match[str], base: Base) -> Day:
    first, second = int(match[1]), int(match[3])
    if (first, second) == (24, 7) or min(first, second) > 12 or max(first, second) > 31:
        return None
    if base.zh:
        return _near(base, first, second)
    readings = {
        order: day
        for order, day in (("mdy", _near(base, first, second)), ("dmy", _near(base, second, first)))
        if isinstance(day, date)
    }
    if not readings:
        return NO_SUCH_DAY
    if len(set(readings.values())) == 1:
        return next(iter(readings.values()))
    return readings.get(base.order or "", AMBIGUOUS_DAY)


def _date_zh(match: re.Match[str], base: Base) -> Day:
    month, day = int(match[2]), int(match[3])
    if match[1] is None:
        return _near(base, month, day)
    year = base.today.year + 1 if match[1] == "明年" else int(match[1][:-1])
    return _whole(year, month, day)


def _next_month_zh(match: re.Match[str], base: Base) -> Day:
    month = months_on(base.today.replace(day=1), 1)
    return _whole(month.year, month.month, int(match[1])) if month else None


def _numbered(match: re.Match[str], base: Base) -> Day:
    return nearest_of_month(base.today, int(match[1]), base.past) or NO_SUCH_DAY


WEEKDAY = Pattern(rf"(?:{_WEEKDAY}|(?:周|星期|礼拜)[一二三四五六日天])$")
"""How a day ends that was given by its weekday."""

_DIGITS = "0123456789"
_HAN_DIGITS = "一二两三四五六七八九十"

_TABLE: tuple[tuple[Form, str, str, Callable[[re.Match[str], Base], Day]], ...] = (
    ("named", "ty今明后大昨前", "|".join(sorted(_DAY_WORDS, key=len, reverse=True)), _word),
    ("named", "mtwfsnl", rf"(?:(this|next|last)\s{{1,3}})?({_WEEKDAY})", _weekday),
    (
        "named",
        "下本这上周星礼",
        r"(?:(下下|下|上|本|这)个?)?(?:周|星期|礼拜)([一二三四五六日天])(?![一二三四五六日天])",
        _weekday_zh,
    ),
    ("named", "e周月季年", r"eo[wmqy]|周末|月底|季末|年底", _end),
    ("relative", _DIGITS, r"(\d{1,3})([dwm])(\s{1,3}ago)?", _short),
    ("relative", "i", rf"in\s{{1,3}}({NUMBER_EN})\s{{1,3}}(day|week|month)s?", _in),
    (
        "relative",
        _DIGITS + "aotfsen",
        rf"({NUMBER_EN})\s{{1,3}}(day|week|month)s?\s{{1,3}}ago",
        _ago,
    ),
    (
        "relative",
        _DIGITS + _HAN_DIGITS,
        rf"({NUMBER_ZH})(天|周|个?(?:星期|礼拜)|个月)[之以]?(后|前)",
        _relative_zh,
    ),
    ("relative", "半", r"半个月[之以]?(后|前)", _half_month),
    (
        "date",
        "jfmasond",
        rf"({_MONTH})\.?\s{{1,3}}(\d{{1,2}})(?:st|nd|rd|th)?(?!\d)(?:,?\s{{1,3}}{_YEAR})?",
        _month_day,
    ),
    (
        "date",
        _DIGITS,
        rf"(\d{{1,2}})(?:st|nd|rd|th)?\s{{1,3}}({_MONTH})(?:\s{{1,3}}{_YEAR})?",
        _day_month,
    ),
    ("date", _DIGITS, r"(\d{4})([-/])(\d{1,2})\2(\d{1,2})(?!\d)", _iso),
    ("date", _DIGITS, r"(\d{1,2})\.(\d{1,2})\.(?:(\d{4})(?!\d)|(?!\d))", _dots),
    ("numbers", _DIGITS, r"(\d{1,2})([-/])(\d{1,2})(?!\d)", _numbers),
    ("date", _DIGITS + "明", r"(\d{4}年|明年)?(\d{1,2})月(\d{1,2})[日号]", _date_zh),
    ("date", "下", r"下个?月(\d{1,2})[日号]", _next_month_zh),
    ("numbered", _DIGITS, r"(\d{1,2})号", _numbered),
)


def _by_first_character() -> dict[str, tuple[Rule, ...]]:
    rules = [Rule(form, starts, Pattern(p), read) for form, starts, p, read in _TABLE]
    firsts = sorted({char for rule in rules for char in rule.starts})
    return {char: tuple(rule for rule in rules if char in rule.starts) for char in firsts}


RULES = _by_first_character()
"""The rules by the character they may begin with."""
