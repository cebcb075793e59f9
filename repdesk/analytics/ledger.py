"""What was sold up to a day: every order and credit note with its exact net in the book's currency.

KPIS §1: cancelled orders never count, announced ones do, a foreign amount without a rate is left
out and named. Net amounts are Decimal major units, unrounded; what is owed is whole minor units.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from functools import cached_property
from itertools import compress

import msgspec
from msgspec.structs import replace

from repdesk.analytics.columns import ONE, Columns, Rates, Reader
from repdesk.domain.book import Book
from repdesk.domain.money import to_minor
from repdesk.domain.order import Order, number, order_net
from repdesk.domain.period import Period
from repdesk.domain.policy import Policy

ZERO = Decimal()


class Sale(msgspec.Struct, gc=False, eq=False):
    """An order or a credit note; `rate` turns its currency into the book's, `currency`.

    The exact amounts are worked out when they are first asked for: who next needs those of what is
    not paid alone.
    """

    order: Order
    rate: Decimal
    currency: str
    _net: Decimal | None = None
    _gross: int | None = None

    @property
    def day(self) -> str:
        """The day it counts on."""
        return self.order.date

    @property
    def credit(self) -> bool:
        """Whether it is a credit note."""
        return self.order.credits is not None or self.net < ZERO

    @property
    def net(self) -> Decimal:
        """Its net without tax in the book's currency, exact and unrounded."""
        net = self._net
        if net is None:
            net = order_net(self.order)
            if self.rate is not ONE:
                net *= self.rate
            self._net = net
        return net

    @property
    def gross(self) -> int:
        """What is owed: its net with the order's tax in minor units, rounded half-up.

        As the invoice is: so an order paid to the cent leaves nothing open, and what is open adds
        up as it is shown.
        """
        gross = self._gross
        if gross is None:
            tax = self.order.tax
            taxed = self.net if tax is None else self.net * (ONE + number(tax))
            gross = self._gross = to_minor(taxed, self.currency)
        return gross

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sale) and (self.order, self.rate) == (other.order, other.rate)


class Ledger(msgspec.Struct, frozen=True, eq=False, dict=True):
    """The sales up to `day`, oldest first; `left_out` (day, id) are the orders without a rate.

    `rows` are the orders that count, as columns; what else is made of them is made when asked for,
    and `made` is shared with the ledgers cut from this one or read after it. `currency` is the
    book's.
    """

    day: str
    currency: str
    rows: Columns
    rates: Mapping[str, Decimal]
    left_out: tuple[tuple[str, str], ...]
    made: dict[str, Sale]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Ledger) and self._read() == other._read()

    def _read(self) -> tuple[object, ...]:
        return self.day, self.currency, self.rows, self.rates, self.left_out

    def sale(self, order: Order) -> Sale:
        """Return an order of it with its amounts."""
        known = self.made.get(order.id)
        if known is None or known.order is not order:
            rate = self.rates.get(order.id, ONE)
            known = self.made[order.id] = Sale(order, rate, self.currency)
        return known

    @property
    def without_rate(self) -> tuple[str, ...]:
        """The orders left out for want of a rate, oldest first."""
        return tuple([order for _day, order in self.left_out])

    @property
    def days(self) -> list[str]:
        """The day of each sale."""
        return self.rows.days

    @cached_property
    def at(self) -> dict[str, int]:
        """In which row each order and credit note stands."""
        return {id_: at for at, id_ in enumerate(self.rows.ids)}

    @cached_property
    def sales(self) -> tuple[Sale, ...]:
        """All of them."""
        return tuple([self.sale(order) for order in self.rows.orders])

    @cached_property
    def credits(self) -> dict[str, tuple[Sale, ...]]:
        """The credit notes that name an order, by its id."""
        named: dict[str, list[Sale]] = defaultdict(list)
        for at, order in enumerate(self.rows.names):
            if order:
                named[order].append(self.sale(self.rows.orders[at]))
        return {order: tuple(sales) for order, sales in named.items()}

    @cached_property
    def bought(self) -> list[bool]:
        """Whether each is a purchase."""
        rows, credited = self.rows, self.credits
        return [
            net >= 0.0
            and names is None
            and (net > 0.0 or bool(rows.orders[at].lines))
            and (id_ not in credited or self.kept(self.sale(rows.orders[at])) > 0)
            for at, (net, names, id_) in enumerate(zip(rows.net, rows.names, rows.ids, strict=True))
        ]

    @cached_property
    def purchases(self) -> tuple[Sale, ...]:
        """The orders (no credit notes) that credits up to the day have not taken to 0 or below."""
        return tuple([self.sale(order) for order in compress(self.rows.orders, self.bought)])

    @cached_property
    def first_days(self) -> dict[str, str]:
        """The day of each customer's first purchase."""
        rows, bought = self.rows, self.bought
        days, customers = compress(rows.days, bought), compress(rows.customers, bought)
        newest_first = reversed(list(zip(customers, days, strict=True)))
        return dict(newest_first)

    @cached_property
    def log(self) -> tuple[list[str], list[int], list[float]]:
        """The purchases' customers, days (ordinals) and major units left of them, for statistics.

        These amounts are rounded to floats: never to be summed as money.
        """
        rows, credited, bought = self.rows, self.credits, self.bought
        amounts = list(compress(rows.net, bought))
        if credited:
            for at, order in enumerate(compress(rows.orders, bought)):
                if order.id in credited:
                    amounts[at] = float(self.kept(self.sale(order)))
        return (
            list(compress(rows.customers, bought)),
            list(compress(rows.ordinals, bought)),
            amounts,
        )

    def kept(self, sale: Sale) -> Decimal:
        """Return an order's net less the credits that name it."""
        return sum((note.net for note in self.credits.get(sale.order.id, ())), sale.net)

    def until(self, day: date) -> "Ledger":
        """Return the ledger as it was at the end of an earlier day."""
        last = day.isoformat()
        if last >= self.day:
            return self
        rows = self.rows.cut(0, bisect_right(self.days, last))
        left_out = tuple([each for each in self.left_out if each[0] <= last])
        return replace(self, day=last, rows=rows, left_out=left_out)

    def within(self, period: Period) -> tuple[Sale, ...]:
        """Return the sales dated in the period."""
        start, end = self.places(period)
        return tuple([self.sale(order) for order in self.rows.orders[start:end]])

    def bought_within(self, period: Period) -> tuple[Sale, ...]:
        """Return the purchases dated in the period."""
        start, end = self.places(period)
        bought = compress(self.rows.orders[start:end], self.bought[start:end])
        return tuple([self.sale(order) for order in bought])

    def places(self, period: Period) -> tuple[int, int]:
        """Return from which row on, and up to which, the sales are dated in the period."""
        start = bisect_left(self.days, period.first.isoformat())
        return start, bisect_right(self.days, period.last.isoformat(), start)


def ledger(
    book: Book, day: date, policy: Policy, known: "tuple[Book, Ledger] | None" = None
) -> Ledger:
    """Return all that was sold up to the end of a day. One pass over the orders.

    `known` is another book with its ledger under the same policy: the whole ledger is taken over
    where nothing moved, else what was made of the orders that are the very same.
    """
    last = day.isoformat()
    before, sold = known or (book, None)
    if sold is not None and (sold.left_out or not book.same(before, "rates")):
        sold = None
    if sold is not None and last <= sold.day and book.same(before, "orders"):
        return sold.until(day)
    on_day, was = book.by("orders", "day"), before.by("orders", "day")
    reader = Reader(Rates(book, policy.currency))
    for each in book.days("orders"):
        if each > last:
            break
        rows = on_day[each]
        if sold is not None and each <= sold.day and was.get(each) is rows:
            start = bisect_left(sold.days, each)
            known_rows = sold.rows.cut(start, bisect_right(sold.days, each, start))
            reader.take_over(known_rows, sold.rates)
        else:
            reader.read(each, rows)
    made = {} if sold is None else sold.made
    missing = tuple(sorted(reader.missing))
    return Ledger(last, policy.currency, reader.rows, reader.rates, missing, made)


def history_from(book: Book) -> str | None:
    """Return the day of the book's first order (not cancelled, no credit note)."""
    for day in book.days("orders"):
        for order in book.of("orders", "day", day):
            if order.state != "cancelled" and order.credits is None:
                return day
    return None
