"""What the numbers are called, and periods in words."""

from typing import Final

from repdesk.analytics.results import Figure
from repdesk.domain.errors import Invalid
from repdesk.domain.period import parse_period, period_of
from repdesk.i18n import N_, _, language
from repdesk.wording.amounts import amount
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

KPIS: Final = {
    "sales_net": N_("Net sales"),
    "margin": N_("Gross margin"),
    "collection_due": N_("Collected of due"),
    "receivables": N_("Receivables"),
    "overdue": N_("Overdue"),
    "lead_conversion": N_("Lead conversion"),
    "win_rate": N_("Win rate"),
    "cycle_median": N_("Median cycle"),
    "sales_per_customer": N_("Sales/customer"),
    "sales_per_order": N_("Sales/order"),
    "sales_per_day": N_("Sales/work day"),
    "sales_per_visit": N_("Sales/visit"),
    "new_customers": N_("New customers"),
    "recovered_customers": N_("Won back"),
    "churn": N_("Lost customers"),
    "visits": N_("Visits"),
    "contacts": N_("Real contacts"),
    "coverage": N_("Coverage"),
    "promises_kept": N_("Promises kept"),
    "quote_days": N_("Days to quote"),
    "order_gap": N_("Order gap"),
    "ltv_projected": N_("Lifetime value"),
    "cac": N_("Cost of a new one"),
    "ltv_to_cac": N_("Value : cost"),
}
"""The figures on the KPI screen, in its order."""

BESIDE: Final = {
    "sales_gross": N_("Sales before credits"),
    "growth_previous": N_("Growth on the last period"),
    "growth_last_year": N_("Growth on last year"),
    "collection_cash": N_("Collected of sales"),
    "collection_available": N_("Collected of all owed"),
    "lead_conversion_period": N_("Leads won in the period"),
    "cycle_mean": N_("Mean cycle"),
    "attainment": N_("Target reached"),
    "pace_expected": N_("Due by now"),
    "pace_index": N_("Against pace"),
    "pace_gap": N_("Gap to target"),
    "pace_needed": N_("Needed a day"),
    "pace_line": N_("At this pace"),
}
"""What stands beside them in a report on the command line."""

OTHERS: Final = {
    "product_share": N_("Product share"),
    "product_margin": N_("Product margin"),
    "product_repurchase": N_("Bought again"),
    "ltv_realised": N_("Worth so far"),
    "forecast": N_("Forecast"),
    "chance": N_("Chance of the target"),
}
"""What is told of a product, a customer, a month to come."""

MEASURED: Final = {
    "orders": N_("Orders"),
    "buyers": N_("Customers who ordered"),
    "repurchase": N_("Ordered again"),
    "collected": N_("Money in"),
}
"""What is measured beside the reports, for trends and comparisons."""

ANALYSES: Final = {
    "funnel_step": N_("Step of the funnel"),
    "weakest_step": N_("Weakest step"),
    "stalled": N_("Stalled deals"),
    "lost_reason": N_("Lost for one reason"),
    "silent_vips": N_("Silent best customers"),
    "finding": N_("Finding"),
    "moved": N_("Moved"),
    "trend": N_("Direction"),
}
"""What the analyses tell."""

NAMES: Final = KPIS | BESIDE | OTHERS | MEASURED | ANALYSES
"""The name of every number that has a definition."""


SHORT: Final = {
    "sales_gross": N_("Before credits"),
    "growth_previous": N_("Growth, previous"),
    "growth_last_year": N_("Growth, last year"),
    "collection_cash": N_("Paid of sales"),
    "collection_available": N_("Paid of all owed"),
    "lead_conversion_period": N_("Won in the period"),
    "product_repurchase": N_("again"),
}
"""Names for a column of 17 cells, where the usual one is longer."""


def short_name(key: str) -> str:
    """Return what a number is called where there is little room."""
    return _(SHORT.get(key) or NAMES[key])


def metric_name(key: str) -> str:
    """What a number is called, the key of one that has no name yet."""
    return _(NAMES.get(key, key))


def figure_words(found: Figure, currency: str) -> str:
    """A figure as it is read, a dash where there is none; `15% 6/40` where it is k of n."""
    value = found.value
    if value is None:
        return "—"
    match found.unit:
        case "money":
            return amount(int(value), currency)
        case "rate" if found.k is not None and found.n is not None:
            return f"{float(value) * 100:.0f}% {found.k}/{found.n}"
        case "rate":
            return f"{float(value) * 100:.1f}%"
        case "days":
            days = _("{n}d").format(n=f"{float(value):.4g}")
            return days if found.n is None else f"{days} n={found.n}"
        case "ratio":
            return f"{float(value):.2f}"
    return f"{value:,}" if isinstance(value, int) else f"{float(value):,.2f}"


def interval_words(low: float | None, high: float | None) -> str:
    """An interval in whole percent: `7-29%`; empty where there is none."""
    if low is None or high is None:
        return ""
    return f"{low * 100:.0f}-{high * 100:.0f}%"


def change_words(now: Figure, base: Figure | None) -> str:
    """How far a figure moved from its base: in percent, points or days; empty where unknown."""
    if base is None or now.value is None or base.value is None:
        return ""
    if now.unit == "rate":
        return _signed(float(now.value - base.value) * 100, "pp")
    if now.unit == "days":
        return _("{n}d").format(n=f"{float(now.value - base.value):+.3g}")
    if base.value <= 0:
        return ""
    return _signed(float((now.value - base.value) / base.value) * 100, "%")


def _signed(change: float, unit: str) -> str:
    """A change to one decimal, to none where that would take more than seven cells."""
    text = f"{change:+.1f}{unit}"
    return text if len(text) <= 7 else f"{change:+,.0f}{unit}"
