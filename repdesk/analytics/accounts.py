"""How each customer stands with the rep on a day: tier, channel, last contact, promises, hiding."""

from datetime import date, timedelta
from typing import NamedTuple

from repdesk.analytics.pipeline import days_between
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import Followup, is_real_contact
from repdesk.domain.policy import TierPolicy


class Account(NamedTuple):
    """A customer on a day. `contacted` is the day of the last real contact, `since` the days gone
    by; `promised` the open follow-ups due, most late first; `interval` days, unstretched (0: none).
    """

    customer: Customer
    tier: TierPolicy
    channel: str
    interval: float
    contacted: str | None
    since: int | None
    promised: tuple[Followup, ...]
    complaint: Followup | None


def is_open_followup(followup: Followup, last: str) -> bool:
    """Say whether a promise was still open at the end of a day."""
    if followup.state == "open":
        return True
    return followup.closed is not None and followup.closed > last


def exists(book: Book, customer: Customer, last: str) -> bool:
    """Say whether the customer was known on the day: created, or something dated, by then."""
    if customer.created[:10] <= last:
        return True
    dated = (("orders", "date"), ("interactions", "at"), ("deals", "created"))
    for table, field in dated:
        rows = book.of(table, "customer", customer.id)
        if rows and min(getattr(row, field) for row in rows)[:10] <= last:
            return True
    return False


def own_tier(book: Book, customer: Customer, last: str) -> str | None:
    """Return the rep's own tier, else that of the last mark up to the day."""
    if customer.own_tier:
        return customer.own_tier
    for mark in reversed(book.of("tier_marks", "customer", customer.id)):
        if mark.to and mark.date <= last:
            return str(mark.to)
    return None


def channel_of(book: Book, customer: Customer, tier: TierPolicy, last: str) -> str:
    """Return the customer's preferred channel, else that of its people (who decides first), else
    the tier's.
    """
    if customer.preferences is not None and customer.preferences.channel:
        return customer.preferences.channel
    known = book.of("contacts", "customer", customer.id)
    if not known:
        return tier.channel
    people = [
        person for person in known if person.channel and not (person.left and person.left <= last)
    ]
    people.sort(key=lambda person: (person.power != "decides", person.id))
    return str(people[0].channel) if people else tier.channel


def account(book: Book, customer: Customer, tier: TierPolicy, last: str) -> Account:
    """Return how a customer stands at the end of a day."""
    contacted = None
    for interaction in reversed(book.of("interactions", "customer", customer.id)):
        if is_real_contact(interaction) and (at := interaction.at[:10]) <= last:
            contacted = at
            break
    promises = book.of("followups", "customer", customer.id)
    promised: tuple[Followup, ...] = ()
    complaint = None
    if promises:
        still = [each for each in promises if is_open_followup(each, last)]
        promised = tuple(each for each in still if each.due <= last)
        complaint = next((each for each in still if each.kind == "complaint"), None)
    return Account(
        customer,
        tier,
        channel_of(book, customer, tier, last),
        float(customer.interval_days or tier.interval_days),
        contacted,
        days_between(contacted, last) if contacted is not None else None,
        promised,
        complaint,
    )


def hidden(account: Account, last: str) -> tuple[str, str | None] | None:
    """Return why a customer is not listed and the first day it may be again; None: it is listed.

    A promise due overrides snooze and minimum gap, never do-not-contact. An order is no contact.
    """
    customer = account.customer
    if customer.do_not_contact:
        return "do_not_contact", None
    if account.promised:
        return None
    if customer.snooze_until and customer.snooze_until > last:
        return "snoozed", customer.snooze_until
    gap = account.tier.minimum_gap
    if account.contacted and account.since is not None and account.since < gap:
        until = date.fromisoformat(account.contacted) + timedelta(gap)
        return "minimum_gap", until.isoformat()
    return None
