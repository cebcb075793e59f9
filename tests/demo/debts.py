"""What is owed in a book, worked out a second way."""

from datetime import date
from decimal import Decimal

from repdesk.domain.book import Book
from repdesk.domain.order import order_net


def overdue(book: Book, day: str) -> list[tuple[str, int, Decimal]]:
    """(customer, days overdue, open) of the orders overdue on a day."""
    found = []
    for order in book.rows("orders"):
        if order.state == "cancelled" or order.credits or order.due >= day:
            continue
        parts = [order, *book.of("orders", "credits", order.id)]
        gross = sum((order_net(o) * (1 + Decimal(o.tax)) for o in parts), Decimal())
        paid = sum(p.amount for p in book.of("payments", "order", order.id))
        if gross * 100 > paid:
            days = (date.fromisoformat(day) - date.fromisoformat(order.due)).days
            found.append((order.customer, days, gross - Decimal(paid) / 100))
    return found
