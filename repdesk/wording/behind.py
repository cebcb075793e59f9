"""The parts behind a number, in words."""

from fractions import Fraction
from typing import Final

from repdesk.analytics.results import BehindPart, Number, Unit
from repdesk.domain.money import round_half_up
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount

PARTS: Final = {
    "gross": N_("orders"),
    "credited": N_("credit notes"),
    "net": N_("net sales"),
    "now": N_("net sales of the period"),
    "before": N_("net sales it is held against"),
    "cost": N_("cost of the same lines"),
    "profit": N_("gross profit"),
    "collected": N_("money in"),
    "opening": N_("owed before the period"),
    "sold": N_("sold, with tax"),
    "not_due": N_("not yet due"),
    "receivables": N_("open orders"),
    "overdue": N_("overdue orders"),
    "spent": N_("spent on acquisition"),
    "won": N_("won"),
    "not_won": N_("not won"),
    "created": N_("leads created"),
    "days": N_("days each took"),
    "gaps": N_("days between orders"),
    "customers": N_("customers"),
    "deals": N_("deals"),
    "payments": N_("payments"),
    "interactions": N_("log entries"),
    "followups": N_("promises"),
    "weakest_step": N_("deals decided there"),
    "churn": N_("no longer active"),
    "repurchase": N_("bought once only"),
    "win_rate": N_("deals lost"),
    "lost_reason": N_("deals lost for it"),
    "stalled": N_("deals that stand still"),
    "silent_vips": N_("not contacted in time"),
    "spends": N_("expenses"),
    "buyers": N_("customers who ordered"),
    "orders": N_("orders"),
    "visits": N_("visits"),
    "contacts": N_("real contacts"),
    "new": N_("new customers"),
    "recovered": N_("won back"),
    "active": N_("active customers"),
    "churned": N_("no longer active"),
    "stayed": N_("still active"),
    "in_time": N_("contacted in time"),
    "not_in_time": N_("not contacted in time"),
    "promise_kept": N_("kept"),
    "promise_broken": N_("not kept"),
    "again": N_("bought it again"),
    "once": N_("bought it once"),
    "reached": N_("got there"),
    "lost_before": N_("lost right before"),
    "open_before": N_("still open right before"),
}


def part_name(part: BehindPart) -> str:
    """Return what the rows of a part are."""
    return _(PARTS.get(part.name, part.name))


def total_words(part: BehindPart, currency: str) -> str:
    """Return what the rows come to: `sum 12,000`, `7 in all`, `median 34d`."""
    if part.how == "count":
        return _("{n} in all").format(n=f"{part.total:,}")
    value = value_words(part.total, part.unit, currency)
    if part.how == "median":
        return _("median {value}").format(value=value)
    return _("sum {value}").format(value=value)


def value_words(value: Number | None, unit: Unit, currency: str) -> str:
    """Return what a row brings; empty where it just counts."""
    if value is None:
        return ""
    if unit == "money":
        return amount(int(round_half_up(Fraction(value))), currency)
    return _("{n}d").format(n=f"{float(value):g}")
