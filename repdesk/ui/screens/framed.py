"""A framed screen that is about the book, and says what the desk refuses."""

from __future__ import annotations

from typing import TypeVar

from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.ui.screens.frame import Frame
from repdesk.wording.errors import sentence

T = TypeVar("T")
EMPTY = Book()


class FramedScreen(Frame[T]):
    """A screen with its three fixed lines, over the book."""

    @property
    def book(self) -> Book:
        """The book as it stands on the screens; an empty one until it was read."""
        return self.session.book or EMPTY

    def refused(self, error: RepdeskError) -> None:
        """Say what was refused, where, and what to do."""
        self.say(sentence(error), "alert")
