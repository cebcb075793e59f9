"""KPIs: what the rep wants to know of a period, beside its bases, targets and past."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget
from textual.worker import get_current_worker

from repdesk.analytics.results import Figure
from repdesk.analytics.results.asked import FUNNEL_BY, parts_of
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.domain.period import Period
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.kpi_numbers import KpiNumbers, asked
from repdesk.ui.screens.behind import BehindScreen
from repdesk.ui.screens.charting import open_charts
from repdesk.ui.screens.compared import ComparedScreen, FunnelsScreen
from repdesk.ui.screens.dimension import DimensionScreen
from repdesk.ui.screens.finding import FindingScreen
from repdesk.ui.screens.gap import GapScreen
from repdesk.ui.screens.periods import PeriodsScreen, everything
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.screens.standing import StandingScreen
from repdesk.ui.screens.trend import TrendScreen
from repdesk.ui.views.kpi_meaning import about, meaning, row_title
from repdesk.ui.views.kpi_rows import NARROW
from repdesk.ui.views.kpi_sections import MORE_PRODUCTS
from repdesk.ui.views.kpis import KpisView, Shown, kpis_view, title
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.days import long_day

BEHIND = {"kpi": "figure", "product": "product", "target": "target", "stage": "stage"}
"""Rows that have rows behind them, by what the port calls them."""


class KpisScreen(PeriodsScreen):
    """The numbers of one period. All of it comes from a worker, the past last."""

    SCOPE = "kpis"
    BINDINGS = bindings("kpis")

    @dataclass
    class Known(Message):
        """The worker knows something of the numbers, and each time more."""

        numbers: KpiNumbers

    def __init__(self) -> None:
        super().__init__()
        self._known: KpiNumbers | None = None
        self._view = KpisView()
        self._questions_up: bool | None = None
        self._all_products = False
        self._stood = ("", "")
        """Where the highlight was in another period, and where it waits until that is known."""

    def body(self) -> Iterable[Widget]:
        """The list, and a line about the highlighted figure."""
        yield LineList(id="figures", glyphs=self.glyphs)
        yield OneLine("detail", self.glyphs)

    @property
    def figures(self) -> LineList:
        """The list."""
        return self.query_one("#figures", LineList)

    @property
    def asking(self) -> bool:
        """Whether the questions stand over the numbers: until one was picked, and on `w`."""
        if self._questions_up is None:
            return not self.choice.question and bool(self.book.count("customers"))
        return self._questions_up

    @property
    def known(self) -> KpiNumbers | None:
        """What is known of the numbers."""
        return self._known

    @property
    def finding_id(self) -> str:
        """The highlighted finding."""
        kind, _space, of = self.figures.row_id.partition(" ")
        return of if kind == "finding" else ""

    @property
    def highlighted(self) -> Figure | None:
        """The highlighted figure."""
        kind, _space, key = self.figures.row_id.partition(" ")
        known = self._known
        return known.figure(key) if kind == "kpi" and known is not None else None

    @property
    def aim(self) -> tuple[str, str, str]:
        """A target of the highlighted number's metric and scope, in the period shown."""
        kind, _space, of = self.figures.row_id.partition(" ")
        metric, _between, scope = of.partition(" ") if kind == "target" else (of, "", "all")
        period = str(self.period) if self.period.kind in ("month", "quarter", "year") else ""
        return metric, period, scope

    @property
    def metric(self) -> str:
        """The number that the highlighted row tells of: a figure, a target's, of products sales."""
        kind, _space, of = self.figures.row_id.partition(" ")
        told = {"kpi": of, "target": of.partition(" ")[0], "product": "sales_net"}
        told |= dict.fromkeys(("forecast", "chance", "bonus"), "sales_net")
        return told.get(kind, "") if self._known is not None else ""

    def title_line(self) -> str:
        """The period, and what it is compared with."""
        day = date.fromisoformat(self.today)
        return title(self.period, day, self.today, whole=self._whole)

    def needed(self) -> Collection[str]:
        """What the numbers are for."""
        keys = (*super().needed(), "list.open", "meaning", "question", "help")
        return keys if self.size.width < NARROW else (*keys, "chart", "gap")

    def idle(self) -> Collection[str]:
        """What needs a highlighted row of its kind; without numbers what is about them."""
        idle = set(super().idle()) - {"list.open"}
        if self.finding_id:
            idle -= {"followup"}
        return idle if self.figures.row_id else idle | {"list.open", "meaning"}

    def show_book(self) -> None:
        """Show what is known, ask for the figures of this book."""
        self.lay_out()
        if self.session.ports.numbers is None:
            self.say(_("there are no numbers here"))
            return
        self._ask(self.book, self.period, self.today, whole=self._whole)

    @work(thread=True, exclusive=True, group="numbers")
    def _ask(self, book: Book, period: Period, today: str, *, whole: bool) -> None:
        numbers = self.session.ports.numbers
        if numbers is None:
            return
        worker, before = get_current_worker(), None
        try:
            for known in asked(numbers, book, period, today, whole=whole):
                if worker.is_cancelled:
                    return
                if known is not before:
                    self.post_message(self.Known(known))
                before = known
        except RepdeskError as error:
            self.app.call_from_thread(self.refused, error)

    @on(Known)
    def _ready(self, event: Known) -> None:
        found = event.numbers
        if found.book is not self.book or found.period != self.period:
            return
        first = self._known is None
        self._known = found.carrying(self._known)
        stood, waiting = self._stood
        waits = bool(stood) and self.figures.row_id == waiting
        self.lay_out()
        back = waits and self.figures.highlight(stood)
        self._stood = (stood, self.figures.row_id) if waits and not back else ("", "")
        whole = everything(self.book, date.fromisoformat(self.today)) if first else None
        if whole is not None and whole.last < self.period.first:
            newest = long_day(whole.last.isoformat())
            self.say(_("the newest order is of {day}; p goes on to all").format(day=newest))

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Lay out for this terminal."""
        if self.is_mounted:
            self.lay_out()

    def lay_out(self) -> None:
        """Show what is known."""
        shown = Shown(
            self.choice,
            asking=self.asking,
            whole=self._all_products,
            currency=self.session.ports.settings.currency,
            cells=self.size.width,
            glyphs=self.glyphs,
        )
        self._view = view = kpis_view(self._known, shown)
        empty = "" if self.book.count("customers") else _("The book is empty: n adds a customer.")
        self.figures.show(view.ids, lambda at: view.lines[at], empty=empty)
        self._tell(self.figures.row_id)

    @on(LineList.Highlighted)
    def _highlighted(self, event: LineList.Highlighted) -> None:
        self._tell(event.row_id)

    def _tell(self, row_id: str) -> None:
        said = ""
        if self._known is not None and self._known.report.note is None:
            currency = self.session.ports.settings.currency
            said = about(row_id, self._known, currency, self.size.width)
        self.query_one("#detail", OneLine).set(said)

    # Commands

    @on(LineList.Opened)
    async def _opened(self, event: LineList.Opened) -> None:
        """Pick a question; show the rows behind a number."""
        kind, _space, of = event.row_id.partition(" ")
        finding = self._known.finding(of) if self._known is not None else None
        if kind == "ask":
            self._questions_up = False
            await self.answer(of)
            self.figures.action_first()
        elif event.row_id == MORE_PRODUCTS:
            self._all_products = True
            self.lay_out()
        elif kind == "set":
            self.action_target()
        elif self._known is not None and kind in BEHIND:
            known = self._known
            head = row_title(event.row_id, known)
            screen = BehindScreen(head, str(self.period), self.today, BEHIND[kind], of)
            self.app.push_screen(screen)
        elif kind == "standing" and self._known is not None:
            self.app.push_screen(StandingScreen())
        elif finding is not None:
            self.app.push_screen(FindingScreen(finding))
        else:
            self.action_meaning()

    def action_question(self) -> None:
        """Ask what the rep wants to know, or go back to the numbers."""
        self._questions_up = not self.asking
        self.lay_out()
        if self._questions_up:
            self.figures.highlight(f"ask {self.choice.question or 'target'}")
        else:
            self.figures.action_first()

    def action_meaning(self) -> None:
        """Say what the highlighted number means, with this book's own figures in it."""
        row_id = self.figures.row_id
        if not row_id or self._known is None or row_id.startswith("ask "):
            self.say(_("d tells what a number means; highlight one"))
            return
        currency = self.session.ports.settings.currency
        text = meaning(row_id, self._known, currency)
        self.app.push_screen(ReadScreen(row_title(row_id, self._known), text))

    def action_trend(self) -> None:
        """Show where the highlighted number is going."""
        metric = self.metric
        if not metric:
            self.say(_("v shows where a number is going; highlight one"))
            return
        self.app.push_screen(TrendScreen(metric, self.period.kind))

    @work(group="form")
    async def action_parts(self) -> None:
        """Take the highlighted number apart: by zone, product, …; the funnel too."""
        metric, kind = self.metric, self.figures.row_id.partition(" ")[0]
        dimensions = FUNNEL_BY if kind == "stage" else parts_of(metric) if metric else ()
        if not dimensions:
            self.say(_("x takes apart what is made of orders, deals, contacts; highlight one"))
            return
        picked = await self.app.push_screen_wait(
            DimensionScreen(_("Take apart by what?"), dimensions)
        )
        if not picked:
            return
        if kind == "stage":
            self.app.push_screen(FunnelsScreen(self.today, picked))
        else:
            self.app.push_screen(ComparedScreen(metric, str(self.period), self.today, picked))

    def action_gap(self) -> None:
        """Show the deals that would close the gap to the period's target."""
        self.app.push_screen(GapScreen(str(self.period)))

    def action_chart(self) -> None:
        """Draw charts, the one of the highlighted row first."""
        if self._known is None:
            self.say(_("the numbers are on their way"))
            return
        open_charts(self, self._known, self.figures.row_id)

    def forget(self) -> None:
        """Another period: what was known is of the one before; the highlight waits for its row."""
        stood, self._known = self.figures.row_id, None
        self.show_book()
        self._stood = stood, self.figures.row_id
        self.draw_frame()
