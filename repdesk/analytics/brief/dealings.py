"""Promises, deals, money owed, what they cared about, and the last talk."""

from collections.abc import Iterator
from datetime import timedelta

from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.pipeline import DealState, days_between
from repdesk.analytics.results import BriefPart, Source
from repdesk.domain.interaction import Followup
from repdesk.domain.next_step import without_step
from repdesk.domain.promise import kept_on_time

MOST_DEALS = 2
YEAR = 365
"""Days after which a lost deal says little of what they care about."""


def promises(seen: Seen) -> list[BriefPart]:
    """Return the promise due first of mine and of theirs, a complaint before all; with none open
    the last one closed; how many of a year were kept on time; what has no next step.
    """
    parts = [
        BriefPart(code, (Source("followups", row.id),))
        for code, row in (("mine", _first(seen, "me")), ("theirs", _first(seen, "them")))
        if row is not None
    ]
    if not parts:
        past = [row for row in seen.promises if row.closed and row.closed <= seen.day]
        if past:
            last = max(past, key=lambda row: (row.closed or "", row.id))
            code = "mine" if last.owner == "me" else "theirs"
            parts.append(BriefPart(code, (Source("followups", last.id),)))
    mine, theirs = (kept_on_time(seen.promises, owner, seen.day) for owner in ("me", "them"))
    if mine.n or theirs.n:
        facts = (("mine", mine.k), ("of_mine", mine.n), ("theirs", theirs.k))
        ids = tuple(Source("followups", id_) for id_ in (*mine.ids, *theirs.ids))
        parts.append(BriefPart("kept", ids, (*facts, ("of_theirs", theirs.n))))
    missing = without_step(seen.book, seen.customer, seen.tier, seen.day)
    if missing is not None:
        asked = tuple(Source("deals", deal) for deal in missing.deals)
        sources = (seen.record, *asked) if missing.itself else asked
        parts.append(BriefPart("no_step", sources, (("tier", missing.tier),)))
    return parts


def _first(seen: Seen, owner: str) -> Followup | None:
    rows = [row for row in seen.open_promises if row.owner == owner]
    complaint = next((row for row in rows if row.kind == "complaint"), None)
    return complaint or next(iter(rows), None)


def deals(seen: Seen) -> list[BriefPart]:
    """Return the open deals that moved last, with the days in their stage."""
    return [_deal(seen, one) for one in seen.open_deals[:MOST_DEALS]]


def _deal(seen: Seen, one: DealState) -> BriefPart:
    sources = [Source("deals", one.deal.id)]
    events = seen.book.of("stage_events", "deal", one.deal.id)
    sources += [Source("stage_events", row.id) for row in events if row.at[:10] <= seen.day][-1:]
    if not one.stays:
        return BriefPart("deal", tuple(sources))
    at, entered, _left = one.stays[-1]
    facts = (("stage", seen.now.deals.stages[at].id), ("days", days_between(entered, seen.day)))
    return BriefPart("deal", tuple(sources), facts)


def money(seen: Seen) -> list[BriefPart]:
    """Return what is owed and overdue, that it is over the credit limit, the payment promised."""
    return list(_money(seen))


def _money(seen: Seen) -> Iterator[BriefPart]:
    open_ = sum(one.open for one in seen.owed)
    if open_ > 0:
        orders = tuple(Source("orders", one.order.id) for one in seen.owed)
        overdue = sum(one.overdue for one in seen.owed)
        days = max((one.late[0][0] for one in seen.owed if one.late), default=0)
        yield BriefPart("owes", orders, (("open", open_), ("overdue", overdue), ("days", days)))
        limit = seen.customer.credit_limit
        if limit is not None and open_ > limit:
            yield BriefPart("credit", (seen.record, *orders), (("open", open_), ("limit", limit)))
    theirs = [row for row in seen.open_promises if row.owner == "them"]
    paying = [row for row in theirs if row.kind == "payment" and row.amount]
    if paying:
        first = paying[0]
        facts = (("amount", first.amount), ("due", first.due))
        yield BriefPart("promised", (Source("followups", first.id),), facts)


def cared(seen: Seen) -> list[BriefPart]:
    """Return what they cared about: their needs, those of open deals, why the last deal was lost;
    where none of it is noted what was said last.
    """
    parts = []
    if seen.customer.needs:
        parts.append(BriefPart("needs", (seen.record,)))
    for one in seen.open_deals[:MOST_DEALS]:
        if one.deal.need or one.deal.value:
            parts.append(BriefPart("deal_need", (Source("deals", one.deal.id),)))
    since = (seen.now.day - timedelta(YEAR)).isoformat()
    lost = [one for one in seen.deals if one.state == "lost" and one.reason]
    lost = [one for one in lost if one.ended is not None and one.ended > since]
    if lost:
        last = max(lost, key=lambda one: (one.ended or "", one.deal.id))
        facts = (("reason", last.reason), ("day", last.ended))
        parts.append(BriefPart("lost_on", (Source("deals", last.deal.id),), facts))
    return parts or _talk(seen, "talk")


def last_talk(seen: Seen) -> list[BriefPart]:
    """Return what happened last, where something of it may be told."""
    return _talk(seen, "last")


def _talk(seen: Seen, code: str) -> list[BriefPart]:
    for row in seen.talks:
        if row.note or (row.raw and not row.private):
            return [BriefPart(code, (Source("interactions", row.id),))]
    return []
