"""The log form as lines: what was understood, what is offered, what is known of the customer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal

import msgspec

from repdesk.analytics.results import Receivables
from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.interaction import last_contact
from repdesk.domain.money import to_minor
from repdesk.domain.policy import Policy
from repdesk.domain.tier import NOBODY, tier_of
from repdesk.i18n import N_, _
from repdesk.notation.reading import Choice, Reading
from repdesk.ui.cells import clean, width, wrap
from repdesk.ui.timeline import of_interaction
from repdesk.ui.views.choices import Pick
from repdesk.ui.views.corrections import Corrected
from repdesk.ui.widgets.columns import Cell, Column, Look, Row
from repdesk.wording.amounts import amount
from repdesk.wording.days import ago, due_words, short_day
from repdesk.wording.echo import distance
from repdesk.wording.preview import ReadingWords, Said, order_net
from repdesk.wording.reading import problem_words
from repdesk.wording.terms import KINDS, OWNERS, named, tier_name

REAL = frozenset({"visit", "call", "message", "email"})
LAST = 3
"""Contacts and promises told of a customer."""
TOKENS = (
    (N_("first word"), N_("v visit  c call  m message  e email  n note  x missed")),
    (N_("then"), N_("+ good  0 so-so  - bad  ? decision maker not met  x nobody reached")),
    (N_("promise"), N_("!fri call back   ~3 Jul they send the plan")),
    (N_("deal"), N_("$12000 pump   >quote   >lost price")),
    (N_("order, money"), N_("o P1x2@190   p 1000 O10")),
    (N_("more"), N_("@yesterday  @wang  #tag  // private  F3 one more customer")),
)
"""What may be typed, told while the line is empty and when asked for."""


def tokens(cells: int, snippets: Mapping[str, str]) -> list[Row]:
    """What may be typed in the line, the rep's own snippets among it."""
    said = [Said(_(label), _(text), "dim") for label, text in TOKENS]
    own = "  ".join(f";{digit} {clean(text)}" for digit, text in sorted(snippets.items()) if text)
    if own:
        said.append(Said(_("snippets"), own, "dim"))
    return _rows(said, cells)


def _rows(said: Sequence[Said], cells: int, limit: int = 0) -> list[Row]:
    """Labelled lines, long texts wrapped under themselves."""
    label = min(max((width(one.label) for one in said), default=0), cells // 3)
    columns = (Column(label), Column(4, grow=1))
    room = max(cells - label - 2, 4)
    rows: list[Row] = []
    for one in said:
        parts = wrap(one.text, room)
        for at, part in enumerate(parts[:limit] if limit else parts):
            shown: Cell = Look(one.label, "strong") if at == 0 else ""
            look = one.look if one.look != "plain" else ""
            rows.append(Row((shown, Look(part, look) if look else part), columns))
    return rows


def understood(
    corrected: Corrected,
    words: ReadingWords,
    picks: Sequence[Pick],
    picked: Collection[str],
    *,
    clock: str,
    cells: int,
    beside: Sequence[Said] = (),
) -> list[Row]:
    """What the line was read as and put right, its problems, and what a digit takes.

    `beside`: what else is to be said of it, alerts first.
    """
    reading = corrected.reading
    alerts = [problem_words(one, reading, words.today) for one in reading.problems]
    alerts += corrected.refused
    said = [Said(_("problem"), one, "alert") for one in alerts]
    said += [one for one in beside if one.look == "alert"]
    said += words.lines(reading, clock)
    said += [one for one in beside if one.look != "alert"]
    if corrected.lapsed:
        gone = ", ".join(f'"{one}"' for one in corrected.lapsed)
        said.append(Said(_("no longer"), _("{what}: the line was changed").format(what=gone)))
    group = None
    for number, pick in enumerate(picks, 1):
        label = _("offered")
        if isinstance(pick.source, Choice):
            label = words.question(pick.source)
        text = f"{number} {pick.label}"
        if pick.key in picked:
            text = f"[{text}]"
        look = "strong" if pick.key in picked else "plain"
        said.append(Said(label if label != group else "", text, look))
        group = label
    said += [
        Said(_("not known"), words.offer(one))
        for one in reading.offered
        if one.what == "new_contact"
    ]
    return _rows(said, cells)


def about_words(
    customer: Customer,
    book: Book,
    today: str,
    proposed: Mapping[str, str] = NOBODY,
    *,
    hiding: bool = False,
) -> tuple[str, ...]:
    """Whom a log is about: name, tier (not while hiding), the last contact."""
    words = [customer.name]
    if not hiding:
        words.append(f"[{tier_name(tier_of(book, customer, proposed))}]")
    last = last_contact(book.of("interactions", "customer", customer.id))
    if last is not None:
        words.append(
            _("last: {day} {kind} ({ago})").format(
                day=short_day(last.at, today),
                kind=named(dict(KINDS), last.kind),
                ago=ago(last.at, today),
            )
        )
    return tuple(words)


class NextContact(msgspec.Struct, frozen=True):
    """The day the next contact is due, for a tier that is seen every so many days."""

    day: str
    tier: str
    every: int

    def words(self, today: str, *, hiding: bool = False) -> str:
        """Say it: `14 Jul · in 14 days (VIP, every 14d)`; while hiding the day alone."""
        day = short_day(self.day, today)
        away = distance(date.fromisoformat(self.day), date.fromisoformat(today))
        if hiding:
            return f"{day} · {away}"
        return _("{day} · {distance} ({tier}, every {n}d)").format(
            day=day, distance=away, tier=tier_name(self.tier), n=self.every
        )


def next_contact(
    reading: Reading, customer: Customer, tier: str, policy: Policy, today: date
) -> NextContact | None:
    """When the next contact is due, counted from this one; None where it restarts no clock."""
    if reading.kind not in REAL or reading.outcome == "not_reached" or reading.complaint:
        return None
    days = customer.interval_days or policy.tier(tier).interval_days
    day = (reading.at or today) + timedelta(days=days)
    return NextContact(day.isoformat(), tier, days)


def owed_words(owed: Receivables | None, customer: str, currency: str) -> str:
    """What a customer owes, and what of it is overdue; empty while it is not known."""
    if owed is None or owed.open.value is None:
        return ""
    rows = [row for row in owed.orders if row.customer == customer]
    total, late = sum(row.open for row in rows), sum(row.overdue for row in rows)
    if not total:
        return _("owes nothing")
    text = _("owes {money}").format(money=amount(total, currency))
    if late:
        days = max(row.days for row in rows)
        overdue = _("{money} overdue for {n}d").format(money=amount(late, currency), n=days)
        text = f"{text}, {overdue}"
    return text


def over_limit(
    reading: Reading, customer: Customer, owed: Receivables | None, currency: str, tax: str
) -> str:
    """Say that an order takes a customer over the credit limit, gross; empty where it does not.

    While it is not known what is owed, the order alone is compared.
    """
    net = order_net(reading)
    if net is None or customer.credit_limit is None:
        return ""
    gross = to_minor(net * (1 + Decimal(tax or 0)), currency)
    open_now = 0
    if owed is not None and owed.open.value is not None:
        open_now = sum(row.open for row in owed.orders if row.customer == customer.id)
    if open_now + gross <= customer.credit_limit:
        return ""
    return _("over the credit limit of {limit}: owed {owed} + this order {order}").format(
        limit=amount(customer.credit_limit, currency),
        owed=amount(open_now, currency),
        order=amount(gross, currency),
    )


def context(book: Book, customer: str, today: str, owed: str = "", last: int = LAST) -> list[Row]:
    """The last contacts, the open promises, and what is owed: one line each, cut where too long."""
    said: list[Said] = []
    label = _("last here")
    for row in reversed(book.of("interactions", "customer", customer)[-last:]):
        one = of_interaction(row)
        day = short_day(one.at, today)
        said.append(Said(label, f"{day}  {one.kind}  {clean(one.text)}"))
        label = ""
    label = _("promised")
    promises = [row for row in book.of("followups", "customer", customer) if row.state == "open"]
    for row in promises[:last]:
        owner = "" if row.owner == "me" else named(dict(OWNERS), row.owner) + "  "
        text = f"{due_words(row.due, today)}  {owner}{clean(row.text)}"
        said.append(Said(label, text, "alert" if row.due < today else "plain"))
        label = ""
    if owed:
        said.append(Said(_("money"), owed))
    label_cells = max((width(one.label) for one in said), default=0)
    columns = (Column(label_cells), Column(4, grow=1))
    return [
        Row(
            (Look(one.label, "dim"), Look(one.text, one.look) if one.look != "plain" else one.text),
            columns,
        )
        for one in said
    ]
