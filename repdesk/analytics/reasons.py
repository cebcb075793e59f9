"""Why a customer is on the list, as codes and numbers; the largest amount first."""

from repdesk.analytics.accounts import Account
from repdesk.analytics.cadence import urgency
from repdesk.analytics.parts import DealPart, DebtPart
from repdesk.analytics.pipeline import days_between
from repdesk.analytics.results import Reason
from repdesk.analytics.scores import ScoreRow


def reasons(
    row: ScoreRow, deals: tuple[DealPart, ...], debt: DebtPart | None, last: str, horizon: int
) -> tuple[Reason, ...]:
    """Return the reasons of one account: complaint and promises, the parts, then the cadence."""
    parts = [*_rhythm(row, horizon), *map(_deal, deals)]
    if debt is not None:
        facts = (("overdue", debt.overdue), ("days", debt.days), ("order", debt.orders[0]))
        parts.append(Reason("debt", round(debt.amount), facts))
    floor = round(row.floor)
    if floor > 0:
        parts.append(Reason("floor", floor, (("tier", row.account.tier.name),)))
    parts.sort(key=_by_amount)
    return (*_promises(row.account, last), *parts, *_contact(row))


def _by_amount(reason: Reason) -> int:
    return -(reason.amount or 0)


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


def _rhythm(row: ScoreRow, horizon: int) -> list[Reason]:
    found = []
    likely, drift, gap = round(row.likely), round(row.drift), round(row.gap, 1)
    if likely > 0:
        facts = (("p", row.p_order), ("horizon", horizon), ("gap", gap), ("since", row.since))
        found.append(Reason("likely" if row.orders > 1 else "first_order", likely, facts))
    if drift > 0:
        found.append(
            Reason("drift", drift, (("p_lapse", row.p_lapse), ("gap", gap), ("since", row.since)))
        )
    return found


def _deal(part: DealPart) -> Reason:
    return Reason(
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


def _contact(row: ScoreRow) -> list[Reason]:
    since, interval = row.account.since, row.interval
    if since is None:
        return [Reason("never")]
    if interval <= 0 or urgency(since, interval) == "not_due":
        return []
    return [Reason("cadence", None, (("since", since), ("interval", round(interval, 1))))]
