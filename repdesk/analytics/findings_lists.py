"""Lists that need no test: money overdue, deals stalled, VIPs not heard of (KPIS §7)."""

from typing import NamedTuple

from repdesk.analytics.accounts import accounts, exists
from repdesk.analytics.cadence import urgency
from repdesk.analytics.offers import Row
from repdesk.analytics.pipeline import Odds
from repdesk.analytics.results import Figure
from repdesk.analytics.situation import Situation
from repdesk.analytics.stalled import stalled

KINDS = ("overdue", "stalled", "silent_vips")


class Listed(NamedTuple):
    """A list as a figure, and what can be followed up of it, what matters most first."""

    kind: str
    figure: Figure
    rows: tuple[Row, ...]


def lists(now: Situation) -> list[Listed]:
    """Return the lists that are not empty, in their order."""
    found = (overdue(now), stalled_deals(now), silent_vips(now))
    return [each for each in found if each.rows]


def overdue(now: Situation) -> Listed:
    """Return the money overdue by customer, the largest sum first; the figure's rows are orders."""
    late = () if now.owed is None else now.owed.overdue
    sums = dict.fromkeys((each.order.customer for each in late), 0)
    days: dict[str, int] = {}
    for each in late:
        who = each.order.customer
        sums[who] += each.overdue
        days[who] = max(days.get(who, 0), each.late[0][0])
    rows = [Row(who, amount=owed, facts=(("days", days[who]),)) for who, owed in sums.items()]
    rows.sort(key=lambda row: (-(row.amount or 0), row.customer))
    value = sum(sums.values())
    ids = tuple(each.order.id for each in late)
    return Listed("overdue", Figure("overdue", value, "money", n=len(ids), ids=ids), tuple(rows))


def stalled_deals(now: Situation) -> Listed:
    """Return the open deals that stand still, the longest beyond their stage's limit first."""
    names = {stage.id: stage.name for stage in now.deals.stages}
    rows = []
    for each in stalled(now.deals, Odds(now.deals, now.policy)):
        title = now.book.get("deals", each.deal).title
        facts = (("title", title), ("stage", names[each.stage]), ("days", each.days))
        rows.append(Row(each.customer, each.deal, facts=facts))
    ids = tuple(row.deal for row in rows if row.deal is not None)
    return Listed("stalled", Figure("stalled", len(ids), "count", ids=ids), tuple(rows))


def silent_vips(now: Situation) -> Listed:
    """Return the customers of the best tier whose contact is overdue, never contacted ones first,
    then the longest silent.
    """
    book, policy = now.book, now.policy
    best = policy.tiers[0].name
    held = accounts(book, book.customers(), now.day, policy, now.sold.log)
    silent = [
        each
        for each, interval in zip(held.rows, held.interval, strict=True)
        if each.tier.name == best
        and interval > 0
        and not each.customer.do_not_contact
        and exists(book, each.customer, now.day.isoformat())
        and urgency(each.since, interval) == "overdue"
    ]
    silent.sort(key=lambda each: (each.since is not None, -(each.since or 0), each.customer.id))
    ids = tuple(each.customer.id for each in silent)
    rows = tuple(Row(each.customer.id, facts=(("days", each.since),)) for each in silent)
    return Listed("silent_vips", Figure("silent_vips", len(ids), "count", ids=ids), rows)
