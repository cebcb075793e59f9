"""A screen whose customers can be asked about: why here on the list, or why not."""

from __future__ import annotations

from typing import TypeVar

from repdesk.analytics.results import Suggestion
from repdesk.i18n import _
from repdesk.ui.screens.answering import AnsweringScreen
from repdesk.ui.screens.snooze import SNOOZE
from repdesk.ui.screens.why import WhyScreen

T = TypeVar("T")


class AskingScreen(AnsweringScreen[T]):
    """A screen from which `w` tells why its customer stands where it does."""

    def suggestion(self) -> Suggestion | None:
        """The place of the customer on the list, as Today shows it of this very book."""
        book, places = self.session.listed
        return places.get(self.customer_id) if book is self.book else None

    def action_why(self) -> None:
        """Show why the customer is suggested or not; after z it means a week."""
        if self.within(SNOOZE):
            self.action_snooze_for(7)
        elif self.hiding:
            self.say(_("that is hidden; h shows it again"))
        elif not self.customer_id:
            self.say(_("no customer is highlighted"))
        else:
            self.app.push_screen(WhyScreen(self.customer_id, self.suggestion()))
