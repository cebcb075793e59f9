"""What the numbers are called, and periods in words."""

from typing import Final

from repdesk.domain.errors import Invalid
from repdesk.domain.period import parse_period, period_of
from repdesk.i18n import N_, _, language
from repdesk.wording.days import MONTHS

METRICS: Final = {
    "sales_net": N_("Net sales"),
    "collected": N_("Money in"),
    "new_customers": N_("New customers"),
    "visits": N_("Visits"),
    "orders": N_("Orders"),
}


def period_words(text: str, today: str) -> str:
    """A period: `This month`, `Jun 2026`, `Q2 2026`, `2026年第2季度`; others as written."""
    try:
        period = parse_period(text)
    except Invalid:
        return text
    first = period.first
    if period.kind in ("month", "quarter", "year"):
        day = parse_period(f"{today[:10]}..{today[:10]}").first
        if period_of(day, period.kind) == period:
            return _(THIS[period.kind])
    if period.kind == "month":
        if language() == "zh":
            return f"{first.year}年{first.month}月"
        return f"{_(MONTHS[first.month - 1])} {first.year}"
    if period.kind == "quarter":
        quarter = (first.month + 2) // 3
        return f"{first.year}年{quarter}季度" if language() == "zh" else f"Q{quarter} {first.year}"
    if period.kind == "year":
        return f"{first.year}年" if language() == "zh" else str(first.year)
    return text


THIS: Final = {
    "month": N_("This month"),
    "quarter": N_("This quarter"),
    "year": N_("This year"),
}
