"""A day echoed so that a misreading is seen: its weekday and how far off it is."""

from datetime import date, time
from typing import Final

from repdesk.i18n import N_, _, language, ngettext

WEEKDAYS: Final = (
    N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"),
)  # fmt: skip
MONTHS: Final = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip


def day_echo(day: date, today: date, at: time | None = None) -> str:
    """Return `Fri 27 Nov · in 4 days`, `11月27日 周五 · 4天后`; of another year with its year."""
    weekday = _(WEEKDAYS[day.weekday()])
    other = day.year != today.year
    if language() == "zh":
        text = f"{day.month}月{day.day}日 {weekday}"
        text = f"{day.year}年{text}" if other else text
    else:
        text = f"{weekday} {day.day} {_(MONTHS[day.month - 1])}"
        text = f"{text} {day.year}" if other else text
    clock = f" {at:%H:%M}" if at is not None else ""
    return f"{text}{clock} · {distance(day, today)}"


def distance(day: date, today: date) -> str:
    """Return `today`, `in 4 days`, `2 days ago`."""
    days = (day - today).days
    match days:
        case 0:
            return _("today")
        case 1:
            return _("tomorrow")
        case -1:
            return _("yesterday")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=days)
    return ngettext("{n} day ago", "{n} days ago", -days).format(n=-days)
