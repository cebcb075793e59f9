"""What the log form is made of: the line, lines still to come, the reading, what is known."""

from __future__ import annotations

from collections.abc import Iterable

from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input

from repdesk.i18n import _
from repdesk.ui.forms.fields import LinesField
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.widgets.lines import OneLine, Rule
from repdesk.ui.widgets.log_line import LogLine, Pieces
from repdesk.ui.widgets.text_lines import PickLines, TextLines


def log_body(glyphs: Glyphs, pieces: Pieces) -> Iterable[Widget]:
    """Yield the widgets of the log form; `pieces` colours the line as it is read."""
    with Horizontal(classes="field"):
        prompt = OneLine()
        prompt.set(" >")
        prompt.styles.width = 3
        yield prompt
        line = LogLine(id="field-line", compact=True, select_on_focus=False, highlighter=pieces)
        line.cursor_blink = False
        yield line
    with Horizontal(classes="field lines", id="rest"):
        label = OneLine()
        label.set(" " + _("to come"))
        label.add_class("label")
        yield label
        yield LinesField("", "field-rest")
    picked = Input(id="field-picked")
    picked.display = False
    yield picked
    yield Rule("read-as", glyphs)
    yield PickLines("reading", glyphs)
    yield Rule("about", glyphs)
    yield TextLines("context", glyphs)
