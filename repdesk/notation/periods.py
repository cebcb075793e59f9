"""Periods as a rep types them, this month, 上季度, 5月1日..今天, or as files hold them."""

from datetime import date

from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period, parse_period, period_of
from repdesk.notation.dates import DateMatch, parse_day
from repdesk.notation.fold import fold
from repdesk.notation.pattern import Pattern

_WORDS = Pattern(
    r"(?:(this|last|next)\s{1,3}(week|month|quarter|year))"
    r"|([本这上下])一?个?(周|星期|礼拜|月|季度?)|([今去明])年"
)
_STEPS = {"this": 0, "last": -1, "next": 1, "本": 0, "这": 0, "上": -1, "下": 1}
_STEPS |= {"今": 0, "去": -1, "明": 1}
_KINDS = {"周": "week", "星期": "week", "礼拜": "week", "月": "month", "季": "quarter"}
_KINDS |= {"季度": "quarter"} | {kind: kind for kind in ("week", "month", "quarter", "year")}
_TO = Pattern(r"\s{0,3}(?:\.\.|[到至])\s{0,3}")


def read_period(
    text: str,
    today: date,
    lang: str = "en",
    *,
    date_order: str | None = None,
    past: bool = False,
) -> Period:
    """Return the period that the whole text names; raises Invalid "period.unreadable".

    `past`: the days of a range without a year lie behind us.
    """
    try:
        return parse_period(text)
    except Invalid:
        found = _spoken(fold(text).strip(), today, lang, date_order, past)
        if found is None:
            raise
    return found


def _spoken(text: str, today: date, lang: str, date_order: str | None, past: bool) -> Period | None:
    named = _WORDS.fullmatch(text)
    if named is not None:
        step = _STEPS[named[1] or named[3] or named[5]]
        here = period_of(today, _KINDS[named[2] or named[4] or "year"])
        return here if step == 0 else here.following() if step > 0 else here.previous()
    to = _TO.search(text)
    if to is None:
        return None
    days = []
    for part in (text[: to.start()], text[to.end() :]):
        day = parse_day(part, today, lang, date_order=date_order, past=past)
        if not isinstance(day, DateMatch) or day.time is not None:
            return None
        days.append(day.day)
    return Period("range", *days) if days[0] <= days[1] else None
