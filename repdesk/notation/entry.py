"""From the book to what the reader leans on, and from a reading to the entry that is saved."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal

from repdesk.domain.book import Book
from repdesk.domain.customer import CompetitorPrice
from repdesk.domain.deal import is_open, last_event
from repdesk.domain.entry import DealEntry, Entry, ItemEntry, Promise, StageEntry
from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text, to_minor
from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct, known_stages
from repdesk.notation.reading import DealRead, FollowUp, Item, Reading, StageRead


def known_of(
    book: Book,
    customer: str,
    today: str,
    currency: str = "",
    date_order: str | None = None,
    snippets: Mapping[str, str] | None = None,
) -> Known:
    """Return what the book knows of a customer (an unknown id: of the book alone), once a form.

    Prices an order may default to: the one agreed and still valid, the last one paid, the list's.
    """
    stages = {stage.id: stage for stage in book.stages}
    deals = []
    for deal in book.of("deals", "customer", customer):
        events = book.of("stage_events", "deal", deal.id)
        if is_open(events, stages):
            event = last_event(events)
            deals.append(KnownDeal(deal.id, deal.title, event.stage if event else ""))
    orders = {
        order.number: order.id
        for order in book.of("orders", "customer", customer)
        if order.number and order.credits is None and order.state != "cancelled"
    }
    currencies = dict.fromkeys(filter(None, (currency, *_foreign(book))))
    return Known(
        contacts=contacts_of(book, customer),
        deals=tuple(deals),
        products=_products(book, customer, today),
        orders=orders if book.count("orders") else None,
        stages=known_stages(book.stages),
        currencies=tuple(currencies),
        date_order=date_order,
        snippets=dict(snippets or {}),
    )


def contacts_of(book: Book, customer: str) -> tuple[KnownContact, ...]:
    """Return the people who work at a customer today."""
    rows = book.of("contacts", "customer", customer)
    return tuple(KnownContact(row.id, row.name, row.keys) for row in rows if not row.left)


def _foreign(book: Book) -> list[str]:
    return sorted({rate.currency for rate in book.rows("rates")})


def _products(book: Book, customer: str, today: str) -> tuple[KnownProduct, ...]:
    agreed = {
        row.product: Decimal(row.price)
        for row in book.of("prices", "customer", customer)
        if row.until is None or row.until >= today
    }
    last: dict[str, tuple[Decimal, str]] = {}
    for order in book.of("orders", "customer", customer):
        if order.credits is None and order.state != "cancelled":
            for line in order.lines:
                if line.price is not None:
                    last[line.product] = (Decimal(line.price), order.date)
    products = []
    for row in sorted(book.rows("products"), key=lambda row: row.id):
        paid, paid_on = last.get(row.id, (None, None))
        names = tuple(filter(None, (row.name, *row.aliases)))
        price = Decimal(row.price) if row.price is not None else None
        products.append(
            KnownProduct(row.id, row.code, names, price, agreed.get(row.id), paid, paid_on)
        )
    return tuple(products)


def entry_of(reading: Reading, now: str, currency: str) -> Entry:
    """Return the entry a reading says; `now` is local ISO time with offset.

    Raises Invalid for what cannot be saved as it stands: `order.no_price` (the item's code),
    `stage.no_deal` (which deal moves is not known).
    """
    today = now[:10]
    at = _moment(reading.at, reading.at_time, now)
    day = at[:10] if at else today
    deals, stage = _deals(reading, currency)
    rival = reading.competitor
    payment, spend = reading.payment, reading.spend
    return Entry(
        kind=reading.kind,
        outcome=reading.outcome,
        at=at,
        contacts=tuple(dict.fromkeys(reading.contacts)),
        promises=tuple(_promise(one, day, currency) for one in reading.followups),
        deals=deals,
        stage=stage,
        items=tuple(_item(one) for one in reading.order),
        payment=to_minor(payment.amount, currency) if payment else None,
        payment_order=payment.order_id if payment else None,
        spend=to_minor(spend.amount, currency) if spend else None,
        competitor=CompetitorPrice(name=rival.name, price=decimal_text(rival.amount))
        if rival
        else None,
        tags=reading.tags,
        private=reading.private,
        note=reading.note,
        raw=reading.raw,
    )


def _moment(day: date | None, clock: time | None, now: str) -> str | None:
    if day is None or (clock is None and day.isoformat() == now[:10]):
        return None
    if clock is None:
        return day.isoformat()
    offset = now[19:] if len(now) > 19 and now[19] in "+-Z" else ""
    return f"{day.isoformat()}T{clock:%H:%M:%S}{offset}"


def _promise(one: FollowUp, day: str, currency: str) -> Promise:
    """A complaint without a day is due at once."""
    return Promise(
        due=one.due.isoformat() if one.due else day,
        time=f"{one.time:%H:%M}" if one.time else None,
        text=one.text,
        owner=one.owner,
        kind=one.kind,
        amount=to_minor(one.amount, currency) if one.amount is not None else None,
    )


def _deals(reading: Reading, currency: str) -> tuple[tuple[DealEntry, ...], StageEntry | None]:
    """Return the deals and the stage move; a move without a deal is of the first deal."""
    deals = [_deal(one, currency) for one in reading.deals]
    move = reading.stage
    if move is None:
        return tuple(deals), None
    if move.deal is None:
        if move.index is None:
            raise Invalid("stage.no_deal", field="stage", value=move.to)
        deals.insert(0, deals.pop(move.index))
    return tuple(deals), _stage(move)


def _deal(one: DealRead, currency: str) -> DealEntry:
    foreign = one.currency if one.currency not in (None, currency) else None
    return DealEntry(
        title=one.title,
        amount=to_minor(one.amount, foreign or currency),
        currency=foreign,
        deal=one.deal,
    )


def _stage(move: StageRead) -> StageEntry:
    return StageEntry(to=move.to, reason=move.reason, deal=move.deal)


def _item(one: Item) -> ItemEntry:
    if one.price is None:
        raise Invalid("order.no_price", field="price", value=one.code)
    return ItemEntry(
        product=one.product or one.code, qty=decimal_text(one.qty), price=decimal_text(one.price)
    )
