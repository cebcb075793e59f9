"""What has a day: notes, orders, promises; pages of text for some days each, the newest first.

A change alters the rows of one day: only the pages that it is on are made again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, NamedTuple

from repdesk.domain.book import Book, Rows
from repdesk.domain.search.page import Page
from repdesk.domain.search.wanted import Wanted

TextsOf = Callable[[Book, Any], tuple[str, str]]
"""Gives a row's own text, and what is only beside it; empty where there is nothing to be found."""
Fits = Callable[[Any], bool]
Through = Mapping[Wanted, frozenset[str]]
"""For each word, the customers that it finds: a row of theirs need not hold it."""


class Stretch(NamedTuple):
    """The rows of up to ten days in a row, the newest first, and their texts."""

    days: tuple[Rows, ...]
    rows: tuple[Any, ...]
    own: Page
    beside: Page

    def holding(self, needle: str, *, beside: bool) -> set[int]:
        """Return which rows hold the needle."""
        held = set(self.own.rows(needle)) if needle in self.own.text else set()
        if beside and needle in self.beside.text:
            held.update(self.beside.rows(needle))
        return held


class Dated:
    """The pages of one table. Never altered; `after` gives the next ones."""

    def __init__(self, table: str, texts_of: TextsOf, from_tables: tuple[str, ...] = ()) -> None:
        """`from_tables`: other tables that a row's texts are made from."""
        self._table, self._texts_of, self._from = table, texts_of, from_tables
        self._book: Book | None = None
        self._stretches: dict[str, Stretch] = {}

    @property
    def begun(self) -> bool:
        """Whether a book was ever read."""
        return self._book is not None

    def after(self, book: Book) -> Dated:
        """Return the pages of this book; those that did not change are taken over."""
        before, known = self._book, self._stretches
        if before is not None and book.same(before, self._table, *self._from):
            self._book = book
            return self
        if before is not None and not book.same(before, *self._from):
            known = {}
        pages = Dated(self._table, self._texts_of, self._from)
        pages._book = book
        for name, days in groupby(reversed(book.days(self._table)), key=lambda day: day[:9]):
            of_days = tuple(book.of(self._table, "day", day) for day in days)
            stretch = known.get(name)
            if stretch is None or not _same(stretch.days, of_days):
                stretch = self._stretch(book, of_days)
            pages._stretches[name] = stretch
        return pages

    def _stretch(self, book: Book, days: tuple[Rows, ...]) -> Stretch:
        rows = tuple(row for of_day in days for row in reversed(of_day))
        own, beside = [], []
        for at, row in enumerate(rows):
            text, more = self._texts_of(book, row)
            if text:
                own.append((at, text))
            if more:
                beside.append((at, more))
        return Stretch(days, rows, Page(own), Page(beside))

    def find(self, needle: str, fits: Fits, *, beside: bool = False) -> Iterator[Any]:
        """Yield the rows whose text holds the needle and that fit, the newest first.

        `beside`: also where the needle stands in what is beside the row.
        """
        for stretch in self._stretches.values():
            for at in sorted(stretch.holding(needle, beside=beside)):
                if fits(stretch.rows[at]):
                    yield stretch.rows[at]

    def find_words(
        self, words: Sequence[Wanted], fits: Fits, through: Through, *, beside: bool = False
    ) -> Iterator[Any]:
        """Yield the rows in which every word stands, or finds their customer; one at least stands.

        The newest first.
        """
        for stretch in self._stretches.values():
            each = [(stretch.holding(word.text, beside=beside), through[word]) for word in words]
            for at in sorted(set().union(*(held for held, _of in each))):
                row = stretch.rows[at]
                if all(at in held or row.customer in of for held, of in each) and fits(row):
                    yield row


def _same(some: tuple[Rows, ...], others: tuple[Rows, ...]) -> bool:
    return len(some) == len(others) and all(a is b for a, b in zip(some, others, strict=True))
