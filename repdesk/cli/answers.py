"""What was answered of a book once, kept until another book is asked about."""

from collections.abc import Callable, Hashable
from typing import TYPE_CHECKING, Any, TypeVar, cast

if TYPE_CHECKING:
    from repdesk.domain.book import Book

T = TypeVar("T")
MOST = 48
"""Answers kept: periods with their bases and pasts, gone to and fro."""


class Answers:
    """The answers of one book. Threads may ask at once: at worst both work the same thing out."""

    def __init__(self) -> None:
        self._known: tuple[Book, dict[Hashable, Any]] | None = None

    def once(self, book: "Book", asked: Hashable, make: Callable[[], T]) -> T:
        """Return what was answered of this very book, worked out the first time."""
        known = self._known
        if known is None or known[0] is not book:
            known = self._known = (book, {})
        answers = known[1]
        if asked in answers:
            return cast(T, answers[asked])
        answer = make()
        while len(answers) >= MOST:
            answers.pop(next(iter(answers)), None)
        answers[asked] = answer
        return answer
