"""What the rep wants to know of the numbers: the questions, what answers each, the rep's goals."""

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Final

from msgspec import Struct

GROUPS: Final[Mapping[str, tuple[str, ...]]] = {
    "target": (
        "targets", "forecast", "attainment", "pace_expected", "pace_index", "pace_gap",
        "pace_needed", "pace_line",
    ),
    "performance": (
        "sales_net", "sales_gross", "growth_previous", "growth_last_year", "margin",
        "collection_due", "collection_cash", "collection_available", "receivables", "overdue",
    ),
    "efficiency": (
        "lead_conversion", "lead_conversion_period", "win_rate", "cycle_median", "cycle_mean",
        "quote_days", "sales_per_order", "sales_per_day", "sales_per_visit",
    ),
    "customer": (
        "sales_per_customer", "new_customers", "recovered_customers", "churn", "order_gap",
        "ltv_projected", "cac", "ltv_to_cac",
    ),
    "activity": ("visits", "contacts", "coverage", "promises_kept"),
    "product": ("products",),
    "funnel": ("funnel",),
}  # fmt: skip
"""What stands under which heading when everything is shown; some are sections of several rows."""

SECTIONS: Final = frozenset({"targets", "forecast", "products", "funnel", "findings"})
"""What is no figure but a section of rows."""

ALL: Final = "all"
USUAL: Final[Mapping[str, tuple[str, ...]]] = {
    "target": (
        "targets", "forecast", "findings", "sales_net", "growth_previous", "growth_last_year",
        "pace_expected", "pace_line", "sales_per_day",
    ),
    "deals": (
        "win_rate", "lead_conversion", "lead_conversion_period", "cycle_median", "quote_days",
        "funnel", "findings",
    ),
    "products": ("sales_net", "margin", "sales_per_order", "products", "findings"),
    "leaving": (
        "churn", "recovered_customers", "order_gap", "coverage", "promises_kept", "overdue",
        "findings",
    ),
    "new": (
        "new_customers", "cac", "ltv_projected", "ltv_to_cac", "lead_conversion",
        "sales_per_customer", "findings",
    ),
    ALL: (
        *GROUPS["target"], "findings",
        *(one for name, group in GROUPS.items() if name != "target" for one in group),
    ),
}  # fmt: skip
"""The questions, and what answers each until the rep chooses otherwise."""

HIGHEST: Final = 10**12
"""What a goal may be at most."""
LOWER: Final = frozenset(
    {
        "receivables", "overdue", "cycle_median", "cycle_mean", "quote_days", "churn", "cac",
        "order_gap",
    }
)  # fmt: skip
"""The numbers that are good when they are low."""


class KpiChoice(Struct, frozen=True, kw_only=True):
    """What the rep chose: the question ("": not asked yet), what answers one, goals by key.

    A goal is a share for rates, major units for money, else days or a count.
    """

    question: str = ""
    shown: Mapping[str, tuple[str, ...]] = {}
    goals: Mapping[str, Decimal] = {}

    def of(self, question: str) -> tuple[str, ...]:
        """Return what answers a question: the rep's own choice, else the usual."""
        return self.shown.get(question) or USUAL.get(question) or USUAL[ALL]


def group_of(item: str) -> str:
    """Return the group that a figure or section stands in; empty for findings."""
    return next((name for name, group in GROUPS.items() if item in group), "")


def reaches(key: str, value: Decimal, goal: Decimal) -> bool:
    """Say whether a number is as good as its goal."""
    return value <= goal if key in LOWER else value >= goal


def goal_of(text: str) -> Decimal | None:
    """Return the goal that a text is: `40%` is 0.4, `<15%`, `45`; None where it is none."""
    bare = text.strip().lstrip("<>=≤≥ ").replace("％", "%")
    share = bare.endswith("%")
    try:
        goal = Decimal(bare.removesuffix("%").replace(",", "").strip())
    except InvalidOperation:
        return None
    if not goal.is_finite() or not 0 <= goal <= HIGHEST:
        return None
    return goal / 100 if share else goal
