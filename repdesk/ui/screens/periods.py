"""Which period the KPI screen shows: walked to, stepped through in kinds, or typed."""

from __future__ import annotations

from datetime import date

from textual import work

from repdesk.domain.book import Book
from repdesk.domain.period import Period, parse_period, period_of
from repdesk.i18n import _
from repdesk.ui.screens.acting import ActingScreen
from repdesk.ui.screens.period import WHOLE, PeriodScreen

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


class PeriodsScreen(ActingScreen):
    """A screen about one period."""

    def __init__(self) -> None:
        super().__init__()
        self._period: Period | None = None
        self._whole = False
        """Whether the period is everything there is."""

    def forget(self) -> None:
        """Show another period: nothing is known of it yet."""
        raise NotImplementedError

    @property
    def period(self) -> Period:
        """The period shown; at first this month."""
        if self._period is None:
            self._period = period_of(date.fromisoformat(self.today), "month")
        return self._period

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
        known = self.period.kind in KINDS[:-1]
        after = KINDS[KINDS.index(self.period.kind) + 1] if known else "month"
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
        self.forget()
