"""The questions that the KPI screen answers, its groups and sections, goals: in words."""

from decimal import Decimal
from typing import Final

from repdesk.domain.money import decimal_text
from repdesk.domain.questions import LOWER
from repdesk.i18n import N_, _

QUESTIONS: Final = {
    "target": N_("Am I on target?"),
    "deals": N_("Where do I lose deals?"),
    "products": N_("Which products?"),
    "leaving": N_("Which customers leave?"),
    "new": N_("What do new ones cost?"),
    "all": N_("Everything"),
}
ANSWERED_BY: Final = {
    "target": N_("targets, pace, forecast, bonus"),
    "deals": N_("win rate, cycle, the funnel step by step"),
    "products": N_("shares, margins, who bought again"),
    "leaving": N_("lost, won back, coverage, promises"),
    "new": N_("what one costs, and what one is worth"),
    "all": N_("all numbers, in groups"),
}
GROUPS: Final = {
    "target": N_("Target"),
    "performance": N_("Performance"),
    "efficiency": N_("Efficiency"),
    "customer": N_("Customers"),
    "activity": N_("Activity"),
    "product": N_("Products"),
    "funnel": N_("Funnel"),
}
SECTIONS: Final = {
    "targets": N_("Targets, money in, bonus"),
    "forecast": N_("Forecast"),
    "products": N_("Products"),
    "funnel": N_("Funnel"),
    "findings": N_("Findings"),
}


def goal_words(key: str, unit: str | None, goal: Decimal) -> str:
    """Return a goal as it is read: `40%`, `<15%` where less is better, `45d`, `12,000`."""
    mark = "<" if key in LOWER else ""
    if unit == "rate":
        return f"{mark}{decimal_text(goal * 100)}%"
    if unit == "days":
        return mark + _("{n}d").format(n=decimal_text(goal))
    whole = goal == goal.to_integral_value()
    return mark + (f"{goal:,.0f}" if whole else f"{goal:,}")
