"""What has a name: customers, people, deals; each compared by names, keys, initials and digits."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.search.page import END, Page
from repdesk.domain.search.typos import near
from repdesk.domain.search.wanted import LEAST_PINYIN, Wanted

ENOUGH = 10
"""Rows that fit better, from which nobody looks for typing errors."""
LOOSE = 7
"""Letters from which a text with an error need not end where a word or a syllable does."""
KEPT = 8
"""Answers a shelf keeps: while a second word is typed the first one stays the same."""


NOTHING = Wanted("\0")
"""What no text holds."""


class Level(IntEnum):
    """How well a row fits, the best first."""

    WHOLE = 0
    """A whole name, alias, code, number or phone."""
    START = 1
    """The start of one, or of its pinyin or initials."""
    INITIALS = 2
    """Some of the initials (`hl` of 苏州恒力), or the start of a later word."""
    PART = 3
    """Part of a name, of its pinyin, of a phone number; part of a note."""
    BESIDE = 4
    """What else is known: the city, a role, a product of an order."""
    NEAR = 5
    """A name with one letter wrong."""
    ARCHIVED = 6
    """The whole name of a customer that is out of the lists."""


class Texts(NamedTuple):
    """What a row is found by."""

    names: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    digits: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()


class Entry:
    """A row of a shelf. `seen` is what it is made from: the same again, the same entry."""

    __slots__ = ("_make", "_texts", "customer", "id", "seen")

    def __init__(self, id_: str, customer: str, make: Callable[..., Texts], *seen: object) -> None:
        """`make` gives the texts of what is seen; it is asked when somebody searches."""
        self.id, self.customer, self.seen = id_, customer, seen
        self._make = make
        self._texts: Texts | None = None

    @property
    def texts(self) -> Texts:
        """What the row is found by."""
        if self._texts is None:
            self._texts = self._make(*self.seen)
        return self._texts

    def is_of(self, *seen: object) -> bool:
        """Say whether the entry is made from these very values."""
        return all(mine is theirs for mine, theirs in zip(self.seen, seen, strict=True))


Step = tuple[Level, Iterable[int]]
Entries = Callable[[Book, Mapping[str, Entry]], Sequence[Entry]]
"""Makes the entries of a book in the order in which equal fits are shown, from those known."""


class Shelf:
    """The entries of one table in their order. Never altered; `after` gives the next one."""

    def __init__(self, entries_of: Entries, tables: tuple[str, ...]) -> None:
        """`tables` are those that an entry is made from."""
        self._entries_of = entries_of
        self._tables = tables
        self._book: Book | None = None
        self._answers: dict[str, dict[int, Level]] = {}
        self.entries: tuple[Entry, ...] = ()

    def after(self, book: Book) -> Shelf:
        """Return the shelf of this book; what did not change is taken over."""
        if book is self._book:
            return self
        if self._book is not None and book.same(self._book, *self._tables):
            self._book = book
            return self
        shelf = Shelf(self._entries_of, self._tables)
        known = {entry.id: entry for entry in self.entries}
        shelf.entries = tuple(self._entries_of(book, known))
        shelf._book = book
        return shelf

    def fits(self, wanted: Wanted) -> Mapping[int, Level]:
        """Return the rows that fit and how well, the best first, then in the shelf's order.

        Words that do not stand together fit where each of them does, as well as the worst of them.
        """
        found = self._answers.get(wanted.text)
        if found is None:
            found = self._fits(wanted) if wanted.text else {}
            if len(self._answers) >= KEPT:
                self._answers.clear()
            self._answers[wanted.text] = found
        return found

    def _fits(self, wanted: Wanted) -> dict[int, Level]:
        found: dict[int, Level] = {}
        for level, rows in self._steps(wanted):
            for row in sorted(set(rows) - found.keys()):
                found[row] = level
        if wanted.words:
            each = [self.fits(word) for word in wanted.words]
            both = set(each[0]).intersection(*each[1:]) - found.keys()
            worst = {row: max(one[row] for one in each) for row in sorted(both)}
            found = dict(sorted((found | worst).items(), key=lambda pair: pair[1]))
        elif wanted.may_err and len(found) < ENOUGH:
            for row in sorted(set(self._near(wanted)) - found.keys()):
                found[row] = Level.NEAR
        return found

    @cached_property
    def customers(self) -> frozenset[str]:
        """The customers of the entries."""
        return frozenset(entry.customer for entry in self.entries)

    def read(self) -> None:
        """Read the entries now: the first search finds everything ready."""
        self._fits(NOTHING)

    # The pages, joined when they are first asked for

    def _page(self, of: Callable[[Texts], Iterable[str]], *, digits: bool = False) -> Page:
        rows = enumerate(self.entries)
        return Page(((row, text) for row, one in rows for text in of(one.texts)), digits=digits)

    @cached_property
    def _names(self) -> Page:
        return self._page(lambda one: one.names)

    @cached_property
    def _keys(self) -> Page:
        return self._page(lambda one: one.keys)

    @cached_property
    def _initials(self) -> Page:
        return self._page(lambda one: one.initials)

    @cached_property
    def _digits(self) -> Page:
        return self._page(lambda one: one.digits, digits=True)

    @cached_property
    def _beside(self) -> Page:
        return self._page(lambda one: one.beside)

    def _steps(self, wanted: Wanted) -> Iterator[Step]:
        """Yield the rows that fit, from the best kind of fit to the worst."""
        text, tight, digits = wanted.text, wanted.tight, wanted.digits
        names, keys, initials = self._names.rows, self._keys.rows, self._initials.rows
        numbers = self._digits.rows
        number = END + digits if digits else ""
        yield Level.WHOLE, chain(names(END + text + END), numbers(number and number + END))
        yield Level.START, chain(keys(END + tight + END), initials(END + tight + END))
        yield Level.START, chain(names(END + text), keys(END + tight), initials(END + tight))
        yield Level.INITIALS, chain(initials(tight), names(" " + text))
        inside = keys(tight, begins_syllable) if len(tight) >= LEAST_PINYIN else ()
        yield Level.PART, chain(names(text), inside, numbers(digits))
        yield Level.BESIDE, self._beside.rows(text)

    def _near(self, wanted: Wanted) -> Iterator[int]:
        loose = len(wanted.tight) >= LOOSE
        for page, text, begins, ends in (
            (self._names, wanted.text, begins_word, ends_word),
            (self._keys, wanted.tight, begins_syllable, ends_syllable),
        ):
            for start, end in near(page.text, text, begins):
                if loose or ends(page.text, end):
                    yield page.row(start)


def begins_syllable(key: str, at: int) -> bool:
    """Say whether a syllable of a pinyin key may begin there: `heng` does not within `sheng`."""
    return at == 0 or key[at - 1] in "aeiouvngr0123456789\n"


def ends_syllable(key: str, at: int) -> bool:
    """Say whether a syllable of a pinyin key may end there."""
    return at >= len(key) or key[at] not in "aeiouv"


def begins_word(name: str, at: int) -> bool:
    """Say whether a word begins there; every Chinese character is one."""
    return at == 0 or not (name[at - 1].isalnum() and name[at - 1].isascii())


def ends_word(name: str, at: int) -> bool:
    """Say whether a word ends there."""
    return at >= len(name) or not (name[at].isalnum() and name[at].isascii())
