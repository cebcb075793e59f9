"""Pick a customer: for a command that needs one where none is highlighted."""

from __future__ import annotations

from collections.abc import Sequence

from repdesk.i18n import _
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look


class PickScreen(FindScreen):
    """Customers that fit what is typed; gives back the id of the one picked, empty for none."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    COLUMNS = (Column(16, grow=2, most=40), Column(10, grow=1, keep=5))

    def __init__(self, question: str = "") -> None:
        super().__init__()
        self._question = question
        self._index = CustomerIndex()

    def heading(self) -> str:
        """The question."""
        return self._question or _("Which customer?")

    def count(self) -> int:
        """All customers."""
        return len(self._index)

    def find(self, text: str) -> Sequence[str]:
        """The customers that fit the text, the best fits first."""
        self._index.follow(self.book)
        return self._index.ids(CustomerFilter(text))

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, and where."""
        customer = self.book.get("customers", row_id)
        return (Look(customer.name, "strong"), customer.zone or customer.city)

    def none_fits(self) -> str:
        """Nobody is called so."""
        return _("Nobody fits. Esc goes back; there n adds a customer.")
