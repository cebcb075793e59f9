"""What was collected of what was owed, and what is owed now (KPIS §2)."""

from repdesk.analytics.ledger import ZERO
from repdesk.analytics.receivables import owing, receivables
from repdesk.analytics.results import Figure, Note, Receivables
from repdesk.analytics.window import Window
from repdesk.domain.money import from_minor

KEYS = ("collection_due", "collection_cash", "collection_available")


def owed_now(window: Window) -> Receivables:
    """Return receivables and overdue on the day."""
    return receivables(window.now.owed, window.now.policy.currency)


def collections(window: Window) -> tuple[Figure, ...]:
    """Return collection_due, collection_cash, collection_available; null without any payment.

    All amounts with tax, as receivables and payments are, so that the first never passes 100 %.
    """
    now = window.now
    book, policy = now.book, now.policy
    payments = window.rows("payments")
    if not payments and next(book.between("payments", "", now.day.isoformat()), None) is None:
        return tuple(Figure(key, None, "rate", note=Note("no_payments")) for key in KEYS)
    opening = owing(book, now.sold.until(window.before), policy, recorded=True)
    closing = now.owed
    if window.end < now.day:
        closing = owing(book, now.sold.until(window.end), policy, recorded=True)
    assert opening is not None
    assert closing is not None
    opened = sum((each.open for each in opening.orders), ZERO)
    not_due = sum((each.not_due for each in closing.orders), ZERO)
    sold = sum((sale.gross for sale in window.sales), ZERO)
    cash = from_minor(sum(row.amount for row in payments), policy.currency)
    applied = closing.applied - opening.applied
    return (
        window.ratio("collection_due", applied, opened + sold - not_due, "nothing_due"),
        window.ratio("collection_cash", cash, sold, "no_sales"),
        window.ratio("collection_available", cash, opened + sold, "nothing_due"),
    )
