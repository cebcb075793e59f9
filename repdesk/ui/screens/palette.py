"""The palette: find a command by its name and run it on the screen it was opened from."""

from __future__ import annotations

from collections.abc import Sequence

from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.ui.commands import BY_ID
from repdesk.ui.keys import bindings, key_name
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look


class PaletteScreen(FindScreen):
    """Commands that fit what is typed; gives back the id of the one picked."""

    SCOPE = "palette"
    BINDINGS = bindings("palette")
    COLUMNS = (Column(16, grow=1, most=24), Column(8, keep=6), Column(20, grow=4, keep=5))

    def __init__(self, commands: Sequence[str], keys: dict[str, list[str]]) -> None:
        """Take the ids of the commands that can run, and the live keys by id."""
        super().__init__()
        self._commands = tuple(commands)
        self._keys = keys

    def heading(self) -> str:
        """Commands."""
        return _("Commands")

    def count(self) -> int:
        """How many can run."""
        return len(self._commands)

    def find(self, text: str) -> Sequence[str]:
        """The commands whose name, in either language, or description holds the text."""
        wanted = folded(text)
        return [
            one
            for one in self._commands
            if wanted in folded(_(BY_ID[one].label) + " " + _(BY_ID[one].tip))
            or wanted in folded(BY_ID[one].label)
        ]

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, key, description."""
        command = BY_ID[row_id]
        keys = self._keys.get(row_id, [])
        key = key_name(keys[0]) if keys else ""
        return (Look(_(command.label), "strong"), key, _(command.tip))

    def none_fits(self) -> str:
        """No such command."""
        return _("No command is called so. Esc goes back.")
