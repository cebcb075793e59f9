"""Who next: the whole list of a day with its reasons, who is hidden, the tiers' coverage.

KPIS §6. Pure in (book, day, policy): the same three give the same list, ties by id.
"""

from bisect import bisect_right
from datetime import date

from repdesk.analytics.accounts import hidden
from repdesk.analytics.coverage import coverage
from repdesk.analytics.listing import weave
from repdesk.analytics.reasons import reasons
from repdesk.analytics.results import HiddenCustomer, Note, Suggestion, Suggestions
from repdesk.analytics.scores import ScoreRow, Scores, scores
from repdesk.analytics.situation import Situation, situation
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy

MARKS = (0.5, 0.25, 0.125)
"""Shares of the best score from which a customer has 4, 3 and 2 rank marks."""


def suggest(book: Book, day: date, policy: Policy, places: int | None = None) -> Suggestions:
    """Return who next on a day: the whole list, or its first places."""
    now = situation(book, day, policy)
    return suggestions(now, scores(now), places)


def suggestions(
    now: Situation,
    found: Scores,
    places: int | None = None,
    elsewhere: frozenset[str] = frozenset(),
) -> Suggestions:
    """Return who next in a situation already read; customers shown `elsewhere` take no place."""
    last = now.day.isoformat()
    listed: list[ScoreRow] = []
    hiding: list[HiddenCustomer] = []
    for row in found.rows:
        id_ = row.account.customer.id
        if id_ in elsewhere:
            continue
        why = hidden(row.account, last)
        if why is None:
            listed.append(row)
        else:
            hiding.append(HiddenCustomer(id_, *why, row.score))
    order = in_order(found, listed, now.policy)
    best = max([row.score for row in listed], default=0)
    tiers, turn_to = coverage(found.rows, now.policy)
    never = found.standing.never
    return Suggestions(
        day=last,
        suggestions=tuple(
            [
                _suggestion(found, row, rank, slot, best, now)
                for rank, (row, slot) in enumerate(order[:places], 1)
            ]
        ),
        listed=len(order),
        hidden=tuple(hiding),
        coverage=tiers,
        turn_to=turn_to,
        note=found.learning.note,
        left_out=_left_out(now),
        proposed=found.standing.proposed,
        never=len(never.week),
        weeks=never.weeks,
    )


def in_order(found: Scores, listed: list[ScoreRow], policy: Policy) -> list[tuple[ScoreRow, bool]]:
    """Return (row, took a slot): promises due, most late first, then by score with the slots.

    Where no rhythm is known, equal scores follow the cadence: most overdue first, of those never
    contacted who comes first in their round, then the better tier.
    """
    promised = [row for row in listed if row.account.promised]
    promised.sort(key=lambda row: (row.account.promised[0].due, row.account.customer.id))
    first = [(row, False) for row in promised]
    rest = [row for row in listed if not row.account.promised]
    if found.learning.note is not None:
        places = {tier.name: place for place, tier in enumerate(policy.tiers)}
        turns = {id_: place for place, id_ in enumerate(found.standing.never.week)}

        def by_cadence(row: ScoreRow) -> tuple[int, float, int, int, str]:
            id_ = row.account.customer.id
            tier = places[row.account.tier.name]
            return -row.score, -_overdue(row), turns.get(id_, len(turns)), tier, id_

        return first + [(row, False) for row in sorted(rest, key=by_cadence)]
    woven = weave(
        [row.account.customer.id for row in rest],
        [row.score for row in rest],
        [row.pull for row in rest],
        policy.drift_every,
    )
    return first + [(rest[place], slot) for place, slot in woven]


def _overdue(row: ScoreRow) -> float:
    """Return days since the contact / interval; never contacted counts as twice."""
    if row.account.since is None or row.interval <= 0:
        return 2.0
    return row.account.since / row.interval


def _suggestion(
    found: Scores, row: ScoreRow, rank: int, slot: bool, best: int, now: Situation
) -> Suggestion:
    account, learned, never = row.account, row.learned, found.standing.never
    customer = account.customer.id
    return Suggestion(
        rank=rank,
        customer=customer,
        tier=account.tier.name,
        score=row.score,
        likely=row.likely,
        drift=row.drift,
        deal=row.deal,
        debt=row.debt,
        floor=row.floor,
        cadence=row.cadence,
        marks=1 + sum([row.score >= share * best for share in MARKS]) if row.score else 1,
        channel=account.channel,
        reasons=reasons(
            row,
            found.deals.get(customer, ()),
            found.debts.get(customer),
            never,
            now.day.isoformat(),
            now.policy.horizon_days,
        ),
        slot="drift" if slot else None,
        promised=bool(account.promised),
        p_order=learned.p_order if learned is not None else None,
        since_contact=account.since,
        interval_days=row.interval,
        person=account.person.id if account.person is not None else None,
        best_time=account.best_time,
        since_order=row.since if row.since != account.since else None,
        round_week=never.week.get(customer),
    )


def _left_out(now: Situation) -> tuple[Note, ...]:
    """Name what of the book did not count: what is dated later, and sales without a rate."""
    last, found = now.day.isoformat(), []
    for table, code in (("orders", "later_orders"), ("interactions", "later_contacts")):
        days = now.book.days(table)
        later = days[bisect_right(days, last) :]
        if later:
            n = sum(len(now.book.of(table, "day", day)) for day in later)
            found.append(Note(code, (("n", n), ("first", later[0]))))
    if now.sold.without_rate:
        found.append(Note("no_rate", (("n", len(now.sold.without_rate)),)))
    return tuple(found)
