"""How each customer stands with the rep on a day: tier, whom to ask for, last contact, promises."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from math import fsum, inf
from typing import Any, NamedTuple

import msgspec

from repdesk.analytics.cadence import urgency
from repdesk.analytics.capacity import VISIT_SHARE, Round, first_round, stretch
from repdesk.analytics.purchases import OrderLog
from repdesk.analytics.tiers import proposed
from repdesk.domain.book import Book
from repdesk.domain.customer import POWERS, Contact, Customer
from repdesk.domain.interaction import Followup, Interaction, is_real_contact
from repdesk.domain.money import minor_digits
from repdesk.domain.policy import Policy, TierPolicy
from repdesk.domain.promise import is_open_followup
from repdesk.domain.tier import stored_tier

YEAR = 365


class Account(NamedTuple):
    """A customer on a day. `contacted` is the day of the last real contact, `since` the days gone
    by; `promised` the open follow-ups due, most late first; `interval` days, unstretched (0: none).

    `person` is whom to ask for; channel and best time are that person's, else the customer's, else
    (the channel) the tier's.
    """

    customer: Customer
    tier: TierPolicy
    person: Contact | None
    channel: str
    best_time: str
    interval: float
    contacted: str | None
    since: int | None
    promised: tuple[Followup, ...]
    complaint: Followup | None


class Accounts(msgspec.Struct, frozen=True):
    """Every customer of a book on a day, by id. `interval` is stretched to what the rep can do.

    `proposed` are the tiers of those who have neither their own nor a mark; `never` the first round
    over who was never contacted.
    """

    rows: tuple[Account, ...]
    interval: tuple[float, ...]
    proposed: Mapping[str, str]
    never: Round


def exists(book: Book, customer: Customer, last: str) -> bool:
    """Say whether the customer was known on the day: created, or something dated, by then."""
    if customer.created[:10] <= last:
        return True
    for table, field in (("orders", "date"), ("interactions", "at")):
        oldest = book.of(table, "customer", customer.id)[:1]
        if oldest and getattr(oldest[0], field)[:10] <= last:
            return True
    return any(deal.created[:10] <= last for deal in book.of("deals", "customer", customer.id))


def accounts(
    book: Book,
    customers: Sequence[Customer],
    day: date,
    policy: Policy,
    log: OrderLog,
    first_seen: Mapping[str, str] | None = None,
) -> Accounts:
    """Return how these customers stand at the end of a day.

    `log` is the book's order log in major units; `first_seen` the tiers it proposes to who sees the
    book for the first time, where they are known. Capacity is shared by who is known on the day.
    """
    last, today = day.isoformat(), day.toordinal()
    tables = {table: book.by(table, "customer") for table in _TABLES}
    tiers, seen = _tiers(book, customers, day, policy, log, first_seen)
    rows = tuple([_account(each, tiers[each.id], tables, last, today) for each in customers])
    there = [
        row for row in rows if not row.customer.do_not_contact and exists(book, row.customer, last)
    ]
    asked = [(VISIT_SHARE.get(row.channel, 1.0), row.interval) for row in there]
    factor = stretch(asked, day, policy)
    return Accounts(
        rows,
        tuple([row.interval * factor for row in rows]),
        seen,
        _never(there, day, policy, log),
    )


def contact_intervals(
    book: Book, customers: Sequence[Customer], day: date, policy: Policy, log: OrderLog
) -> list[tuple[str, int | None, float]]:
    """Return (customer, days since the last contact, interval) of who is to be contacted.

    As `accounts` tells it, and no more: of these customers, who are all known on the day.
    """
    last, today = day.isoformat(), day.toordinal()
    tiers, _seen = _tiers(book, customers, day, policy, log)
    done, people = book.by("interactions", "customer"), book.by("contacts", "customer")
    wanted = [each for each in customers if not each.do_not_contact]
    intervals = [_interval(each, tiers[each.id]) for each in wanted]
    channels = [
        _channel(each, to_ask_for(people.get(each.id, ()), last), tiers[each.id]) for each in wanted
    ]
    weights = [VISIT_SHARE.get(channel, 1.0) for channel in channels]
    factor = stretch(zip(weights, intervals, strict=True), day, policy)
    return [
        (each.id, _since(_contacted(done.get(each.id, ()), last), today), interval * factor)
        for each, interval in zip(wanted, intervals, strict=True)
        if interval > 0
    ]


def _tiers(
    book: Book,
    customers: Sequence[Customer],
    day: date,
    policy: Policy,
    log: OrderLog,
    first_seen: Mapping[str, str] | None = None,
) -> tuple[dict[str, TierPolicy], dict[str, str]]:
    """Return everybody's tier by id, and those proposed to who has neither their own nor a mark."""
    last, marks = day.isoformat(), book.by("tier_marks", "customer")
    stored = {each.id: stored_tier(each, marks.get(each.id, ()), last) for each in customers}
    missing = {id_ for id_, tier in stored.items() if tier is None}
    if missing and first_seen is None:
        among = {each.id: each for each in customers}
        first_seen = proposed(log, day.toordinal(), among, policy)
    seen = {id_: tier for id_, tier in (first_seen or {}).items() if id_ in missing}
    tiers = {tier.name: tier for tier in policy.tiers}
    usual = policy.tiers[-1]
    known = {id_: tiers.get(tier or seen.get(id_, ""), usual) for id_, tier in stored.items()}
    return known, seen


_TABLES = ("interactions", "followups", "contacts")


def _account(
    customer: Customer,
    tier: TierPolicy,
    tables: Mapping[str, Mapping[str, tuple[Any, ...]]],
    last: str,
    today: int,
) -> Account:
    id_ = customer.id
    contacted = _contacted(tables["interactions"].get(id_, ()), last)
    promised: tuple[Followup, ...] = ()
    complaint = None
    if promises := tables["followups"].get(id_):
        still = [each for each in promises if is_open_followup(each, last)]
        promised = tuple([each for each in still if each.due <= last])
        complaint = next((each for each in still if each.kind == "complaint"), None)
    people = tables["contacts"].get(id_)
    person = to_ask_for(people, last) if people else None
    liked = customer.preferences
    return Account(
        customer,
        tier,
        person,
        _channel(customer, person, tier),
        (person and person.best_time) or (liked and liked.time) or "",
        _interval(customer, tier),
        contacted,
        _since(contacted, today),
        promised,
        complaint,
    )


def _contacted(done: Sequence[Interaction], last: str) -> str | None:
    """Return the day of a customer's last real contact up to a day; `done` is oldest first."""
    if done and done[-1].at[:10] > last:
        done = done[: bisect_right(done, last, key=_day)]
    for each in reversed(done):
        if is_real_contact(each):
            return each.at[:10]
    return None


def _day(interaction: Interaction) -> str:
    return interaction.at[:10]


def _since(contacted: str | None, today: int) -> int | None:
    return None if contacted is None else today - date.fromisoformat(contacted).toordinal()


def _channel(customer: Customer, person: Contact | None, tier: TierPolicy) -> str:
    liked = customer.preferences
    return (person and person.channel) or (liked and liked.channel) or tier.channel


def _interval(customer: Customer, tier: TierPolicy) -> float:
    return float(customer.interval_days or tier.interval_days)


def _never(there: Sequence[Account], day: date, policy: Policy, log: OrderLog) -> Round:
    """Return the first round: never contacted, those with the largest turnover a year first.

    Turnover is what the rep knows of it, else what they ordered; of equals the better tier first.
    """
    waiting = {row.customer.id: row for row in there if row.since is None and row.interval > 0}
    if not waiting:
        return Round()
    turnover: dict[str, list[float]] = {id_: [] for id_ in waiting}
    last, unit = day.toordinal(), 10.0 ** minor_digits(policy.currency)
    for customer, at, amount in zip(*log, strict=True):
        if customer in turnover and last - YEAR < at <= last:
            turnover[customer].append(amount)
    places = {tier.name: place for place, tier in enumerate(policy.tiers)}

    def importance(id_: str) -> tuple[float, int, str]:
        demand = waiting[id_].customer.annual_demand
        worth = fsum(turnover[id_]) if demand is None else demand / unit
        return -worth, places[waiting[id_].tier.name], id_

    return first_round(
        [
            (id_, VISIT_SHARE.get(waiting[id_].channel, 1.0))
            for id_ in sorted(waiting, key=importance)
        ],
        day,
        policy,
    )


_RANK: dict[str | None, float] = {power: float(at) for at, power in enumerate(POWERS)}
_UNKNOWN = _RANK["blocks"] - 0.5


def to_ask_for(people: Sequence[Contact], last: str) -> Contact | None:
    """Return whom to ask for: who decides, else specifies, uses, pays; who blocks comes last.

    Of equals one whose channel is known, then by id; who has left is nobody.
    """
    best: Contact | None = None
    place = inf
    for person in people:
        if person.left and person.left <= last:
            continue
        own = _RANK.get(person.power, _UNKNOWN) + (0.0 if person.channel else 0.25)
        if own < place or (own == place and best is not None and person.id < best.id):
            best, place = person, own
    return best


def is_due(account: Account, interval: float, never: Round) -> bool:
    """Say whether a promise or a contact is due; who was never contacted waits for its week."""
    if account.promised:
        return True
    if account.since is None:
        return never.week.get(account.customer.id) == 1
    return interval > 0 and urgency(account.since, interval) != "not_due"


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
