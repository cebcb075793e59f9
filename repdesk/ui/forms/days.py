"""Days and periods typed into a field as in the one-line log: fri, 周五, 3d, 7月3日, ISO."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from repdesk.domain.errors import Invalid
from repdesk.i18n import language
from repdesk.notation.dates import DateMatch, parse_day
from repdesk.notation.periods import read_period
from repdesk.wording.echo import day_echo


def day_typed(text: str, today: str, date_order: str = "") -> DateMatch:
    """Return the day that was typed, with its time of day if one stands there; raises Invalid."""
    day = date.fromisoformat(today)
    found = parse_day(text.strip(), day, language(), date_order=date_order or None)
    if not isinstance(found, DateMatch):
        raise Invalid("field.day", value=text)
    return found


def day_to_come(text: str, today: str, date_order: str = "") -> DateMatch:
    """Return the day that was typed; raises Invalid also for one in the past."""
    found = day_typed(text, today, date_order)
    if found.day.isoformat() < today:
        echo = day_echo(found.day, date.fromisoformat(today))
        raise Invalid("field.past", value=f"{text.strip()} ({echo})")
    return found


def period_reader(today: str, date_order: str = "") -> Callable[[str], str]:
    """Return what reads a typed period as it is stored; it raises Invalid."""

    def read(text: str) -> str:
        day = date.fromisoformat(today)
        return str(read_period(text, day, language(), date_order=date_order or None))

    return read
