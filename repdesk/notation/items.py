"""Order items: CODExQTY[@PRICE], known codes first, then the last x splits."""

import re
from collections.abc import Mapping
from decimal import Decimal
from typing import NamedTuple

from repdesk.notation.fold import ends_here, fold
from repdesk.notation.known import KnownProduct
from repdesk.notation.pattern import Pattern
from repdesk.notation.reading import Item, Problem

_WINDOW = 80
_QUANTITY = Pattern(
    r"\s?[x×*]\s?(-?(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,6})?)(?![\d.,]\d)[台套只件个箱米吨根支把桶包瓶条片块组]?"
)
_PRICE = Pattern(
    r"\s{0,2}@[$¥€£]?((?:\d{1,3}(?:,\d{3}){1,4}|\d{1,12})(?:\.\d{1,6})?)([万千k])?元?"
    r"(?:/(?:[台套只件个箱米吨根支把桶包瓶条片块组]|(?:pcs?|ea|each|units?|sets?)(?!\w)))?"
)
_TIMES = {"": 1, "k": 1000, "千": 1000, "万": 10000}
_OPENERS = frozenset("!~@#>$¥€£/\\+-?;,.")


class ItemFound(NamedTuple):
    """An item and its end in the text; `item` None where only `problem` came of it."""

    item: Item | None
    problem: Problem | None
    end: int
    known: bool


def by_name(products: tuple[KnownProduct, ...]) -> Mapping[str, KnownProduct]:
    """Return the products by folded code, alias and name; a code wins over a name."""
    named = {fold(name): product for product in products for name in product.names}
    return named | {fold(product.code): product for product in products}


def item_at(raw: str, text: str, at: int, products: Mapping[str, KnownProduct]) -> ItemFound | None:
    """Return the item that stands at that place of the folded text."""
    if at >= len(text) or text[at] in _OPENERS or text[at].isspace():
        return None
    splits = []
    for match in _QUANTITY.finditer(text, at + 1, at + _WINDOW):
        if _item_ends(text, match.end()):
            code = text[at : match.start()]
            if code in products:
                return _item(raw, text, at, match, products[code])
            if not any(char.isspace() or char in ",;、" for char in code):
                splits.append(match)
    if not splits:
        return None
    # the word ends at the first price or space: the last x before it splits
    if products:
        code = raw[at : splits[-1].start()]
        problem = Problem("item_unknown", at, splits[-1].end(), code, stops=True)
        return ItemFound(None, problem, _past_price(text, splits[-1].end()), known=False)
    return _item(raw, text, at, splits[-1], None)


def _item_ends(text: str, end: int) -> bool:
    return ends_here(text, end) or text[end] == "@"


def _past_price(text: str, end: int) -> int:
    price = _PRICE.match(text, end)
    return price.end() if price is not None and ends_here(text, price.end()) else end


def _item(
    raw: str, text: str, at: int, match: re.Match[str], product: KnownProduct | None
) -> ItemFound:
    end = match.end()
    qty = Decimal(match[1].replace(",", ""))
    if qty <= 0:
        problem = Problem("item_quantity", at, end, raw[at:end], stops=True)
        return ItemFound(None, problem, _past_price(text, end), known=True)
    code = product.code if product else raw[at : match.start()]
    typed = _PRICE.match(text, end)
    if typed is not None and ends_here(text, typed.end()):
        price = Decimal(typed[1].replace(",", "")) * _TIMES[typed[2] or ""]
        item = Item(code, qty, price, "typed", product.id if product else None)
        return ItemFound(item, None, typed.end(), known=True)
    if text[end : end + 1] == "@":
        stop = end + 1
        while stop < len(text) and not text[stop].isspace():
            stop += 1
        return ItemFound(
            None, Problem("item_price", at, stop, raw[end:stop], stops=True), stop, known=True
        )
    return ItemFound(_with_price(code, qty, product), None, end, known=True)


def _with_price(code: str, qty: Decimal, product: KnownProduct | None) -> Item:
    """Return the item at the agreed price, else the last paid, else the list price."""
    if product is None:
        return Item(code, qty)
    for source, price in (
        ("agreed", product.agreed),
        ("last", product.last),
        ("list", product.price),
    ):
        if price is not None:
            last_on = product.last_on if source == "last" else None
            return Item(code, qty, price, source, product.id, last_on)
    return Item(code, qty, None, None, product.id)
