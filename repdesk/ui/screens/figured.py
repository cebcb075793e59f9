"""A screen of slow figures of the book: asked for in a worker, shown when they are there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from textual import on, work
from textual.message import Message

from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.ports import Numbers
from repdesk.ui.screens.base import BaseScreen

T = TypeVar("T")
F = TypeVar("F")


class FiguredScreen(BaseScreen[T], Generic[T, F]):
    """Asks for its figures whenever the book moved on; those of an older book are dropped."""

    @dataclass
    class Figured(Message):
        """The worker is done: the figures of this book."""

        book: Book
        found: Any

    def figure(self, numbers: Numbers, book: Book, day: str) -> F:
        """Return the figures; called in a worker: touch no widget in it."""
        raise NotImplementedError

    def figured(self, found: F) -> None:
        """Show the figures of the book that stands here."""
        raise NotImplementedError

    def show_book(self) -> None:
        """Ask for the figures of this book."""
        numbers = self.session.ports.numbers
        if numbers is None:
            self.say(_("there are no numbers here"))
        else:
            self._ask(numbers, self.book, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, numbers: Numbers, book: Book, day: str) -> None:
        try:
            self.post_message(self.Figured(book, self.figure(numbers, book, day)))
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(Figured)
    def _figured(self, event: Figured) -> None:
        if event.book is self.book:
            self.figured(event.found)
            self.draw_frame()
