"""The brief of a customer, to be read before the bell is rung; it is copied as it opens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on
from textual.binding import BindingType
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.domain.book import Book
from repdesk.i18n import _, ngettext
from repdesk.ui.cells import clean, wrap
from repdesk.ui.keys import bindings
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.widgets.columns import Column
from repdesk.ui.widgets.line_list import LineList
from repdesk.wording.brief import Said
from repdesk.wording.records import RecordWords

INDENT = "  "


class BriefScreen(FramedScreen[None], ModalScreen[None]):
    """At most twelve lines, wrapped; Enter tells the records that a line stands on."""

    SCOPE = "brief"
    BINDINGS: ClassVar[list[BindingType]] = bindings("brief")

    def __init__(self, name: str, lines: Sequence[Said], book: Book) -> None:
        """`book` is the one that the lines were made of."""
        super().__init__()
        self._whose = name
        self._lines = lines
        self._of = book

    def body(self) -> Iterable[Widget]:
        """The lines."""
        yield LineList((Column(1, grow=1),), id="brief", glyphs=self.glyphs)

    def title_line(self) -> str:
        """Whose brief it is."""
        return _("Brief {name}").format(name=clean(self._whose))

    def on_mount(self) -> None:
        """Show it and put it on the clipboard."""
        self._show()
        self.action_copy()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Wrap again."""
        self._show()

    def _show(self) -> None:
        cells = max(self.size.width - 1, len(INDENT) + 1)
        ids: list[str] = []
        rows: list[str] = []
        for at, line in enumerate(self._lines):
            first, *more = wrap(line.text, cells - len(INDENT))
            for row in (first, *(INDENT + each for each in more)):
                ids.append(f"{at} {len(rows)}")
                rows.append(row)
        self.query_one(LineList).show(ids, lambda at: (rows[at],))

    def action_copy(self) -> None:
        """Send the lines to the terminal's clipboard, over SSH too; nothing private is in them.

        Whether the terminal takes them, it does not tell.
        """
        text = "\n".join(clean(line.text) for line in self._lines)
        self.app.copy_to_clipboard(text)
        n = len(self._lines)
        words = ngettext(
            "{n} line sent to the terminal's clipboard, nothing private; Enter: its records",
            "{n} lines sent to the terminal's clipboard, nothing private; Enter: their records",
            n,
        )
        self.say(words.format(n=n))

    @on(LineList.Opened)
    def action_records(self, event: LineList.Opened) -> None:
        """Tell the records that the highlighted line stands on."""
        line = self._lines[int(event.row_id.partition(" ")[0])]
        words = RecordWords(self._of, self.session.ports.settings.currency, self.today)
        told = [words.line(*source) for source in line.sources]
        text = "\n".join((line.text, "", *(f"{self.glyphs.middle} {each}" for each in told)))
        self.app.push_screen(ReadScreen(_("What the line stands on"), text))

    def action_back(self) -> None:
        """Back to the profile."""
        self.dismiss(None)
