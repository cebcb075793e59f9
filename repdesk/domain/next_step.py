"""Who has no next step: a deal or a VIP or key customer of whom nothing is promised or planned."""

from collections.abc import Collection, Mapping
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.deal import Deal, is_open
from repdesk.domain.interaction import Stop
from repdesk.domain.promise import is_open_followup

LOOKED_AFTER = ("VIP", "key")
"""Tiers whose customers should never be without a next step."""


class WithoutStep(NamedTuple):
    """A customer without a next step: `itself`, because of its tier, and these open deals."""

    customer: str
    tier: str
    itself: bool
    deals: tuple[str, ...]


def has_next_step(
    book: Book, customer: str, day: str, deals: Collection[str] = (), *, later: bool = False
) -> bool:
    """Say whether at the end of an ISO day a promise, mine or theirs, is open or a stop planned for
    that day or a later one (`later`: a later one alone).

    With `deals` it is asked of them: a promise about another deal is none of theirs.
    """
    for row in book.of("followups", "customer", customer):
        if is_open_followup(row, day) and (row.deal is None or not deals or row.deal in deals):
            return True
    return planned_stop(book, customer, day, later=later) is not None


def planned_stop(book: Book, customer: str, day: str, *, later: bool = False) -> Stop | None:
    """Return the next stop planned for an ISO day or after it (`later`: after it alone)."""
    planned = (
        row
        for row in book.of("stops", "customer", customer)
        if row.state == "planned" and (row.date > day or (row.date == day and not later))
    )
    return min(planned, key=lambda row: (row.date, row.time or "", row.id), default=None)


def without_step(book: Book, customer: Customer, tier: str, day: str) -> WithoutStep | None:
    """Return what of a customer has no next step on an ISO day; None where nothing lacks one.

    Only deals with a title or an amount ask for one: an untitled one opens by itself with every
    new account. Whoever is not to be contacted, or is snoozed beyond the day, has nothing to come.
    """
    snoozed = customer.snooze_until is not None and customer.snooze_until > day
    if customer.do_not_contact or customer.archived or customer.erased or snoozed:
        return None
    itself = tier in LOOKED_AFTER and not has_next_step(book, customer.id, day)
    deals = tuple(
        deal.id
        for deal in book.of("deals", "customer", customer.id)
        if (deal.title or deal.amount)
        and _is_open(book, deal, day)
        and not has_next_step(book, customer.id, day, (deal.id,))
    )
    return WithoutStep(customer.id, tier, itself, deals) if itself or deals else None


def _is_open(book: Book, deal: Deal, day: str) -> bool:
    """Say whether a deal was there at the end of a day, and neither won nor lost."""
    events = book.of("stage_events", "deal", deal.id)
    begun = events[0].at[:10] if events else deal.created[:10]
    return begun <= day and is_open(events, {stage.id: stage for stage in book.stages}, day)


def all_without_step(book: Book, tiers: Mapping[str, str], day: str) -> list[WithoutStep]:
    """Return every customer without a next step, by id; `tiers` by customer, those asked about."""
    found = (
        without_step(book, customer, tiers[customer.id], day)
        for customer in book.customers()
        if customer.id in tiers
    )
    return [one for one in found if one is not None]
