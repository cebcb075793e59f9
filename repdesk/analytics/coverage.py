"""How each tier is looked after, and which to turn to next (KPIS §5)."""

from repdesk.analytics.cadence import urgency
from repdesk.analytics.results import TierCoverage
from repdesk.analytics.scores import Scores
from repdesk.domain.policy import Policy


def coverage(scores: Scores, policy: Policy) -> tuple[tuple[TierCoverage, ...], str | None]:
    """Return the tiers in their order, and the one with most money at stake per customer to see.

    Customers marked do-not-contact and those without an interval are left out. `contacted` are
    those within their interval, due ones among them.
    """
    found = []
    turn_to, most = None, -1.0
    for tier in policy.tiers:
        rows = [
            at
            for at, each in enumerate(scores.accounts)
            if each.tier.name == tier.name
            and scores.interval[at] > 0
            and not each.customer.do_not_contact
        ]
        counts = {"contacted": 0, "not_due": 0, "due": 0, "overdue": 0, "never": 0}
        at_stake = 0.0
        for at in rows:
            since, interval = scores.accounts[at].since, float(scores.interval[at])
            word = "never"
            if since is not None:
                counts["contacted"] += since <= interval
                word = urgency(since, interval)
            counts[word] += 1
            if word != "not_due":
                at_stake += float(scores.score[at])
        to_see = counts["due"] + counts["overdue"] + counts["never"]
        if to_see and at_stake / to_see > most:
            turn_to, most = tier.name, at_stake / to_see
        found.append(
            TierCoverage(
                tier=tier.name,
                customers=len(rows),
                contacted=counts["contacted"],
                due=counts["due"],
                overdue=counts["overdue"],
                never=counts["never"],
                at_stake=round(at_stake),
            )
        )
    return tuple(found), turn_to
