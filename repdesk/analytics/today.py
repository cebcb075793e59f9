"""The numbers of the Today screen and the `today` verb, in one reading of the book."""

from collections import Counter
from datetime import date

from repdesk.analytics.bonus import bonus
from repdesk.analytics.funnel import funnel_of, last_twelve_months
from repdesk.analytics.learned import Learning
from repdesk.analytics.ledger import history_from
from repdesk.analytics.money_in import money_in
from repdesk.analytics.pipeline import Odds, days_between
from repdesk.analytics.results import DayStop, DueFollowup, Figure, TodayNumbers, Tried
from repdesk.analytics.sales import net_of, no_history
from repdesk.analytics.scores import Scores, scores
from repdesk.analytics.situation import Situation, situation
from repdesk.analytics.suggest import suggestions
from repdesk.analytics.targets import target_lines
from repdesk.domain.attempts import to_try_again
from repdesk.domain.book import Book
from repdesk.domain.money import to_minor
from repdesk.domain.period import Period, period_of
from repdesk.domain.policy import Policy
from repdesk.domain.promise import is_open_followup
from repdesk.domain.route import stops_of

PLACES = 50
"""Suggestions worked out in full for a day's screen."""


def today(book: Book, day: date, policy: Policy, places: int | None = PLACES) -> TodayNumbers:
    """Return a day's numbers: targets of its month, promises due, who next, stops, the funnel.

    Promises overdue come first. Whoever has a promise due or a stop, or is to be tried again, is
    not suggested again; of the others the first `places` (None: all).
    """
    return day_of(situation(book, day, policy), places)


def day_of(
    now: Situation, places: int | None = PLACES, learning: Learning | None = None
) -> TodayNumbers:
    """Return a day's numbers in a situation already read; `learning` as `scores` takes it."""
    book, day = now.book, now.day
    found = scores(now, learning)
    month = period_of(day, "month")
    stops, tried = _stops(book, day), _tried(now, found)
    elsewhere = frozenset(
        {stop.customer for stop in stops}
        | {each.customer for each in tried}
        | {each.customer.id for each in found.accounts if each.promised}
    )
    return TodayNumbers(
        day=day.isoformat(),
        sales_month=_sales(now, month),
        targets=target_lines(now, month),
        bonus=bonus(now),
        money_in=money_in(now, month),
        followups=_followups(now, found),
        tried=tried,
        suggestions=suggestions(now, found, places, elsewhere),
        stops=stops,
        stops_done=sum(stop.state == "done" for stop in stops),
        zones=tuple(
            sorted(
                Counter(stop.zone for stop in stops if stop.zone).items(),
                key=lambda each: (-each[1], each[0]),
            )
        ),
        funnel=funnel_of(now.deals, last_twelve_months(day), Odds(now.deals, now.policy)),
    )


def _sales(now: Situation, month: Period) -> Figure:
    note = no_history(history_from(now.book), month, now.day)
    if note is not None:
        return Figure("sales_net", None, "money", note=note)
    sales = now.sold.within(month)
    net = to_minor(net_of(sales), now.policy.currency)
    return Figure("sales_net", net, "money", ids=tuple(sale.order.id for sale in sales))


def _followups(now: Situation, found: Scores) -> tuple[DueFollowup, ...]:
    """Return the open promises due by the day, the longest overdue first."""
    last = now.day.isoformat()
    tiers = {each.customer.id: each.tier.name for each in found.accounts}
    due = [
        row
        for row in now.book.between("followups", "", last)
        if row.customer in tiers and is_open_followup(row, last)
    ]
    due.sort(key=lambda row: (row.due, row.time or "", row.id))
    rows = []
    for row in due:
        debt = found.debts.get(row.customer) if row.kind == "payment" else None
        rows.append(
            DueFollowup(
                followup=row.id,
                customer=row.customer,
                tier=tiers[row.customer],
                days_late=days_between(row.due, last),
                debt=debt.overdue if debt else None,
                debt_days=debt.days if debt else None,
            )
        )
    return tuple(rows)


def _tried(now: Situation, found: Scores) -> tuple[Tried, ...]:
    """Return who was tried in vain and stands nowhere else in the section, the newest day first."""
    last = now.day.isoformat()
    rows = []
    for each in found.accounts:
        attempt = None if each.promised else to_try_again(now.book, each.customer, last)
        if attempt is not None:
            days = days_between(attempt.at, last)
            rows.append(Tried(attempt.id, each.customer.id, each.tier.name, days))
    return tuple(sorted(rows, key=lambda row: (row.days, row.customer)))


def _stops(book: Book, day: date) -> tuple[DayStop, ...]:
    """Return the day's stops in the order of their time, but those moved to another day."""
    stops = []
    for row in stops_of(book, day.isoformat()):
        customer = book.get("customers", row.customer)
        zone = customer.zone if customer is not None else ""
        stops.append(DayStop(row.id, row.customer, zone, row.time, row.fixed, row.state))
    return tuple(stops)
