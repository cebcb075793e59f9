"""What can be done about a finding: follow-ups for its rows, over the coming working days."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from repdesk.analytics.results import Fact, Offer, OfferedFollowup
from repdesk.analytics.situation import Situation
from repdesk.analytics.workdays import working_days
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy
from repdesk.domain.promise import is_open_followup

MOST = 20
"""Follow-ups made at once: more is no plan. The others are offered when these are done."""
MONEY = "payment"
PROMISE = "promise"


class Row(NamedTuple):
    """Something to follow up: whose it is, the deal it is about, money to collect, its facts."""

    customer: str
    deal: str | None = None
    amount: int | None = None
    facts: tuple[tuple[str, Fact], ...] = ()


def offer(now: Situation, finding: str, code: str, rows: Iterable[Row]) -> Offer:
    """Return the follow-ups for rows, the first of them; `rows` come with what matters most first.

    Left out: who must not be contacted, is archived or erased, and what is followed up already: by
    an open promise out of the same finding, about the same deal, or for the same money.
    """
    followed = _Followed(now.book, now.day.isoformat(), finding)
    open_rows = [row for row in rows if followed.misses(row)]
    days = coming_days(now.day, now.policy)
    made = tuple(
        OfferedFollowup(
            row.customer, row.deal, day, PROMISE if row.amount is None else MONEY, row.amount,
            row.facts,
        )
        for row, day in zip(open_rows[:MOST], days, strict=False)
    )  # fmt: skip
    return Offer(code, made, len(open_rows))


def coming_days(day: date, policy: Policy) -> Iterator[str]:
    """Yield the working days after a day, each as often as the rep visits customers on one.

    Where no weekday is a working day every day is.
    """
    times = max(1, int(policy.visits_a_day))
    while True:
        day += timedelta(days=1)
        if not policy.working_weekdays or working_days(day, day, policy):
            yield from [day.isoformat()] * times


class _Followed:
    """Knows whom a follow-up would reach in vain or twice."""

    def __init__(self, book: Book, last: str, finding: str) -> None:
        self._book = book
        self._last = last
        self._actions = {row.id for row in book.rows("actions") if row.finding == finding}

    def misses(self, row: Row) -> bool:
        """Say whether a row may be followed up and is not yet."""
        customer = self._book.get("customers", row.customer)
        if customer is None or customer.archived or customer.erased or customer.do_not_contact:
            return False
        return not any(
            each.owner == "me"
            and is_open_followup(each, self._last)
            and (
                each.from_ in self._actions
                or (row.deal is not None and each.deal == row.deal)
                or (row.amount is not None and each.kind == MONEY)
            )
            for each in self._book.of("followups", "customer", row.customer)
        )


def by_turnover(now: Situation, customers: Iterable[str]) -> list[str]:
    """Return customers by what they bought so far, most first."""
    worth: dict[str, float] = defaultdict(float)
    who, _days, nets = now.sold.log
    for customer, net in zip(who, nets, strict=True):
        worth[customer] += net
    return sorted(customers, key=lambda each: (-worth[each], each))


def by_amount(book: Book, deals: Sequence[str]) -> list[str]:
    """Return deals by their amount, the largest first."""
    return sorted(deals, key=lambda each: (-(book.get("deals", each).amount or 0), each))


def deal_rows(book: Book, deals: Iterable[str], **facts: Fact) -> list[Row]:
    """Return deals as rows, with their titles among the facts."""
    found = []
    for id_ in deals:
        deal = book.get("deals", id_)
        told = (("title", deal.title), *facts.items())
        found.append(Row(deal.customer, id_, facts=told))
    return found
