"""A number with its k, n, interval, base and reason; series and reports made of such."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Literal, NamedTuple

import msgspec

Number = int | float | Fraction
Unit = Literal["money", "rate", "ratio", "days", "count"]
Fact = str | int | float | None


class Note(msgspec.Struct, frozen=True):
    """Why a number is absent or to be read with care: a code and its facts."""

    code: str
    facts: tuple[tuple[str, Fact], ...] = ()

    def fact(self, name: str) -> Fact:
        """Return one fact, None where the note has none of that name."""
        return dict(self.facts).get(name)


class Input(NamedTuple):
    """A number that a figure is worked out from: money in minor units, days, counts."""

    name: str
    value: Number
    unit: Unit = "money"


class Figure(msgspec.Struct, frozen=True):
    """One number: its KPIS.md key, k of n with Wilson's interval where it is a rate of counts.

    `base` is the denominator or what it is compared with, `base_period` the dates of that ("from..
    to"); `ids` the rows behind it; `inputs` what it was worked out from, by the names its
    definition uses.
    """

    key: str
    value: Number | None
    unit: Unit | None
    k: int | None = None
    n: int | None = None
    low: float | None = None
    high: float | None = None
    base: int | None = None
    note: Note | None = None
    ids: tuple[str, ...] = ()
    base_period: str | None = None
    inputs: tuple[Input, ...] = ()


ROWS: Mapping[str, str] = {
    **dict.fromkeys(
        ("sales_net", "sales_gross", "growth_previous", "growth_last_year", "margin"), "orders"
    ),
    **dict.fromkeys(("receivables", "overdue"), "orders"),
    **dict.fromkeys(
        ("sales_per_customer", "sales_per_order", "sales_per_day", "sales_per_visit"), "orders"
    ),
    **dict.fromkeys(
        ("attainment", "pace_expected", "pace_index", "pace_gap", "pace_needed", "pace_line"),
        "orders",
    ),
    **dict.fromkeys(("collection_due", "collection_cash", "collection_available"), "payments"),
    **dict.fromkeys(("lead_conversion", "lead_conversion_period", "win_rate"), "deals"),
    **dict.fromkeys(("cycle_median", "cycle_mean", "quote_days"), "deals"),
    **dict.fromkeys(("new_customers", "recovered_customers", "churn"), "customers"),
    **dict.fromkeys(("ltv_projected", "coverage", "order_gap"), "customers"),
    **dict.fromkeys(("cac", "ltv_to_cac"), "spends"),
    **dict.fromkeys(("visits", "contacts"), "interactions"),
    "promises_kept": "followups",
}
"""The table that the `ids` of a figure are of, by its key."""


class SalesPoint(msgspec.Struct, frozen=True):
    """Net sales of one period of a series (`period` as written: 2026-06); `ids` its orders."""

    period: str
    value: int | None
    orders: int
    ids: tuple[str, ...] = ()


class OpenOrder(msgspec.Struct, frozen=True):
    """What is still owed on an order and since when it is overdue (0: not yet due)."""

    order: str
    customer: str
    open: int
    overdue: int
    days: int


class Receivables(msgspec.Struct, frozen=True):
    """What is owed on a day: `ageing` of the overdue by 1-30, 31-60, 61-90, 90+ days."""

    open: Figure
    overdue: Figure
    credit_balance: int | None
    ageing: tuple[int, int, int, int] | None
    orders: tuple[OpenOrder, ...]


class ProductFigures(msgspec.Struct, frozen=True):
    """A product in a period: net in minor units, `share_shown` in percent to one decimal.

    Repurchase: customers who bought it in two orders or more, of those who bought it at all; the
    first over all history, the second over the orders of the period. `note` says why there are no
    shares.
    """

    product: str
    code: str
    net: int
    share: Fraction | None
    share_shown: str | None
    margin: Fraction | None
    lines_without_cost: int
    repurchase: Figure
    repurchase_period: Figure
    note: Note | None = None


class CustomerValue(msgspec.Struct, frozen=True):
    """What a customer brought so far: gross profit in minor units, of the lines with a cost."""

    customer: str
    ltv_realised: int
    lines_without_cost: int


class AccountMoney(msgspec.Struct, frozen=True):
    """A customer's twelve months to a day, rhythm and debts; money in minor units.

    `margin` is of the lines with a cost (None: there is none), `median_gap` of days between order
    days (None: fewer than three), `open` and `overdue` are None while payments are not known.
    """

    customer: str
    net: int
    margin: Fraction | None
    lines_without_cost: int
    orders: int
    median_gap: float | None
    last_order: str | None
    open: int | None
    overdue: int | None
    days_overdue: int
