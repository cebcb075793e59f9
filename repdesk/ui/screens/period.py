"""Pick a period: typed as one says it, or from a short list."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from repdesk.domain.errors import Invalid
from repdesk.domain.period import Period, parse_period, period_of
from repdesk.i18n import N_, _, language
from repdesk.notation.periods import read_period
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording import metrics
from repdesk.wording.days import days_from_to

WHOLE = "all"
KINDS = ("month", "quarter", "year", "week")
THIS = {**metrics.THIS, "week": N_("This week")}
LAST = {
    "month": N_("Last month"),
    "quarter": N_("Last quarter"),
    "year": N_("Last year"),
    "week": N_("Last week"),
}


class PeriodScreen(FindScreen):
    """Gives back a period as it is written (2026-06), `all` for everything, empty for none."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    COLUMNS = (Column(24, grow=1, most=30), Column(16, grow=2))

    def __init__(self, today: str, date_order: str = "") -> None:
        super().__init__()
        self._day, self._order = date.fromisoformat(today), date_order

    def on_mount(self) -> None:
        """Say what may be typed."""
        self.say(_("pick, or type: last quarter, 2026-05, 2026-Q1, 1 May..today"), "plain")

    def heading(self) -> str:
        """The question."""
        return _("Which period?")

    def count(self) -> int:
        """What is offered before anything is typed."""
        return len(self._offered())

    def _offered(self) -> list[str]:
        now = [period_of(self._day, kind) for kind in KINDS]
        return [str(one) for pair in ((one, one.previous()) for one in now) for one in pair] + [
            WHOLE
        ]

    def find(self, text: str) -> Sequence[str]:
        """The period that the text means; without a text what is offered."""
        if not text.strip():
            return self._offered()
        order = self._order or None
        try:
            read = read_period(text, self._day, language(), date_order=order, past=True)
        except Invalid:
            return [WHOLE] if text.strip().casefold() in (WHOLE, _("all"), "全部") else []
        return [str(read)]

    def line(self, row_id: str) -> Sequence[Cell]:
        """What it is called, and its days."""
        if row_id == WHOLE:
            return (Look(_("all"), "strong"), _("from the first order on"))
        period = parse_period(row_id)
        days = days_from_to(
            period.first.isoformat(), period.last.isoformat(), self._day.isoformat()
        )
        return (Look(self._called(period), "strong"), days)

    def _called(self, period: Period) -> str:
        """`This month`, `Last week`; another one as it is written."""
        for kind in KINDS:
            here = period_of(self._day, kind)
            if period == here:
                return f"{_(THIS[kind])}  {period}"
            if period == here.previous():
                return f"{_(LAST[kind])}  {period}"
        return str(period) if period.kind != "range" else _("days")

    def none_fits(self) -> str:
        """It is no period."""
        return _("That is no period yet: last month, 2026-Q1, 2026-W23, 1 May..20 May.")
