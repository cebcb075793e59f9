"""Pick a customer: for a command that needs one where none is highlighted."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from repdesk.domain.search.wanted import wanted
from repdesk.i18n import _
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.views.found_rows import FoundRows
from repdesk.ui.widgets.columns import Row


class PickScreen(FindScreen):
    """Customers that fit what is typed; gives back the id of the one picked, empty for none."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")

    def __init__(self, question: str = "") -> None:
        super().__init__()
        self._question = question

    @cached_property
    def _index(self) -> CustomerIndex:
        return CustomerIndex(self.session.index)

    def prepare(self) -> None:
        """Read the customers."""
        self._index.read()

    def heading(self) -> str:
        """The question."""
        return self._question or _("Which customer?")

    def count(self) -> int:
        """All customers."""
        return len(self._index)

    def find(self, text: str) -> Sequence[str]:
        """The customers that fit the text, the best fits first."""
        self._index.follow(self.book)
        self._found = FoundRows(
            self.book,
            wanted(text),
            today=self.today,
            cells=self.size.width,
            glyphs=self.glyphs,
            currency=self.session.ports.settings.currency,
            hiding=self.desk_app.hiding,
            proposed=self.session.proposed,
        )
        return self._index.ids(CustomerFilter(text))

    def line(self, row_id: str) -> Row:
        """Name, tier, and where, or what else was found."""
        return self._found.row(f"customers {row_id}")

    def none_fits(self) -> str:
        """Nobody is called so."""
        return _("Nobody fits. Esc goes back; there n adds a customer.")
