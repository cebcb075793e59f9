"""Help: every key that works on the screen it was asked from, made from the live bindings; and what
restarts the contact clock, made from the rule itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.commands import BY_ID
from repdesk.ui.keys import bindings, key_name, typed_twin
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look, Row
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.clock import clock_lines

CLOCK = "clock "
"""What the ids of the rows about the clock begin with."""
CLOCK_COLUMNS = (Column(22), Column(20, grow=1))


class HelpScreen(FramedScreen[None], ModalScreen[None]):
    """A list of keys, what they are called and what they do; the contact clock behind them."""

    SCOPE = "help"
    BINDINGS: ClassVar[list[BindingType]] = bindings("help")

    def __init__(self, keys: dict[str, list[str]], screen_name: str) -> None:
        """Take the live keys by command id, and the first line of the screen they belong to."""
        super().__init__()
        self._keys = keys
        self._about = screen_name
        self._clock: Sequence[tuple[str, str]] = ()

    def body(self) -> Iterable[Widget]:
        """The list."""
        columns = (Column(13), Column(12, keep=5, most=18, grow=1), Column(20, grow=4))
        yield LineList(columns, id="help", glyphs=self.glyphs)

    def title_line(self) -> str:
        """Help, and for which screen."""
        return _("Help") + "  " + self._about

    def on_mount(self) -> None:
        """List the keys."""
        keys = [command_id for command_id in BY_ID if command_id in self._keys]
        orders = self.session.ports.settings.policy.orders_are_contacts
        clock = self._clock = clock_lines(orders_are_contacts=orders)
        ids = [*keys, "", *(f"{CLOCK}{at}" for at in range(len(clock)))]

        def line(at: int) -> Sequence[Cell] | Row | Heading:
            if at < len(keys):
                return self._line(keys[at])
            if not ids[at]:
                return Heading(_("What restarts the contact clock"))
            what, does = clock[at - len(keys) - 1]
            return Row((Look(what, "strong"), does), CLOCK_COLUMNS)

        self.query_one(LineList).show(ids, line)

    def _line(self, command_id: str) -> Sequence[Cell]:
        command = BY_ID[command_id]
        keys = [key_name(key) for key in self._keys[command_id] if not typed_twin(key)]
        shown = " ".join(keys)
        return (Look(shown, "strong"), _(command.label), _(command.tip))

    @on(LineList.Opened)
    def _opened(self, event: LineList.Opened) -> None:
        if event.row_id.startswith(CLOCK):
            at = int(event.row_id.removeprefix(CLOCK))
            self.app.push_screen(ReadScreen(*self._clock[at]))
            return
        keys, label, tip = self._line(event.row_id)
        title = keys.text if isinstance(keys, Look) else keys
        self.app.push_screen(ReadScreen(f"{title}  {label}", str(tip)))

    def action_back(self) -> None:
        """Back to the screen."""
        self.dismiss(None)
