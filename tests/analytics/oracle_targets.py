"""Targets as KPIS.md §3 tells them, read plainly."""

from datetime import date
from fractions import Fraction

from repdesk.domain.period import Period, month_end


def target_of(known: dict[str, int], period: Period) -> Fraction | None:
    """The target of a period: the one set, the sum of its parts, or a share of a longer one."""

    def parts(text: str) -> list[str]:
        year, _dash, rest = text.partition("-")
        if not rest:
            return [f"{year}-Q{quarter}" for quarter in range(1, 5)]
        if rest.startswith("Q"):
            return [f"{year}-{3 * int(rest[1]) - 2 + at:02}" for at in range(3)]
        return []

    def summed(text: str) -> Fraction | None:
        if text in known:
            return Fraction(known[text])
        values = [summed(part) for part in parts(text)]
        found = [value for value in values if value is not None]
        return sum(found, Fraction()) if found and len(found) == len(values) else None

    def touched(text: str) -> bool:
        return any(part in known or touched(part) for part in parts(text))

    if period.kind not in ("month", "quarter", "year"):
        return summed(str(period))
    own = summed(str(period))
    if own is not None or touched(str(period)):
        return own
    year, month = period.first.year, period.first.month
    for longer in (f"{year}-Q{(month + 2) // 3}", str(year)):
        if longer != str(period) and longer in known and not touched(longer):
            quarter = longer.partition("Q")[2]
            first = date(year, 3 * int(quarter) - 2, 1) if quarter else date(year, 1, 1)
            last = month_end(date(year, 3 * int(quarter), 1)) if quarter else date(year, 12, 31)
            return Fraction(known[longer] * period.days, (last - first).days + 1)
    return None
