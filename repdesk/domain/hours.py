"""When a customer can be visited, read from the rep's own words: `Mo-Fr 9-11:30`, `周二上午`.

Only what is read whole and surely counts; any other text is shown as it stands, refuses nothing.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import cache, lru_cache
from typing import NamedTuple
from unicodedata import normalize

Span = tuple[int, int]
"""Minutes of a day, from and to."""
Week = tuple[tuple[Span, ...], ...]
"""The spans of each weekday, Monday first; a day without any is closed."""

NOON, MIDNIGHT = 12 * 60, 24 * 60
ALL_DAY: Span = (0, MIDNIGHT)
FIRST_HOUR = 6
"""An hour before this one may mean the afternoon's: read only where the text says which."""

_GROUPS = {
    **dict.fromkeys(("weekdays", "workdays", "working days", "工作日"), range(5)),
    **dict.fromkeys(("weekend", "weekends", "周末", "双休日"), range(5, 7)),
    **dict.fromkeys(("daily", "every day", "每天", "天天"), range(7)),
}
_PARTS = {
    **dict.fromkeys(("am", "a.m.", "morning", "mornings", "上午", "早上"), "am"),
    **dict.fromkeys(("pm", "p.m.", "afternoon", "afternoons", "下午"), "pm"),
}
_SPANS = {"am": (0, NOON), "pm": (NOON, MIDNIGHT)}
_EN = ("mo", "tu", "we", "th", "fr", "sa", "su")
_ZH = {sign: at for at, sign in enumerate("一二三四五六日")} | {"天": 6}


def _any_of(words: Iterable[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_TOKEN = rf"""(?P<group>{_any_of(_GROUPS)})(?![a-z])
    |(?P<en>mo(?:n(?:days?)?)?|tu(?:e(?:s(?:days?)?)?)?|we(?:d(?:nesdays?)?)?
       |th(?:u(?:rs?(?:days?)?)?)?|fr(?:i(?:days?)?)?|sa(?:t(?:urdays?)?)?|su(?:n(?:days?)?)?
       )\.?(?![a-z])
    |(?:周|星期|礼拜)(?P<zh>[一二三四五六日天]+)
    |(?P<bare>[一二三四五六日天])
    |(?P<whole>24\s?h(?![a-z])|24/7|24小时|全天|all\ day)
    |(?P<closed>closed|休息|不营业|不接待|不行|不在)
    |(?P<no>not\ on|not|no)(?![a-z])
    |(?P<after>after)(?![a-z])|(?P<before>before|until)(?![a-z])
    |(?P<later>以后|之后|后)|(?P<earlier>以前|之前|前)
    |(?P<dash>[-–—~至到]|to(?![a-z]))
    |(?P<clock>(?:(?P<lead>上午|早上|下午)\s?)?
       (?:(?P<four>(?:[01]\d|2[0-4])[0-5]\d)(?!\d)
         |(?P<hour>\d{{1,2}})(?:[:.](?P<minute>[0-5]\d)|[点时](?:(?P<half>半)
           |(?P<past>[0-5]\d)分?)?)?(?!\d))
       (?:\s?(?P<tail>am|pm|a\.m\.|p\.m\.)(?![a-z]))?)
    |(?P<part>{_any_of(_PARTS)})(?![a-z])
    |(?P<gap>[\s,;/、&+:]+|and(?![a-z])|和|及)
    """


@cache
def _token() -> re.Pattern[str]:
    """Return what reads a token: compiled when hours are first read, few verbs read any."""
    return re.compile(_TOKEN, re.VERBOSE)


class _Unread(Exception):
    """The text is not surely understood."""


class _Token(NamedTuple):
    kind: str
    match: re.Match[str]


class _Clock(NamedTuple):
    """A clock time as written, and the half of the day named with it."""

    hour: int
    minute: int
    part: str | None
    written: str

    def at(self, part: str | None) -> int:
        """Return the minute of the day if it lies in this half; None: as it is written."""
        if part == "pm" and self.hour < 12:
            return (self.hour + 12) * 60 + self.minute
        if part == "am" and self.hour >= 12:
            return (self.hour - 12) * 60 + self.minute if self.hour == 12 else MIDNIGHT + 1
        return self.hour * 60 + self.minute

    @property
    def sure(self) -> bool:
        """Whether an hour without a half of the day is one of the twenty-four."""
        return self.hour >= FIRST_HOUR or self.written.startswith("0")


@lru_cache(4096)
def read_hours(text: str) -> Week | None:
    """Return the spans of each weekday; None for no text and for any that is not surely read."""
    try:
        tokens = _tokens(normalize("NFKC", text).lower())
        return _week(_clauses(tokens)) if tokens else None
    except _Unread:
        return None


def hours_on(text: str, day: date) -> tuple[Span, ...] | None:
    """Return the spans of a day, none at all when closed; None where the text tells nothing."""
    week = read_hours(text)
    return week[day.weekday()] if week is not None else None


def _tokens(text: str) -> list[_Token]:
    found, at, token = [], 0, _token()
    while at < len(text):
        match = token.match(text, at)
        if match is None:
            raise _Unread
        kind = next(kind for kind in _KINDS if match[kind] is not None)
        if kind != "gap":
            found.append(_Token(kind, match))
        at = match.end()
    return found


_KINDS = ("group", "en", "zh", "bare", "whole", "closed", "no", "after", "before", "later",
          "earlier", "dash", "clock", "part", "gap")  # fmt: skip


class _Clause(NamedTuple):
    """Some days (none named: every day) with their spans, or closed."""

    days: frozenset[int]
    spans: tuple[Span, ...]
    closed: bool


def _clauses(tokens: Sequence[_Token]) -> list[_Clause]:
    found, at = [], 0
    while at < len(tokens):
        closed = tokens[at].kind == "no"
        days, at = _days(tokens, at + closed)
        spans: list[Span] = []
        while at < len(tokens) and tokens[at].kind not in ("group", "en", "zh", "no"):
            if tokens[at].kind == "closed":
                closed, at = True, at + 1
            else:
                span, at = _span(tokens, at)
                spans.append(span)
        if closed and (spans or not days):
            raise _Unread
        found.append(_Clause(days, tuple(spans), closed))
    return found


def _days(tokens: Sequence[_Token], at: int) -> tuple[frozenset[int], int]:
    """Return the weekdays named from here on, and where they end."""
    found: set[int] = set()
    last = -1
    while at < len(tokens):
        ranged = tokens[at].kind == "dash" and last >= 0
        named = _named(tokens, at + ranged, bare=last >= 0)
        if not named:
            break
        if ranged:
            step = last
            while step != named[0]:
                step = (step + 1) % 7
                found.add(step)
        found.update(named)
        last, at = named[-1], at + ranged + 1
    return frozenset(found), at


def _named(tokens: Sequence[_Token], at: int, *, bare: bool) -> Sequence[int]:
    kind, match = tokens[at] if at < len(tokens) else ("", None)
    if match is None:
        return ()
    if kind == "group":
        return _GROUPS[match["group"]]
    if kind == "en":
        return (_EN.index(match["en"][:2]),)
    if kind == "zh" or (kind == "bare" and bare):
        return [_ZH[sign] for sign in match[kind]]
    return ()


def _span(tokens: Sequence[_Token], at: int) -> tuple[Span, int]:
    kind, match = tokens[at]
    if kind == "whole":
        return ALL_DAY, at + 1
    if kind == "part":
        return _SPANS[_PARTS[match["part"]]], at + 1
    if kind in ("after", "before"):
        minute = _alone(_clock(tokens, at + 1))
        return ((minute, MIDNIGHT) if kind == "after" else (0, minute)), at + 2
    first = _clock(tokens, at)
    follows = tokens[at + 1].kind if at + 1 < len(tokens) else ""
    if follows in ("later", "earlier"):
        minute = _alone(first)
        return ((minute, MIDNIGHT) if follows == "later" else (0, minute)), at + 2
    if follows != "dash":
        raise _Unread
    return _from_to(first, _clock(tokens, at + 2)), at + 3


def _clock(tokens: Sequence[_Token], at: int) -> _Clock:
    if at >= len(tokens) or tokens[at].kind != "clock":
        raise _Unread
    match = tokens[at].match
    part = _PARTS.get(match["lead"] or match["tail"] or "")
    if match["four"]:
        return _Clock(int(match["four"][:2]), int(match["four"][2:]), part, match["four"])
    minute = 30 if match["half"] else int(match["minute"] or match["past"] or 0)
    return _Clock(int(match["hour"]), minute, part, match["hour"])


def _alone(clock: _Clock) -> int:
    minute = clock.at(clock.part)
    if not (clock.part or clock.sure) or minute > MIDNIGHT:
        raise _Unread
    return minute


def _from_to(first: _Clock, last: _Clock) -> Span:
    """Return the span of two times, of which one may tell the half of the day for both.

    `2-5pm` are both afternoon, `9-5pm` and `上午9-5点` are not; `9-5` and `2-5` are unread.
    """
    if first.part:
        ends = [last.part] if last.part else [first.part, "pm"]
        choices = [(first.at(first.part), last.at(end)) for end in ends]
    elif last.part:
        starts = [last.part, "am"] if first.hour <= 12 else [None]
        choices = [(first.at(start), last.at(last.part)) for start in starts]
    else:
        choices = [(first.at(None), last.at(None))] if first.sure else []
    for start, end in choices:
        if 0 <= start < end <= MIDNIGHT:
            return start, end
    raise _Unread


def _week(clauses: Sequence[_Clause]) -> Week:
    """Return the week that the clauses make together; days nobody names are closed.

    Times may stand before the days they are of (`8-16 Mo-Fr`), and days off behind the rest.
    """
    first, *rest = clauses
    if len(rest) == 1 and not first.days and not rest[0].spans and not rest[0].closed:
        first, rest = first._replace(days=rest[0].days), []
    if not first.days and not all(one.closed for one in rest):
        raise _Unread
    open_ones = [one for one in (first, *rest) if not one.closed]
    week: list[tuple[Span, ...]] = [() if open_ones else (ALL_DAY,)] * 7
    for clause in (*open_ones, *(one for one in (first, *rest) if one.closed)):
        for day in clause.days or range(7):
            spans = () if clause.closed else clause.spans or (ALL_DAY,)
            week[day] = tuple(sorted({*spans, *(week[day] if spans and open_ones else ())}))
    return tuple(week)
