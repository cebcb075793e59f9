"""A store in memory for tests of what lies above storage; two desks may share one."""

from collections.abc import Callable
from itertools import count

from repdesk.desk import Desk
from repdesk.domain.book import Book
from repdesk.domain.change import Change, encode_change


class MemoryStore:
    """Keeps a book and encodes every change as a journal would."""

    def __init__(self, book: Book | None = None) -> None:
        self._book = book or Book()
        self.lines: list[bytes] = []
        self.refuse: Exception | None = None
        self.backups: list[str] = []

    @property
    def book(self) -> Book:
        return self._book

    def refresh(self) -> Book:
        return self._book

    def commit(self, make: Callable[[Book], Change]) -> Book:
        change = make(self._book)
        if self.refuse is not None:
            raise self.refuse
        if change.puts:
            seq = self._book.seq + 1
            line = encode_change(seq, change)
            self.lines.append(line)
            self._book = self._book.apply(change, seq, line)
        return self._book

    def backup(self, reason: str, needed: bool = False) -> str | None:
        self.backups.append(reason)
        return reason


def ids(prefix: str = "id") -> Callable[[], str]:
    """A source of ids that are the same in every run."""
    numbers = count(1)
    return lambda: f"{prefix}{next(numbers):014d}"


def keys_of(name: str) -> tuple[str, ...]:
    """Search keys without pinyin: the folded name."""
    return (name.casefold(),)


def desk_of(
    store: MemoryStore | None = None, now: str = "2026-06-30T10:00+08:00", by: str = "test"
) -> Desk:
    """A desk on a memory store whose clock stands still."""
    return Desk(store or MemoryStore(), lambda: now, ids(by), keys_of, by=by)
