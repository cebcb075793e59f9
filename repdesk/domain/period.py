"""Periods: closed ranges of local days, said once, and the bases they are compared with."""

import re
from datetime import date, timedelta

from msgspec import Struct

from repdesk.domain.errors import Invalid

FIRST_YEAR, LAST_YEAR = 1000, 9998
_DAY = timedelta(days=1)
_MONTH = re.compile(r"(\d{4})-(\d{2})")
_QUARTER = re.compile(r"(\d{4})-[Qq]([1-4])")
_YEAR = re.compile(r"(\d{4})")
_WEEK = re.compile(r"(\d{4})-[Ww](\d{2})")
_RANGE = re.compile(r"(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})")


def same_day_last_year(day: date) -> date:
    """Return the same date a year earlier; 29 February becomes the 28th."""
    if (day.month, day.day) == (2, 29):
        return date(day.year - 1, 2, 28)
    return day.replace(year=day.year - 1)


def month_end(day: date) -> date:
    """Return the last day of the day's month."""
    following = (day.replace(day=28) + timedelta(days=4)).replace(day=1)
    return following - _DAY


def add_months(day: date, months: int) -> date:
    """Return the day so many months on: the same day, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    first = date(year, month + 1, 1)
    return first.replace(day=min(day.day, month_end(first).day))


class Period(Struct, frozen=True):
    """The days from first to last; `kind` month, quarter, year, week or range."""

    kind: str
    first: date
    last: date

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1

    def __contains__(self, day: object) -> bool:
        if isinstance(day, str):
            return self.first.isoformat() <= day[:10] <= self.last.isoformat()
        return isinstance(day, date) and self.first <= day <= self.last

    def __str__(self) -> str:
        first = self.first
        match self.kind:
            case "month":
                return f"{first:%Y-%m}"
            case "quarter":
                return f"{first.year}-Q{(first.month + 2) // 3}"
            case "year":
                return str(first.year)
            case "week":
                year, week, _day = first.isocalendar()
                return f"{year}-W{week:02}"
        return f"{first.isoformat()}..{self.last.isoformat()}"

    def elapsed(self, as_of: date) -> int:
        """Return how many of its days are over at the end of a day, 0 to all."""
        return max(0, min(self.days, (as_of - self.first).days + 1))

    def until(self, as_of: date) -> "Period":
        """Return the part that ends on the day (itself when it is over)."""
        return self if as_of >= self.last else Period("range", self.first, as_of)

    def previous(self) -> "Period":
        """Return the period before of the same kind; of a range as many days directly before."""
        before = self.first - _DAY
        if self.kind == "range":
            return Period("range", self.first - timedelta(days=self.days), before)
        return period_of(before, self.kind)

    def following(self) -> "Period":
        """Return the period after of the same kind."""
        after = self.last + _DAY
        if self.kind == "range":
            return Period("range", after, self.last + timedelta(days=self.days))
        return period_of(after, self.kind)

    def last_year(self) -> "Period":
        """Return the same dates a year earlier; of a week the week of that number (53 is 52)."""
        if self.kind == "week":
            year, week, _day = self.first.isocalendar()
            monday = date.fromisocalendar(year - 1, min(week, 52), 1)
            return Period("week", monday, monday + timedelta(days=6))
        last = same_day_last_year(self.last)
        if self.kind != "range" and self.last == month_end(self.last):
            last = month_end(last)
        return Period(self.kind, same_day_last_year(self.first), last)


def period_of(day: date, kind: str) -> Period:
    """Return the month, quarter, year or week that holds the day."""
    match kind:
        case "week":
            monday = day - timedelta(days=day.weekday())
            return Period("week", monday, monday + timedelta(days=6))
        case "year":
            return Period("year", date(day.year, 1, 1), date(day.year, 12, 31))
        case "quarter":
            first = date(day.year, (day.month - 1) // 3 * 3 + 1, 1)
            return Period("quarter", first, month_end(add_months(first, 2)))
        case "month":
            return Period("month", day.replace(day=1), month_end(day))
    raise Invalid("period.kind", value=kind)


def parse_period(text: str) -> Period:
    """Read `2026-06`, `2026-Q2`, `2026`, `2026-W23` or `2026-05-01..2026-05-20`.

    Raises Invalid "period.unreadable" for anything else, for days that do not exist, for ranges
    that end before they begin and for years nothing can be compared with.
    """
    found = _read(text.strip())
    if found is None or not FIRST_YEAR <= found.first.year <= found.last.year <= LAST_YEAR:
        raise Invalid("period.unreadable", value=text.strip())
    return found


def _read(text: str) -> Period | None:
    try:
        if found := _MONTH.fullmatch(text):
            return period_of(date(int(found[1]), int(found[2]), 1), "month")
        if found := _QUARTER.fullmatch(text):
            return period_of(date(int(found[1]), int(found[2]) * 3, 1), "quarter")
        if found := _YEAR.fullmatch(text):
            return period_of(date(int(found[1]), 1, 1), "year")
        if found := _WEEK.fullmatch(text):
            return period_of(date.fromisocalendar(int(found[1]), int(found[2]), 1), "week")
        if found := _RANGE.fullmatch(text):
            first, last = date.fromisoformat(found[1]), date.fromisoformat(found[2])
            if first <= last:
                return Period("range", first, last)
    except (ValueError, OverflowError):
        pass
    return None
