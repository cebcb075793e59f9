"""The one question to ask: the first that the book leaves open, the most pressing before all."""

from collections.abc import Callable, Sequence
from datetime import timedelta

from repdesk.analytics.brief.buying import rivals
from repdesk.analytics.brief.seen import Seen
from repdesk.analytics.pipeline import Odds, days_between
from repdesk.analytics.results import BriefPart, Source

LATE = 1.5
"""Usual gaps after which a silence is asked about."""


def question(seen: Seen, similar: Sequence[BriefPart]) -> list[BriefPart]:
    """Return the one question; empty where the book leaves none open.

    In this order: is a complaint settled (ask_complaint); when will overdue money come (ask_money:
    overdue); who decides a deal (ask_decider); will a deal close when expected (ask_close: day);
    what holds one longer in its stage than usual (ask_stalled: days, typical); what changed for who
    orders later than usual (ask_late: gap, since); what does the competitor ask (ask_rival: name);
    would they use what similar customers took (ask_similar); who decides at all (ask_who); what do
    they need most (ask_needs); how much in a year (ask_demand).
    """
    asked: tuple[Callable[[Seen], BriefPart | None], ...] = (
        _complaint,
        _overdue,
        _decider,
        _closing,
        _stalled,
        _late,
        _rival,
        lambda _seen: _of_similar(similar),
        _unknown,
    )
    found = (ask(seen) for ask in asked)
    return [part for part in found if part is not None][:1]


def _complaint(seen: Seen) -> BriefPart | None:
    row = next((row for row in seen.open_promises if row.kind == "complaint"), None)
    return BriefPart("ask_complaint", (Source("followups", row.id),)) if row is not None else None


def _overdue(seen: Seen) -> BriefPart | None:
    late = [one for one in seen.owed if one.late]
    if not late:
        return None
    orders = tuple(Source("orders", one.order.id) for one in late)
    return BriefPart("ask_money", orders, (("overdue", sum(one.overdue for one in late)),))


def _decides(seen: Seen) -> bool:
    return any(one.power == "decides" for one in seen.people)


def _decider(seen: Seen) -> BriefPart | None:
    if not seen.open_deals or _decides(seen):
        return None
    return BriefPart("ask_decider", (Source("deals", seen.open_deals[0].deal.id),))


def _closing(seen: Seen) -> BriefPart | None:
    soon = (seen.now.day + timedelta(seen.now.policy.closing_days)).isoformat()
    closing = [one.deal for one in seen.open_deals if one.deal.expected_close]
    closing = [deal for deal in closing if str(deal.expected_close) <= soon]
    if not closing:
        return None
    deal = min(closing, key=lambda deal: (str(deal.expected_close), deal.id))
    return BriefPart("ask_close", (Source("deals", deal.id),), (("day", deal.expected_close),))


def _stalled(seen: Seen) -> BriefPart | None:
    odds = Odds(seen.now.deals, seen.now.policy) if seen.open_deals else None
    for one in seen.open_deals:
        if odds is None or not one.stays:
            continue
        at, entered, _left = one.stays[-1]
        days, typical = days_between(entered, seen.day), odds.typical_days(at)
        if days > typical:
            facts = (("days", days), ("typical", typical))
            return BriefPart("ask_stalled", (Source("deals", one.deal.id),), facts)
    return None


def _late(seen: Seen) -> BriefPart | None:
    if seen.gap is None or seen.since is None or seen.since <= LATE * max(seen.gap, 1.0):
        return None
    source = Source("orders", seen.bought[-1].order.id)
    return BriefPart("ask_late", (source,), (("gap", seen.gap), ("since", seen.since)))


def _rival(seen: Seen) -> BriefPart | None:
    part = next((part for part in rivals(seen) if part.fact("price") is None), None)
    if part is None:
        return None
    return BriefPart("ask_rival", part.sources, (("name", part.fact("name")),))


def _of_similar(similar: Sequence[BriefPart]) -> BriefPart | None:
    return BriefPart("ask_similar", similar[0].sources[:1]) if similar else None


def _unknown(seen: Seen) -> BriefPart | None:
    here = (seen.record,)
    if not _decides(seen):
        return BriefPart("ask_who", here)
    if not seen.customer.needs:
        return BriefPart("ask_needs", here)
    return BriefPart("ask_demand", here) if seen.customer.annual_demand is None else None
