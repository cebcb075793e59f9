"""What a profile tells on a key: the brief, and the promises of the customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from textual import on, work
from textual.message import Message

from repdesk.analytics.results import Brief
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.screens.brief import BriefScreen
from repdesk.ui.screens.promises import PromisesScreen
from repdesk.wording.brief import brief_lines

T = TypeVar("T")


class BriefingScreen(BaseScreen[T]):
    """A screen about one customer that can tell its brief and its promises."""

    @dataclass
    class BriefReady(Message):
        """The worker is done with a customer's brief of this book."""

        book: Book
        brief: Brief

    def action_brief(self) -> None:
        """Show the customer's brief and put it on the clipboard."""
        if self.hiding:
            self.say(_("the brief is for you alone; h shows again what is hidden"))
        elif self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
        elif self.customer_id:
            self._ask_brief(self.book, self.customer_id, self.today)

    @work(thread=True, exclusive=True, group="brief")
    def _ask_brief(self, book: Book, customer: str, day: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        try:
            self.post_message(self.BriefReady(book, numbers.brief(book, customer, day)))
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(BriefReady)
    def _brief_ready(self, event: BriefReady) -> None:
        customer = event.brief.customer
        if customer != self.customer_id or not self.is_current or self.hiding:
            return
        name = getattr(event.book.get("customers", customer), "name", "")
        lines = brief_lines(event.brief, event.book, self.session.ports.settings.policy)
        self.app.push_screen(BriefScreen(name, lines, event.book))

    def action_promises(self) -> None:
        """Show what was promised, mine and theirs, and what became of it."""
        self.app.push_screen(PromisesScreen(self.customer_id))
