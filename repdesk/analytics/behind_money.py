"""Parts of money behind a number: sales, costs, payments, debts, spends; exact, row by row."""

from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from repdesk.analytics.collection import owed_at_the_end, owed_before, touched
from repdesk.analytics.costs import Margin
from repdesk.analytics.ledger import Sale
from repdesk.analytics.owing import Owing
from repdesk.analytics.results import BehindPart, BehindRow, Figure, Number
from repdesk.analytics.window import Window
from repdesk.domain.money import minor_digits, round_half_up


def money(name: str, rows: Iterable[BehindRow]) -> BehindPart:
    """Return a part that adds up to its total, rounded once; rows that bring nothing are left out.

    The newest come first.
    """
    found = [row for row in rows if row.value]
    found.sort(key=lambda row: (row.day or "", row.id), reverse=True)
    total = sum((Fraction(row.value or 0) for row in found), Fraction())
    return BehindPart(name, "money", "sum", tuple(found), int(round_half_up(total)))


def sale_row(sale: Sale, value: Number) -> BehindRow:
    """Return an order or credit note with what it brings."""
    return BehindRow("orders", sale.order.id, sale.order.customer, sale.day, value)


def exact(window: Window, amount: Decimal) -> Fraction:
    """Return major units as exact minor ones."""
    return Fraction(amount) * Fraction(10) ** minor_digits(window.now.policy.currency)


def sales_part(window: Window, name: str, wanted: Callable[[Sale], bool]) -> BehindPart:
    """Return the net of the orders, or of the credit notes."""
    sales = (sale for sale in window.sales if wanted(sale))
    return money(name, (sale_row(sale, exact(window, sale.net)) for sale in sales))


def net_part(window: Window, name: str = "net", sales: Iterable[Sale] | None = None) -> BehindPart:
    """Return the net of all sales of the period, or of these."""
    taken = window.sales if sales is None else sales
    return money(name, (sale_row(sale, exact(window, sale.net)) for sale in taken))


def profit_part(window: Window, name: str, of: Callable[[Margin], Decimal]) -> BehindPart:
    """Return net, cost or profit of the lines whose cost is known."""
    return money(
        name,
        (sale_row(sale, exact(window, of(window.costs.margin(sale)))) for sale in window.sales),
    )


def payments_part(window: Window) -> BehindPart:
    """Return the payments of the period."""
    rows = window.rows("payments")
    return money(
        "collected",
        (BehindRow("payments", row.id, row.customer, row.date, row.amount) for row in rows),
    )


def sold_part(window: Window) -> BehindPart:
    """Return the sales of the period with tax."""
    return money("sold", (sale_row(sale, sale.gross) for sale in window.sales))


def opening_part(window: Window) -> BehindPart:
    """Return what was owed on the day before the period."""
    return _open("opening", owed_before(window))


def _open(name: str, owing: Owing) -> BehindPart:
    orders = ((each.order, each.open) for each in owing.orders)
    return money(
        name, (BehindRow("orders", row.id, row.customer, row.date, value) for row, value in orders)
    )


def applied_parts(window: Window) -> Iterable[BehindPart]:
    """Return what is collected of what was due: both sides, order by order."""
    opening, closing = owed_before(window), owed_at_the_end(window)
    covered: list[BehindRow] = []
    billed: list[BehindRow] = []
    for id_ in sorted(touched(window)):
        order = window.now.book.get("orders", id_)
        if order is None:
            continue
        before, after = opening.settled(id_), closing.settled(id_)
        row = BehindRow("orders", id_, order.customer, order.date)
        covered.append(row._replace(value=after.applied - before.applied))
        billed.append(row._replace(value=after.bill - before.bill))
    yield money("collected", covered)
    yield _open("opening", opening)
    yield money("sold", billed)
    coming = ((each.order, each.not_due) for each in closing.orders)
    yield money(
        "not_due",
        (BehindRow("orders", row.id, row.customer, row.date, value) for row, value in coming),
    )


def debts(window: Window, figure: Figure) -> Iterable[BehindPart]:
    """Return what is open, or overdue, order by order."""
    owing = window.now.owed
    if owing is None:
        return
    overdue = figure.key == "overdue"
    yield money(
        figure.key,
        (
            BehindRow(
                "orders",
                each.order.id,
                each.order.customer,
                each.order.date,
                each.overdue if overdue else each.open,
            )
            for each in owing.orders
        ),
    )


def spent_part(window: Window) -> BehindPart:
    """Return what was spent on acquisition in the period."""
    rows = (
        row
        for row in window.now.book.rows("spends")
        if row.kind == "acquisition" and window.holds(row.date)
    )
    return money(
        "spent", (BehindRow("spends", row.id, row.customer, row.date, row.amount) for row in rows)
    )
