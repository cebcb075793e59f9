"""What the book knows of a customer, as the reader takes it."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.deal import is_open, last_event
from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct, known_stages


def known_of(
    book: Book,
    customer: str | None,
    today: str,
    *,
    currency: str,
    date_order: str = "",
    snippets: Mapping[str, str] | None = None,
) -> Known:
    """Return what is known of a customer (None: of the book alone) on an ISO day."""
    codes = sorted({rate.currency for rate in book.rows("rates")} - {currency})
    return Known(
        contacts=_contacts(book, customer) if customer else (),
        deals=_open_deals(book, customer) if customer else (),
        products=_products(book, customer, today),
        orders=_orders(book, customer) if customer else None,
        stages=known_stages(book.stages),
        currencies=(currency, *codes),
        date_order=date_order or None,
        snippets=snippets or {},
    )


def _contacts(book: Book, customer: str) -> tuple[KnownContact, ...]:
    rows = book.of("contacts", "customer", customer)
    return tuple(KnownContact(row.id, row.name, row.keys) for row in rows if not row.left)


def _open_deals(book: Book, customer: str) -> tuple[KnownDeal, ...]:
    stages = {stage.id: stage for stage in book.stages}
    found = []
    for deal in book.of("deals", "customer", customer):
        events = book.of("stage_events", "deal", deal.id)
        if is_open(events, stages):
            event = last_event(events)
            found.append(KnownDeal(deal.id, deal.title, event.stage if event else ""))
    return tuple(found)


def _orders(book: Book, customer: str) -> dict[str, str]:
    rows = book.of("orders", "customer", customer)
    return {row.number: row.id for row in rows if row.number}


def _products(book: Book, customer: str | None, today: str) -> tuple[KnownProduct, ...]:
    """Return all products by code, with the prices agreed with and last paid by the customer."""
    agreed: dict[str, Decimal] = {}
    last: dict[str, tuple[Decimal, str]] = {}
    if customer:
        for row in book.of("prices", "customer", customer):
            if row.until is None or row.until >= today:
                agreed[row.product] = Decimal(row.price)
        for order in book.of("orders", "customer", customer):
            if order.state != "cancelled" and order.credits is None and order.date <= today:
                for line in order.lines:
                    if line.price is not None:
                        last[line.product] = (Decimal(line.price), order.date)
    rows: list[Any] = sorted(book.rows("products"), key=lambda row: (row.code, row.id))
    return tuple(
        KnownProduct(
            id=row.id,
            code=row.code,
            names=(*((row.name,) if row.name else ()), *row.aliases),
            price=None if row.price is None else Decimal(row.price),
            agreed=agreed.get(row.id),
            last=last[row.id][0] if row.id in last else None,
            last_on=last[row.id][1] if row.id in last else None,
        )
        for row in rows
    )
