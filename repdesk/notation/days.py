"""Reckoning with days: weekdays, months on, last days. A day outside the calendar is None."""

from datetime import date, timedelta

_SEARCH_YEARS = 9  # a 29 February is at most eight years away


def shift(day: date, days: int) -> date | None:
    """Return the day so many days on (or back)."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def day_of(year: int, month: int, day: int) -> date | None:
    """Return that day if it exists."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _length(year: int, month: int) -> int:
    """Return how many days the month has."""
    if month == 2:
        return 29 if day_of(year, 2, 29) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def months_on(day: date, months: int) -> date | None:
    """Return the same day so many months on, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        return None
    return date(year, month + 1, min(day.day, _length(year, month + 1)))


def weekday_from(today: date, weekday: int, past: bool) -> date | None:
    """Return the next such weekday after today (0 Monday), or the last one before it."""
    if past:
        return shift(today, -((today.weekday() - weekday - 1) % 7 + 1))
    return shift(today, (weekday - today.weekday() - 1) % 7 + 1)


def weekday_in_week(today: date, weekday: int, weeks: int) -> date | None:
    """Return that weekday of the week so many weeks on; weeks start on Monday."""
    return shift(today, weekday - today.weekday() + 7 * weeks)


def last_day(today: date, unit: str) -> date | None:
    """Return the last day of today's week (w), month (m), quarter (q) or year (y)."""
    if unit == "w":
        return weekday_in_week(today, 6, 0)
    month = {"m": today.month, "q": (today.month + 2) // 3 * 3, "y": 12}[unit]
    return date(today.year, month, _length(today.year, month))


def nearest(today: date, month: int, day: int, past: bool) -> date | None:
    """Return the next such day of the year from today on, or the last one up to today."""
    step = -1 if past else 1
    for year in range(today.year, today.year + step * _SEARCH_YEARS, step):
        found = day_of(year, month, day)
        if found and (found <= today if past else found >= today):
            return found
    return None


def nearest_of_month(today: date, day: int, past: bool) -> date | None:
    """Return the next such day of a month from today on, or the last; months without it pass."""
    step = -1 if past else 1
    for months in range(0, step * 12, step):
        year, month = divmod(today.year * 12 + today.month - 1 + months, 12)
        found = day_of(year, month + 1, day)
        if found and (found <= today if past else found >= today):
            return found
    return None
