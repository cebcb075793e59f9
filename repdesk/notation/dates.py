"""Days and times as a rep types them, in English and Chinese; used wherever a date is typed.

What is not in the table of `day_rules` is not a date, nor is a day that does not exist.
"""

from datetime import date, time
from typing import NamedTuple

from repdesk.notation.clock import clock_at
from repdesk.notation.day_rules import NO_SUCH_DAY, RULES, WEEKDAY, Base, Form
from repdesk.notation.fold import ends_here, fold, has_han, is_han, skip_spaces
from repdesk.notation.pattern import Pattern
from repdesk.notation.verbs import BEFORE, PART_OF_DAY, VERB

UNITS = Pattern(
    r"[周天个台件套只米吨寸年月时分倍折度层楼人家根支把桶包瓶条片块组箱批升公毫千万元岁次成%]"
    r"(?<!周(?=[一二三四五六日天]))"
    r"|\s(?:周(?![一二三四五六日天])|[天个台套件只])"
    r"|\s?(?:days?|weeks?|months?|years?|hours?|hrs?|mins?|minutes?|pcs|pieces?|units?|sets?"
    r"|mm|cm|kg|bar|inch(?:es)?|times|people)(?!\w)"
)
_AFTER_NUMBERED = Pattern(
    rf"{VERB.source}|{BEFORE.source}|{PART_OF_DAY.source}|\d{{1,2}}[:点]"
    r"|回款|打款|到[货账场厂]|去|见|开(?!关)|来(?![料水])|交(?![换流])|签|付|谈|聊|参加|给(?![水料])|要|做|办|订|找"
)
_THREE_D = Pattern(r"打印|模型|图|扫描")
_ABOUT = Pattern(r"左右|前后|上下")
_RANGE = Pattern(
    r"\s{0,3}(?:[-–—/、&至到和与或]|或者|以及)\s{0,3}|\s{1,3}(?:to|till|until|or|and)\s{1,3}"
    r"|~\s{0,3}|\s{1,3}~\s{1,3}"  # but for the token of what they owe: @昨天 ~周五
)
_BESIDE = Pattern(r"\s?\(|,?\s{1,2}|(?<=[日号天])")
_UNTIL = Pattern(r"\s?[到至]\s?\d|\s?[、,和与及]\s?\d{1,2}[日号]")
_BETWEEN = Pattern(r"\s{0,3}(?:at\s)?")
_ON = Pattern(r"\s{1,3}(?:on\s)?")


class DateMatch(NamedTuple):
    """A day read from text, `text[start:end]`; `time` where a clock time stood with it."""

    day: date
    time: time | None
    start: int
    end: int
    form: Form


class Unread(NamedTuple):
    """Text that looks like a day and is none; code: no_such_day, ambiguous_day or not_a_day."""

    code: str
    start: int
    end: int
    form: Form = "date"


def base_of(
    text: str,
    today: date,
    lang: str,
    date_order: str | None = None,
    past: bool = False,
) -> Base:
    """Return what days are reckoned from; a line or a screen in Chinese puts the month first.

    date_order is "mdy" or "dmy", for English; past: a day without a year lies behind us.
    """
    return Base(today, lang != "en" or has_han(text), date_order, past)


def read_date(
    text: str,
    today: date,
    lang: str = "en",
    *,
    date_order: str | None = None,
    past: bool = False,
    start: int = 0,
) -> DateMatch | None:
    """Return the day that stands at `start` of the text, or None; more text may follow."""
    found = date_at(fold(text), start, base_of(text, today, lang, date_order, past))
    return found if isinstance(found, DateMatch) else None


def parse_day(
    text: str,
    today: date,
    lang: str = "en",
    *,
    date_order: str | None = None,
    past: bool = False,
) -> DateMatch | Unread:
    """Return the day that the whole text names, as typed into a field, or why it is none."""
    folded = fold(text)
    start = skip_spaces(folded, 0)
    end = max(start, len(folded.rstrip()))
    found = date_at(folded, start, base_of(text, today, lang, date_order, past))
    if found is None or found.end < end or (isinstance(found, DateMatch) and found.form == "clock"):
        return Unread("not_a_day", start, end)
    return found


def date_at(text: str, at: int, base: Base) -> DateMatch | Unread | None:
    """Return the day, with a time before or after it, at that place of the folded text.

    A time alone is today's, of form "clock".
    """
    clock = clock_at(text, at)
    if clock is not None:
        gap = _ON.match(text, clock.end)
        day = day_at(text, gap.end(), base) if gap else None
        if isinstance(day, DateMatch):
            return day._replace(time=clock.time, start=at)
        return DateMatch(base.today, clock.time, at, clock.end, "clock")
    found = day_at(text, at, base)
    if not isinstance(found, DateMatch):
        return found
    gap = _BETWEEN.match(text, found.end)
    clock = clock_at(text, gap.end()) if gap else None
    return found if clock is None else found._replace(time=clock.time, end=clock.end)


def day_at(text: str, at: int, base: Base) -> DateMatch | Unread | None:
    """Return the day without a time at that place of the folded text.

    A weekday may stand before or after its date: fri 27 nov, 11月27日（周五）. One that is not
    that date's makes it a day that does not exist.
    """
    found = _match(text, at, base)
    if found is None or not _free(text, found):
        return None
    gap = _RANGE.match(text, found.end)
    if gap is not None and _match(text, gap.end(), base) is not None:
        return None
    if _UNTIL.match(text, found.end):
        return None
    return _with_weekday(text, found, base) if isinstance(found, DateMatch) else found


def _with_weekday(text: str, found: DateMatch, base: Base) -> DateMatch | Unread:
    gap = _BESIDE.match(text, found.end)
    other = _match(text, gap.end(), base) if gap else None
    if gap is None or not isinstance(other, DateMatch) or not _free(text, other):
        return found
    first, second = _is_weekday(text, found), _is_weekday(text, other)
    if second or (first and other.form in ("date", "numbers", "numbered")):
        closed = gap[0].endswith("(") and text[other.end : other.end + 1] == ")"
        end = other.end + closed
        if found.day.weekday() != other.day.weekday():
            # behind a comma or another day's word a weekday begins another thought
            apart = gap[0].startswith(",") or (
                not first and found.form == "named" and gap[0].isspace()
            )
            return found if apart else Unread(NO_SUCH_DAY, found.start, end)
        return (found if second else other)._replace(start=found.start, end=end)
    return found


def _is_weekday(text: str, found: DateMatch) -> bool:
    return WEEKDAY.search(text, found.start, found.end) is not None


def _match(text: str, at: int, base: Base) -> DateMatch | Unread | None:
    """Return the longest match of the rules, whatever follows it."""
    best: DateMatch | Unread | None = None
    for rule in RULES.get(text[at : at + 1], ()):
        match = rule.pattern.match(text, at)
        if match is None or (best is not None and match.end() <= best.end):
            continue
        day = rule.read(match, base)
        if isinstance(day, date):
            best = DateMatch(day, None, at, match.end(), rule.form)
        elif day is not None:
            best = Unread(day, at, match.end(), rule.form)
    return best


def _free(text: str, found: DateMatch | Unread) -> bool:
    """Say whether the day ends where it seems to: not in a longer word, a quantity, an "about"."""
    end = found.end
    if _ABOUT.match(text, end):
        return False
    last = text[end - 1]
    if found.form == "numbers" and UNITS.match(text, end):
        return False
    if ends_here(text, end):
        return True
    if last == "d" and _THREE_D.match(text, end):
        return False
    if found.form == "numbered":
        return _AFTER_NUMBERED.match(text, end) is not None
    if is_han(last):
        return text[end] not in "-~/%"
    return is_han(text[end])
