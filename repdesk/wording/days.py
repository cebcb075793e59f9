"""Days and spans as they are read: `3 Jul`, `7月3日`, `21d`, `2d late`."""

from datetime import date
from typing import Final

from repdesk.i18n import N_, _, language

MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
WEEKDAYS: Final = (
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
)  # fmt: skip


def days_between(first: str, last: str) -> int:
    """Days from one ISO day (or moment) to another."""
    return (date.fromisoformat(last[:10]) - date.fromisoformat(first[:10])).days


def weekday(day: str) -> str:
    """The weekday of an ISO day: `Tue`, `周二`."""
    return _(WEEKDAYS[date.fromisoformat(day[:10]).weekday()])


def short_day(day: str, today: str) -> str:
    """A day of this or next year without its year where that is clear: `3 Jul`, `7月3日`."""
    when = date.fromisoformat(day[:10])
    near = abs((when - date.fromisoformat(today[:10])).days) < 300
    if language() == "zh":
        return f"{when.month}月{when.day}日" if near else when.isoformat()
    return _bare_day(when) if near else long_day(day)


def long_day(day: str) -> str:
    """A day with its year: `3 Jul 1996`, `1996年7月3日`."""
    when = date.fromisoformat(day[:10])
    bare = _bare_day(when)
    return f"{when.year}年{bare}" if language() == "zh" else f"{bare} {when.year}"


def days_from_to(first: str, last: str, today: str) -> str:
    """The days of a period, each year said once, this year's not at all: `1 May – 31 May 1998`."""
    bare = [_bare_day(date.fromisoformat(day[:10])) for day in (first, last)]
    if first[:4] != last[:4]:
        bare = [long_day(first), long_day(last)]
    elif first[:4] != today[:4] and language() == "zh":
        bare[0] = long_day(first)
    elif first[:4] != today[:4]:
        bare[1] = long_day(last)
    return ("～" if language() == "zh" else " – ").join(bare)


def _bare_day(when: date) -> str:
    if language() == "zh":
        return f"{when.month}月{when.day}日"
    return f"{when.day} {_(MONTHS[when.month - 1])}"


YEARS_FROM: Final = 1_000
"""Days from which a span is told in years."""


def span(days: int) -> str:
    """A number of days: `21d`, `21天`; a very long one in years: `28y`."""
    if abs(days) >= YEARS_FROM:
        return _("{n}y").format(n=round(days / 365.25))
    return _("{n}d").format(n=days)


def ago(day: str, today: str) -> str:
    """How long ago a day was: `today`, `21d`."""
    days = days_between(day, today)
    return _("today") if days == 0 else span(days)


def due_words(day: str, today: str) -> str:
    """When something is due: `today`, `in 3d`, `2d late`."""
    days = days_between(today, day)
    if days == 0:
        return _("today")
    return _("in {n}d").format(n=days) if days > 0 else _("{n}d late").format(n=-days)
