"""Money of a period: received, due by its end, promised by its end (KPIS §3)."""

from datetime import timedelta

from repdesk.analytics.results import MoneyIn
from repdesk.analytics.situation import Situation
from repdesk.domain.period import Period
from repdesk.domain.promise import is_open_followup


def money_in(now: Situation, period: Period) -> MoneyIn:
    """Return what came in up to the day, what is open and due by the end, what is promised by then.

    Promises are the customers' open ones to pay that name an amount; a period that is over counts
    what is still open of it.
    """
    last = now.day.isoformat()
    span = period.until(now.day)
    received = now.book.between("payments", span.first.isoformat(), span.last.isoformat())
    left = (period.last - now.day) // timedelta(days=1)
    due = None
    if now.owed is not None:
        late = -left
        due = sum(
            sum(amount for days, amount in each.coming if days <= left)
            + sum(amount for days, amount in each.late if days >= late)
            for each in now.owed.orders
        )
    promises = [
        row
        for row in now.book.between("followups", "", period.last.isoformat())
        if row.owner == "them"
        and row.kind == "payment"
        and row.amount is not None
        and is_open_followup(row, last)
    ]
    return MoneyIn(
        received=sum(row.amount for row in received),
        due=due,
        promised=sum(row.amount for row in promises),
        late=sum(row.amount for row in promises if row.due < last),
        promises=tuple(row.id for row in promises),
    )
