"""From a reading to the entry that the desk saves: days get their zone, amounts their minor units."""

from datetime import datetime, time
from decimal import Decimal

from repdesk.domain.customer import CompetitorPrice
from repdesk.domain.entry import DealEntry, Entry, ItemEntry, Promise, StageEntry
from repdesk.domain.errors import Invalid
from repdesk.domain.money import decimal_text, to_minor
from repdesk.notation.reading import FollowUp, Item, Reading, StageRead


def entry_of(reading: Reading, today: str, currency: str) -> Entry:
    """Return what is to be saved of a reading; `today` is the ISO day a complaint is due on.

    Raises Invalid for what would have to be guessed: `line.stopped`, `stage.which`, `deal.which`,
    `deal.currency`, `item.no_product`, `item.no_price`.
    """
    if reading.stopped:
        raise Invalid("line.stopped", problems=[p.code for p in reading.problems if p.stops])
    for choice in reading.choices:
        if choice.what in ("stage", "deal"):
            labels = [label for _id, label in choice.options]
            raise Invalid(f"{choice.what}.which", options=labels)

    def minor(amount: Decimal) -> int:
        return to_minor(amount, currency)

    deals = []
    for deal in reading.deals:
        if deal.currency not in (None, currency):
            raise Invalid("deal.currency", value=deal.currency, currency=currency)
        deals.append(DealEntry(title=deal.title, amount=minor(deal.amount), deal=deal.deal))
    rival = reading.competitor
    return Entry(
        kind=reading.kind,
        outcome=reading.outcome,
        at=moment_of(reading),
        contacts=reading.contacts,
        promises=tuple(_promise(each, reading, today, currency) for each in reading.followups),
        deals=tuple(deals),
        stage=_stage(reading.stage, len(deals)),
        items=tuple(map(_item, reading.order)),
        payment=minor(reading.payment.amount) if reading.payment else None,
        payment_order=reading.payment.order_id if reading.payment else None,
        spend=minor(reading.spend.amount) if reading.spend else None,
        competitor=CompetitorPrice(name=rival.name, price=decimal_text(rival.amount))
        if rival
        else None,
        tags=reading.tags,
        private=reading.private,
        note=reading.note,
        raw=reading.raw,
    )


def moment_of(reading: Reading) -> str | None:
    """Return when it happened: None now, a day, or a moment in the machine's zone of that day."""
    if reading.at is None:
        return None
    if reading.at_time is None:
        return reading.at.isoformat()
    moment = datetime.combine(reading.at, reading.at_time).astimezone()
    return moment.isoformat(timespec="seconds")


def _clock(at: time | None) -> str | None:
    return None if at is None else f"{at:%H:%M}"


def _promise(followup: FollowUp, reading: Reading, today: str, currency: str) -> Promise:
    happened = reading.at.isoformat() if reading.at else today
    return Promise(
        due=followup.due.isoformat() if followup.due else happened,
        time=_clock(followup.time),
        text=followup.text,
        owner=followup.owner,
        kind=followup.kind,
        amount=None if followup.amount is None else to_minor(followup.amount, currency),
    )


def _stage(stage: StageRead | None, deals: int) -> StageEntry | None:
    if stage is None:
        return None
    if stage.deal is None and (stage.index is None or not deals):
        raise Invalid("stage.which", options=[])
    return StageEntry(to=stage.to, reason=stage.reason, deal=stage.deal)


def _item(item: Item) -> ItemEntry:
    if item.product is None:
        raise Invalid("item.no_product", value=item.code)
    if item.price is None:
        raise Invalid("item.no_price", value=item.code)
    return ItemEntry(
        product=item.product, qty=decimal_text(item.qty), price=decimal_text(item.price)
    )
