"""What every verb of the desk stands on: the store, the clock, running one action, taking it back.

Durable first, visible second: `book` moves on only when the store has acknowledged.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple, Protocol, TypeVar

from repdesk.domain.answer import ShownList
from repdesk.domain.book import Book
from repdesk.domain.change import Change
from repdesk.domain.edit import Edit, KeysOf
from repdesk.domain.history import Entry as HistoryEntry
from repdesk.domain.ids import NewId
from repdesk.domain.record import Record
from repdesk.domain.undo import taken_back

T = TypeVar("T")


class Store(Protocol):
    """Where a book lives. The lock is held for one commit only."""

    @property
    def book(self) -> Book:
        """The book as this session last saw it."""

    def refresh(self) -> Book:
        """Take in what other sessions appended; cheap when nothing was."""

    def commit(self, make: Callable[[Book], Change]) -> Book:
        """Lock, take in others' changes, make the change from that book, sync it, unlock.

        A change without puts is not written. On any error nothing has changed.
        """

    def backup(self, reason: str, needed: bool = False) -> str | None:
        """Back up the book, return the backup's name; a disk's no is raised only if `needed`."""


class Saved(NamedTuple):
    """What a verb did: the change as saved (no puts: nothing was to change) and its answer."""

    change: Change
    answer: Any


class Verbs:
    """One store and what runs on it. `by` names this session to the others (terminal, script)."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], str],
        new_id: NewId,
        keys_of: KeysOf,
        by: str = "",
    ) -> None:
        self._store = store
        self.now = now
        self._new_id = new_id
        self._keys_of = keys_of
        self._by = by
        self.shown = ShownList()
        """The list of suggestions before the rep, as far as anybody told."""

    @property
    def book(self) -> Book:
        """The book as last seen."""
        return self._store.book

    def refresh(self) -> Book:
        """Take in what other sessions saved and return the book."""
        return self._store.refresh()

    def back_up(self, reason: str) -> None:
        """Back up the book before an `import`, `merge`, bulk `edit`; a full disk stops nothing."""
        self._store.backup(reason)

    def run(
        self,
        verb: str,
        build: Callable[[Edit], T],
        based_on: Iterable[tuple[str, Record]] = (),
        **args: str | int | None,
    ) -> Saved:
        """Save one action: `build` puts rows on an edit of the newest book.

        `based_on` are the (table, record) a form was filled from: when one of them has moved on,
        Conflict is raised and nothing is saved. `args` tell the action in the history.
        """
        op = self._new_id()
        answer: list[T] = []

        def make(book: Book) -> Change:
            edit = Edit(book, self.now(), self._new_id, self._keys_of)
            for table, record in based_on:
                edit.unchanged(table, record)
            answer[:] = [build(edit)]
            told = {**args, "by": self._by} if self._by else args
            return edit.change(op, verb, told)

        change = self._commit(make)
        return Saved(change, answer[0])

    def _commit(self, make: Callable[[Book], Change]) -> Change:
        made: list[Change] = []

        def keep(book: Book) -> Change:
            made[:] = [make(book)]
            return made[0]

        self._store.commit(keep)
        return made[0]

    def undo(self) -> Saved:
        """Take back the book's newest change, whoever made it; the answer is its history entry."""
        return self._take_back("undo")

    def redo(self) -> Saved:
        """Take back the newest undo."""
        return self._take_back("redo")

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return the last changes, oldest first."""
        return self.book.history

    def _take_back(self, verb: str) -> Saved:
        op = self._new_id()
        taken: list[HistoryEntry] = []

        def make(book: Book) -> Change:
            change, entry = taken_back(book, verb, op, self.now(), self._by)
            taken[:] = [entry]
            return change

        return Saved(self._commit(make), taken[0])
