"""What is said after a log was saved: what it was, what comes next, what the target stands at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final

import msgspec

from repdesk.analytics.results import TargetStep
from repdesk.domain.book import Book
from repdesk.domain.change import Change
from repdesk.domain.deal import is_open
from repdesk.domain.entry import Entry
from repdesk.domain.interaction import Followup, last_contact
from repdesk.domain.money import decimal_text, from_minor, to_minor
from repdesk.domain.next_step import has_next_step
from repdesk.domain.order import Order, Payment, order_net
from repdesk.domain.policy import Policy
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import N_, _, ngettext, pgettext
from repdesk.notation.entry import known_of
from repdesk.notation.known import KnownProduct
from repdesk.ui.glyphs import Glyphs
from repdesk.wording.amounts import amount
from repdesk.wording.days import short_day
from repdesk.wording.goals import moved_words
from repdesk.wording.reading import ENTRY_KINDS
from repdesk.wording.terms import OWNERS, named, stage_name

STEPS: Final = ((1, N_("tomorrow")), (7, N_("in a week")), (14, N_("in two weeks")))
"""The next steps that one key takes: days from today, and how they are called."""
REAL: Final = frozenset({"visit", "call", "message", "email"})


class Logged(msgspec.Struct, frozen=True):
    """What was saved: for whom, the entry, its change; lines still to come."""

    customer: str
    entry: Entry
    change: Change
    before: Book
    """The book as it was."""
    following: str = ""
    """The day the next contact is due; empty where this one restarts no clock."""
    rest: tuple[str, ...] = ()
    onward: bool = False
    """Whether the next stop of today is wanted."""

    @property
    def interaction(self) -> str:
        """The id of the customer's interaction."""
        return next(put.id for put in self.change.puts if put.table == "interactions")


class NextStep(msgspec.Struct, frozen=True):
    """A question: when is the next step with a customer, who has none after this interaction?"""

    customer: str
    interaction: str
    deal: str | None = None


class Told(msgspec.Struct, frozen=True):
    """What is said after a log, in the order of reading; `step` and `stop`: what the next key may
    answer, the question and the next stop of today.
    """

    saved: str
    target: str = ""
    step: NextStep | None = None
    stop: str = ""

    def words(self) -> str:
        """All of it in one text."""
        parts = [self.saved, self.target, _("u takes it back")]
        if self.step is not None:
            parts.append(step_words(("5", "6", "7"), "8"))
        if self.stop:
            parts.append(_("Space: next stop"))
        return "; ".join(filter(None, parts))


def next_step(book: Book, logged: Logged, today: str) -> NextStep | None:
    """Return the question where deal or customer has no next step; None where nothing is to ask.

    A next step is an open promise, mine or theirs, or a later stop. A promise about another deal
    is none of the deal that was talked about.
    """
    entry, record = logged.entry, book.get("customers", logged.customer)
    met = entry.kind in REAL and entry.outcome != "not_reached"
    if record is None or record.do_not_contact or not (met or entry.deals or entry.stage):
        return None
    deals = _open_deals(book, logged.change)
    if has_next_step(book, record.id, today, deals, later=True):
        return None
    return NextStep(record.id, logged.interaction, deals[0] if len(deals) == 1 else None)


def _open_deals(book: Book, change: Change) -> list[str]:
    """Return the deals a change was about, as far as they are open."""
    stages = {stage.id: stage for stage in book.stages}
    ids = dict.fromkeys(
        put.id if put.table == "deals" else getattr(put.after, "deal", "")
        for put in change.puts
        if put.table in ("deals", "stage_events")
    )
    return [one for one in ids if one and is_open(book.of("stage_events", "deal", one), stages)]


def step_words(keys: Sequence[str], other: str = "") -> str:
    """Ask for the next step: `next step? 5 tomorrow, 6 in a week`; `other`: the key of any day."""
    ways = [f"{key} {_(label)}" for key, (_days, label) in zip(keys, STEPS, strict=True)]
    if other:
        ways.append(f"{other} " + _("another day"))
    return _("next step? {ways}").format(ways=", ".join(ways))


def saved_words(logged: Logged, book: Book, today: str, currency: str) -> str:
    """Say what was saved and for whom: `saved visit, promise 3 Jul: 张家港华昌`."""
    record = book.get("customers", logged.customer)
    entry = logged.entry
    kind = _("complaint") if entry.complaint else named(dict(ENTRY_KINDS), entry.kind)
    rows = [put.after for put in logged.change.puts]
    nets = [to_minor(order_net(row), currency) for row in rows if isinstance(row, Order)]
    paid = [row.amount for row in rows if isinstance(row, Payment)]
    money = [amount(minor, currency) for minor in (*nets, *paid)]
    what = [" ".join((kind, *money)), *_came_of_it(logged, book, today)]
    name = record.name if record is not None else ""
    more = len({*entry.also} - {logged.customer})
    if more:
        name = _("{name} and {n} more").format(name=name, n=more)
    said = pgettext("between facts", ", ").join(what)
    return _("saved {what}: {name}").format(what=said, name=name)


def _came_of_it(logged: Logged, book: Book, today: str) -> list[str]:
    said = []
    rows = (put.after for put in logged.change.puts)
    promises = [row for row in rows if isinstance(row, Followup)]
    for row in promises[:2]:
        owner = "" if row.owner == "me" else named(dict(OWNERS), row.owner) + " "
        said.append(owner + _("promise {day}").format(day=short_day(row.due, today)))
    if len(promises) > 2:
        n = len(promises) - 2
        said.append(ngettext("{n} more promise", "{n} more promises", n).format(n=n))
    if logged.entry.deals:
        said.append(_("deal"))
    stages = {stage.id: stage for stage in book.stages}
    stage = logged.entry.stage.to if logged.entry.stage is not None else None
    if stage is None and logged.entry.wins is not None:
        stage = next((one.id for one in book.stages if one.ends == "won"), None)
    if stage in stages:
        said.append(stage_name(stages[stage]))
    return said


def corrected_words(
    change: Change,
    customer: str,
    book: Book,
    today: str,
    policy: Policy,
    proposed: Mapping[str, str] = NOBODY,
) -> str:
    """Say that a log was corrected, and when the next contact is due by the book as it is now."""
    if not change.puts:
        return _("nothing was changed")
    record = book.get("customers", customer)
    said = [_("corrected: {name}").format(name=getattr(record, "name", ""))]
    last = last_contact(book.of("interactions", "customer", customer))
    if record is not None and last is not None:
        days = record.interval_days or policy.tier(tier_of(book, record, proposed)).interval_days
        due = date.fromisoformat(last.at[:10]) + timedelta(days)
        said.append(_("next contact {day}").format(day=short_day(due.isoformat(), today)))
    return "; ".join((*said, _("u takes it back")))


def money_moved(entry: Entry) -> bool:
    """Whether an order or a payment was saved, so that a target may stand elsewhere now."""
    return bool(entry.items) or entry.payment is not None


def attained(steps: Sequence[TargetStep], currency: str, day: str, glyphs: Glyphs) -> str:
    """Say where the targets that moved stand now, two at most; empty where none did."""
    return "; ".join(moved_words(one, currency, day, glyphs.arrow) for one in steps[:2])


def order_line(book: Book, deal_id: str, today: str, currency: str) -> str:
    """Return the order of a won deal as a line to be checked: `o P1x60`; empty without a product.

    As many as its amount buys at the price the customer would pay; else one for the whole amount.
    """
    deal = book.get("deals", deal_id)
    if deal is None or deal.product is None or deal.currency not in (None, currency):
        return ""
    known = known_of(book, deal.customer, today, currency)
    product = next((one for one in known.products if one.id == deal.product), None)
    if product is None:
        return ""
    return f"o {product.code}x{_quantity(product, deal.amount, currency)}"


def _quantity(product: KnownProduct, minor: int | None, currency: str) -> str:
    price = next((one for one in (product.agreed, product.last, product.price) if one), None)
    if minor is None:
        return "1"
    if price is not None:
        pieces = from_minor(minor, currency) / price
        if pieces == pieces.to_integral_value() and pieces > 0:
            return f"{pieces:f}".partition(".")[0]
    return "1@" + decimal_text(from_minor(minor, currency))
