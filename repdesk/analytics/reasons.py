"""Why a customer is on the list, as codes and numbers; the largest amount first."""

from repdesk.analytics.accounts import Account
from repdesk.analytics.cadence import urgency
from repdesk.analytics.pipeline import days_between
from repdesk.analytics.results import Reason
from repdesk.analytics.scores import Scores


def reasons(scores: Scores, at: int, last: str, horizon: int) -> tuple[Reason, ...]:
    """Return the reasons of one account: complaint and promises, the parts, then the cadence."""
    account = scores.accounts[at]
    parts = [*_rhythm(scores, at, horizon), *_deals(scores, account), *_debt(scores, account)]
    floor = round(scores.floor[at])
    if floor > 0:
        parts.append(Reason("floor", floor, (("tier", account.tier.name),)))
    parts.sort(key=lambda reason: -(reason.amount or 0))
    return (*_promises(account, last), *parts, *_contact(scores, at))


def _promises(account: Account, last: str) -> list[Reason]:
    found = []
    complaint = account.complaint
    if complaint is not None:
        days = days_between(complaint.created or complaint.due, last)
        found.append(
            Reason("complaint", None, (("followup", complaint.id), ("days", max(days, 0))))
        )
    for promise in account.promised:
        if promise is not complaint:
            late = days_between(promise.due, last)
            found.append(Reason("promised", None, (("followup", promise.id), ("days_late", late))))
    return found


def _rhythm(scores: Scores, at: int, horizon: int) -> list[Reason]:
    row = int(scores.row[at])
    if row < 0:
        return []
    rhythm = scores.rhythm
    orders, since = int(rhythm.orders[row]), int(rhythm.since[row])
    gap = round(float(rhythm.expected_gap[row]), 1)
    likely, drift = round(scores.likely[at]), round(scores.drift[at])
    found = []
    if likely > 0:
        facts = (
            ("p", float(rhythm.p_order[row])),
            ("horizon", horizon),
            ("gap", gap),
            ("since", since),
        )
        found.append(Reason("likely" if orders > 1 else "first_order", likely, facts))
    if drift > 0:
        found.append(
            Reason(
                "drift",
                drift,
                (("p_lapse", float(rhythm.p_lapse[row])), ("gap", gap), ("since", since)),
            )
        )
    return found


def _deals(scores: Scores, account: Account) -> list[Reason]:
    return [
        Reason(
            "deal",
            round(part.amount),
            (
                ("deal", part.deal),
                ("p", part.chance),
                ("stage", part.stage),
                ("days", part.days),
                ("typical", part.typical),
                ("closes", part.closes),
            ),
        )
        for part in scores.deals.get(account.customer.id, ())
    ]


def _debt(scores: Scores, account: Account) -> list[Reason]:
    part = scores.debts.get(account.customer.id)
    if part is None:
        return []
    facts = (("overdue", part.overdue), ("days", part.days), ("order", part.orders[0]))
    return [Reason("debt", round(part.amount), facts)]


def _contact(scores: Scores, at: int) -> list[Reason]:
    since, interval = scores.accounts[at].since, float(scores.interval[at])
    if since is None:
        return [Reason("never")]
    if interval <= 0 or urgency(since, interval) == "not_due":
        return []
    return [Reason("cadence", None, (("since", since), ("interval", round(interval, 1))))]
