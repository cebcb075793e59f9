"""Find one of many by typing: a command, a customer, a part of a list, anything at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar, TypeVar

from textual import on, work
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column, Row
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine

T = TypeVar("T")


class FindingScreen(FramedScreen[T]):
    """A line to type in over a list of rows; the keys of both work while one types."""

    AUTO_FOCUS = ""
    COLUMNS: ClassVar[tuple[Column, ...]] = ()

    # To be overridden

    def typed(self, text: str) -> None:
        """Another text stands in the line."""
        raise NotImplementedError

    def picked(self, row_id: str) -> None:
        """Enter was pressed on a row; empty when there is none."""
        raise NotImplementedError

    def action_back(self) -> None:
        """Back without picking."""
        raise NotImplementedError

    # The same for all

    def body(self) -> Iterable[Widget]:
        """What is typed, and the rows."""
        yield SearchLine()
        yield LineList(self.COLUMNS, id=self.SCOPE, glyphs=self.glyphs)

    @property
    def rows(self) -> LineList:
        """The list of what was found."""
        return self.query_one(LineList)

    def prepare(self) -> None:
        """Get ready to find, in a thread, while nothing is typed yet."""

    def on_mount(self) -> None:
        """Show what stands before anything is typed, ready to type."""
        self.query_one(SearchLine).open()
        self.typed("")
        self.call_after_refresh(self._prepare)

    @work(thread=True, group="find")
    def _prepare(self) -> None:
        self.prepare()

    @on(SearchLine.Changed)
    def _changed(self, event: SearchLine.Changed) -> None:
        self.typed(event.text)

    @on(SearchLine.Moved)
    def _moved(self, event: SearchLine.Moved) -> None:
        rows = self.rows
        if event.page:
            move = rows.action_page_down if event.direction > 0 else rows.action_page_up
        else:
            move = rows.action_down if event.direction > 0 else rows.action_up
        move()

    @on(SearchLine.Submitted)
    def _submitted(self) -> None:
        self.picked(self.rows.row_id)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.picked(event.row_id)

    @on(SearchLine.Closed)
    def _left(self) -> None:
        self.action_back()


class FindScreen(FindingScreen[str], ModalScreen[str]):
    """Rows that fit what is typed; gives back the id of the one picked, empty for none."""

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

    def line(self, row_id: str) -> Sequence[Cell] | Row:
        """The cells of a row."""
        raise NotImplementedError

    def none_fits(self) -> str:
        """What stands where no row does."""
        raise NotImplementedError

    # The same for all

    def title_line(self) -> str:
        """What is looked for, and how many fit."""
        count = _("{n} of {m}").format(n=len(self.rows.row_ids), m=self.count())
        return self.heading() + "  " + count

    def typed(self, text: str) -> None:
        """Show the rows that fit, the first one highlighted."""
        ids = self.find(text)
        first = ids[0] if ids else ""
        line = self.line
        self.rows.show(ids, lambda at: line(ids[at]), empty=self.none_fits(), highlight=first)
        self.draw_frame()

    def picked(self, row_id: str) -> None:
        """Give back the row; say so when none fits."""
        if row_id:
            self.dismiss(row_id)
        else:
            self.say(self.none_fits())

    def action_back(self) -> None:
        """Back without picking."""
        self.dismiss("")
