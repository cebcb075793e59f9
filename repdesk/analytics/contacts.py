"""A customer's contacts of a period: what the interval asks for, done, scheduled, remaining."""

from collections.abc import Mapping
from datetime import date, timedelta

from repdesk.analytics.accounts import accounts
from repdesk.analytics.results import ContactCount
from repdesk.analytics.situation import Situation
from repdesk.domain.book import Book
from repdesk.domain.interaction import is_real_contact
from repdesk.domain.period import Period, period_of


def intervals(now: Situation) -> Mapping[str, float]:
    """Return every customer's contact interval in days, stretched to what the rep can do."""
    book = now.book
    standing = accounts(book, book.customers(), now.day, now.policy, now.sold.log)
    pairs = zip(standing.rows, standing.interval, strict=True)
    return {row.customer.id: interval for row, interval in pairs}


def contact_count(
    book: Book, day: date, customer: str, interval: float, period: Period | None = None
) -> ContactCount:
    """Return where a customer stands in a period (None: the quarter of the day).

    Contacts are days with a real one, up to the day; scheduled are stops planned from the day on.
    `interval` in days, as it is judged (stretched); 0: none asked for.
    """
    span = period or period_of(day, "quarter")
    first, last, today = span.first.isoformat(), span.last.isoformat(), day.isoformat()
    made = [
        row.at[:10]
        for row in book.of("interactions", "customer", customer)
        if row.at[:10] <= today and is_real_contact(row)
    ]
    done = len({at for at in made if first <= at <= last})
    stops = book.of("stops", "customer", customer)
    scheduled = sum(
        row.state == "planned" and max(first, today) <= row.date <= last for row in stops
    )
    planned = max(int(span.days / interval + 0.5), 1) if interval > 0 else 0
    return ContactCount(
        customer=customer,
        first=first,
        last=last,
        planned=planned,
        done=done,
        scheduled=scheduled,
        remaining=max(planned - done - scheduled, 0),
        interval=interval,
        due=_due(max(made, default=None), interval),
    )


def _due(contacted: str | None, interval: float) -> str | None:
    if contacted is None or interval <= 0:
        return None
    return (date.fromisoformat(contacted) + timedelta(round(interval))).isoformat()
