"""KPIs: the numbers of a period beside their bases, targets and past; the funnel; its chart."""

from __future__ import annotations

import asyncio
import importlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from repdesk.analytics.results import Funnel, KpiReport
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.domain.period import Period, parse_period, period_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.screens.base import BaseScreen
from repdesk.ui.views.kpis import (
    PAST,
    Bases,
    KpisView,
    base_day,
    detail,
    kpis_view,
    stands_on,
    title,
)
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.days import long_day
from repdesk.wording.metrics import KPIS

KINDS = ("month", "quarter", "year", "range")
"""What `p` steps through; the range is everything, from the first order to the newest."""
FRESH = 92
"""Days after the newest order for which today still belongs to the period of everything."""


def everything(book: Book, today: date) -> Period | None:
    """Return the days from the first order on; None without orders.

    They end today, or with the newest order where that is long ago: an imported history.
    """
    days = [day for day in book.days("orders") if day <= today.isoformat()]
    if not days:
        return None
    first, newest = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return Period("range", first, today if (today - newest).days <= FRESH else newest)


class KpisScreen(BaseScreen[None]):
    """The report of one period. All of it comes from a worker, the past last."""

    SCOPE = "kpis"
    BINDINGS = bindings("kpis")

    @dataclass
    class ReportReady(Message):
        """The worker knows the figures, and after that their past too."""

        book: Book
        period: str
        report: KpiReport
        bases: Bases
        funnel: Funnel
        stands_on: str

    def __init__(self) -> None:
        super().__init__()
        self._period: Period | None = None
        self._report: KpiReport | None = None
        self._bases = Bases()
        self._funnel: Funnel | None = None
        self._stands_on = ""
        self._view = KpisView()

    def body(self) -> Iterable[Widget]:
        """The list, and a line about the highlighted figure."""
        yield LineList(id="figures", glyphs=self.glyphs)
        yield OneLine("detail", self.glyphs)

    @property
    def period(self) -> Period:
        """The period shown; at first this month."""
        if self._period is None:
            self._period = period_of(date.fromisoformat(self.today), "month")
        return self._period

    def title_line(self) -> str:
        """The period, and what it is compared with."""
        return title(self.period, date.fromisoformat(self.today), self.today)

    def show_book(self) -> None:
        """Show what is known, ask for the figures of this book."""
        self._lay_out()
        if self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
            return
        self._ask(self.book, self.period, self.today)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, period: Period, today: str) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        worker = get_current_worker()
        day = date.fromisoformat(today)

        def as_of(base: Period) -> KpiReport:
            told = min(base_day(period, base, day), day)
            return numbers.kpis(book, str(base), told.isoformat())

        report = numbers.kpis(book, str(period), min(day, period.last).isoformat())
        funnel = numbers.funnel(book, today)
        rows = stands_on(book, report)
        if period.kind == "range":
            self.post_message(self.ReportReady(book, str(period), report, Bases(), funnel, rows))
            return
        previous, last_year = period.previous(), period.last_year()
        bases = Bases(as_of(previous), as_of(last_year) if last_year != previous else None)
        self.post_message(self.ReportReady(book, str(period), report, bases, funnel, rows))
        reports = [report]
        before = period
        while len(reports) < PAST and report.note is None:
            if worker.is_cancelled:
                return
            before = before.previous()
            reports.insert(0, numbers.kpis(book, str(before), before.last.isoformat()))
        past = {
            key: tuple(
                None if one.figure(key).value is None else float(one.figure(key).value or 0)
                for one in reports
            )
            for key in KPIS
        }
        bases = Bases(bases.previous, bases.last_year, past)
        self.post_message(self.ReportReady(book, str(period), report, bases, funnel, rows))

    @on(ReportReady)
    def _ready(self, event: ReportReady) -> None:
        if event.book is not self.book or event.period != str(self.period):
            return
        self._report, self._bases, self._funnel = event.report, event.bases, event.funnel
        self._stands_on = event.stands_on
        self._lay_out()
        whole = everything(self.book, date.fromisoformat(self.today))
        if whole is not None and whole.last < self.period.first:
            newest = long_day(whole.last.isoformat())
            self.say(_("the newest order is of {day}; p goes on to all").format(day=newest))

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self.is_mounted:
            self._lay_out()

    def _lay_out(self) -> None:
        view = kpis_view(
            self._report,
            self._bases,
            self._funnel,
            currency=self.session.ports.settings.currency,
            cells=self.size.width,
            today=self.today,
            glyphs=self.glyphs,
        )
        self._view = view
        empty = "" if self.book.count("customers") else _("The book is empty: n adds a customer.")
        figures = self.query_one("#figures", LineList)
        figures.show(view.ids, lambda at: view.lines[at], empty=empty)
        self._tell(figures.row_id)

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        self._tell(event.row_id)

    def _tell(self, row_id: str) -> None:
        kind, _space, key = row_id.partition(" ")
        said = ""
        if kind == "kpi" and self._report is not None and self._report.note is None:
            said = detail(self._report.figure(key))
            if key == "sales_net":
                said = self._stands_on
        self.query_one("#detail", OneLine).set(said)

    # Commands

    def action_period(self, step: int) -> None:
        """Show the period before or after."""
        if self.period.kind == "range":
            self.say(_("this is everything; p goes to months"))
            return
        after = self.period.following() if step > 0 else self.period.previous()
        if after.first.isoformat() > self.today:
            self.say(_("{period} has not begun").format(period=after))
            return
        self._go(after)

    def action_period_kind(self) -> None:
        """Go from month to quarter to year to everything, and to the month that ends with."""
        today = date.fromisoformat(self.today)
        kind = KINDS[(KINDS.index(self.period.kind) + 1) % len(KINDS)]
        whole = everything(self.book, today) if kind == "range" else None
        if kind == "range" and whole is None:
            kind = "month"
        self._go(whole or period_of(min(self.period.last, today), kind))

    def _go(self, period: Period) -> None:
        self._period = parse_period(str(period))
        self._report, self._bases = None, Bases()
        self.show_book()
        self.draw_frame()

    @work(group="chart", exclusive=True)
    async def action_chart(self) -> None:
        """Draw the funnel. plotext is loaded by the first chart, beside the screen."""
        funnel = self._funnel
        if funnel is None or funnel.note is not None or not funnel.ids:
            self.say(_("there is no funnel to draw: no deal was created in twelve months"))
            return
        try:
            screen = await asyncio.to_thread(importlib.import_module, "repdesk.ui.screens.chart")
        except ImportError as error:
            if error.name != "plotext":
                raise
            self.refused(RepdeskError("library.lost", name="plotext"))
            return
        await self.app.push_screen(screen.FunnelChart(funnel))
