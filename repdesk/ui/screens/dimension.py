"""Pick what a number is taken apart by."""

from __future__ import annotations

from collections.abc import Sequence

from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.analyses import DIMENSIONS


class DimensionScreen(FindScreen):
    """Gives back a dimension (zone, product, …), empty for none."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    COLUMNS = (Column(20, grow=1),)

    def __init__(self, question: str, dimensions: Sequence[str]) -> None:
        super().__init__()
        self._question, self._dimensions = question, tuple(dimensions)

    def heading(self) -> str:
        """The question."""
        return self._question

    def count(self) -> int:
        """All of them."""
        return len(self._dimensions)

    def find(self, text: str) -> Sequence[str]:
        """Those whose name holds the text."""
        held = folded(text)
        return [
            one for one in self._dimensions if held in folded(_(DIMENSIONS[one])) or held in one
        ]

    def line(self, row_id: str) -> Sequence[Cell]:
        """What it is called."""
        return (Look(_(DIMENSIONS[row_id]), "strong"),)

    def none_fits(self) -> str:
        """Nothing is called so."""
        return _("Nothing is called so. Esc goes back.")
