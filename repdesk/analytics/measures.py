"""Any one number of a window by its key, worked out without the others (KPIS §2, §3)."""

from collections.abc import Callable, Iterable

from repdesk.analytics.clientele import acquisition, arrivals, churn, lifetime
from repdesk.analytics.collection import collections, owed_now
from repdesk.analytics.growth import growth
from repdesk.analytics.kpis import KEYS, margin, per, report, sold
from repdesk.analytics.ledger import history_from
from repdesk.analytics.pace import pace
from repdesk.analytics.results import Figure, Note
from repdesk.analytics.sales import no_history
from repdesk.analytics.window import Window, share
from repdesk.analytics.winning import conversion, cycles, quote_days
from repdesk.analytics.work import coverage, order_gap, promises_kept, visits_and_contacts
from repdesk.domain.errors import Invalid

BESIDE = ("orders", "buyers", "repurchase", "collected")
"""What is measured here and does not stand in a KPI report."""
METRICS = (*KEYS, *BESIDE)
"""Every number that has a trend and can be compared."""
Family = Callable[[Window], Iterable[Figure]]


def figure(window: Window, key: str) -> Figure:
    """Return one number of a window, null with its reason; raises Invalid "metric.unknown"."""
    if key not in METRICS:
        raise Invalid("metric.unknown", value=key)
    now = window.now
    silent = no_history(history_from(now.book), window.period, now.day)
    if silent is not None:
        return Figure(key, None, None, note=silent)
    family = _FAMILIES.get(key)
    if family is None:
        return report(now, window.period).figure(key)
    return next(each for each in family(window) if each.key == key)


def repurchase(window: Window) -> Figure:
    """Return the customers who ordered twice or more in the window, of those who ordered."""
    counts: dict[str, int] = {}
    for sale in window.purchases:
        counts[sale.order.customer] = counts.get(sale.order.customer, 0) + 1
    again = tuple(sorted(who for who, count in counts.items() if count > 1))
    return share("repurchase", len(again), len(counts), "no_buyers", ids=again)


def _counted(window: Window) -> tuple[Figure, Figure]:
    ids = tuple(sale.order.id for sale in window.purchases)
    return (
        Figure("orders", len(ids), "count", ids=ids),
        Figure("buyers", len(window.buyers), "count", ids=window.buyers),
    )


def _paid(window: Window) -> tuple[Figure]:
    """Return the payments dated in the window; nothing is known before the first of all."""
    payments = window.rows("payments")
    last = window.now.day.isoformat()
    if not payments and next(window.now.book.between("payments", "", last), None) is None:
        return (Figure("collected", None, "money", note=Note("no_payments")),)
    ids = tuple(row.id for row in payments)
    return (Figure("collected", sum(row.amount for row in payments), "money", ids=ids),)


def _owed(window: Window) -> tuple[Figure, Figure]:
    owed = owed_now(window)
    return owed.open, owed.overdue


def _worth(window: Window) -> tuple[Figure, ...]:
    new, _back = arrivals(window)
    ltv, worth = lifetime(window, churn(window))
    return ltv, *acquisition(window, len(new.ids), ltv, worth)


_TABLE: tuple[tuple[tuple[str, ...], Family], ...] = (
    (("sales_net", "sales_gross"), sold),
    (("orders", "buyers"), _counted),
    (("growth_previous", "growth_last_year"), growth),
    (("collection_due", "collection_cash", "collection_available"), collections),
    (("collected",), _paid),
    (("receivables", "overdue"), _owed),
    (("margin",), lambda w: (margin(w),)),
    (("lead_conversion", "lead_conversion_period", "win_rate"), conversion),
    (("cycle_median", "cycle_mean"), cycles),
    (("quote_days",), lambda w: (quote_days(w),)),
    (
        ("sales_per_customer", "sales_per_order", "sales_per_day", "sales_per_visit"),
        per,
    ),
    (("new_customers", "recovered_customers"), arrivals),
    (("churn",), lambda w: (churn(w),)),
    (("ltv_projected", "cac", "ltv_to_cac"), _worth),
    (("visits", "contacts"), visits_and_contacts),
    (("coverage",), lambda w: (coverage(w),)),
    (("promises_kept",), lambda w: (promises_kept(w),)),
    (("order_gap",), lambda w: (order_gap(w),)),
    (("repurchase",), lambda w: (repurchase(w),)),
    (
        (
            *("attainment", "pace_expected", "pace_index"),
            *("pace_gap", "pace_needed", "pace_line"),
        ),
        pace,
    ),
)
_FAMILIES: dict[str, Family] = {key: family for keys, family in _TABLE for key in keys}
