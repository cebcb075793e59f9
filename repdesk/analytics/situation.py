"""What every number of a day starts from: sales, deals and debts, each read once."""

from dataclasses import dataclass
from datetime import date

from repdesk.analytics.ledger import Ledger, ledger
from repdesk.analytics.pipeline import Pipeline, pipeline
from repdesk.analytics.receivables import Owing, owing
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy


@dataclass(frozen=True, slots=True)
class Situation:
    """A book on a day under a policy; `owed` is None while payments are not known."""

    book: Book
    day: date
    policy: Policy
    sold: Ledger
    deals: Pipeline
    owed: Owing | None


def situation(book: Book, day: date, policy: Policy) -> Situation:
    """Read the book's sales, deals and debts as of the end of a day."""
    sold = ledger(book, day, policy)
    return Situation(book, day, policy, sold, pipeline(book, day), owing(book, sold, policy))
