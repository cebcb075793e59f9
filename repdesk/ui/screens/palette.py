"""The palette: find a command by its name and run it on the screen it was opened from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.ui.commands import BY_ID, bindings, key_name
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.search import SearchLine


class PaletteScreen(FramedScreen[str], ModalScreen[str]):
    """Commands that fit what is typed; gives back the id of the one picked."""

    SCOPE = "palette"
    BINDINGS: ClassVar[list[BindingType]] = bindings("palette")
    AUTO_FOCUS = ""

    def __init__(self, commands: Sequence[str], keys: dict[str, list[str]]) -> None:
        """Take the ids of the commands that can run, and the live keys by id."""
        super().__init__()
        self._commands = tuple(commands)
        self._keys = keys

    def body(self) -> Iterable[Widget]:
        """What is typed, and the commands."""
        yield SearchLine()
        columns = (Column(16, grow=1, most=24), Column(8, keep=6), Column(20, grow=4, keep=5))
        yield LineList(columns, id="palette", glyphs=self.glyphs)

    def title_line(self) -> str:
        """Commands, how many fit."""
        fit = len(self.query_one(LineList).row_ids)
        count = _("{n} of {m}").format(n=fit, m=len(self._commands))
        return _("Commands") + "  " + count

    def on_mount(self) -> None:
        """Show all, ready to type."""
        self.query_one(SearchLine).open()
        self._show("")

    def _show(self, text: str) -> None:
        wanted = folded(text)
        ids = [
            one
            for one in self._commands
            if wanted in folded(_(BY_ID[one].label) + " " + _(BY_ID[one].tip))
            or wanted in folded(BY_ID[one].label)
        ]
        self.query_one(LineList).show(
            ids,
            lambda at: self._line(ids[at]),
            empty=_("No command is called so. Esc goes back."),
            highlight=ids[0] if ids else "",
        )
        self.draw_frame()

    def _line(self, command_id: str) -> Sequence[Cell]:
        command = BY_ID[command_id]
        keys = self._keys.get(command_id, [])
        key = key_name(keys[0]) if keys else ""
        return (Look(_(command.label), "strong"), key, _(command.tip))

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
        self.dismiss(self.query_one(LineList).row_id)

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        self.dismiss(event.row_id)

    @on(SearchLine.Closed)
    def action_back(self) -> None:
        """Back without running anything."""
        self.dismiss("")
