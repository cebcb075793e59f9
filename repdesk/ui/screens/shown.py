"""Which numbers answer a question, and in what order: taken, left out, moved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.domain.questions import GROUPS, USUAL, group_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording import questions
from repdesk.wording.metrics import NAMES

EVERY = (*(item for group in GROUPS.values() for item in group), "findings")


class ShownScreen(FramedScreen[tuple[str, ...] | None], ModalScreen[tuple[str, ...] | None]):
    """All numbers, those that answer the question first and ticked. None: nothing is to change."""

    SCOPE = "shown"
    BINDINGS: ClassVar[list[BindingType]] = bindings("shown")

    def __init__(self, question: str, shown: Sequence[str]) -> None:
        super().__init__()
        self._question = question
        self._begin(shown)

    def _begin(self, shown: Sequence[str]) -> None:
        self._order = [*shown, *(item for item in EVERY if item not in shown)]
        self._taken = set(shown)

    def body(self) -> Iterable[Widget]:
        """The list."""
        columns = (Column(1), Column(24, grow=1, most=34), Column(12, keep=5))
        yield LineList(columns, id="numbers", glyphs=self.glyphs)

    @property
    def rows(self) -> LineList:
        """The list."""
        return self.query_one("#numbers", LineList)

    def title_line(self) -> str:
        """The question, and how many numbers answer it."""
        count = _("{n} of {m}").format(n=len(self._taken), m=len(self._order))
        asked = _(questions.QUESTIONS[self._question])
        return f"{asked}  " + _("which numbers?") + f"  {count}"

    def on_mount(self) -> None:
        """Show them, and say what to do."""
        self._show()
        self.say(_("Space takes a number in or out, J and K move it, F2 keeps it so"), "plain")

    def _show(self) -> None:
        order = tuple(self._order)
        self.rows.show(order, lambda at: self._line(order[at]))
        self.draw_frame()

    def _line(self, item: str) -> Sequence[Cell]:
        name = _(questions.SECTIONS[item]) if item in questions.SECTIONS else _(NAMES[item])
        group = group_of(item)
        tick = self.glyphs.tick if item in self._taken else ""
        look = "strong" if tick else "plain"
        return (tick, Look(name, look), _(questions.GROUPS[group]) if group else "")

    @on(LineList.Opened)
    def action_take(self) -> None:
        """Take the highlighted number in, or leave it out."""
        item = self.rows.row_id
        self._taken ^= {item}
        self._show()
        self.rows.action_down()

    def action_move(self, direction: int) -> None:
        """Move the highlighted number in the order."""
        at = self._order.index(self.rows.row_id)
        to = at + direction
        if 0 <= to < len(self._order):
            self._order[at], self._order[to] = self._order[to], self._order[at]
            self._show()

    def action_usual(self) -> None:
        """Put the usual numbers back."""
        self._begin(USUAL[self._question])
        self._show()
        self.say(_("the usual ones; F2 keeps it so"))

    def action_keep(self) -> None:
        """Give back what is taken, in its order."""
        found = tuple(item for item in self._order if item in self._taken)
        if not found:
            self.say(_("take at least one"))
            return
        self.dismiss(found)

    def action_back(self) -> None:
        """Change nothing."""
        self.dismiss(None)
