"""A situation taken apart: what was sold, offered and owed in each zone, product, channel …"""

from collections import defaultdict
from collections.abc import Mapping

from msgspec.structs import replace
from msgspec.structs import replace as replace_in

from repdesk.analytics.columns import Rates, Reader
from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.owing import owing
from repdesk.analytics.pipeline import DealState
from repdesk.analytics.results.asked import BY, CUSTOMER, OF_DEALS, STOCKS, parts_of
from repdesk.analytics.situation import Situation
from repdesk.domain.errors import Invalid
from repdesk.domain.order import Line

Key = str | None


def parts(now: Situation, metric: str, by: str, keys: Dimensions) -> dict[Key, Situation]:
    """Return the situation of every group of a dimension, enough of it for the metric.

    Raises Invalid: "dimension.unknown", "metric.not_by" (a number that is not told of such parts).
    """
    if by not in BY:
        raise Invalid("dimension.unknown", value=by)
    if by not in parts_of(metric):
        raise Invalid("metric.not_by", value=metric, part=by)
    if metric in OF_DEALS:
        return _by_deal(now, by, keys)
    if by not in CUSTOMER:
        return _by_line(now, by, keys)
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
    rows: dict[Key, list[int]] = defaultdict(list)
    members: dict[Key, set[str]] = defaultdict(set)
    for customer, key in keys.items():
        members[key].add(customer)
    for at, customer in enumerate(now.sold.rows.customers):
        rows[keys.get(customer)].append(at)
        members[keys.get(customer)].add(customer)
    owes = owes and now.owed is not None
    recorded = (
        owes and next(now.book.between("payments", "", now.day.isoformat()), None) is not None
    )
    found = {}
    for key, customers in members.items():
        sold = replace(now.sold, rows=now.sold.rows.taken(rows[key]))
        owed = owing(now.book, sold, now.policy, recorded=recorded) if owes else None
        found[key] = replace(
            now, sold=sold, owed=owed, only=frozenset(customers), whole=now.whole or now.sold
        )
    return found


def _by_line(now: Situation, by: str, keys: Dimensions) -> dict[Key, Situation]:
    sold, of_line = now.sold, iter(keys.of_lines(by, now.sold.rows))
    readers: dict[Key, Reader] = defaultdict(lambda: Reader(Rates(now.book, now.policy.currency)))
    for day, order in zip(sold.days, sold.rows.orders, strict=True):
        lines: dict[Key, list[Line]] = defaultdict(list)
        for line in order.lines:
            lines[next(of_line)].append(line)
        for key, kept in lines.items():
            part = order if len(lines) == 1 else replace_in(order, lines=tuple(kept))
            readers[key].read(day, (part,))
    return {
        key: replace(now, sold=replace(sold, rows=reader.rows, made={}))
        for key, reader in readers.items()
    }
