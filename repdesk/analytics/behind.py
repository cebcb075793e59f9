"""The rows behind each number of a report: the sums here are those of the figures, row by row."""

from collections.abc import Callable, Iterable, Mapping
from fractions import Fraction
from statistics import median
from typing import Final

from repdesk.analytics.behind_counts import (
    coverage_parts,
    gap_parts,
    interactions,
    promise_parts,
    quoted,
)
from repdesk.analytics.behind_money import (
    applied_parts,
    debts,
    net_part,
    opening_part,
    payments_part,
    profit_part,
    sales_part,
    sold_part,
    spent_part,
)
from repdesk.analytics.growth import last_year_base, previous_base
from repdesk.analytics.pipeline import DealState, days_between
from repdesk.analytics.results import Behind, BehindPart, BehindRow, Figure
from repdesk.analytics.window import Window

Parts = Iterable[BehindPart]


def behind(window: Window, figure: Figure) -> Behind:
    """Return a figure of the period's report with its parts; none where nothing is behind it."""
    if figure.value is None and not figure.ids:
        return Behind(figure, ())
    return Behind(figure, tuple(MAKERS[figure.key](window, figure)))


def counted(name: str, rows: Iterable[BehindRow]) -> BehindPart:
    """Return a part of which each row counts one."""
    found = tuple(rows)
    return BehindPart(name, "count", "count", found, len(found))


def of_days(name: str, rows: Iterable[BehindRow]) -> BehindPart:
    """Return a part of which the median counts, the shortest first."""
    found = tuple(sorted(rows, key=lambda row: (row.value, row.id)))
    return BehindPart(
        name, "days", "median", found, median([Fraction(row.value or 0) for row in found])
    )


def _sales(window: Window, _figure: Figure) -> Parts:
    yield sales_part(window, "gross", lambda sale: not sale.credit)
    yield sales_part(window, "credited", lambda sale: sale.credit)


def _gross(window: Window, _figure: Figure) -> Parts:
    yield sales_part(window, "gross", lambda sale: not sale.credit)


def _net(window: Window, _figure: Figure) -> Parts:
    yield net_part(window)


def _grown(window: Window, figure: Figure) -> Parts:
    previous = figure.key == "growth_previous"
    base = previous_base(window) if previous else last_year_base(window)
    yield net_part(window, "now")
    yield net_part(window, "before", window.now.sold.within(base))


def _margin(window: Window, _figure: Figure) -> Parts:
    yield profit_part(window, "net", lambda margin: margin.net)
    yield profit_part(window, "cost", lambda margin: margin.cost)


def _per(name: str) -> Callable[[Window, Figure], Parts]:
    def parts(window: Window, _figure: Figure) -> Parts:
        yield net_part(window)
        if name == "buyers":
            yield _customers(window, "buyers", window.buyers)
        elif name == "orders":
            rows = (sale.order for sale in window.purchases)
            yield counted(
                "orders", (BehindRow("orders", row.id, row.customer, row.date) for row in rows)
            )
        else:
            yield counted("visits", interactions(window, window.visits))

    return parts


def _customers(window: Window, name: str, ids: Iterable[str]) -> BehindPart:
    """Return customers, each with the day of the last order up to the end."""
    from_day = type(window.end).fromordinal
    days = window.order_days
    return counted(
        name,
        (
            BehindRow(
                "customers", who, who, from_day(days[who][-1]).isoformat() if who in days else None
            )
            for who in ids
        ),
    )


def _named(name: str) -> Callable[[Window, Figure], Parts]:
    """Return what shows the customers of a figure."""
    return lambda window, figure: (_customers(window, name, figure.ids),)


def _churn(window: Window, figure: Figure) -> Parts:
    lost = set(figure.ids)
    yield _customers(window, "churned", figure.ids)
    stayed = (who for who in window.active_before if who not in lost)
    yield _customers(window, "stayed", stayed)


def _deal(state: DealState, day: str | None, days: int | None = None) -> BehindRow:
    return BehindRow("deals", state.deal.id, state.deal.customer, day, days)


def _converted(window: Window, _figure: Figure) -> Parts:
    created = [state for state in window.leads if window.holds(state.created)]
    yield counted("won", (_deal(s, s.ended) for s in created if s.state == "won"))
    yield counted("not_won", (_deal(s, s.created) for s in created if s.state != "won"))


def _converted_here(window: Window, _figure: Figure) -> Parts:
    ended = [state for state in window.leads if window.holds(state.ended)]
    yield counted("won", (_deal(s, s.ended) for s in ended if s.state == "won"))
    created = (state for state in window.leads if window.holds(state.created))
    yield counted("created", (_deal(s, s.created) for s in created))


def _closed(window: Window, _figure: Figure) -> Parts:
    ended = [state for state in window.leads if window.holds(state.ended)]
    yield counted("won", (_deal(s, s.ended) for s in ended if s.state == "won"))
    yield counted("not_won", (_deal(s, s.ended) for s in ended if s.state != "won"))


def _cycles(window: Window, figure: Figure) -> Parts:
    by_id = {state.deal.id: state for state in window.now.deals.deals}
    states = [by_id[id_] for id_ in figure.ids]
    rows = [
        _deal(s, s.ended, days_between(s.created, s.ended)) for s in states if s.created and s.ended
    ]
    part = of_days("days", rows)
    if figure.key == "cycle_mean":
        part = BehindPart("days", "days", "sum", part.rows, sum(row.value or 0 for row in rows))
    yield part


def _quotes(window: Window, figure: Figure) -> Parts:
    yield of_days("days", quoted(window, set(figure.ids)))


def _gaps(window: Window, _figure: Figure) -> Parts:
    yield of_days("gaps", gap_parts(window))


def _lifetime(window: Window, _figure: Figure) -> Parts:
    yield profit_part(window, "profit", lambda margin: margin.profit)
    yield _customers(window, "active", window.active_after)


def _cost_of_new(window: Window, _figure: Figure) -> Parts:
    yield spent_part(window)
    first = window.span.first.toordinal()
    new = (who for who in window.buyers if window.order_days[who][0] >= first)
    yield _customers(window, "new", new)


def _worth(window: Window, figure: Figure) -> Parts:
    yield from _lifetime(window, figure)
    yield from _cost_of_new(window, figure)


def _activity(window: Window, figure: Figure) -> Parts:
    yield counted(figure.key, interactions(window, figure.ids))


def _collected_of_due(window: Window, _figure: Figure) -> Parts:
    yield from applied_parts(window)


def _cash(window: Window, figure: Figure) -> Parts:
    yield payments_part(window)
    if figure.key == "collection_available":
        yield opening_part(window)
    yield sold_part(window)


MAKERS: Final[Mapping[str, Callable[[Window, Figure], Parts]]] = {
    "sales_net": _sales,
    "sales_gross": _gross,
    "growth_previous": _grown,
    "growth_last_year": _grown,
    "collection_due": _collected_of_due,
    "collection_cash": _cash,
    "collection_available": _cash,
    "receivables": debts,
    "overdue": debts,
    "margin": _margin,
    "lead_conversion": _converted,
    "lead_conversion_period": _converted_here,
    "win_rate": _closed,
    "cycle_median": _cycles,
    "cycle_mean": _cycles,
    "sales_per_customer": _per("buyers"),
    "sales_per_order": _per("orders"),
    "sales_per_day": _net,
    "sales_per_visit": _per("visits"),
    "new_customers": _named("new"),
    "recovered_customers": _named("recovered"),
    "churn": _churn,
    "ltv_projected": _lifetime,
    "cac": _cost_of_new,
    "ltv_to_cac": _worth,
    "visits": _activity,
    "contacts": _activity,
    "coverage": coverage_parts,
    "promises_kept": promise_parts,
    "quote_days": _quotes,
    "order_gap": _gaps,
    **dict.fromkeys(
        ("attainment", "pace_expected", "pace_index", "pace_gap", "pace_needed", "pace_line"), _net
    ),
}
"""What makes the parts of each key of a report."""
