"""What the log form is made of: the line, lines still to come, the reading, what is known."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from textual.containers import Horizontal
from textual.widget import Widget

from repdesk.i18n import _
from repdesk.ui.forms.fields import ChoiceField, Field, LinesField
from repdesk.ui.forms.log_walk import CorrectionRow
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.widgets.lines import OneLine, Rule
from repdesk.ui.widgets.log_line import LogLine, Pieces
from repdesk.ui.widgets.text_lines import PickLines, TextLines

LOW: Final = 18
"""Rows under which the form is the line and its reading alone."""


def log_body(glyphs: Glyphs, pieces: Pieces, fields: Iterable[Field]) -> Iterable[Widget]:
    """Yield the widgets of the log form; `pieces` colours the line as it is read.

    A field whose name begins with `_` is not typed in: what was picked and put right is kept in
    it, so that a draft has it all.
    """
    values = {field.name: field.value for field in fields}
    with Horizontal(classes="field"):
        prompt = OneLine()
        prompt.set(" >")
        prompt.styles.width = 3
        yield prompt
        line = LogLine(
            values["line"],
            id="field-line",
            compact=True,
            select_on_focus=False,
            highlighter=pieces,
        )
        line.cursor_blink = False
        yield line
    with Horizontal(classes="field lines", id="rest"):
        label = OneLine()
        label.set(" " + _("to come"))
        label.add_class("label")
        yield label
        yield LinesField("", "field-rest")
    for name, value in values.items():
        if name.startswith("_"):
            kept = ChoiceField((), value, f"field-{name}")
            kept.display = False
            yield kept
    yield CorrectionRow()
    yield Rule("read-as", glyphs)
    yield PickLines("reading", glyphs)
    yield Rule("about", glyphs)
    yield TextLines("context", glyphs)
