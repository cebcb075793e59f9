"""Pick a customer: for a command that needs one where none is highlighted."""

from __future__ import annotations

from collections.abc import Iterable

from textual import on
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.commands import bindings
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine


class PickScreen(FramedScreen[str], ModalScreen[str]):
    """Customers that fit what is typed; gives back the id of the one picked, empty for none."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self._index = CustomerIndex()

    def body(self) -> Iterable[Widget]:
        """What is typed, and the customers."""
        yield SearchLine()
        columns = (Column(16, grow=2, most=40), Column(10, grow=1, keep=5))
        yield LineList(columns, id="pick", glyphs=self.glyphs)

    def title_line(self) -> str:
        """How many fit."""
        fit = len(self.query_one(LineList).row_ids)
        count = _("{n} of {m}").format(n=fit, m=len(self._index))
        return _("Which customer?") + "  " + count

    def on_mount(self) -> None:
        """Show all, ready to type."""
        self._index.follow(self.book)
        self.query_one(SearchLine).open()
        self._show("")

    def _show(self, text: str) -> None:
        ids = self._index.ids(CustomerFilter(text))
        self.query_one(LineList).show(
            ids,
            lambda at: self._line(ids[at]),
            empty=_("Nobody fits. Esc goes back; there n adds a customer."),
            highlight=ids[0] if ids else "",
        )
        self.draw_frame()

    def _line(self, customer_id: str) -> tuple[Cell, ...]:
        customer = self.book.get("customers", customer_id)
        return (Look(customer.name, "strong"), customer.zone or customer.city)

    @on(SearchLine.Changed)
    def _typed(self, event: SearchLine.Changed) -> None:
        self._show(event.text)

    @on(SearchLine.Moved)
    def _moved(self, event: SearchLine.Moved) -> None:
        if event.direction > 0:
            self.query_one(LineList).action_down()
        else:
            self.query_one(LineList).action_up()

    @on(SearchLine.Submitted)
    def _picked(self) -> None:
        if self.query_one(LineList).row_id:
            self.dismiss(self.query_one(LineList).row_id)
        else:
            self.say(_("nobody fits; change the text or press Esc"))

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.dismiss(event.row_id)

    @on(SearchLine.Closed)
    def action_back(self) -> None:
        """Back without picking."""
        self.dismiss("")
