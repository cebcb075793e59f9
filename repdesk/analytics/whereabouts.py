"""When and where customers can be met on one day, as far as the book tells."""

from datetime import date

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.hours import Span, hours_on
from repdesk.domain.interaction import Followup


class Whereabouts:
    """What a book tells of its customers on a day; `today` is where planning stands."""

    def __init__(self, book: Book, day: date, today: str) -> None:
        self._book, self._day, self._today = book, day, today
        self._iso = day.isoformat()

    def _known(self, customer: str) -> Customer | None:
        found = self._book.get("customers", customer)
        return found if isinstance(found, Customer) else None

    def zone(self, customer: str) -> str:
        """Return a customer's zone, empty where it is not known."""
        known = self._known(customer)
        return known.zone.strip() if known is not None else ""

    def hours(self, customer: str) -> tuple[Span, ...] | None:
        """Return the visiting hours of the day, none when closed; None: not known, or not read."""
        known = self._known(customer)
        return hours_on(known.hours, self._day) if known is not None else None

    def best_time(self, customer: str) -> str:
        """Return when the customer likes to be contacted, in the rep's words."""
        known = self._known(customer)
        liked = known.preferences if known is not None else None
        return liked.time if liked is not None else ""

    def likes(self, best_time: str) -> tuple[Span, ...] | None:
        """Return the times of the day that suit, none when not this day; None: not told."""
        return hours_on(best_time, self._day)

    def planned(self, customer: str) -> str | None:
        """Return the first other day, from today on, for which the customer has a stop.

        One before a promise falls due does not count: the promise is still to be kept.
        """
        days = [
            stop.date
            for stop in self._book.of("stops", "customer", customer)
            if stop.state == "planned" and stop.date >= self._today and stop.date != self._iso
        ]
        if not days:
            return None
        due = [row.due for row in self._promises(customer)]
        return min(
            (on for on in days if on > self._iso or on >= max(due, default="")), default=None
        )

    def _promises(self, customer: str) -> list[Followup]:
        """The open promises due by the day."""
        rows = self._book.of("followups", "customer", customer)
        return [row for row in rows if row.state == "open" and row.due <= self._iso]

    def promised_at(self, customer: str) -> str | None:
        """Return the time of a promise of the rep's that is due on this very day."""
        times = [
            row.time
            for row in self._promises(customer)
            if row.due == self._iso and row.owner == "me" and row.time
        ]
        return min(times, default=None)
