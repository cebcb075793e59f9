"""The backups: one is made on a key; Enter, then y, puts one in the place of the book."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.desk import Desk
from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Backup, Backups
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.disk import BACKUP_REASONS
from repdesk.wording.terms import named


class BackupsScreen(FramedScreen[str], ModalScreen[str]):
    """Every backup, the newest book first; gives back what is to be said of a restore."""

    SCOPE = "backups"
    BINDINGS: ClassVar[list[BindingType]] = bindings("backups")

    def __init__(self, backups: Backups) -> None:
        super().__init__()
        self._backups = backups
        self._rows: dict[str, Backup] = {}
        self._asked = ""

    def body(self) -> Iterable[Widget]:
        """The backups."""
        columns = (Column(16), Column(16, grow=1), Column(6, keep=6, right=True))
        yield LineList(columns, id="backups", glyphs=self.glyphs)

    @property
    def _list(self) -> LineList:
        return self.query_one(LineList)

    def title_line(self) -> str:
        """How many there are."""
        return _("Backups") + f"  {len(self._rows)}"

    def on_mount(self) -> None:
        """Ask which there are."""
        self._look()

    @work(group="save")
    async def _look(self) -> None:
        try:
            rows = await self.session.do(lambda _desk: self._backups.list())
        except RepdeskError as error:
            self.refused(error)
            return
        self._rows = {row.name: row for row in rows}
        ids = [row.name for row in rows]
        empty = _("No backup yet.\nThe first change of a day makes one; b makes one now.")
        self._list.show(ids, lambda at: self._line(rows[at]), empty=empty)
        self.draw_frame()

    def _line(self, row: Backup) -> Sequence[Cell]:
        why = named(dict(BACKUP_REASONS), row.reason)
        return (Look(row.at.replace("T", " "), "strong"), why, f"{row.seq}")

    @on(LineList.Opened)
    def _ask(self, event: LineList.Opened) -> None:
        self._asked = event.row_id
        at = self._rows[event.row_id].at.replace("T", " ")
        self.say(_("y puts the book of {at} in the place of the present one").format(at=at))

    @on(LineList.Highlighted)
    def _moved(self) -> None:
        self._asked = ""

    @work(group="save")
    async def action_restore(self) -> None:
        """Put the backup that was asked about in the place of the book."""
        name, self._asked = self._asked, ""
        if not name:
            self.say(_("highlight a backup and press Enter first"))
            return
        try:
            before = await self.session.do(lambda desk: self._restored(desk, name))
        except RepdeskError as error:
            self.refused(error)
            return
        said = _("restored; the book as it was before is the backup {name}")
        self.dismiss(said.format(name=before) if before else _("restored"))

    def _restored(self, desk: Desk, name: str) -> str:
        before = self._backups.restore(name)
        desk.refresh()
        return before

    @work(group="save")
    async def action_back_up(self) -> None:
        """Back up the book as it stands."""
        try:
            name = await self.session.do(lambda _desk: self._backups.make())
        except RepdeskError as error:
            self.refused(error)
            return
        self._look()
        self.say(_("backed up: {name}").format(name=name))

    def action_back(self) -> None:
        """Back to where it was opened."""
        self.dismiss("")
