"""What a log entry holds, and how it becomes rows: interaction, promises, deal, order, payment."""

from typing import Any

import msgspec

from repdesk.domain.customer import CompetitorPrice
from repdesk.domain.deal import Competitor, is_open
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import KINDS, is_real_contact
from repdesk.domain.order import Line
from repdesk.domain.route import follow_stop


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
    note: `raw` is always kept); `complaint` opens a follow-up of
    that kind, due `complaint_due` (else the day itself). Amounts are in minor units.
    """

    kind: str
    outcome: str | None = None
    at: str | None = None
    contacts: tuple[str, ...] = ()
    promises: tuple[Promise, ...] = ()
    deals: tuple[DealEntry, ...] = ()
    stage: StageEntry | None = None
    items: tuple[ItemEntry, ...] = ()
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


def save_entry(edit: Edit, customer: str, entry: Entry) -> list[str]:
    """Put all rows of the entry for the customer; returns their ids, the interaction's first."""
    edit.need("customers", customer)
    at = entry.at or edit.now
    day = at[:10]
    kind = entry.kind if entry.kind in KINDS and not entry.complaint else "note"
    row = edit.add(
        "interactions",
        customer=customer,
        at=at,
        kind=kind,
        contacts=entry.contacts,
        outcome=entry.outcome,
        note=entry.note,
        raw=entry.raw,
        minutes=entry.minutes,
        tags=entry.tags,
        private=entry.private,
    )
    source = row.id
    ids = [row.id]
    follow_stop(edit, row)
    if is_real_contact(row):
        _first_contact(edit, customer, at)
    deals = [_save_deal(edit, customer, deal, entry, at) for deal in entry.deals]
    ids += deals
    if entry.stage is not None:
        deal = entry.stage.deal or (deals[0] if deals else None)
        if deal is None:
            raise Invalid("stage.no_deal", field="stage", value=entry.stage.to)
        ids.append(move_stage(edit, deal, entry.stage.to, at, entry.stage.reason))
    if entry.items:
        lines = _lines(edit, entry.items)
        ids.append(save_order(edit, customer, day, lines, state="announced"))
    if entry.payment is not None:
        row = edit.add(
            "payments",
            customer=customer,
            date=day,
            amount=entry.payment,
            order=entry.payment_order,
        )
        ids.append(row.id)
    if entry.spend is not None:
        row = edit.add(
            "spends",
            customer=customer,
            date=day,
            amount=entry.spend,
            kind="service",
            note=entry.note,
        )
        ids.append(row.id)
    promises = list(entry.promises)
    if entry.complaint:
        due = entry.complaint_due or day
        promises.append(Promise(due=due, text=entry.note, kind="complaint"))
    for promise in promises:
        row = edit.add(
            "followups",
            customer=customer,
            due=promise.due,
            time=promise.time,
            text=promise.text,
            kind=promise.kind,
            amount=promise.amount,
            owner=promise.owner,
            from_=source,
        )
        ids.append(row.id)
    if entry.competitor is not None:
        _save_competitor(edit, customer, entry.competitor, deals, day)
    return ids


def stages_by_id(edit: Edit) -> dict[str, Any]:
    """Return the book's stages by id."""
    return {stage.id: stage for stage in edit.book.stages}


def open_deals(edit: Edit, customer: str) -> list[Any]:
    """Return the customer's open deals, oldest first."""
    stages = stages_by_id(edit)
    return [
        deal
        for deal in edit.of("deals", "customer", customer)
        if is_open(edit.of("stage_events", "deal", deal.id), stages)
    ]


def open_first_deal(edit: Edit, customer: str, at: str) -> str:
    """Open the untitled deal of a new account at the first stage; returns its id."""
    deal = edit.add("deals", customer=customer)
    edit.add("stage_events", deal=deal.id, at=at, stage=edit.book.stages[0].id)
    return str(deal.id)


def _first_contact(edit: Edit, customer: str, at: str) -> None:
    opens = [stage for stage in edit.book.stages if stage.ends == "open"]
    if len(opens) < 2:
        return
    for deal in open_deals(edit, customer):
        events = edit.of("stage_events", "deal", deal.id)
        if not deal.title and events and events[-1].stage == opens[0].id:
            edit.add("stage_events", deal=deal.id, at=max(at, events[-1].at), stage=opens[1].id)


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
    if id_ is not None:
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


def move_stage(
    edit: Edit, deal: str, to: str, at: str, reason: str | None = None, note: str = ""
) -> str:
    """Put a stage event; returns its id. Raises Invalid for an unknown stage."""
    edit.need("deals", deal)
    if to not in stages_by_id(edit):
        raise Invalid("stage.unknown", table="stage_events", field="stage", value=to)
    event = edit.add("stage_events", deal=deal, at=at, stage=to, reason=reason, note=note)
    return str(event.id)


def save_order(
    edit: Edit, customer: str, day: str, lines: list[dict[str, Any]], **fields: Any
) -> str:
    """Put an order with its lines (dicts of Line's fields); returns its id."""
    row = edit.add("orders", customer=customer, date=day, lines=lines_of(lines), **fields)
    return str(row.id)


def lines_of(lines: list[dict[str, Any]]) -> tuple[Line, ...]:
    """Return order lines from dicts of their fields."""
    return tuple(Line(**line) for line in lines)


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
