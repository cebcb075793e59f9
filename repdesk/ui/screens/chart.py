"""A chart over the whole screen, with the same thing said in one line of text."""

from __future__ import annotations

from collections.abc import Iterable

from textual import events
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.analytics.results import Funnel
from repdesk.i18n import _
from repdesk.ui.chart import bars
from repdesk.ui.keys import bindings
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.views.funnel import funnel_line, stage_word
from repdesk.ui.widgets.columns import Column, Row
from repdesk.ui.widgets.lines import OneLine
from repdesk.ui.widgets.text_lines import TextLines
from repdesk.wording.days import days_from_to


class FunnelChart(FramedScreen[None], ModalScreen[None]):
    """How many deals of the last twelve months reached each stage."""

    SCOPE = "chart"
    BINDINGS = bindings("chart")

    def __init__(self, funnel: Funnel) -> None:
        super().__init__()
        self._funnel = funnel

    def body(self) -> Iterable[Widget]:
        """The bars, and the line that says them."""
        yield TextLines("bars", self.glyphs)
        yield OneLine("said", self.glyphs)

    def title_line(self) -> str:
        """The funnel and its days."""
        days = days_from_to(self._funnel.start, self._funnel.end, self.today)
        return _("FUNNEL {days}").format(days=days)

    def on_mount(self) -> None:
        """Draw."""
        self._draw()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Draw again for this terminal."""
        self._draw()

    def _draw(self) -> None:
        cells, rows = self.size.width, self.size.height
        if cells < 12 or rows < 6:
            return
        stages = [(stage_word(one.stage, one.name), one.reached) for one in self._funnel.stages]
        lines = bars(stages, cells - 2, rows - 4, self.glyphs)
        column = (Column(1, grow=1),)
        self.query_one("#bars", TextLines).show([Row((line,), column) for line in lines])
        self.query_one("#said", OneLine).set(funnel_line(self._funnel, cells, self.glyphs))

    def action_back(self) -> None:
        """Back to the numbers."""
        self.dismiss(None)
