"""Orders read once into columns: who, when, how much, for all that is worked out of them."""

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.order import OpenItem, Order, line_net, order_net

ONE = Decimal(1)


class Columns(NamedTuple):
    """Orders by column, in the order of their days.

    `net` and `owed` (its gross) are floats in major units of the book's currency: for statistics
    and for a first look, never to be summed as money. Their sign and whether they are 0 are right.
    `names` is the order a credit note takes back, `open` what an import says is open.
    """

    orders: list[Order]
    days: list[str]
    ordinals: list[int]
    ids: list[str]
    customers: list[str]
    names: list[str | None]
    open: list[OpenItem | None]
    net: list[float]
    owed: list[float]

    def cut(self, start: int, end: int) -> "Columns":
        """Return the rows from start up to end."""
        columns: Any = (column[start:end] for column in self)
        return Columns(*columns)

    def taken(self, rows: Sequence[int]) -> "Columns":
        """Return some of the rows, by their places."""
        columns: Any = ([column[at] for at in rows] for column in self)
        return Columns(*columns)

    def extend(self, more: "Columns") -> None:
        """Add the rows of others."""
        columns: Any = zip(self, more, strict=True)
        for column, added in columns:
            column.extend(added)


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


class Reader:
    """Reads runs of orders into columns, a column at a time."""

    def __init__(self, worth: Rates) -> None:
        self.rows = Columns([], [], [], [], [], [], [], [], [])
        self.rates: dict[str, Decimal] = {}
        self.missing: list[tuple[str, str]] = []
        self._worth = worth
        self._taxed: dict[str | None, float] = {None: 1.0}

    def take_over(self, rows: Columns, rates: Mapping[str, Decimal]) -> None:
        """Add rows as they were read before."""
        self.rows.extend(rows)
        if rates:
            self.rates |= {id_: rates[id_] for id_ in rows.ids if id_ in rates}

    def read(self, day: str, orders: Iterable[Order]) -> None:
        """Add the orders of a day; cancelled ones and those without a rate are no rows.

        Every order is touched once: on a large book that costs more than what is done with it.
        """
        rows, taxed = self.rows, self._taxed
        ordinal = date.fromisoformat(day).toordinal()
        for order in orders:
            if order.state == "cancelled":
                continue
            net = 0.0
            for line in order.lines:
                if line.net is None and not line.discount:
                    part = float(line.qty) * float(line.price or 0)
                else:
                    part = float(line_net(line))
                net += part
                if part < 0.0:  # lines may cancel each other out: sign and zero from the exact net
                    net = float(order_net(order))
                    break
            if order.currency is not None:
                rate = self._worth.on(order.currency, order.date, order.rate)
                if rate is None:
                    self.missing.append((day, order.id))
                    continue
                self.rates[order.id] = rate
                net *= float(rate)
            factor = taxed.get(order.tax)
            if factor is None:
                factor = taxed[order.tax] = 1.0 + float(order.tax or 0)
            rows.orders.append(order)
            rows.days.append(day)
            rows.ordinals.append(ordinal)
            rows.ids.append(order.id)
            rows.customers.append(order.customer)
            rows.names.append(order.credits)
            rows.open.append(order.open)
            rows.net.append(net)
            rows.owed.append(net * factor)
