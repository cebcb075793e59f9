"""How each tier is looked after, and which to turn to next (KPIS §5)."""

from collections.abc import Sequence

from repdesk.analytics.cadence import urgency
from repdesk.analytics.results import TierCoverage
from repdesk.analytics.scores import ScoreRow
from repdesk.domain.policy import Policy


def coverage(
    rows: Sequence[ScoreRow], policy: Policy
) -> tuple[tuple[TierCoverage, ...], str | None]:
    """Return the tiers in their order, and the one with most money at stake per customer to see.

    Customers marked do-not-contact and those without an interval are left out. `contacted` are
    those within their interval, due ones among them.
    """
    found = []
    turn_to, most = None, -1.0
    for tier in policy.tiers:
        mine = [
            row
            for row in rows
            if row.account.tier.name == tier.name
            and row.interval > 0
            and not row.account.customer.do_not_contact
        ]
        counts = {"contacted": 0, "not_due": 0, "due": 0, "overdue": 0, "never": 0}
        at_stake = 0.0
        for row in mine:
            since, interval = row.account.since, row.interval
            word = "never"
            if since is not None:
                counts["contacted"] += since <= interval
                word = urgency(since, interval)
            counts[word] += 1
            if word != "not_due":
                at_stake += row.score
        to_see = counts["due"] + counts["overdue"] + counts["never"]
        if to_see and at_stake / to_see > most:
            turn_to, most = tier.name, at_stake / to_see
        found.append(
            TierCoverage(
                tier=tier.name,
                customers=len(mine),
                contacted=counts["contacted"],
                due=counts["due"],
                overdue=counts["overdue"],
                never=counts["never"],
                at_stake=round(at_stake),
            )
        )
    return tuple(found), turn_to
