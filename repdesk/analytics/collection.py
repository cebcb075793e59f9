"""What was collected of what was owed, and what is owed now (KPIS §2)."""

from repdesk.analytics.owing import Owing, owing
from repdesk.analytics.receivables import receivables
from repdesk.analytics.results import Figure, Input, Note, Receivables
from repdesk.analytics.window import Window, ratio


def owed_now(window: Window) -> Receivables:
    """Return receivables and overdue on the day."""
    return receivables(window.now.owed)


KEYS = ("collection_due", "collection_cash", "collection_available")


def collections(window: Window) -> tuple[Figure, ...]:
    """Return collection_due, collection_cash, collection_available; null without any payment.

    All amounts are minor units with tax, as receivables and payments are. What was sold is, in the
    first, what the orders' bills grew by: a credit that names no order sets nothing off, so it
    never passes 100 %. Where a list gave what is open on a day within the period, nobody knows what
    was collected before that day: null.
    """
    now = window.now
    book = now.book
    within = window.rows("payments")
    if not within and next(book.between("payments", "", now.day.isoformat()), None) is None:
        return _silent(Note("no_payments"))
    opening, closing = owed_before(window), owed_at_the_end(window)
    lists = [
        item.as_of
        for item in now.sold.rows.open
        if item is not None and opening.day < item.as_of <= closing.day
    ]
    if lists:
        return _silent(Note("listed_since", (("day", max(lists)),)))
    ids = tuple(row.id for row in within)
    cash = Input("collected", sum(row.amount for row in within))
    rise = closing.risen(opening, touched(window))
    applied, billed = Input("collected", rise.applied), Input("sold", rise.bill)
    opened = Input("opening", opening.open)
    sold = Input("sold", sum(sale.gross for sale in window.sales))
    not_due = Input("not_due", sum(each.not_due for each in closing.orders))
    due = int(opened.value + billed.value - not_due.value)
    return (
        _share("collection_due", due, "nothing_due", ids, applied, opened, billed, not_due),
        _share("collection_cash", int(sold.value), "net_not_positive", ids, cash, sold),
        _share(
            "collection_available",
            int(opened.value + sold.value),
            "nothing_due",
            ids,
            cash,
            opened,
            sold,
        ),
    )


def owed_before(window: Window) -> Owing:
    """Return what was owed on the day before the period, where payments are recorded."""
    now = window.now
    found = owing(now.book, now.sold.until(window.before), now.policy, recorded=True)
    assert found is not None
    return found


def owed_at_the_end(window: Window) -> Owing:
    """Return what was owed at the end of the period, or on the day, where payments are recorded."""
    now, found = window.now, window.now.owed
    if window.end < now.day:
        found = owing(now.book, now.sold.until(window.end), now.policy, recorded=True)
    assert found is not None
    return found


def touched(window: Window) -> set[str]:
    """Return the orders that were placed, credited or paid in the period."""
    orders = {sale.order.credits or sale.order.id for sale in window.sales}
    return orders | {row.order for row in window.rows("payments") if row.order}


def _share(key: str, whole: int, why: str, ids: tuple[str, ...], *inputs: Input) -> Figure:
    """Return the first input as a share of the whole."""
    part = int(inputs[0].value)
    return ratio(key, part, whole, Note(why), base=whole, ids=ids, inputs=inputs)


def _silent(note: Note) -> tuple[Figure, ...]:
    return tuple(Figure(key, None, "rate", note=note) for key in KEYS)
