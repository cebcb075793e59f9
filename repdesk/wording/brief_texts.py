"""The book's own words in a brief: records, days, money and names, short and on one line."""

from typing import Any, Final

from repdesk.analytics.results import BriefPart, Source
from repdesk.domain.book import Book
from repdesk.domain.policy import Policy
from repdesk.wording.amounts import amount
from repdesk.wording.cells import clean, cut
from repdesk.wording.days import short_day
from repdesk.wording.promises import deal_name

LONGEST: Final = 60
"""Cells of one text of the book; the record holds the rest."""
NAME: Final = 24
"""Cells of a name beside others."""


def text(value: object, cells: int = LONGEST) -> str:
    """A text of the book on one line, without what a terminal obeys, cut."""
    return cut(clean(str(value or "")).strip(), cells)


def joined(*parts: object) -> str:
    """Texts side by side; the empty ones are left out."""
    return " · ".join(filter(None, map(text, parts)))


class BookWords:
    """Says what the book has, as of a day."""

    def __init__(self, book: Book, policy: Policy, day: str) -> None:
        self.book = book
        self.policy = policy
        self.day = day

    def record(self, part: BriefPart, at: int = 0) -> Any:
        """The record a part is about, or another one of its records."""
        source = part.sources[at]
        return self.book.get(source.table, source.id)

    def short(self, day: object) -> str:
        """A day, short."""
        return short_day(str(day), self.day)

    def money(self, minor: object) -> str:
        """An amount in the book's currency."""
        return amount(minor if isinstance(minor, int) else 0, self.policy.currency)

    def product(self, part: BriefPart, at: int = 0) -> str:
        """A product's name, else its code."""
        product = self.record(part, at)
        return text(product.name or product.code, NAME)

    def deal(self, source: Source) -> str:
        """A deal's title and amount."""
        return text(deal_name(self.book.get(source.table, source.id), self.policy.currency))
