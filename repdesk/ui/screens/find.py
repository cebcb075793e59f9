"""Find one of many by typing: the palette, picking a customer, narrowing a list."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine


class FindScreen(FramedScreen[str], ModalScreen[str]):
    """Rows that fit what is typed; gives back the id of the one picked, empty for none."""

    AUTO_FOCUS = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()

    # To be overridden

    def heading(self) -> str:
        """What is looked for."""
        raise NotImplementedError

    def count(self) -> int:
        """How many rows there are in all."""
        raise NotImplementedError

    def find(self, text: str) -> Sequence[str]:
        """The ids of the rows that fit the text."""
        raise NotImplementedError

    def line(self, row_id: str) -> Sequence[Cell]:
        """The cells of a row."""
        raise NotImplementedError

    def none_fits(self) -> str:
        """What stands where no row does."""
        raise NotImplementedError

    # The same for all

    def body(self) -> Iterable[Widget]:
        """What is typed, and the rows."""
        yield SearchLine()
        yield LineList(self.COLUMNS, id=self.SCOPE, glyphs=self.glyphs)

    @property
    def _rows(self) -> LineList:
        return self.query_one(LineList)

    def title_line(self) -> str:
        """What is looked for, and how many fit."""
        count = _("{n} of {m}").format(n=len(self._rows.row_ids), m=self.count())
        return self.heading() + "  " + count

    def on_mount(self) -> None:
        """Show all, ready to type."""
        self.query_one(SearchLine).open()
        self._show("")

    def _show(self, text: str) -> None:
        ids = self.find(text)
        first = ids[0] if ids else ""
        self._rows.show(ids, lambda at: self.line(ids[at]), empty=self.none_fits(), highlight=first)
        self.draw_frame()

    @on(SearchLine.Changed)
    def _typed(self, event: SearchLine.Changed) -> None:
        self._show(event.text)

    @on(SearchLine.Moved)
    def _moved(self, event: SearchLine.Moved) -> None:
        if event.direction > 0:
            self._rows.action_down()
        else:
            self._rows.action_up()

    @on(SearchLine.Submitted)
    def _picked(self) -> None:
        if self._rows.row_id:
            self.dismiss(self._rows.row_id)
        else:
            self.say(self.none_fits())

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.dismiss(event.row_id)

    @on(SearchLine.Closed)
    def action_back(self) -> None:
        """Back without picking."""
        self.dismiss("")
