"""The KPIs of a period as of a day (KPIS §2, §3): exact sums, a reason beside every null."""

from datetime import date
from fractions import Fraction
from itertools import pairwise
from statistics import median

from repdesk.analytics.clientele import acquisition, arrivals, churn, lifetime, values
from repdesk.analytics.collection import collections, owed_now
from repdesk.analytics.costs import Costs
from repdesk.analytics.growth import growth
from repdesk.analytics.ledger import history_from
from repdesk.analytics.pace import pace, target_actuals
from repdesk.analytics.pipeline import days_between
from repdesk.analytics.products import products
from repdesk.analytics.results import Figure, KpiReport, Note
from repdesk.analytics.sales import gross_of, no_history
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.window import Window, share
from repdesk.analytics.winning import conversion, cycles, quote_days
from repdesk.analytics.workdays import working_days
from repdesk.domain.book import Book
from repdesk.domain.interaction import is_real_contact
from repdesk.domain.period import Period
from repdesk.domain.policy import Policy

KEYS = (
    "sales_net",
    "sales_gross",
    "growth_previous",
    "growth_last_year",
    "collection_due",
    "collection_cash",
    "collection_available",
    "receivables",
    "overdue",
    "margin",
    "lead_conversion",
    "lead_conversion_period",
    "win_rate",
    "cycle_median",
    "cycle_mean",
    "sales_per_customer",
    "sales_per_order",
    "sales_per_day",
    "sales_per_visit",
    "new_customers",
    "recovered_customers",
    "churn",
    "ltv_projected",
    "cac",
    "ltv_to_cac",
    "visits",
    "contacts",
    "promises_kept",
    "quote_days",
    "order_gap",
    "attainment",
    "pace_expected",
    "pace_index",
    "pace_gap",
    "pace_needed",
    "pace_line",
)
"""Every key of a report, in its order."""


def kpis(book: Book, period: Period, day: date, policy: Policy) -> KpiReport:
    """Return the report of a period as of the end of a day."""
    return report(situation(book, day, policy), period)


def report(now: Situation, period: Period) -> KpiReport:
    """Return the report of a period in a situation already read."""
    first = history_from(now.book)
    silent = no_history(first, period, now.day)
    if silent is not None:
        return KpiReport(
            period=str(period),
            asof=now.day.isoformat(),
            history_from=first,
            figures=tuple(Figure(key, None, None, note=silent) for key in KEYS),
            products=(),
            customers=(),
            targets=(),
            without_rate=now.sold.without_rate,
            note=silent,
        )
    window, costs = Window(now, period), Costs(now.book)
    return KpiReport(
        period=str(period),
        asof=now.day.isoformat(),
        history_from=first,
        figures=tuple(_figures(window, costs)),
        products=products(window, costs),
        customers=values(window, costs),
        targets=target_actuals(window),
        without_rate=now.sold.without_rate,
    )


def _figures(window: Window, costs: Costs) -> list[Figure]:
    ids = tuple(sale.order.id for sale in window.sales)
    owed = owed_now(window)
    new, back = arrivals(window)
    lost = churn(window)
    ltv = lifetime(window, costs, lost)
    return [
        window.money("sales_net", window.net, ids=ids),
        window.money("sales_gross", gross_of(window.sales), ids=ids),
        *growth(window),
        *collections(window),
        owed.open,
        owed.overdue,
        margin(window, costs),
        *conversion(window),
        *cycles(window),
        *per(window),
        new,
        back,
        lost,
        ltv,
        *acquisition(window, len(new.ids), ltv),
        *activity(window),
        *pace(window),
    ]


def margin(window: Window, costs: Costs) -> Figure:
    """Return margin, of the lines with a cost."""
    found = costs.margin(window.sales)
    figure = window.ratio("margin", found.profit, found.net, "no_costs")
    if found.without_cost and figure.note is None:
        note = Note("lines_without_cost", (("lines", found.without_cost),))
        return Figure("margin", figure.value, "rate", base=figure.base, note=note)
    return figure


def _visits(window: Window) -> tuple[str, ...]:
    return tuple(row.id for row in window.rows("interactions") if row.kind == "visit")


def per(window: Window) -> list[Figure]:
    """Return net sales per customer, order, working day and visit."""
    span = window.span
    counts = {
        "sales_per_customer": (len(window.buyers), "no_buyers"),
        "sales_per_order": (len(window.purchases), "no_orders"),
        "sales_per_day": (working_days(span.first, span.last, window.now.policy), "no_days"),
        "sales_per_visit": (len(_visits(window)), "no_visits"),
    }
    net = Fraction(window.net)
    return [
        window.money(key, net / n if n else None, n=n, note=None if n else Note(why))
        for key, (n, why) in counts.items()
    ]


def activity(window: Window) -> list[Figure]:
    """Return visits, real contacts, promises kept, days to a quote, days between orders."""
    visits = _visits(window)
    contacts = tuple(row.id for row in window.rows("interactions") if is_real_contact(row))
    return [
        Figure("visits", len(visits), "count", ids=visits),
        Figure("contacts", len(contacts), "count", ids=contacts),
        _promises_kept(window),
        quote_days(window),
        _order_gap(window),
    ]


def _promises_kept(window: Window) -> Figure:
    due = [row for row in window.rows("followups") if row.owner == "me"]
    kept = [row for row in due if row.state == "done" and row.closed and row.closed <= row.due]
    ids = tuple(row.id for row in due)
    return share("promises_kept", len(kept), len(due), "no_promises", ids=ids)


def _order_gap(window: Window) -> Figure:
    gaps = [
        days_between(before, after)
        for who in window.buyers
        for before, after in pairwise(window.order_days[who])
    ]
    if not gaps:
        return Figure("order_gap", None, "days", n=0, note=Note("no_gaps"))
    return Figure("order_gap", Fraction(median(gaps)), "days", n=len(gaps))
