"""What a log entry holds, and how it becomes rows: interaction, promises, deal, order, payment."""

from typing import Any

import msgspec

from repdesk.domain.customer import CompetitorPrice
from repdesk.domain.deal import Competitor
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import KINDS, Interaction, is_real_contact
from repdesk.domain.route import follow_stop
from repdesk.domain.selling import first_contact, move_stage, open_deals, save_order, win


class Promise(msgspec.Struct, frozen=True, kw_only=True):
    """A follow-up to be made; amount in minor units."""

    due: str
    text: str
    time: str | None = None
    owner: str = "me"
    kind: str = "promise"
    amount: int | None = None


class DealEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A deal named in a log; `deal` the id of an existing one that it updates.

    None: the open one of that title, else the untitled one, else a new one; "": surely a new one.
    `currency` only where it is not the book's; amount in its minor units.
    """

    title: str = ""
    amount: int | None = None
    currency: str | None = None
    deal: str | None = None


class StageEntry(msgspec.Struct, frozen=True, kw_only=True):
    """A stage move: of an existing deal, or (deal None) of the first deal of the same entry."""

    to: str
    reason: str | None = None
    deal: str | None = None


class ItemEntry(msgspec.Struct, frozen=True, kw_only=True):
    """An ordered item: product id (or a new code, which adds it), decimal quantity and price."""

    product: str
    qty: str
    price: str


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """One log, understood. `at` is local ISO time with offset, or a day, None: now.

    `kind` is an interaction's, or "order", "payment", "spend" (the line as typed then stays as a
    note: `raw` is always kept); `complaint` opens a follow-up of that kind, due `complaint_due`
    (else the day itself). `also` are other customers it is about. `wins` is the deal that the
    order's items win, `tax` the order's rate as decimal text. Amounts are in minor units. `refs`:
    what the line is known by in a phone's notes.
    """

    kind: str
    outcome: str | None = None
    at: str | None = None
    contacts: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    deals: tuple[DealEntry, ...] = ()
    stage: StageEntry | None = None
    items: tuple[ItemEntry, ...] = ()
    wins: str | None = None
    tax: str | None = None
    payment: int | None = None
    payment_order: str | None = None
    spend: int | None = None
    complaint: bool = False
    complaint_due: str | None = None
    competitor: CompetitorPrice | None = None
    tags: tuple[str, ...] = ()
    private: str = ""
    note: str = ""
    raw: str = ""
    minutes: int | None = None
    refs: tuple[str, ...] = ()


INBOX = "inbox-"
"""What a line of a phone's notes is known by begins with this."""


def inbox_refs(draft: str) -> tuple[str, ...]:
    """Return the refs of what a draft of this id becomes: one of the notes is then known again."""
    return (draft,) if draft.startswith(INBOX) else ()


def save_entry(edit: Edit, customer: str, entry: Entry) -> list[str]:
    """Put all rows of the entry for the customer; returns their ids, the interaction's first.

    Whoever else it is about (`also`) gets an interaction of their own in the same group; what came
    of it is the first customer's.
    """
    at = entry.at or edit.now
    others = tuple(dict.fromkeys(other for other in entry.also if other != customer))
    group = edit.new_id() if others else None
    row = _happened(edit, customer, entry, at, group)
    ids = [row.id]
    touched: dict[str, None] = {}
    deals = [_save_deal(edit, customer, deal, entry, at) for deal in entry.deals]
    ids += deals
    touched.update(dict.fromkeys(deals))
    if entry.stage is not None:
        moved = entry.stage.deal or (deals[0] if deals else None)
        if moved is None:
            raise Invalid("stage.no_deal", field="stage", value=entry.stage.to)
        ids.append(move_stage(edit, moved, entry.stage.to, at, entry.stage.reason))
        touched[moved] = None
    ids += _save_money(edit, customer, entry, at)
    if entry.wins is not None:
        touched[entry.wins] = None
    promises = list(entry.promises)
    if entry.complaint:
        due = entry.complaint_due or at[:10]
        promises.append(Promise(due=due, text=entry.note, kind="complaint"))
    about = next(iter(touched)) if len(touched) == 1 else None
    ids += [promise_row(edit, customer, promise, row.id, about) for promise in promises]
    if entry.competitor is not None:
        _save_competitor(edit, customer, entry.competitor, deals, at[:10])
    ids += [_happened(edit, other, entry, at, group).id for other in others]
    return ids


def _happened(edit: Edit, customer: str, entry: Entry, at: str, group: str | None) -> Interaction:
    """Put the interaction of one customer; a lead who was reached moves on, a stop is kept."""
    edit.need("customers", customer)
    row: Interaction = edit.add(
        "interactions",
        customer=customer,
        at=at,
        kind=entry.kind if entry.kind in KINDS and not entry.complaint else "note",
        contacts=people_of(edit, customer, entry.contacts),
        group=group,
        outcome=entry.outcome,
        note=entry.note,
        raw=entry.raw,
        refs=entry.refs,
        minutes=entry.minutes,
        tags=entry.tags,
        private=entry.private,
    )
    follow_stop(edit, row)
    if is_real_contact(row):
        first_contact(edit, customer, at)
    return row


def people_of(edit: Edit, customer: str, contacts: tuple[str, ...]) -> tuple[str, ...]:
    """Return those of the contacts who work at the customer; an unknown one stays, to be refused.

    One log may name people of several customers.
    """
    known = {one: edit.get("contacts", one) for one in contacts}
    return tuple(one for one, row in known.items() if row is None or row.customer == customer)


def _save_money(edit: Edit, customer: str, entry: Entry, at: str) -> list[str]:
    """Put order (and the deal it wins), payment and spend; returns their ids."""
    day, ids = at[:10], []
    if entry.items:
        lines = _lines(edit, entry.items)
        fields = {"state": "announced", "deal": entry.wins, "tax": entry.tax}
        ids.append(save_order(edit, customer, day, lines, **fields))
        if entry.wins is not None:
            ids += filter(None, [win(edit, entry.wins, at)])
    if entry.payment is not None:
        paid = {"amount": entry.payment, "order": entry.payment_order}
        ids.append(edit.add("payments", customer=customer, date=day, **paid).id)
    if entry.spend is not None:
        spent = {"amount": entry.spend, "kind": "service", "note": entry.note}
        ids.append(edit.add("spends", customer=customer, date=day, **spent).id)
    return ids


def promise_row(
    edit: Edit, customer: str, promise: Promise, source: str, deal: str | None = None
) -> str:
    """Put a follow-up that came out of the interaction `source`; returns its id."""
    fields = msgspec.structs.asdict(promise)
    row = edit.add("followups", customer=customer, deal=deal, from_=source, **fields)
    return str(row.id)


def _save_deal(edit: Edit, customer: str, named: DealEntry, entry: Entry, at: str) -> str:
    id_ = named.deal
    if id_ is None:
        for deal in open_deals(edit, customer):
            if named.title and deal.title.casefold() == named.title.casefold():
                id_ = deal.id
                break
            if not deal.title and id_ is None:
                id_ = deal.id
    fields: dict[str, Any] = {} if named.amount is None else {"amount": named.amount}
    if named.currency is not None:
        fields["currency"] = named.currency
    if named.title:
        fields["title"] = named.title
    if id_:
        edit.alter("deals", id_, **fields)
        return id_
    deal = edit.add("deals", customer=customer, **fields)
    opens = [stage for stage in edit.book.stages if stage.ends == "open"]
    real = entry.kind in ("visit", "call", "message", "email")
    first = opens[1] if real and len(opens) > 1 else opens[0]
    edit.add("stage_events", deal=deal.id, at=at, stage=first.id)
    return str(deal.id)


def _lines(edit: Edit, items: tuple[ItemEntry, ...]) -> list[dict[str, Any]]:
    """Return order lines; the code of a product the book does not have adds it, once."""
    ids: dict[str, str] = {}
    for item in items:
        if item.product not in ids:
            known = edit.get("products", item.product)
            ids[item.product] = (known or edit.add("products", code=item.product)).id
    return [{"product": ids[item.product], "qty": item.qty, "price": item.price} for item in items]


def _save_competitor(
    edit: Edit, customer: str, named: CompetitorPrice, deals: list[str], day: str
) -> None:
    account = edit.need("customers", customer)
    others = tuple(c for c in account.competitors if c.name.casefold() != named.name.casefold())
    dated = msgspec.structs.replace(named, date=named.date or day)
    edit.alter("customers", customer, competitors=(*others, dated))
    still_open = deals or [deal.id for deal in open_deals(edit, customer)]
    if len(still_open) == 1:
        rival = Competitor(name=named.name, price=named.price)
        edit.alter("deals", still_open[0], competitor=rival)
