"""One log, read whole; `e` corrects it."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType

from repdesk.ui.keys import bindings
from repdesk.ui.screens.read import ReadScreen


class EntryScreen(ReadScreen):
    """A log of the book; `correct` is called after it was closed with `e`."""

    SCOPE = "entry"
    BINDINGS: ClassVar[list[BindingType]] = bindings("entry")

    def __init__(self, title: str, text: str, correct: Callable[[], object]) -> None:
        super().__init__(title, text)
        self._correct = correct

    def action_correct(self) -> None:
        """Close it and correct what it tells."""
        self.dismiss(None)
        self._correct()
