"""Who next: the whole list of a day with its reasons, who is hidden, the tiers' coverage.

KPIS §6. Pure in (book, day, policy): the same three give the same list, ties by id.
"""

from datetime import date

from repdesk.analytics.accounts import Account, hidden
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
    last, rows = now.day.isoformat(), found.rows()
    listed, hiding = [], []
    for at, account in enumerate(found.accounts):
        if account.customer.id in elsewhere:
            continue
        why = hidden(account, last)
        if why is None:
            listed.append(at)
        else:
            hiding.append(
                HiddenCustomer(account.customer.id, why[0], why[1], round(rows[at].score))
            )
    history = bool(len(found.rhythm.customer))
    order = _order(found, listed, now.policy, history)
    best = max((rows[at].score for at in listed), default=0.0)
    tiers, turn_to = coverage(rows, now.policy)
    return Suggestions(
        day=last,
        suggestions=tuple(
            _suggestion(found, rows[at], rank, slot, best, now)
            for rank, (at, slot) in enumerate(order[:places], 1)
        ),
        listed=len(order),
        hidden=tuple(hiding),
        coverage=tiers,
        turn_to=turn_to,
        note=None if history else Note("no_history"),
    )


def _order(
    found: Scores, listed: list[int], policy: Policy, history: bool
) -> list[tuple[int, bool]]:
    """Return (row, took a slot): promises due, most late first, then by score with the slots.

    Without any order yet, equal scores follow the cadence: most overdue first, better tier first.
    """
    accounts = found.accounts
    promised = [at for at in listed if accounts[at].promised]
    promised.sort(key=lambda at: (accounts[at].promised[0].due, accounts[at].customer.id))
    rest = [at for at in listed if not accounts[at].promised]
    if not history:
        places = {tier.name: place for place, tier in enumerate(policy.tiers)}
        rest.sort(
            key=lambda at: (
                -found.score[at],
                -_overdue(accounts[at], float(found.interval[at])),
                places.get(accounts[at].tier.name, len(places)),
                accounts[at].customer.id,
            )
        )
        return [(at, False) for at in (*promised, *rest)]
    woven = weave(
        [accounts[at].customer.id for at in rest],
        found.score[rest].tolist(),
        found.pull[rest].tolist(),
        policy.drift_every,
    )
    return [(at, False) for at in promised] + [(rest[place], slot) for place, slot in woven]


def _overdue(account: Account, interval: float) -> float:
    """Return days since the contact / interval; never contacted counts as twice."""
    if account.since is None or interval <= 0:
        return 2.0
    return account.since / interval


def _suggestion(
    found: Scores, row: ScoreRow, rank: int, slot: bool, best: float, now: Situation
) -> Suggestion:
    account, score = row.account, row.score
    customer = account.customer.id
    return Suggestion(
        rank=rank,
        customer=customer,
        tier=account.tier.name,
        score=round(score),
        likely=round(row.likely),
        drift=round(row.drift),
        deal=round(row.deal),
        debt=round(row.debt),
        floor=round(row.floor),
        cadence=row.cadence,
        marks=1 + sum([score >= share * best for share in MARKS]) if score > 0 else 1,
        channel=account.channel,
        reasons=reasons(
            row,
            found.deals.get(customer, ()),
            found.debts.get(customer),
            now.day.isoformat(),
            now.policy.horizon_days,
        ),
        slot="drift" if slot else None,
        promised=bool(account.promised),
        p_order=row.p_order if row.orders else None,
        since_contact=account.since,
        interval_days=row.interval,
    )
