"""Products, prices, orders with their lines, payments, spends and exchange rates."""

from decimal import Decimal
from functools import lru_cache

from repdesk.domain.record import Part, Record

ORDER_STATES = ("announced", "confirmed", "cancelled")
SPEND_KINDS = ("acquisition", "service")
_ZERO = Decimal()


class Product(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Something sold. Price and cost are decimal text, net of tax, for one unit."""

    code: str
    name: str = ""
    aliases: tuple[str, ...] = ()
    category: str = ""
    unit: str = ""
    price: str | None = None
    cost: str | None = None
    note: str = ""


class Price(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A price agreed with one customer, valid to `until`."""

    customer: str
    product: str
    price: str
    until: str | None = None


class Line(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A line of an order: decimal text throughout; `net` only where the file gave it."""

    product: str
    qty: str
    price: str | None = None
    discount: str | None = None
    net: str | None = None
    cost: str | None = None


class Due(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A part of an order's gross amount (minor units) and the day it is due."""

    date: str
    amount: int


class OpenItem(Part, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is still owed on an order as of a day, where payments are not to be had."""

    amount: int
    as_of: str


class Order(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """An order, or a credit note when `credits` names the order it takes back."""

    customer: str
    date: str
    deal: str | None = None
    number: str = ""
    due: str | None = None
    dues: tuple[Due, ...] = ()
    state: str = "confirmed"
    credits: str | None = None
    tax: str | None = None
    currency: str | None = None
    rate: str | None = None
    channel: str = ""
    open: OpenItem | None = None
    lines: tuple[Line, ...] = ()


class Payment(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """Money received (gross), for an order or none."""

    MONEY = ("amount",)

    customer: str
    date: str
    amount: int
    order: str | None = None


class Spend(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What it cost to win (acquisition) or keep (service) customers."""

    MONEY = ("amount",)

    date: str
    amount: int
    kind: str = "acquisition"
    customer: str | None = None
    note: str = ""


class Rate(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What one unit of a currency was worth in the book's currency on a day."""

    currency: str
    date: str
    rate: str


@lru_cache(8192)
def number(text: str) -> Decimal:
    """Return decimal text as a number: the same quantities and prices come again and again."""
    return Decimal(text)


def line_net(line: Line) -> Decimal:
    """Return qty x price x (1 - discount), or the net its file gives; exact, never rounded."""
    if line.net is not None:
        return Decimal(line.net)
    net = number(line.qty) * number(line.price or "0")
    return net * (1 - number(line.discount)) if line.discount else net


def order_net(order: Order) -> Decimal:
    """Return the order's net in its own currency, unrounded."""
    total = _ZERO
    for line in order.lines:
        if line.net is not None or line.discount:
            total += line_net(line)
        else:
            total += number(line.qty) * number(line.price or "0")
    return total
