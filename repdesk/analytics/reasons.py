"""Why a customer is on the list, as codes and numbers; the largest amount first."""

from repdesk.analytics.accounts import Account
from repdesk.analytics.cadence import urgency
from repdesk.analytics.capacity import Round
from repdesk.analytics.parts import DealPart, DebtPart
from repdesk.analytics.pipeline import days_between
from repdesk.analytics.results import Reason
from repdesk.analytics.scores import ScoreRow, half_up


def reasons(
    row: ScoreRow,
    deals: tuple[DealPart, ...],
    debt: DebtPart | None,
    never: Round,
    last: str,
    horizon: int,
) -> tuple[Reason, ...]:
    """Return the reasons of one account: complaint and promises, the parts, then the cadence.

    Nobody sells into an open complaint: it stands in the place of orders, drift and deals.
    """
    parts: list[Reason] = []
    if row.account.complaint is None:
        parts += _rhythm(row, horizon)
        parts += [_deal(part) for part in deals]
    if debt is not None:
        facts = (("overdue", debt.overdue), ("days", debt.days), ("order", debt.orders[0]))
        parts.append(Reason("debt", row.debt, facts))
    if row.floor:
        parts.append(Reason("floor", row.floor, (("tier", row.account.tier.name),)))
    if len(parts) > 1:
        parts.sort(key=_by_amount)
    return (*_promises(row.account, last), *parts, *_contact(row, never))


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
    found: list[Reason] = []
    learned = row.learned
    if learned is None:
        return found
    gap, since = round(learned.gap, 1), learned.since
    if row.likely:
        facts = (
            ("p", learned.p_order),
            ("horizon", horizon),
            ("gap", gap),
            ("since", since),
            ("value", row.value),
        )
        found.append(Reason("likely" if learned.orders > 1 else "first_order", row.likely, facts))
    if row.drift:
        drifting = (("p_lapse", learned.p_lapse), ("gap", gap), ("since", since))
        found.append(Reason("drift", row.drift, drifting))
    return found


def _deal(part: DealPart) -> Reason:
    return Reason(
        "deal",
        half_up(part.amount),
        (
            ("deal", part.deal),
            ("p", part.chance),
            ("stage", part.stage),
            ("days", part.days),
            ("typical", part.typical),
            ("closes", part.closes),
        ),
    )


def _contact(row: ScoreRow, never: Round) -> list[Reason]:
    since, interval = row.account.since, row.interval
    if since is None:
        week = never.week.get(row.account.customer.id)
        return [Reason("never", None, (("week", week), ("weeks", never.weeks)))]
    if interval <= 0 or urgency(since, interval) == "not_due":
        return []
    return [Reason("cadence", None, (("since", since), ("interval", round(interval, 1))))]
