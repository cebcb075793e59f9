"""All interactions by day, newest first, as ids: what the log list shows and how it is searched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from repdesk.domain.book import Book
from repdesk.domain.find import folded
from repdesk.domain.interaction import REAL_CONTACTS, Interaction
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex


@dataclass(frozen=True, slots=True)
class LogFilter:
    """What must fit: words in note, tags or customer; `gaps` only what has no outcome yet."""

    text: str = ""
    gaps: bool = False

    @property
    def is_open(self) -> bool:
        """Whether everything fits."""
        return not self.text and not self.gaps


def is_gap(row: Interaction) -> bool:
    """Whether a contact was logged without what came of it."""
    return row.outcome is None and row.kind in REAL_CONTACTS


class LogRows:
    """The ids of a book's interactions under their days; days that did not change are kept."""

    def __init__(self) -> None:
        self._days: dict[str, tuple[object, list[str]]] = {}
        self._index = CustomerIndex()

    def ids(self, book: Book, wanted: LogFilter) -> tuple[list[str], list[str], int]:
        """Return (ids with "" for a day's heading, the day of each, how many interactions fit).

        The three newest first; a day without a fit has no heading.
        """
        ids: list[str] = []
        days: list[str] = []
        count = 0
        known, self._days = self._days, {}
        text = folded(wanted.text)
        found: frozenset[str] = frozenset()
        if text:
            self._index.follow(book)
            found = frozenset(self._index.ids(CustomerFilter(wanted.text)))
        for day in reversed(book.days("interactions")):
            rows = book.of("interactions", "day", day)
            if wanted.is_open:
                kept = known.get(day)
                if kept is None or kept[0] is not rows:
                    kept = (rows, [row.id for row in reversed(rows)])
                self._days[day] = kept
                fitting: Sequence[str] = kept[1]
            else:
                fitting = [
                    row.id for row in reversed(rows) if _fits(book, row, wanted.gaps, text, found)
                ]
            if fitting:
                ids.append("")
                ids.extend(fitting)
                days.extend([day] * (len(fitting) + 1))
                count += len(fitting)
        return ids, days, count


def _fits(book: Book, row: Interaction, gaps: bool, text: str, found: frozenset[str]) -> bool:
    """Whether a row fits; `found` are the customers that the customer list finds by the text."""
    if gaps and not is_gap(row):
        return False
    if not text or text in row.note.casefold() or any(text in tag for tag in row.tags):
        return True
    if row.customer in found:
        return True
    customer = book.get("customers", row.customer)
    return customer is not None and text in customer.name.casefold()
