"""The rows behind what is no figure of a report: a product, a target, a stage of the funnel."""

from collections.abc import Iterable
from datetime import date

from repdesk.analytics.behind import behind
from repdesk.analytics.behind_money import exact, money, sale_row
from repdesk.analytics.funnel import created_in, last_twelve_months
from repdesk.analytics.ledger import ZERO
from repdesk.analytics.pipeline import DealState
from repdesk.analytics.products import bought_in
from repdesk.analytics.reached import InZone, holds, part_of
from repdesk.analytics.results import Behind, BehindPart, BehindRow, KpiReport
from repdesk.analytics.situation import Situation
from repdesk.analytics.window import Window
from repdesk.domain.order import line_net
from repdesk.domain.period import parse_period
from repdesk.domain.scopes import Scope, Scopes


def behind_of(now: Situation, report: KpiReport, what: str, of: str) -> Behind:
    """Return what is behind a number of a report of this situation.

    `what` is figure (`of` its key), product (its id), target (metric and scope, a space between)
    or stage (its id, of the twelve months that end on the day).
    """
    window = Window(now, parse_period(report.period))
    match what:
        case "product":
            return behind_product(window, of)
        case "target":
            metric, _space, scope = of.partition(" ")
            return behind_target(window, metric, Scopes(now.book).read(scope))
        case "stage":
            return behind_stage(now, of)
    return behind(window, report.figure(of))


def behind_product(window: Window, product: str) -> Behind:
    """Return what a product sold for, order by order, and who bought it twice, and once."""
    rows = []
    for sale in window.sales:
        lines = [line for line in sale.order.lines if line.product == product]
        if lines:
            net = sum([line_net(line) for line in lines], ZERO) * sale.rate
            rows.append(sale_row(sale, exact(window, net)))
    bought = bought_in(window.now.sold, window.bounds[1]).get(product, {})
    buyers = [BehindRow("customers", who, who, days[-1]) for who, days in sorted(bought.items())]
    again = [row for row in buyers if len(bought[row.id]) >= 2]
    once = [row for row in buyers if len(bought[row.id]) < 2]
    parts = (money("net", rows), _counted("again", again), _counted("once", once))
    return Behind(None, parts)


def behind_target(window: Window, metric: str, scope: Scope) -> Behind:
    """Return the rows that were reached of a target's metric over its scope."""
    return Behind(None, (_reached(window, metric, scope),))


def _reached(window: Window, metric: str, scope: Scope) -> BehindPart:
    now, zone = window.now, InZone(window.now.book, scope.zone)
    match metric:
        case "sales_net":
            sales = [sale for sale in window.sales if zone(sale.order.customer)]
            category = scope.category
            rows = (
                sale_row(
                    sale,
                    exact(
                        window,
                        sale.net if category is None else part_of(now.book, sale, category),
                    ),
                )
                for sale in sales
            )
            return money("net", rows)
        case "collected":
            paid = (row for row in window.rows("payments") if zone(row.customer))
            return money(
                "collected",
                (BehindRow("payments", row.id, row.customer, row.date, row.amount) for row in paid),
            )
        case "orders":
            orders = (
                sale.order
                for sale in window.purchases
                if zone(sale.order.customer)
                and (scope.category is None or holds(now.book, sale, scope.category))
            )
            return _counted(
                "orders", (BehindRow("orders", row.id, row.customer, row.date) for row in orders)
            )
        case "new_customers":
            first, days = window.span.first.toordinal(), window.order_days
            new = (who for who in window.buyers if days[who][0] >= first and zone(who))
            return _counted(
                "new",
                (
                    BehindRow("customers", who, who, date.fromordinal(days[who][0]).isoformat())
                    for who in new
                ),
            )
    held = (row for row in window.rows("interactions") if row.kind == "visit")
    return _counted(
        "visits",
        (
            BehindRow("interactions", row.id, row.customer, row.at[:10])
            for row in held
            if zone(row.customer)
        ),
    )


def behind_stage(now: Situation, stage: str) -> Behind:
    """Return the deals of the last twelve months by what became of them on the way to a stage.

    Those that got there, those lost right before it, those still open right before it; of the first
    stage all that were created. Their amounts are not added up: not every deal has one.
    """
    deals = now.deals
    taken = created_in(deals, last_twelve_months(now.day))
    names = [one.id for one in deals.stages] + ([] if deals.won is None else [deals.won.id])
    at = names.index(stage)
    there = [state for state in taken if state.reached >= at]
    parts = [_deals("reached", there)]
    if at:
        before = [state for state in taken if state.reached == at - 1]
        parts.append(_deals("lost_before", (s for s in before if s.state == "lost")))
        parts.append(_deals("open_before", (s for s in before if s.state != "lost")))
    return Behind(None, tuple(parts))


def _deals(name: str, states: Iterable[DealState]) -> BehindPart:
    return _counted(
        name,
        (
            BehindRow(
                "deals",
                state.deal.id,
                state.deal.customer,
                state.ended or (state.stays[-1][1] if state.stays else state.created),
            )
            for state in states
        ),
    )


def _counted(name: str, rows: Iterable[BehindRow]) -> BehindPart:
    found = tuple(sorted(rows, key=lambda row: (row.day or "", row.id), reverse=True))
    return BehindPart(name, "count", "count", found, len(found))
