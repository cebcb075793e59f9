"""A framed screen that is about the book, and says what the desk refuses."""

from __future__ import annotations

from typing import TypeVar

from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
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

    async def action_search(self) -> None:
        """Find anything; while others are hidden, only what is about the customer shown."""
        if self.desk_app.hiding and not self.only_customer:
            self.say(_("other customers are hidden; h shows them again"))
            return
        await self.app.push_screen(self.desk_app.search_screen(self.only_customer))

    @property
    def only_customer(self) -> str:
        """The one customer that this screen may show while others are hidden."""
        return ""

    def refused(self, error: RepdeskError) -> None:
        """Say what was refused, where, and what to do."""
        self.say(sentence(error), "alert")
