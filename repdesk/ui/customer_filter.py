"""Which customers a list shows: a filter as a value, and the index that it is applied to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.customer import TIERS, Customer
from repdesk.domain.next_step import all_without_step
from repdesk.domain.search.entries import customers
from repdesk.domain.search.index import Index
from repdesk.domain.search.shelf import Shelf
from repdesk.domain.search.wanted import wanted
from repdesk.domain.tier import NOBODY, tier_of

STEPS_FROM = ("customers", "followups", "stops", "deals", "stage_events", "stages", "tier_marks")
"""What decides who has no next step."""


class CustomerFilter(msgspec.Struct, frozen=True):
    """What must fit; an empty part fits every customer."""

    text: str = ""
    tier: str = ""
    zone: str = ""
    step: str = ""
    """`missing`: only who has no next step."""


class CustomerIndex:
    """The active customers of a book. Which of them a text fits, the search of the book says."""

    def __init__(self, index: Index | None = None) -> None:
        """`index` is the session's; one of its own where there is none."""
        self._index = index or Index()
        self._book = Book()
        self._shelf = Shelf(customers, ())
        self._proposed: Mapping[str, str] = NOBODY
        self._day = ""
        self._lacking: frozenset[str] | None = None

    def follow(self, book: Book, proposed: Mapping[str, str] = NOBODY, day: str = "") -> None:
        """Take the customers of this book; what did not change is not read again.

        `proposed` are the tiers at first sight of who has no other, as of an ISO day.
        """
        known = (self._proposed, self._day) == (proposed, day)
        if not known or not book.same(self._book, *STEPS_FROM):
            self._lacking = None
        self._book, self._proposed, self._day = book, proposed, day
        self._shelf = self._index.customers(book)

    def read(self) -> None:
        """Read the customers now: the first letter typed finds everything ready."""
        self._shelf.read()

    def __len__(self) -> int:
        return len(self._shelf.entries)

    def ids(self, asked: CustomerFilter) -> Sequence[str]:
        """The ids that fit, in the order of names; with a search text the best fits first."""
        entries = self._shelf.entries
        text = wanted(asked.text)
        fitting = [entries[row].id for row in self._shelf.fits(text)] if text.text else None
        ids = [entry.id for entry in entries] if fitting is None else fitting
        if asked.step:
            lacking = self._without_step()
            ids = [one for one in ids if one in lacking]
        if not asked.zone and not asked.tier:
            return ids
        return [one for one in ids if self._stands(self._record(one), asked)]

    def counts(
        self, asked: CustomerFilter
    ) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]]:
        """Return (tier, how many) from the top down and (zone, how many), of those that fit.

        The largest zone first; a customer without a zone is in none.
        """
        records = [self._record(one) for one in self.ids(asked)]
        zones = Counter(record.zone for record in records if record.zone)
        tiers = Counter(tier_of(self._book, record, self._proposed) for record in records)
        return (
            [(tier, tiers[tier]) for tier in TIERS if tier in tiers],
            sorted(zones.items(), key=lambda pair: (-pair[1], pair[0])),
        )

    def _without_step(self) -> frozenset[str]:
        """Who has no next step, asked once as long as nothing of it changes."""
        if self._lacking is None:
            book = self._book
            tiers = {one.id: tier_of(book, one, self._proposed) for one in book.customers()}
            found = all_without_step(book, tiers, self._day)
            self._lacking = frozenset(one.customer for one in found)
        return self._lacking

    def _record(self, customer: str) -> Customer:
        found = self._book.get("customers", customer)
        assert isinstance(found, Customer)
        return found

    def _stands(self, record: Customer, asked: CustomerFilter) -> bool:
        if asked.zone and record.zone != asked.zone:
            return False
        return not asked.tier or tier_of(self._book, record, self._proposed) == asked.tier
