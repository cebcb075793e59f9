"""What each order is owed for on a day, what is paid of it and since when the rest is late."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cached_property
from typing import NamedTuple

from repdesk.analytics.ledger import Ledger, Sale
from repdesk.domain.book import Book
from repdesk.domain.money import minor_digits
from repdesk.domain.order import OpenItem, Order
from repdesk.domain.period import month_end
from repdesk.domain.policy import Policy

QUARTER = 0.25
"""Minor units: an order paid to within so much of its float is paid, whatever way it is rounded."""


class Owed(NamedTuple):
    """An order with something open, gross in minor units, spread over its dues.

    `coming` are (days until it is due, amount), the latest first; `late` (days overdue, amount).
    """

    order: Order
    open: int
    coming: tuple[tuple[int, int], ...]
    late: tuple[tuple[int, int], ...]

    @property
    def not_due(self) -> int:
        """The part that is not yet due."""
        return sum([amount for _days, amount in self.coming])

    @property
    def overdue(self) -> int:
        """The part that is past due."""
        return sum([amount for _days, amount in self.late])


class Settled(NamedTuple):
    """An order in minor units: `bill` is what it is owed for in all, credits that name it taken
    off; `applied` what payments that name it cover of it, `open` what is left.
    """

    bill: int = 0
    applied: int = 0
    open: int = 0


NOTHING = Settled()


class Owing:
    """Everything owed on a day, gross in minor units; what is asked for is worked out then."""

    def __init__(self, till: "_Till") -> None:
        self._till = till

    @property
    def day(self) -> str:
        """The day."""
        return self._till.day

    @cached_property
    def orders(self) -> tuple[Owed, ...]:
        """The orders with something open."""
        return tuple(self._till.owed(self._till.unpaid))

    @cached_property
    def overdue(self) -> tuple[Owed, ...]:
        """Those of which something is past due."""
        return tuple([each for each in self._till.owed(self._till.overdue()) if each.late])

    @property
    def open(self) -> int:
        """What is open in all."""
        return sum([self._till.settle(sale).open for sale in self._till.unpaid])

    @cached_property
    def credit_balance(self) -> int:
        """What was paid for nothing open."""
        return self._till.credit_balance()

    def settled(self, order: str) -> Settled:
        """Return how one order stands, nothing of one that is not there on the day."""
        return next(map(self._till.settle, self._till.placed((order,))), NOTHING)

    def risen(self, before: "Owing", orders: Iterable[str]) -> Settled:
        """Return by how much these orders' bills, what is covered and what is open of them grew.

        Since the day of an earlier one of the same book.
        """
        bill = applied = left = 0
        for sale in self._till.placed(orders):
            now = self._till.settle(sale)
            then = before._till.settle(sale) if sale.day <= before.day else NOTHING
            bill += now.bill - then.bill
            applied += now.applied - then.applied
            left += now.open - then.open
        return Settled(bill, applied, left)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Owing) and (
            (self.day, self.orders, self.credit_balance)
            == (other.day, other.orders, other.credit_balance)
        )


def due_day(order: Order, terms: int | str | None, policy: Policy) -> date:
    """Return when an order without part payments is due: its own day, else date + terms.

    Terms are the customer's days or `eom+N`, else the setting's days.
    """
    if order.due:
        return date.fromisoformat(order.due)
    ordered = date.fromisoformat(order.date)
    if isinstance(terms, str):
        return month_end(ordered) + timedelta(days=int(terms.removeprefix("eom+")))
    return ordered + timedelta(days=policy.terms_days if terms is None else terms)


def owing(book: Book, sold: Ledger, policy: Policy, *, recorded: bool = False) -> Owing | None:
    """Return what is owed at the end of the ledger's day; None when payments are not recorded.

    An order's payments are applied up to its gross less credits; of several dues the earliest is
    paid first. Open items an import gave count from their day on, less what was paid
    and credited after it; without any payment the orders up to that day it does not name are paid.
    `recorded`: payments are known to be recorded, though none may be so old.
    """
    paid: dict[str, int] = {}
    received, known = 0, recorded
    on_day = book.by("payments", "day")
    for day in book.days("payments"):
        if day > sold.day:
            break
        known = True
        for payment in on_day[day]:
            received += payment.amount
            if payment.order:
                paid[payment.order] = paid.get(payment.order, 0) + payment.amount
    listed = [item.as_of for item in sold.rows.open if item is not None and item.as_of <= sold.day]
    if not known and not listed:
        return None
    settled_to = "" if known or not listed else max(listed)
    return Owing(_Till(book, sold, policy, paid, received, settled_to))


class _Till:
    """What was paid for each order (`paid`, minor units), and what that leaves of it."""

    def __init__(
        self,
        book: Book,
        sold: Ledger,
        policy: Policy,
        paid: Mapping[str, int],
        received: int,
        settled_to: str,
    ) -> None:
        self.day = sold.day
        self.received = received
        self.unit: int = 10 ** minor_digits(policy.currency)
        self._book = book
        self._sold = sold
        self._policy = policy
        self._paid = paid
        self._settled_to = settled_to
        self._before: dict[int | None, str] = {}

    @cached_property
    def _received(self) -> list[int | None]:
        """What was paid for each row."""
        return list(map(self._paid.get, self._sold.rows.ids))

    @cached_property
    def unpaid(self) -> list[Sale]:
        """The orders that are not surely paid in full, told by their floats: a few of all."""
        rows, credited, unit = self._sold.rows, self._sold.credits, float(self.unit)
        places = [
            at
            for at, (paid, owed) in enumerate(zip(self._received, rows.owed, strict=True))
            if not paid or paid <= owed * unit - QUARTER
        ]
        special = {at for at, item in enumerate(rows.open) if item is not None}
        if credited:
            special |= {at for at, id_ in enumerate(rows.ids) if id_ in credited}
        return [
            self._sold.sale(rows.orders[at])
            for at in (sorted(special.union(places)) if special else places)
            if rows.owed[at] >= 0.0 and rows.names[at] is None
        ]

    def overdue(self) -> Iterator[Sale]:
        """Yield those of the unpaid that may be past due."""
        return (sale for sale in self.unpaid if self._may_be_late(sale.order))

    def _may_be_late(self, order: Order) -> bool:
        if order.dues:
            return any(due.date < self.day for due in order.dues)
        if order.due:
            return order.due < self.day
        terms = self._terms(order)
        if isinstance(terms, str):
            return True
        if terms not in self._before:
            days = self._policy.terms_days if terms is None else terms
            self._before[terms] = (date.fromisoformat(self.day) - timedelta(days)).isoformat()
        return order.date < self._before[terms]

    def owed(self, sales: Iterable[Sale]) -> Iterator[Owed]:
        """Yield what is open of these orders."""
        today = date.fromisoformat(self.day)
        for sale in sales:
            left = self.settle(sale).open
            if left > 0:
                terms = self._terms(sale.order)
                yield _split(sale.order, left, today, terms, self._policy)

    def _terms(self, order: Order) -> int | str | None:
        customer = self._book.get("customers", order.customer)
        return customer.terms if customer else None

    def settle(self, sale: Sale) -> Settled:
        """Return what an order is owed for, what is covered of it and what is open."""
        order, bill = sale.order, sale.gross
        notes = self._sold.credits.get(order.id)
        if notes:
            bill = max(bill + sum([note.gross for note in notes]), 0)
        if order.open is not None and order.open.as_of <= self.day:
            return _listed(self._book, order, order.open, notes or (), bill, self.day)
        applied = min(max(self._paid.get(order.id, 0), 0), bill)
        return Settled(bill, applied, 0 if order.date <= self._settled_to else bill - applied)

    def placed(self, orders: Iterable[str]) -> Iterator[Sale]:
        """Yield those of the orders that are there on the day; credit notes are none."""
        rows, known = self._sold.rows, self._sold.at
        for id_ in orders:
            at = known.get(id_)
            if at is not None and rows.names[at] is None and rows.net[at] >= 0.0:
                yield self._sold.sale(rows.orders[at])

    def credit_balance(self) -> int:
        """Return what was paid above what its order is owed for, or for none that is there.

        Most orders are paid no more than that, told by their floats: those are not settled.
        """
        rows, credited, unit = self._sold.rows, self._sold.credits, float(self.unit)
        left = self.received
        columns = zip(self._received, rows.owed, rows.names, rows.open, strict=True)
        for at, (paid, owed, names, item) in enumerate(columns):
            if paid is None or names is not None or owed < 0.0:
                continue
            fits = 0 <= paid <= owed * unit + QUARTER
            if fits and item is None and rows.ids[at] not in credited:
                left -= paid
            else:
                left -= self.settle(self._sold.sale(rows.orders[at])).applied
        return left


def _listed(
    book: Book, order: Order, item: OpenItem, notes: Iterable[Sale], bill: int, day: str
) -> Settled:
    """Return how an order stands whose open amount a list gave: less what was paid after it."""
    left = max(item.amount + sum([note.gross for note in notes if note.day > item.as_of]), 0)
    before, later = 0, 0
    for row in book.of("payments", "order", order.id):
        if row.date <= item.as_of:
            before += row.amount
        elif row.date <= day:
            later += row.amount
    applied = min(max(before, 0), bill) + max(min(later, left), 0)
    return Settled(bill, applied, max(left - later, 0))


def _split(order: Order, owed: int, today: date, terms: int | str | None, policy: Policy) -> Owed:
    """Spread what is open over the order's dues, the latest first, and say what is late."""
    if not order.dues:
        late_by = (today - due_day(order, terms, policy)).days
        if late_by > 0:
            return Owed(order, owed, (), ((late_by, owed),))
        return Owed(order, owed, ((-late_by, owed),), ())
    parts = [(date.fromisoformat(due.date), due.amount) for due in order.dues]
    parts.sort(reverse=True)
    late: list[tuple[int, int]] = []
    coming: list[tuple[int, int]] = []
    rest = owed
    for at, (due, amount) in enumerate(parts):
        share = rest if at == len(parts) - 1 else min(max(amount, 0), rest)
        rest -= share
        days = (today - due).days
        if share > 0 and days > 0:
            late.append((days, share))
        elif share > 0:
            coming.append((-days, share))
    late.sort(reverse=True)
    return Owed(order, owed, tuple(coming), tuple(late))
