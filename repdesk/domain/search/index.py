"""One index over a book: asked with what was typed, it answers what fits, in groups, best first.

The first part of an answer (customers, people, deals) is there at once; orders, promises and notes
are read the first time that they are asked for. After a change only what it touched is read again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from threading import Lock
from typing import Any, NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.change import BARRIERS
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.order import Order
from repdesk.domain.search import entries
from repdesk.domain.search.dated import Dated
from repdesk.domain.search.page import END
from repdesk.domain.search.shelf import Level, Shelf
from repdesk.domain.search.wanted import Wanted, wanted

MOST = 500
"""Orders, promises or notes that one answer holds."""
ARCHIVED, NEAR = "archived", "near"
GROUPS = ("customers", "contacts", "deals", "followups", "orders", "interactions")
"""The groups by the table of their rows, in the order of equal fits; behind them NEAR, ARCHIVED."""


class Group(NamedTuple):
    """Rows of one kind, the best first, each as `TABLE ID`; `more` when not all are there."""

    kind: str
    rows: tuple[str, ...]
    level: Level
    more: bool = False


class Found(NamedTuple):
    """An answer: the groups with rows, the best first. `whole` when nothing is still to come."""

    text: str
    groups: tuple[Group, ...]
    whole: bool


class Index:
    """What a book is searched by. Threads may share one; what it gives out is never altered."""

    def __init__(self) -> None:
        self._names, self._dated = Lock(), Lock()
        self.forget()

    def forget(self) -> None:
        """Let go of the book, and of everything that was read from it."""
        with self._names, self._dated:
            self._customers = Shelf(entries.customers, ("customers", "contacts"))
            self._people = Shelf(entries.people, ("contacts",))
            self._deals = Shelf(entries.deals, ("deals",))
            self._archived = Shelf(entries.archived, ("customers",))
            self._orders = Dated("orders", _order, ("products",))
            self._promises = Dated("followups", _promise)
            self._notes = Dated("interactions", _note)

    def changed(self, verbs: Iterable[str]) -> None:
        """Take note of the verbs of changes: after a barrier every record is another one."""
        if not BARRIERS.isdisjoint(verbs):
            self.forget()

    def customers(self, book: Book) -> Shelf:
        """Return the customers of the book that are neither archived nor erased."""
        with self._names:
            self._customers = self._customers.after(book)
            return self._customers

    def find(
        self, book: Book, text: str, *, private: bool = True, only: str = ""
    ) -> Iterator[Found]:
        """Yield what fits the text: first by names alone where the rest has to be read yet.

        `only`: nothing but what is about that customer. Without `private` no text that stands
        behind `//` is looked at.
        """
        typed = wanted(text)
        customers = self.customers(book)
        with self._names:
            self._people = people = self._people.after(book)
            self._deals = deals = self._deals.after(book)
            self._archived = gone = self._archived.after(book)
        alive = frozenset({only}) if only else customers.customers
        named = [
            *_groups("customers", customers, typed, alive),
            *_groups("contacts", people, typed, alive),
            *_groups("deals", deals, typed, alive),
        ]
        if not self._notes.begun:
            yield _answer(text, named, whole=False)
        with self._dated:
            self._orders = orders = self._orders.after(book)
            self._promises = promises = self._promises.after(book)
            self._notes = notes = self._notes.after(book)
        if len(typed.text) > 1 or not typed.text.isascii():
            search = _InRows(typed, customers, alive)
            named += search.group("orders", orders, numbered=True)
            named += search.group("followups", promises)
            named += search.group("interactions", notes, beside=private)
        if not only:
            named += _archived(gone, typed)
        yield _answer(text, named, whole=True)


def _answer(text: str, groups: Iterable[Group], *, whole: bool) -> Found:
    """Put the groups in order; those of equal kind become one."""
    near = tuple(row for group in groups if group.kind == NEAR for row in group.rows)
    kept = [group for group in groups if group.kind != NEAR]
    if near:
        kept.append(Group(NEAR, near, Level.NEAR))
    order = (*GROUPS, NEAR, ARCHIVED)
    # Two initials mean a customer, though they are all of the initials of some people.
    equal = {Level.INITIALS: Level.START}
    kept.sort(key=lambda group: (equal.get(group.level, group.level), order.index(group.kind)))
    return Found(text, tuple(kept), whole)


def _groups(table: str, shelf: Shelf, typed: Wanted, alive: frozenset[str]) -> list[Group]:
    """Return the rows of a shelf that fit, and apart from them those with a typing error."""
    rows: dict[str, list[str]] = {table: [], NEAR: []}
    best = Level.NEAR
    for at, level in shelf.fits(typed).items():
        entry = shelf.entries[at]
        if entry.customer in alive:
            rows[NEAR if level == Level.NEAR else table].append(f"{table} {entry.id}")
            best = min(best, level)
    return [Group(kind, tuple(found), best) for kind, found in rows.items() if found]


def _archived(shelf: Shelf, typed: Wanted) -> list[Group]:
    whole = [
        f"customers {shelf.entries[at].id}"
        for at, level in shelf.fits(typed).items()
        if level == Level.WHOLE
    ]
    return [Group(ARCHIVED, tuple(whole), Level.ARCHIVED)] if whole else []


class _InRows:
    """What was typed, looked for in rows that have a day."""

    def __init__(self, typed: Wanted, customers: Shelf, alive: frozenset[str]) -> None:
        self._typed = typed
        self._alive = alive
        self._through = {
            word: frozenset(
                customers.entries[at].id
                for at, level in customers.fits(word).items()
                if level < Level.NEAR
            )
            for word in typed.words
        }

    def _fits(self, row: Any) -> bool:
        return row.customer in self._alive

    def group(
        self, table: str, pages: Dated, *, numbered: bool = False, beside: bool = True
    ) -> list[Group]:
        """Return the rows of a table that fit, the newest first.

        `numbered`: first those whose number it is, then part of it. `beside`: also by what is only
        beside a row.
        """
        found: dict[str, Level] = {}
        for level, rows in self._steps(pages, numbered, beside):
            for row in islice(rows, MOST + 1):
                found.setdefault(row.id, level)
        ids = list(islice(found, MOST))
        if not ids:
            return []
        if table == "followups":
            ids.reverse()  # what is due first
        rows = tuple(f"{table} {id_}" for id_ in ids)
        return [Group(table, rows, found[ids[0]], len(found) > MOST)]

    def _steps(
        self, pages: Dated, numbered: bool, beside: bool
    ) -> Iterator[tuple[Level, Iterable[Any]]]:
        text, words = self._typed.text, self._typed.words
        if numbered:
            yield Level.WHOLE, pages.find(END + text + END, self._fits)
            yield Level.START, pages.find(END + text, self._fits)
            yield Level.PART, pages.find(text, self._fits)
        level = Level.BESIDE if numbered else Level.PART
        yield level, pages.find(text, self._fits, beside=beside)
        if words:
            through = self._through
            yield Level.BESIDE, pages.find_words(words, self._fits, through, beside=beside)


def _note(_book: Book, row: Interaction) -> tuple[str, str]:
    # Where there is no note, the line as typed is shown; what is private would stand in it.
    own = row.note or ("" if row.private else row.raw)
    return " #".join((own, *row.tags)) if row.tags else own, row.private


def _promise(_book: Book, row: Followup) -> tuple[str, str]:
    return (row.text if row.state == "open" else ""), ""


def _order(book: Book, row: Order) -> tuple[str, str]:
    words: list[str] = []
    for product in dict.fromkeys(line.product for line in row.lines):
        record = book.get("products", product)
        if record is not None:
            words += (record.code, record.name, *record.aliases)
    return row.number, " ".join(words)
