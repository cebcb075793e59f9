"""Lines that are an order, a payment or a spend: what must follow their first word."""

from collections.abc import Mapping
from datetime import date

from repdesk.notation.amounts import amount_at
from repdesk.notation.dates import DateMatch, date_at
from repdesk.notation.day_rules import Base
from repdesk.notation.fold import ends_here, fold, skip_spaces
from repdesk.notation.items import ItemFound, item_at
from repdesk.notation.known import KnownProduct
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Offer, PaymentRead
from repdesk.notation.scan import Scan

_BETWEEN_ITEMS = Pattern(r"\s{0,9}(?:[,;、+&]|(?:and|和)(?=\s))?\s{0,9}")
_AFTER_KIND = Pattern(r"\s{0,9}:?\s{0,9}")
_ARRIVED = Pattern(r"已到账?|到账|已收")
_ORDER_NUMBER = Pattern(r"(?!q[1-4](?!\w)|h[12](?!\w)|net\s?\d)#?([a-z]{1,6}[-_]?\d[\w-]{0,29})")
_SURELY_PAST = 60
_PROMISE_TEXT = 60


def order(scan: Scan, end: int, products: Mapping[str, KnownProduct]) -> bool:
    """Read the items after an order's first word; False where none stands there."""
    gap = _AFTER_KIND.match(scan.text, end)
    at = gap.end() if gap else end
    found = item_at(scan.raw, scan.text, at, products)
    if found is None:
        return False
    scan.token("kind", scan.at, end)
    while found is not None:
        scan.run_start = at
        take_item(scan, at, found)
        gap = _BETWEEN_ITEMS.match(scan.text, found.end)
        at = gap.end() if gap else found.end
        found = item_at(scan.raw, scan.text, at, products)
    return True


def take_item(scan: Scan, at: int, found: ItemFound) -> None:
    """Add an item, or its problem, to what the line was read as."""
    if found.item is not None:
        scan.items.append(found.item)
    if found.problem is not None:
        scan.problems.append(found.problem)
    scan.token("item" if found.item else "problem", at, found.end)


def payment(scan: Scan, end: int) -> bool:
    """Read an amount and what may follow it; False where other text makes it no payment."""
    text = scan.text
    gap = _AFTER_KIND.match(text, end)
    amount = amount_at(text, gap.end() if gap else end)
    if amount is None:
        return False
    scan.token("kind", scan.at, end)
    scan.token("payment", amount.start, amount.end)
    number: str | None = None
    day: date | None = None
    at = scan.at
    while number is None:
        at = skip_spaces(text, at)
        while at < len(text) and text[at] in ",.;:":
            at = skip_spaces(text, at + 1)
        arrived = _ARRIVED.match(text, at)
        if arrived is not None and ends_here(text, arrived.end()):
            at = arrived.end()
            continue
        paid = _past_day(text, at, scan.base) if day is None else None
        if paid is not None:
            day, at = paid.day, paid.end
            continue
        number, at = _order_number(scan, at)
        break
    scan.mark("payment", amount.end, at)
    scan.at = scan.run_start = at
    order_id = (scan.known.orders or {}).get(number) if number else None
    if not scan.problems:
        scan.payment = PaymentRead(amount.value, number, order_id, day)
    return True


def promised(scan: Scan, start: int, end: int) -> None:
    """Offer the amount of a line that is no payment yet as a promise of theirs."""
    gap = _AFTER_KIND.match(scan.text, end)
    amount = amount_at(scan.text, gap.end() if gap else end)
    if amount is not None and not amount.plain:
        text = scan.raw[start:].strip()[:_PROMISE_TEXT]
        scan.offers.append(
            Offer("payment", start, amount.end, text, amount=amount.value, owner="them")
        )


def _order_number(scan: Scan, at: int) -> tuple[str | None, int]:
    """Return the number of an open order; an unknown one is a problem."""
    text, known = scan.text, scan.known.orders
    word_end = at
    while word_end < len(text) and not ends_here(text, word_end) and word_end - at < 40:
        word_end += 1
    typed = text[at:word_end].lstrip("#")
    for number in known or ():
        if typed and fold(number) == typed:
            return number, word_end
    shaped = _ORDER_NUMBER.match(text, at)
    if shaped is None or not ends_here(text, shaped.end()):
        return None, at
    if known is not None:
        scan.problem("order_unknown", at, shaped.end(), scan.raw[at : shaped.end()], stops=True)
    return scan.raw[shaped.start(1) : shaped.end(1)], shaped.end()


def _past_day(text: str, at: int, base: Base) -> DateMatch | None:
    """Return a day that surely lies behind: money on a day to come is a promise."""
    past = date_at(text, at, Base(base.today, base.zh, base.order, past=True))
    ahead = date_at(text, at, base)
    if not isinstance(past, DateMatch) or past.form == "clock" or past.day > base.today:
        return None
    if not isinstance(ahead, DateMatch) or ahead.day <= base.today:
        return past
    near = (base.today - past.day).days <= _SURELY_PAST
    return past if near and (ahead.day - base.today).days > _SURELY_PAST else None


def spend(scan: Scan, end: int) -> bool:
    """Read the amount after 费用 or spend; without one the line is text."""
    gap = _AFTER_KIND.match(scan.text, end)
    amount = amount_at(scan.text, gap.end() if gap else end)
    if amount is None:
        return False
    scan.token("kind", scan.at, end)
    scan.token("spend", amount.start, amount.end)
    scan.spend = amount
    return True
