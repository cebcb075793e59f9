"""What every number of a day starts from: sales, deals and debts, each read once."""

from datetime import date
from typing import Any

import msgspec

from repdesk.analytics.ledger import Ledger, ledger
from repdesk.analytics.owing import Owing, owing
from repdesk.analytics.pipeline import Pipeline, pipeline
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy


class Situation(msgspec.Struct, frozen=True, eq=False):
    """A book on a day under a policy; `owed` is None while payments are not known.

    `only` are the customers it is narrowed to (None: everybody): sales, deals and debts are theirs
    alone then, and so are the rows a window reads; `whole` are the sales of everybody. `shared` is
    kept by all that is narrowed from one situation: what was worked out of everybody, by its name.
    """

    book: Book
    day: date
    policy: Policy
    sold: Ledger
    deals: Pipeline
    owed: Owing | None
    only: frozenset[str] | None = None
    whole: Ledger | None = None
    shared: dict[tuple[str, str], Any] = msgspec.field(default_factory=dict)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Situation) and self._read() == other._read()

    def _read(self) -> tuple[object, ...]:
        told = self.sold, self.deals, self.owed
        return self.book, self.day, self.policy, *told, self.only, self.whole


def situation(book: Book, day: date, policy: Policy, known: Situation | None = None) -> Situation:
    """Read the book's sales, deals and debts as of the end of a day.

    What cannot have changed since a `known` situation (its tables are the very same) is taken
    over from it; the answer is the same with it and without.
    """
    if known is None or known.policy is not policy:
        sold = ledger(book, day, policy)
        return Situation(book, day, policy, sold, pipeline(book, day), owing(book, sold, policy))
    before = known.book
    sold = ledger(book, day, policy, (before, known.sold))
    deals, owed = known.deals, known.owed
    if known.day != day or not book.same(before, "deals", "stage_events", "stages"):
        deals = pipeline(book, day)
    if sold is not known.sold or not book.same(before, "payments", "customers"):
        owed = owing(book, sold, policy)
    return Situation(book, day, policy, sold, deals, owed)
