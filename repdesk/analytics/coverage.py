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
    counts = {
        tier.name: {"customers": 0, "contacted": 0, "due": 0, "overdue": 0, "never": 0, "stake": 0}
        for tier in policy.tiers
    }
    for row in rows:
        account, interval = row.account, row.interval
        if interval <= 0 or account.customer.do_not_contact:
            continue
        count, since = counts[account.tier.name], account.since
        count["customers"] += 1
        word: str = "never"
        if since is not None:
            count["contacted"] += since <= interval
            word = urgency(since, interval)
        if word != "not_due":
            count[word] += 1
            count["stake"] += row.score
    found = []
    turn_to, most = None, -1.0
    for tier, count in counts.items():
        to_see = count["due"] + count["overdue"] + count["never"]
        if to_see and count["stake"] / to_see > most:
            turn_to, most = tier, count["stake"] / to_see
        found.append(
            TierCoverage(
                tier=tier,
                customers=count["customers"],
                contacted=count["contacted"],
                due=count["due"],
                overdue=count["overdue"],
                never=count["never"],
                at_stake=count["stake"],
            )
        )
    return tuple(found), turn_to
