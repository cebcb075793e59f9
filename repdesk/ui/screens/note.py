"""A note that was found, to be read whole; its customer is one key away."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.binding import BindingType

from repdesk.domain.search.wanted import Wanted
from repdesk.notation.marks import marks
from repdesk.ui.keys import bindings
from repdesk.ui.screens.profile import ProfileScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.timeline import Happening
from repdesk.ui.widgets.columns import Cell, Look
from repdesk.ui.widgets.line_list import LineList


class NoteScreen(ReadScreen):
    """What was typed stands marked in the text; Enter opens the customer at this entry."""

    SCOPE = "note"
    BINDINGS: ClassVar[list[BindingType]] = bindings("note")

    def __init__(
        self,
        title: str,
        note: Happening,
        wanted: Wanted,
        customer: str,
        *,
        today: str,
        private: bool,
    ) -> None:
        super().__init__(title, note.full_text(today, private=private))
        self._note, self._wanted, self._customer = note, wanted, customer

    def cell(self, line: str) -> Cell:
        """One line with what was typed marked."""
        return Look(line, "plain", marks(line, self._wanted))

    @on(LineList.Opened)
    def action_customer(self) -> None:
        """Open the customer at this entry."""
        screen = ProfileScreen(self._customer, (self._customer,), self._note.id)
        self.app.push_screen(screen)
