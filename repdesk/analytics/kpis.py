"""The KPIs of a period as of a day (KPIS §2, §3): exact sums, a reason beside every null."""

from datetime import date
from fractions import Fraction

from repdesk.analytics.clientele import acquisition, arrivals, churn, lifetime, values
from repdesk.analytics.collection import collections, owed_now
from repdesk.analytics.growth import growth
from repdesk.analytics.ledger import history_from
from repdesk.analytics.money_in import money_in
from repdesk.analytics.pace import pace
from repdesk.analytics.products import products
from repdesk.analytics.results import Figure, Input, KpiReport, Note, Receivables
from repdesk.analytics.sales import gross_of, no_history
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.targets import target_lines
from repdesk.analytics.window import Window, ratio
from repdesk.analytics.winning import conversion, cycles, quote_days
from repdesk.analytics.work import coverage, order_gap, promises_kept, visits_and_contacts
from repdesk.analytics.workdays import working_days
from repdesk.domain.book import Book
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
    "coverage",
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
    window = Window(now, period)
    owed = owed_now(window)
    return KpiReport(
        period=str(period),
        asof=now.day.isoformat(),
        history_from=first,
        figures=tuple(_figures(window, owed)),
        products=products(window),
        customers=values(window),
        targets=target_lines(now, period, window.end),
        without_rate=now.sold.without_rate,
        owed=owed,
        money_in=money_in(now, period),
    )


def _figures(window: Window, owed: Receivables) -> list[Figure]:
    new, back = arrivals(window)
    lost = churn(window)
    ltv, worth = lifetime(window, lost)
    return [
        *sold(window),
        *growth(window),
        *collections(window),
        owed.open,
        owed.overdue,
        margin(window),
        *conversion(window),
        *cycles(window),
        *per(window),
        new,
        back,
        lost,
        ltv,
        *acquisition(window, len(new.ids), ltv, worth),
        *activity(window),
        *pace(window),
    ]


def sold(window: Window) -> tuple[Figure, Figure]:
    """Return net sales and sales before credits; orders without a rate are counted."""
    gross = gross_of(window.sales)
    orders = [sale.order.id for sale in window.sales if not sale.credit]
    notes = len(window.sales) - len(orders)
    missing = sum(window.holds(day) for day, _order in window.now.sold.left_out)
    note = Note("without_rate", (("orders", missing),)) if missing else None
    ids = tuple(sale.order.id for sale in window.sales)
    counted = (Input("orders", len(orders), "count"), Input("credits", notes, "count"))
    split = (window.input("gross", gross), window.input("credited", gross - window.net))
    return (
        window.money("sales_net", window.net, ids=ids, note=note, inputs=(*split, *counted)),
        window.money("sales_gross", gross, ids=tuple(orders), note=note, inputs=counted),
    )


def margin(window: Window) -> Figure:
    """Return gross profit / net sales, of the lines whose cost is known."""
    found = window.margin
    why, note = Note("net_not_positive" if window.sales else "no_sales"), None
    if found.without_cost:
        note = Note("lines_without_cost", (("lines", found.without_cost),))
        why = why if found.lines else Note("no_costs")
    return ratio(
        "margin",
        found.profit,
        found.net,
        why,
        base=window.minor(found.net),
        note=note,
        ids=tuple(sale.order.id for sale in window.sales),
        inputs=(window.input("net", found.net), window.input("cost", found.cost)),
    )


def per(window: Window) -> list[Figure]:
    """Return net sales per customer, order, working day and visit."""
    span = window.span
    counts = {
        "sales_per_customer": (len(window.buyers), "no_buyers"),
        "sales_per_order": (len(window.purchases), "no_orders"),
        "sales_per_day": (working_days(span.first, span.last, window.now.policy), "no_days"),
        "sales_per_visit": (len(window.visits), "no_visits"),
    }
    net, ids = Fraction(window.net), tuple(sale.order.id for sale in window.sales)
    inputs = (window.input("net", window.net),)
    return [
        window.money(
            key,
            net / n if n else None,
            n=n,
            note=None if n else Note(why),
            ids=ids,
            inputs=inputs,
        )
        for key, (n, why) in counts.items()
    ]


def activity(window: Window) -> list[Figure]:
    """Return visits, contacts, coverage, promises kept, days to a quote, days between orders."""
    return [
        *visits_and_contacts(window),
        coverage(window),
        promises_kept(window),
        quote_days(window),
        order_gap(window),
    ]
