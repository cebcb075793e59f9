"""Customers and the people who work there."""

import msgspec

from repdesk.domain.record import Part, Record

TIERS = ("VIP", "key", "potential", "general")
CHANNELS = ("visit", "call", "message", "email")
POWERS = ("decides", "specifies", "uses", "pays", "blocks")


class Ratings(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """The rep's own marks, 1 (low) to 5 (high); None: not rated."""

    fit: int | None = None
    potential: int | None = None
    strategic: int | None = None


class CompetitorPrice(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What a competitor asks here: price as decimal text in the book's currency."""

    name: str
    price: str | None = None
    date: str | None = None


class Preferences(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """How this customer likes to be contacted."""

    channel: str | None = None
    time: str = ""
    note: str = ""


class Customer(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An account. `terms`: days, or "eom+N" for N days after the end of the month."""

    MONEY = ("credit_limit", "annual_demand")

    name: str
    aliases: tuple[str, ...] = ()
    code: str = ""
    type: str = ""
    industry: str = ""
    tags: tuple[str, ...] = ()
    zone: str = ""
    city: str = ""
    address: str = ""
    phones: tuple[str, ...] = ()
    email: str = ""
    tax_no: str = ""
    source: str = ""
    hours: str = ""
    terms: int | str | None = None
    credit_limit: int | None = None
    annual_demand: int | None = None
    own_tier: str | None = None
    tier_reason: str = ""
    interval_days: int | None = None
    do_not_contact: bool = False
    snooze_until: str | None = None
    ratings: Ratings | None = None
    competitors: tuple[CompetitorPrice, ...] = ()
    needs: str = ""
    preferences: Preferences | None = None
    keys: tuple[str, ...] = ()
    erased: bool = False
    archived: bool = False


class Contact(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A person at a customer. `left` is the day this person left."""

    customer: str
    name: str
    role: str = ""
    power: str | None = None
    phones: tuple[str, ...] = ()
    email: str = ""
    channel: str | None = None
    best_time: str = ""
    style: str = ""
    birthday: str = ""
    left: str | None = None
    note: str = ""
    keys: tuple[str, ...] = ()


class TierMark(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A change of tier: by rule or by the rep; `waiting` is a proposal seen once."""

    customer: str
    date: str
    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    by: str = "rule"
    reason: str = ""
    waiting: str | None = None


class Zone(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of the territory and the zones next to it."""

    name: str
    neighbours: tuple[str, ...] = ()


class SavedFilter(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A filter the rep named: the screen it belongs to and its text."""

    name: str
    screen: str = "customers"
    text: str = ""
