"""A situation taken apart: what was sold, offered and owed in each zone, product, channel …"""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import msgspec

from repdesk.analytics.dimensions import CUSTOMER, PRODUCT, Dimensions
from repdesk.analytics.ledger import ZERO, Sale
from repdesk.analytics.measures import OF_ALL, OF_DEALS, OF_SALES, STOCKS
from repdesk.analytics.pipeline import DealState
from repdesk.analytics.receivables import owing
from repdesk.analytics.situation import Situation
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line, line_net

BY = (*CUSTOMER, *PRODUCT, "channel")
"""What a number can be compared between."""
Key = str | None


def parts(now: Situation, metric: str, by: str, keys: Dimensions) -> dict[Key, Situation]:
    """Return the situation of every group of a dimension, enough of it for the metric.

    Raises Invalid: "dimension.unknown", "metric.not_by" (a number that is not told of such parts).
    """
    if by not in BY:
        raise Invalid("dimension.unknown", value=by)
    if metric in OF_DEALS and by != "channel":
        return _by_deal(now, by, keys)
    if metric in OF_SALES and by not in CUSTOMER:
        return _by_line(now, by, keys)
    if metric in OF_ALL or by not in CUSTOMER:
        raise Invalid("metric.not_by", value=metric, part=by)
    owes = metric in STOCKS or metric.startswith("collection")
    return _by_customer(now, keys.customers(by), owes)


def _by_deal(now: Situation, by: str, keys: Dimensions) -> dict[Key, Situation]:
    found: dict[Key, list[DealState]] = defaultdict(list)
    for state in now.deals.deals:
        found[keys.of_deal(by, state.deal)].append(state)
    return {
        key: replace(now, deals=replace(now.deals, deals=tuple(states)))
        for key, states in found.items()
    }


def _by_customer(now: Situation, keys: Mapping[str, Key], owes: bool) -> dict[Key, Situation]:
    sales: dict[Key, list[Sale]] = defaultdict(list)
    members: dict[Key, set[str]] = defaultdict(set)
    for customer, key in keys.items():
        members[key].add(customer)
    for sale in now.sold.sales:
        sales[keys.get(sale.order.customer)].append(sale)
        members[keys.get(sale.order.customer)].add(sale.order.customer)
    found = {}
    for key, customers in members.items():
        sold = replace(now.sold, sales=tuple(sales[key]))
        owed = None
        if owes and now.owed is not None:
            recorded = next(now.book.between("payments", "", now.day.isoformat()), None) is not None
            owed = owing(now.book, sold, now.policy, recorded=recorded)
        found[key] = replace(now, sold=sold, owed=owed, only=frozenset(customers))
    return found


def _by_line(now: Situation, by: str, keys: Dimensions) -> dict[Key, Situation]:
    of_line = iter(keys.of_lines(by, now.sold.sales))
    sales: dict[Key, list[Sale]] = defaultdict(list)
    for sale in now.sold.sales:
        lines: dict[Key, list[Line]] = defaultdict(list)
        for line in sale.order.lines:
            lines[next(of_line)].append(line)
        for key, kept in lines.items():
            sales[key].append(sale if len(lines) == 1 else _part(sale, kept))
    return {
        key: replace(now, sold=replace(now.sold, sales=tuple(each))) for key, each in sales.items()
    }


def _part(sale: Sale, lines: list[Line]) -> Sale:
    """Return a sale as if it held these lines alone."""
    net = sum((line_net(line) for line in lines), ZERO) * sale.rate
    tax = sale.order.tax
    gross = net if tax is None else net * (1 + Decimal(tax))
    order = msgspec.structs.replace(sale.order, lines=tuple(lines))
    return msgspec.structs.replace(sale, order=order, net=net, gross=gross)
