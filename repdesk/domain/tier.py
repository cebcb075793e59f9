"""The tier of a customer: the rep's own, else the last mark, else what is proposed at first sight.

A mark of a review (`by` rule) holds the tier after it and, in `waiting`, a proposal seen once; one
`by` rep tells when the rep set a tier of their own, or (to what the reviews say) gave it up.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

from repdesk.domain.errors import Conflict
from repdesk.domain.record import LAST_DAY

if TYPE_CHECKING:
    from repdesk.domain.book import Book
    from repdesk.domain.customer import Customer, TierMark
    from repdesk.domain.edit import Edit

GENERAL = "general"
NOBODY: Mapping[str, str] = MappingProxyType({})
FEWEST = 10
"""Customers with an order from which shares mean something."""
MONTH = 28
"""Days after which the next review is due."""


class Opinion(NamedTuple):
    """What the reviews say of a customer: its tier, since which day, and a proposal seen once.

    `told` is the day of the last review that marked it; all None: no review ever did.
    """

    tier: str | None = None
    since: str | None = None
    waiting: str | None = None
    told: str | None = None


class TierMove(NamedTuple):
    """What a review says of one customer, as its mark will tell it.

    `kind` first (`before` None), moved, waiting (a proposal seen once: `after` is `before`) or
    dropped (a proposal not seen again). `factor` moved most since the tier was given; `seen` is the
    opinion it was made over.
    """

    customer: str
    kind: str
    before: str | None
    after: str
    waiting: str | None
    factor: str
    seen: Opinion


def opinion(marks: tuple[TierMark, ...], last: str = LAST_DAY) -> Opinion:
    """Return the reviews' opinion up to a day; `marks` are a customer's, oldest first."""
    tier = since = waiting = told = None
    for mark in marks:
        if mark.by == "rep" or mark.date > last:
            continue
        waiting, told = mark.waiting, mark.date
        if mark.to and mark.to != tier:
            tier, since = mark.to, mark.date
    return Opinion(tier, since, waiting, told)


def stored_tier(
    customer: Customer, marks: tuple[TierMark, ...], last: str = LAST_DAY
) -> str | None:
    """Return the rep's own tier, else that of the last mark up to a day; None: neither."""
    if customer.own_tier:
        return customer.own_tier
    for mark in reversed(marks):
        if mark.date <= last:
            if mark.to:
                return mark.to
            if mark.by == "rep":
                return None
    return None


def tier_of(book: Book, customer: Customer, proposed: Mapping[str, str] = NOBODY) -> str:
    """Return a customer's tier; `proposed` at first sight are worked out by the analytics."""
    marks = book.of("tier_marks", "customer", customer.id)
    return stored_tier(customer, marks) or proposed.get(customer.id) or GENERAL


def own_since(customer: Customer, marks: tuple[TierMark, ...]) -> str | None:
    """Return the day on which the rep set the tier of their own, None where nothing tells it."""
    for mark in reversed(marks):
        if mark.by == "rep":
            return mark.date if mark.to == customer.own_tier else None
    return None


def fits(customer: Customer, marks: tuple[TierMark, ...], last: str = LAST_DAY) -> bool:
    """Say whether the reviews still say of a customer with a tier of the rep's own what they said
    when that was set, or what it is; without a review nothing speaks against it.
    """
    now = opinion(marks, last).tier
    if now is None or not customer.own_tier or customer.own_tier == now:
        return True
    since = own_since(customer, marks)
    if since is None or since > last:
        return False
    return opinion(marks, since).tier in (None, now)


def last_review(book: Book, last: str) -> str | None:
    """Return the day of the last review up to a day, told by its marks."""
    days = [mark.date for mark in book.rows("tier_marks") if mark.by != "rep" and mark.date <= last]
    return max(days, default=None)


def next_review(before: str) -> str:
    """Return the day from which the next review is due, the last one having been on a day."""
    return (date.fromisoformat(before) + timedelta(MONTH)).isoformat()


def is_due(before: str | None, last: str) -> bool:
    """Say whether a review is due on a day; `before` is the day of the last one, None: never."""
    return before is None or next_review(before) <= last


class ToLookAt(NamedTuple):
    """What of the tiers waits for the rep: a review due (the last one on `last`, None: never), and
    the customers that no longer fit the tier of the rep's own.
    """

    due: bool = False
    last: str | None = None
    misfits: tuple[str, ...] = ()


def to_look_at(book: Book, last: str) -> ToLookAt:
    """Return what of the tiers waits on a day."""
    enough = sum(1 for _key in book.keys("orders", "customer")) >= FEWEST
    before = last_review(book, last)
    misfits = tuple(
        each.id
        for each in book.customers()
        if each.own_tier and not fits(each, book.of("tier_marks", "customer", each.id), last)
    )
    return ToLookAt(enough and is_due(before, last), before, misfits)


def mark_own_tier(edit: Edit, before: Customer | None, after: Customer) -> None:
    """Put a mark where an edit set, changed or took away the rep's own tier."""
    old = before.own_tier if before is not None else None
    if old == after.own_tier:
        return
    marks = edit.of("tier_marks", "customer", after.id)
    machine = opinion(marks).tier
    edit.add(
        "tier_marks",
        customer=after.id,
        date=edit.today,
        from_=old or machine,
        to=after.own_tier or machine,
        by="rep",
        reason=after.tier_reason if after.own_tier else "",
    )


def mark_review(edit: Edit, moves: Iterable[TierMove]) -> int:
    """Put the marks of a review; returns how many.

    Raises Conflict where a customer was reviewed elsewhere since the review was made.
    """
    count = 0
    for move in moves:
        customer = edit.need("customers", move.customer)
        marks = edit.of("tier_marks", "customer", customer.id)
        if opinion(marks) != move.seen:
            raise Conflict("tiers.reviewed", table="customers", id=customer.id, name=customer.name)
        edit.add(
            "tier_marks",
            customer=customer.id,
            date=edit.today,
            from_=move.before,
            to=move.after,
            waiting=move.waiting,
            reason=move.factor,
        )
        count += 1
    return count
