"""What customers owe on a day, and since when it is overdue (KPIS §2)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from repdesk.analytics.ledger import ZERO, Ledger, Sale
from repdesk.analytics.results import Figure, Note, OpenOrder, Receivables
from repdesk.domain.book import Book
from repdesk.domain.money import from_minor, minor_digits, to_minor
from repdesk.domain.order import Order
from repdesk.domain.period import month_end
from repdesk.domain.policy import Policy

AGES = (30, 60, 90)
HALF, QUARTER = Decimal("0.5"), 0.25
"""Minor units from which an amount is shown at all: less is a rest of rounding, not a debt. Half
of that is surely less, told by floats.
"""


class Owed(NamedTuple):
    """An order with something open, gross in major units; `late` (days, amount) of its dues."""

    order: Order
    open: Decimal
    not_due: Decimal
    late: tuple[tuple[int, Decimal], ...]

    @property
    def overdue(self) -> Decimal:
        """The part that is past due."""
        return sum((amount for _days, amount in self.late), ZERO)


class Owing:
    """Everything owed on a day; what is asked for is worked out then."""

    def __init__(self, till: "_Till") -> None:
        self._till = till

    @property
    def day(self) -> str:
        """The day."""
        return self._till.day

    @cached_property
    def orders(self) -> tuple[Owed, ...]:
        """The orders with something open."""
        return tuple(self._till.owed(self._till.unpaid()))

    @cached_property
    def overdue(self) -> tuple[Owed, ...]:
        """Those of which something is past due."""
        return tuple([each for each in self._till.owed(self._till.overdue()) if each.late])

    @cached_property
    def applied(self) -> Decimal:
        """What payments were applied to orders."""
        return self._till.applied() / self._till.unit

    @property
    def credit_balance(self) -> Decimal:
        """What was paid for nothing open."""
        return Decimal(self._till.received) / self._till.unit - self.applied

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Owing) and (
            (self.day, self.orders, self.applied, self.credit_balance)
            == (other.day, other.orders, other.applied, other.credit_balance)
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

    An order's payments are applied up to its net less credits (gross); of several dues the
    earliest is paid first. Open items an import gave count from their day on, less what was paid
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

    def unpaid(self) -> Iterator[Sale]:
        """Yield the orders that are not surely paid in full, told by their floats: a few of all."""
        rows, credited, unit = self._sold.rows, self._sold.credits, float(self.unit)
        received = map(self._paid.get, rows.ids)
        places = [
            at
            for at, (paid, owed) in enumerate(zip(received, rows.owed, strict=True))
            if not paid or paid <= owed * unit - QUARTER
        ]
        special = {at for at, item in enumerate(rows.open) if item is not None}
        if credited:
            special |= {at for at, id_ in enumerate(rows.ids) if id_ in credited}
        for at in sorted(special.union(places)) if special else places:
            if rows.owed[at] >= 0.0 and rows.names[at] is None:
                yield self._sold.sale(rows.orders[at])

    def overdue(self) -> Iterator[Sale]:
        """Yield those of the unpaid that may be past due."""
        return (sale for sale in self.unpaid() if self._may_be_late(sale.order))

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
        """Yield what is open of these orders, where it is worth a word."""
        today = date.fromisoformat(self.day)
        for sale in sales:
            left, _covered = self.settle(sale)
            if left >= HALF:
                terms = self._terms(sale.order)
                yield _split(sale.order, left / self.unit, today, terms, self._policy)

    def _terms(self, order: Order) -> int | str | None:
        customer = self._book.get("customers", order.customer)
        return customer.terms if customer else None

    def settle(self, sale: Sale) -> tuple[Decimal, Decimal]:
        """Return (open, applied) of an order in minor units, unrounded; both at least 0."""
        order, left = sale.order, sale.gross * self.unit
        received = self._paid.get(order.id, 0)
        if order.open is not None or order.id in self._sold.credits or left < ZERO:
            return _open(self._book, sale, self._sold, received, self._settled_to, self.unit)
        covered = min(Decimal(max(received, 0)), left)
        return (ZERO if order.date <= self._settled_to else left - covered), covered

    def applied(self) -> Decimal:
        """Return what payments were applied to all orders, in minor units."""
        return sum((self.settle(sale)[1] for sale in self._sold.sales if not sale.credit), ZERO)


def _open(
    book: Book, sale: Sale, sold: Ledger, paid: int, settled_to: str, unit: int
) -> tuple[Decimal, Decimal]:
    """Return (open, applied) of one order in minor units, unrounded; both at least 0.

    `paid` is what was paid for it up to the ledger's day.
    """
    order = sale.order
    owed = sale.gross * unit
    notes = sold.credits.get(order.id)
    if notes:
        owed += sum((note.gross for note in notes), ZERO) * unit
    owed = max(owed, ZERO)
    applied = min(Decimal(max(paid, 0)), owed)
    item = order.open
    if item is None or item.as_of > sold.day:
        return (ZERO if order.date <= settled_to else owed - applied), applied
    left = Decimal(item.amount)
    left += sum((note.gross for note in notes or () if note.day > item.as_of), ZERO) * unit
    later = sum(
        row.amount
        for row in book.of("payments", "order", order.id)
        if item.as_of < row.date <= sold.day
    )
    if owed == 0:
        applied = max(min(Decimal(later), left), ZERO)
    return max(left - later, ZERO), applied


def _split(
    order: Order, owed: Decimal, today: date, terms: int | str | None, policy: Policy
) -> Owed:
    """Spread what is open over the order's dues, the latest first, and say what is late."""
    parts = [
        (date.fromisoformat(due.date), from_minor(due.amount, policy.currency))
        for due in order.dues
    ]
    if not parts:
        parts = [(due_day(order, terms, policy), owed)]
    parts.sort(reverse=True)
    late: list[tuple[int, Decimal]] = []
    not_due, rest = ZERO, owed
    for at, (due, amount) in enumerate(parts):
        share = rest if at == len(parts) - 1 else min(max(amount, ZERO), rest)
        rest -= share
        if share <= 0:
            continue
        days = (today - due).days
        if days > 0:
            late.append((days, share))
        else:
            not_due += share
    late.sort(reverse=True)
    return Owed(order, owed, not_due, tuple(late))


def receivables(owed: Owing | None, currency: str) -> Receivables:
    """Return what is open and overdue as figures; nothing known: null with the reason."""
    if owed is None:
        note = Note("no_payments")
        none = Figure("receivables", None, "money", note=note)
        return Receivables(none, Figure("overdue", None, "money", note=note), None, None, ())

    def minor(amount: Decimal) -> int:
        return to_minor(amount, currency)

    late = [each for each in owed.orders if each.late]
    ageing = [ZERO] * (len(AGES) + 1)
    for each in late:
        for days, amount in each.late:
            ageing[sum(days > age for age in AGES)] += amount
    a, b, c, d = map(minor, ageing)
    orders = [
        OpenOrder(
            each.order.id,
            each.order.customer,
            minor(each.open),
            minor(each.overdue),
            each.late[0][0] if each.late else 0,
        )
        for each in owed.orders
    ]
    orders.sort(key=lambda each: (-each.days, each.order))
    return Receivables(
        open=Figure(
            "receivables",
            minor(sum((each.open for each in owed.orders), ZERO)),
            "money",
            n=len(owed.orders),
            ids=tuple(each.order.id for each in owed.orders),
        ),
        overdue=Figure(
            "overdue",
            minor(sum((each.overdue for each in late), ZERO)),
            "money",
            n=len(late),
            ids=tuple(each.order.id for each in late),
        ),
        credit_balance=minor(owed.credit_balance),
        ageing=(a, b, c, d),
        orders=tuple(orders),
    )
