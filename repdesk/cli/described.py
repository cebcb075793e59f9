"""A customer described in a line of JSON, for `parse --lines` without a book."""

from decimal import Decimal
from typing import Any

from repdesk.domain.errors import Invalid
from repdesk.domain.money import is_decimal
from repdesk.notation.known import Known, KnownContact, KnownDeal, KnownProduct
from repdesk.notation.pinyin import keys


def known_from(description: dict[str, Any]) -> Known:
    """Return what a description knows: contacts (names), open_deals [{title, stage}], products
    [{code, name, price}], open_orders (numbers). Raises Invalid for another shape."""
    orders = _listed(description, "open_orders") if "open_orders" in description else None
    deals = [_object(deal) for deal in _listed(description, "open_deals")]
    products = [_object(product) for product in _listed(description, "products")]
    return Known(
        contacts=tuple(
            KnownContact(str(name), str(name), keys(str(name)))
            for name in _listed(description, "contacts")
        ),
        deals=tuple(
            KnownDeal(f"d{at}", str(deal.get("title", "")), str(deal.get("stage", "")))
            for at, deal in enumerate(deals)
        ),
        products=tuple(_product(product) for product in products),
        orders=None if orders is None else {str(number): str(number) for number in orders},
    )


def _product(product: dict[str, Any]) -> KnownProduct:
    code, price = str(product.get("code", "")), product.get("price")
    if price is not None and not is_decimal(str(price)):
        raise Invalid("line.customer", value=str(price))
    names = (str(product["name"]),) if product.get("name") else ()
    return KnownProduct(code, code, names, None if price is None else Decimal(str(price)))


def _listed(description: dict[str, Any], name: str) -> list[Any]:
    value = description.get(name, [])
    if not isinstance(value, list):
        raise Invalid("line.customer", value=name)
    return value


def _object(value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise Invalid("line.customer", value=str(value))
    return value
