"""What customers owe on a day, and since when it is overdue (KPIS §2)."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from repdesk.analytics.ledger import Ledger, Sale
from repdesk.analytics.results import Figure, Note, OpenOrder, Receivables
from repdesk.domain.book import Book
from repdesk.domain.order import Order
from repdesk.domain.period import month_end
from repdesk.domain.policy import Policy

AGES = (30, 60, 90)


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


class Owing(NamedTuple):
    """Everything owed on a day, gross in minor units.

    `billed` is what the orders are owed for in all, credits that name them taken off; `applied`
    what payments that name them cover of it; `credit_balance` what was paid beside that.
    """

    day: str
    orders: tuple[Owed, ...]
    billed: int
    applied: int
    credit_balance: int


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
    paid first. Open items an import gave count from their day on, less what was paid and credited
    after it; without any payment the orders up to that day it does not name are paid.
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
    billed, applied, credited = 0, 0, sold.credits
    orders = []
    for sale in sold.sales:
        if sale.credit:
            continue
        order, bill, got = sale.order, sale.gross, paid.get(sale.order.id, 0)
        if order.id in credited:
            bill = max(bill + sum([note.gross for note in credited[order.id]]), 0)
        if got >= bill and order.open is None:
            billed += bill
            applied += bill
            continue
        covered = min(max(got, 0), bill)
        left = bill - covered
        if order.open is not None and order.open.as_of <= sold.day:
            left, covered = _listed(book, sale, sold, bill)
        elif order.date <= settled_to:
            left = 0
        billed += bill
        applied += covered
        if left > 0:
            orders.append(_split(book, order, left, today, policy))
    return Owing(sold.day, tuple(orders), billed, applied, received - applied)


def _listed(book: Book, sale: Sale, sold: Ledger, bill: int) -> tuple[int, int]:
    """Return (open, covered by recorded payments) of an order whose open amount a list gave."""
    item = sale.order.open
    assert item is not None
    notes = sold.credits.get(sale.order.id, ())
    left = max(item.amount + sum([note.gross for note in notes if note.day > item.as_of]), 0)
    before, later = 0, 0
    for row in book.of("payments", "order", sale.order.id):
        if row.date <= item.as_of:
            before += row.amount
        elif row.date <= sold.day:
            later += row.amount
    return max(left - later, 0), min(max(before, 0), bill) + max(min(later, left), 0)


def _split(book: Book, order: Order, owed: int, today: date, policy: Policy) -> Owed:
    """Spread what is open over the order's dues, the latest first, and say what is late."""
    parts = [(date.fromisoformat(due.date), due.amount) for due in order.dues]
    if not parts:
        customer = book.get("customers", order.customer)
        parts = [(due_day(order, customer.terms if customer else None, policy), owed)]
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


def receivables(owed: Owing | None) -> Receivables:
    """Return what is open and overdue as figures; nothing known: null with the reason."""
    if owed is None:
        note = Note("no_payments")
        none = Figure("receivables", None, "money", note=note)
        return Receivables(none, Figure("overdue", None, "money", note=note), None, None, ())

    late = [each for each in owed.orders if each.late]
    ageing = [0] * (len(AGES) + 1)
    for each in late:
        for days, amount in each.late:
            ageing[sum(days > age for age in AGES)] += amount
    a, b, c, d = ageing
    orders = [
        OpenOrder(
            each.order.id,
            each.order.customer,
            each.open,
            each.overdue,
            each.late[0][0] if each.late else 0,
        )
        for each in owed.orders
    ]
    orders.sort(key=lambda each: (-each.days, each.order))
    return Receivables(
        open=Figure(
            "receivables",
            sum([each.open for each in owed.orders]),
            "money",
            n=len(owed.orders),
            ids=tuple(each.order.id for each in owed.orders),
        ),
        overdue=Figure(
            "overdue",
            sum([each.overdue for each in late]),
            "money",
            n=len(late),
            ids=tuple(each.order.id for each in late),
        ),
        credit_balance=owed.credit_balance,
        ageing=(a, b, c, d),
        orders=tuple(orders),
    )
