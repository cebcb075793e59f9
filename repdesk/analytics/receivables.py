"""What customers owe on a day, and since when it is overdue (KPIS §2)."""

from collections import defaultdict
from datetime import date, timedelta
from decimal import Decimal
from typing import NamedTuple

from repdesk.analytics.ledger import ZERO, Ledger, Sale
from repdesk.analytics.results import Figure, Note, OpenOrder, Receivables
from repdesk.domain.book import Book
from repdesk.domain.money import from_minor, minor_digits, to_minor
from repdesk.domain.order import Order
from repdesk.domain.period import month_end
from repdesk.domain.policy import Policy

AGES = (30, 60, 90)
HALF = Decimal("0.5")
"""Minor units from which an amount is shown at all: less is a rest of rounding, not a debt."""


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


class Owing(NamedTuple):
    """Everything owed on a day: what payments were applied, and what was paid for nothing open."""

    day: str
    orders: tuple[Owed, ...]
    applied: Decimal
    credit_balance: Decimal


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
    today = date.fromisoformat(sold.day)
    paid: dict[str, int] = defaultdict(int)
    received, known = 0, recorded
    for payment in book.between("payments", "", sold.day):
        known = True
        received += payment.amount
        if payment.order:
            paid[payment.order] += payment.amount
    listed = [
        sale.order.open.as_of
        for sale in sold.sales
        if sale.order.open is not None and sale.order.open.as_of <= sold.day
    ]
    if not known and not listed:
        return None
    settled_to = "" if known or not listed else max(listed)
    unit: int = 10 ** minor_digits(policy.currency)
    minor = Decimal(unit)
    applied, credited = ZERO, sold.credits
    orders = []
    for sale in sold.sales:
        if sale.credit:
            continue
        order, left = sale.order, sale.gross * minor
        if order.open is not None or order.id in credited or left < ZERO:
            left, covered = _open(book, sale, sold, paid.get(order.id, 0), settled_to, unit)
            applied += covered
        else:
            received_for = paid.get(order.id, 0)
            if received_for > 0:
                covered = Decimal(received_for)
                if covered >= left:
                    applied += left
                    continue
                applied += covered
                left -= covered
            if order.date <= settled_to:
                continue
        if left >= HALF:
            orders.append(_split(book, order, left / unit, today, policy))
    balance = Decimal(received) - applied
    return Owing(sold.day, tuple(orders), applied / unit, balance / unit)


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


def _split(book: Book, order: Order, owed: Decimal, today: date, policy: Policy) -> Owed:
    """Spread what is open over the order's dues, the latest first, and say what is late."""
    parts = [
        (date.fromisoformat(due.date), from_minor(due.amount, policy.currency))
        for due in order.dues
    ]
    if not parts:
        customer = book.get("customers", order.customer)
        parts = [(due_day(order, customer.terms if customer else None, policy), owed)]
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
