"""Charts over the whole screen, one after the other, each with the same thing said in words."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual import events, on, work
from textual.message import Message
from textual.screen import ModalScreen
from textual.widget import Widget

from repdesk.domain.errors import RepdeskError
from repdesk.i18n import _
from repdesk.ui.cells import wrap
from repdesk.ui.keys import bindings
from repdesk.ui.kpi_charts import Chart
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.widgets.columns import Column, Row
from repdesk.ui.widgets.text_lines import TextLines

LEAST_CELLS, LEAST_ROWS = 12, 6
"""On less no chart is drawn."""
FIXED = 3
"""Rows of the frame."""
SAID = 3
"""Rows of words under a chart at most."""


class ChartScreen(FramedScreen[None], ModalScreen[None]):
    """The charts; they are worked out, and plotext is loaded, beside the screen.

    Without plotext the words stay.
    """

    SCOPE = "chart"
    BINDINGS = bindings("chart")

    @dataclass
    class Ready(Message):
        """The worker knows what the charts show."""

        charts: tuple[Chart, ...]

    def __init__(self, ask: Callable[[], tuple[Chart, ...]], first: str) -> None:
        """`ask` works the charts out, in a worker; `first` names the one to begin with."""
        super().__init__()
        self._ask_charts = ask
        self._first = first
        self._charts: tuple[Chart, ...] = ()
        self._at = 0
        self._drawer: Any = None

    def body(self) -> Iterable[Widget]:
        """The chart, and the words for it."""
        yield TextLines("bars", self.glyphs)

    def title_line(self) -> str:
        """What is drawn, and which of the charts it is."""
        if not self._charts:
            return _("Charts")
        place = _("{n} of {m}").format(n=self._at + 1, m=len(self._charts))
        return f"{self._charts[self._at].title}  {place}"

    def on_mount(self) -> None:
        """Work out what is to be drawn, load what draws it."""
        self._ask()
        self._load()

    @work(thread=True, exclusive=True, group="chart")
    def _ask(self) -> None:
        self.post_message(self.Ready(self._ask_charts()))

    @work(exclusive=True, group="plotext")
    async def _load(self) -> None:
        try:
            self._drawer = await asyncio.to_thread(importlib.import_module, "repdesk.ui.chart")
        except ImportError as error:
            if error.name != "plotext":
                raise
            self.refused(RepdeskError("library.lost", name="plotext"))
        self._draw()

    @on(Ready)
    def _ready(self, event: Ready) -> None:
        names = [one.name for one in event.charts]
        self._charts = event.charts
        self._at = names.index(self._first) if self._first in names else 0
        self._draw()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Draw again for this terminal."""
        self._draw()

    def relabel(self) -> None:
        """Say it in the other language."""
        super().relabel()
        self._ask()

    def _draw(self) -> None:
        cells, rows = self.size.width, self.size.height
        self.draw_frame()
        if not self._charts or cells < LEAST_CELLS or rows < LEAST_ROWS:
            return
        chart = self._charts[self._at]
        said = wrap(chart.said, cells - 2)[:SAID]
        lines = self._lines(chart, cells - 2, rows - FIXED - len(said) - 1)
        column = (Column(1, grow=1),)
        shown = [*lines, "", *said] if lines else said
        self.query_one("#bars", TextLines).show([Row((line,), column) for line in shown])

    def _lines(self, chart: Chart, cells: int, rows: int) -> Sequence[str]:
        if self._drawer is None:
            return ()
        if chart.upright:
            found = self._drawer.columns(chart.rows, chart.marks, cells, rows, self.glyphs)
        else:
            known = [(name, value) for name, value in chart.rows if value is not None]
            found = self._drawer.bars(known, cells, rows, self.glyphs, chart.label)
        lines: list[str] = found
        return lines

    def action_step(self, direction: int) -> None:
        """Draw the chart after, or before."""
        if self._charts:
            self._at = (self._at + direction) % len(self._charts)
            self._draw()

    def action_back(self) -> None:
        """Back to the numbers."""
        self.dismiss(None)
