"""What was sold up to a day: every order and credit note with its exact net in the book's currency.

KPIS §1: cancelled orders never count, announced ones do, a foreign amount without a rate is left
out and named. Net amounts are Decimal major units, unrounded; what is owed is whole minor units.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.money import to_minor
from repdesk.domain.order import Order, order_net
from repdesk.domain.period import Period
from repdesk.domain.policy import Policy

ZERO = Decimal()
ONE = Decimal(1)


class Sale(msgspec.Struct, frozen=True, gc=False):
    """An order or a credit note: net without tax; `rate` turns its currency into the book's.

    `gross` is what is owed, net with the order's tax in minor units, rounded half-up as the invoice
    is: so an order paid to the cent leaves nothing open, and what is open adds up as it is shown.
    """

    order: Order
    net: Decimal
    rate: Decimal
    credit: bool
    gross: int

    @property
    def day(self) -> str:
        """The day it counts on."""
        return self.order.date


@dataclass(frozen=True)
class Ledger:
    """The sales up to `day`, oldest first, and (day, id) of the orders without a known rate."""

    day: str
    sales: tuple[Sale, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def without_rate(self) -> tuple[str, ...]:
        """The orders left out for want of a rate, oldest first."""
        return tuple(order for _day, order in self.left_out)

    @cached_property
    def days(self) -> list[str]:
        """The day of each sale."""
        return [sale.order.date for sale in self.sales]

    @cached_property
    def credits(self) -> dict[str, tuple[Sale, ...]]:
        """The credit notes that name an order, by its id."""
        named: dict[str, list[Sale]] = defaultdict(list)
        for sale in self.sales:
            if sale.order.credits:
                named[sale.order.credits].append(sale)
        return {order: tuple(sales) for order, sales in named.items()}

    @cached_property
    def purchases(self) -> tuple[Sale, ...]:
        """The orders (no credit notes) that credits up to the day have not taken to 0 or below."""
        credited = self.credits
        return tuple(
            sale
            for sale in self.sales
            if not sale.credit
            and sale.order.lines
            and (sale.order.id not in credited or self.kept(sale) > 0)
        )

    @cached_property
    def log(self) -> tuple[list[str], list[int], list[float]]:
        """The purchases' customers, days (ordinals) and major units left of them, for statistics.

        These amounts are rounded to floats: never to be summed as money.
        """
        credited, purchases = self.credits, self.purchases
        dates = [sale.order.date for sale in purchases]
        ordinals = {day: date.fromisoformat(day).toordinal() for day in dict.fromkeys(dates)}
        return (
            [sale.order.customer for sale in purchases],
            [ordinals[day] for day in dates],
            [
                float(self.kept(sale) if sale.order.id in credited else sale.net)
                for sale in purchases
            ],
        )

    @cached_property
    def customers(self) -> frozenset[str]:
        """Whoever has a sale in it."""
        return frozenset([sale.order.customer for sale in self.sales])

    def kept(self, sale: Sale) -> Decimal:
        """Return an order's net less the credits that name it."""
        return sum((note.net for note in self.credits.get(sale.order.id, ())), sale.net)

    def until(self, day: date) -> "Ledger":
        """Return the ledger as it was at the end of an earlier day."""
        last = day.isoformat()
        if last >= self.day:
            return self
        left_out = tuple(each for each in self.left_out if each[0] <= last)
        return Ledger(last, self.sales[: bisect_right(self.days, last)], left_out)

    def within(self, period: Period) -> tuple[Sale, ...]:
        """Return the sales dated in the period."""
        before = (period.first - timedelta(days=1)).isoformat()
        start = bisect_right(self.days, before)
        return self.sales[start : bisect_right(self.days, period.last.isoformat())]


class Rates:
    """What foreign money was worth: the order's own rate, else the book's latest up to the day."""

    def __init__(self, book: Book, currency: str) -> None:
        self.currency = currency
        self._known: dict[str, tuple[list[str], list[Decimal]]] = {}
        for row in sorted(book.rows("rates"), key=lambda row: (row.date, row.id)):
            days, rates = self._known.setdefault(row.currency, ([], []))
            days.append(row.date)
            rates.append(Decimal(row.rate))

    def on(self, currency: str | None, day: str, own: str | None = None) -> Decimal | None:
        """Return the rate of a currency on a day (1 for the book's own), None: not known."""
        if currency is None or currency == self.currency:
            return ONE
        if own is not None:
            return Decimal(own)
        days, rates = self._known.get(currency, ([], []))
        at = bisect_right(days, day)
        return rates[at - 1] if at else None


def ledger(
    book: Book, day: date, policy: Policy, known: "tuple[Book, Ledger] | None" = None
) -> Ledger:
    """Return all that was sold up to the end of a day. One pass over the orders.

    `known` is another book with its ledger under the same policy: days whose orders are the very
    same there are taken over, and the whole ledger where nothing moved.
    """
    last = day.isoformat()
    before, sold = known or (book, None)
    if sold is not None and (sold.left_out or not book.same(before, "rates")):
        sold = None
    if sold is not None and last <= sold.day and book.same(before, "orders"):
        return sold.until(day)
    rates = Rates(book, policy.currency)
    factors: dict[str, Decimal] = {}
    sales: list[Sale] = []
    missing: list[tuple[str, str]] = []
    for each in book.days("orders"):
        if each > last:
            break
        rows = book.of("orders", "day", each)
        if sold is not None and each <= sold.day and before.of("orders", "day", each) is rows:
            start = bisect_left(sold.days, each)
            sales += sold.sales[start : bisect_right(sold.days, each, start)]
            continue
        for order in rows:
            if order.state == "cancelled":
                continue
            net, rate = order_net(order), ONE
            if order.currency is not None:
                worth = rates.on(order.currency, order.date, order.rate)
                if worth is None:
                    missing.append((order.date, order.id))
                    continue
                rate, net = worth, net * worth
            gross, tax = net, order.tax
            if tax is not None:
                factor = factors.get(tax)
                if factor is None:
                    factor = factors[tax] = ONE + Decimal(tax)
                gross = net * factor
            credit = order.credits is not None or net < ZERO
            sales.append(Sale(order, net, rate, credit, to_minor(gross, policy.currency)))
    return Ledger(last, tuple(sales), tuple(missing))


def history_from(book: Book) -> str | None:
    """Return the day of the book's first order (not cancelled, no credit note)."""
    for day in book.days("orders"):
        for order in book.of("orders", "day", day):
            if order.state != "cancelled" and order.credits is None:
                return day
    return None
