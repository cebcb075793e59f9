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
from repdesk.domain.book import Book
from repdesk.domain.errors import RepdeskError
from repdesk.domain.period import Period, parse_period, period_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.kpi_numbers import KpiNumbers, asked
from repdesk.ui.screens.behind import BehindScreen
from repdesk.ui.screens.charting import open_charts
from repdesk.ui.screens.choosing import ChoosingScreen
from repdesk.ui.screens.gap import GapScreen
from repdesk.ui.screens.period import WHOLE, PeriodScreen
from repdesk.ui.screens.read import ReadScreen
from repdesk.ui.views.kpi_meaning import meaning, row_title
from repdesk.ui.views.kpi_rows import detail
from repdesk.ui.views.kpi_sections import MORE_PRODUCTS
from repdesk.ui.views.kpis import KpisView, Shown, kpis_view, title
from repdesk.ui.widgets.line_list import LineList
from repdesk.ui.widgets.lines import OneLine
from repdesk.wording.days import long_day

KINDS = ("month", "quarter", "year", "range")
"""What `p` steps through; the range is everything, from the first order to the newest."""
FRESH = 92
"""Days after the newest order for which today still belongs to the period of everything."""
BEHIND = {"kpi": "figure", "product": "product", "target": "target", "stage": "stage"}
"""Rows that have rows behind them, by what the port calls them."""


def everything(book: Book, today: date) -> Period | None:
    """Return the days from the first order on; None without orders.

    They end today, or with the newest order where that is long ago: an imported history.
    """
    days = [day for day in book.days("orders") if day <= today.isoformat()]
    if not days:
        return None
    first, newest = date.fromisoformat(days[0]), date.fromisoformat(days[-1])
    return Period("range", first, today if (today - newest).days <= FRESH else newest)


class KpisScreen(ChoosingScreen):
    """The numbers of one period. All of it comes from a worker, the past last."""

    SCOPE = "kpis"
    BINDINGS = bindings("kpis")

    @dataclass
    class Known(Message):
        """The worker knows something of the numbers, and each time more."""

        numbers: KpiNumbers

    def __init__(self) -> None:
        super().__init__()
        self._period: Period | None = None
        self._whole = False
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
    def period(self) -> Period:
        """The period shown; at first this month."""
        if self._period is None:
            self._period = period_of(date.fromisoformat(self.today), "month")
        return self._period

    @property
    def asking(self) -> bool:
        """Whether the questions stand over the numbers: until one was picked, and on `w`."""
        if self._questions_up is None:
            return not self.choice.question and bool(self.book.count("customers"))
        return self._questions_up

    @property
    def highlighted(self) -> Figure | None:
        """The highlighted figure."""
        kind, _space, key = self.figures.row_id.partition(" ")
        known = self._known
        return known.figure(key) if kind == "kpi" and known is not None else None

    def title_line(self) -> str:
        """The period, and what it is compared with."""
        day = date.fromisoformat(self.today)
        return title(self.period, day, self.today, whole=self._whole)

    def needed(self) -> Collection[str]:
        """What the numbers are for."""
        return (*super().needed(), "list.open", "meaning", "question", "chart", "gap", "help")

    def idle(self) -> Collection[str]:
        """What needs a highlighted row of its kind; without numbers what is about them."""
        idle = set(super().idle()) - {"list.open"}
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
        self._known = found
        stood, waiting = self._stood
        back = first and self.figures.row_id == waiting
        self.lay_out()
        if back and stood:
            self.figures.highlight(stood)
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
        kind, _space, key = row_id.partition(" ")
        known, said = self._known, ""
        if kind == "kpi" and known is not None and known.report.note is None:
            said = detail(known, key, self.session.ports.settings.currency)
        self.query_one("#detail", OneLine).set(said)

    # Commands

    @on(LineList.Opened)
    async def _opened(self, event: LineList.Opened) -> None:
        """Pick a question; show the rows behind a number."""
        kind, _space, of = event.row_id.partition(" ")
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
            day = self.today if kind == "stage" else known.report.asof
            screen = BehindScreen(head, str(self.period), day, BEHIND[kind], of)
            self.app.push_screen(screen)
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

    def action_gap(self) -> None:
        """Show the deals that would close the gap to the period's target."""
        self.app.push_screen(GapScreen(str(self.period)))

    def action_chart(self) -> None:
        """Draw charts, the one of the highlighted row first."""
        if self._known is None:
            self.say(_("the numbers are on their way"))
            return
        open_charts(self, self._known, self.figures.row_id)

    def action_period(self, step: int) -> None:
        """Show the period before or after."""
        if self._whole:
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
        kind = "week" if self.period.kind == "week" else self.period.kind
        after = KINDS[(KINDS.index(kind) + 1) % len(KINDS)] if kind in KINDS else "month"
        if kind == "range" and not self._whole:
            after = "month"
        whole = everything(self.book, today) if after == "range" else None
        if after == "range" and whole is None:
            after = "month"
        self._go(whole or period_of(min(self.period.last, today), after), whole=whole is not None)

    @work(group="form")
    async def action_period_typed(self) -> None:
        """Show a period that is typed."""
        order = self.session.ports.settings.date_order
        picked = await self.app.push_screen_wait(PeriodScreen(self.today, order))
        if not picked:
            return
        day = date.fromisoformat(self.today)
        whole = everything(self.book, day) if picked == WHOLE else None
        if picked == WHOLE and whole is None:
            self.say(_("there is no order yet"))
            return
        period = whole or parse_period(picked)
        if period.first > day:
            self.say(_("{period} has not begun").format(period=period))
            return
        self._go(period, whole=whole is not None)

    def _go(self, period: Period, *, whole: bool = False) -> None:
        self._period, self._whole = period, whole
        stood, self._known = self.figures.row_id, None
        self.show_book()
        self._stood = stood, self.figures.row_id
        self.draw_frame()
