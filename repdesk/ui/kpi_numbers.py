"""What the KPI screen shows of a period, as it becomes known: asked in a worker, part by part."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

import msgspec
from msgspec.structs import replace

from repdesk.analytics.results import (
    Bonus,
    Figure,
    Finding,
    Findings,
    Forecast,
    Funnel,
    KpiReport,
    Review,
)
from repdesk.domain.book import Book
from repdesk.domain.period import Period, same_day_last_year
from repdesk.i18n import _, ngettext
from repdesk.ui.ports import Numbers

PAST = 8
"""Periods in a spark line, this one the last."""
FORECAST = ("month", "quarter")
"""The kinds of period that have a forecast."""


class KpiNumbers(msgspec.Struct, frozen=True):
    """The report of a period and what stands beside it; None or empty: not known yet, or nothing.

    The report is as of today. `previous` and `last_year` are told after as many days as this
    period has; `past` are the figures of the last periods by key, oldest first, this one the
    last, each after as many days. So they stand beside `held`: the report as of the last day of
    a period that is over.
    """

    book: Book
    period: Period
    today: str
    report: KpiReport
    held: KpiReport | None = None
    previous: KpiReport | None = None
    last_year: KpiReport | None = None
    past: Mapping[str, Sequence[float | None]] = msgspec.field(default_factory=dict)
    forecast: Forecast | None = None
    bonus: Bonus | None = None
    funnel: Funnel | None = None
    findings: Findings | None = None
    reviews: Sequence[Review] = ()
    stands_on: str = ""
    """What net sales were added up from, in words."""
    carried: bool = False
    """Whether findings and past are still those of the book before."""

    @property
    def unfinished(self) -> bool:
        """Whether the period goes on after today."""
        return self.today < self.period.last.isoformat()

    def carrying(self, before: KpiNumbers | None) -> KpiNumbers:
        """Return this with what is not known yet as it was told of the book before.

        So nothing leaves the screen for the second that the next answer takes.
        """
        if before is None or before.period != self.period or self.past:
            return self
        late = self.findings is None
        # The bases of a period that is over stand only beside what it held: that comes with them.
        bases = before if self.previous is None and before.held is None else self
        return replace(
            self,
            previous=bases.previous,
            last_year=bases.last_year,
            past=before.past,
            findings=before.findings if late else self.findings,
            reviews=before.reviews if late else self.reviews,
            carried=late,
        )

    def finding(self, id_: str) -> Finding | None:
        """Return a finding by its id; None where it is told no more."""
        told = self.findings.findings if self.findings is not None else ()
        return next((one for one in told if one.id == id_), None)

    def figure(self, key: str) -> Figure:
        """Return a figure of the report; raises KeyError."""
        return self.report.figure(key)

    def moved_on(self, key: str) -> Figure | None:
        """Return a figure as of the last day of a period since whose end it changed, else None."""
        if self.held is None:
            return None
        held = self.held.figure(key)
        return held if held.value != self.report.figure(key).value else None


def base_day(period: Period, base: Period, day: date) -> date:
    """The day a base period is told as of: as many days into it as this one is, at most its end.

    The same dates a year earlier end on the same date.
    """
    if day >= period.last:
        return base.last
    if base == period.last_year() and period.kind != "week":
        return min(same_day_last_year(day), base.last)
    elapsed = max(period.elapsed(day), 1)
    return min(base.first + timedelta(days=elapsed - 1), base.last)


def asked(
    numbers: Numbers, book: Book, period: Period, today: str, *, whole: bool
) -> Iterator[KpiNumbers]:
    """Yield what is known of a period, each time more: the report first, its past last.

    `whole`: the period is everything there is, and nothing was before it.
    """
    day = date.fromisoformat(today)

    def as_of(base: Period) -> KpiReport:
        told = min(base_day(period, base, day), day)
        return numbers.kpis(book, str(base), told.isoformat())

    report = numbers.kpis(book, str(period), today)
    known = KpiNumbers(book, period, today, report)
    if day in period:
        known = replace(known, bonus=numbers.bonus(book, today))
        if period.kind in FORECAST:
            known = replace(known, forecast=numbers.forecast(book, str(period), today))
    known = replace(known, funnel=numbers.funnel(book, today), stands_on=_counted(book, report))
    yield known
    if whole or report.note is not None:
        yield _with_findings(numbers, known)
        return
    before, year = period.previous(), period.last_year()
    held = report if day <= period.last else numbers.kpis(book, str(period), str(period.last))
    known = replace(known, previous=as_of(before), held=None if held is report else held)
    if year != before:
        known = replace(known, last_year=as_of(year))
    yield known
    known = _with_findings(numbers, known)
    yield known
    reports = [held]
    while len(reports) < PAST:
        reports.insert(0, as_of(before))
        before = before.previous()
        yield known
    past = {
        figure.key: tuple(_plain(one.figure(figure.key)) for one in reports)
        for figure in report.figures
    }
    yield replace(known, past=past)


def _with_findings(numbers: Numbers, known: KpiNumbers) -> KpiNumbers:
    book, day = known.book, known.today
    return replace(
        known, findings=numbers.findings(book, day), reviews=tuple(numbers.reviews(book, day))
    )


def _plain(figure: Figure) -> float | None:
    return None if figure.value is None else float(figure.value)


def _counted(book: Book, report: KpiReport) -> str:
    """Return how many orders and credit notes, lines, products and customers net sales come of."""
    orders = [book.get("orders", id_) for id_ in report.figure("sales_net").ids]
    counts = (
        ngettext("{n} order", "{n} orders", len(orders)).format(n=f"{len(orders):,}"),
        _("{n} lines").format(n=f"{sum(len(order.lines) for order in orders):,}"),
        _("{n} products").format(n=len({line.product for o in orders for line in o.lines})),
        _("{n} customers").format(n=len({order.customer for order in orders})),
    )
    return ", ".join(counts)
