"""The KPI screen as lines: each figure with its base, its target and its past; the funnel below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from repdesk.analytics.results import Figure, Funnel, FunnelStep, KpiReport
from repdesk.domain.book import Book
from repdesk.domain.period import Period
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import _, ngettext
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.views.funnel import SMALL_SAMPLE, stage_word
from repdesk.ui.views.target import percent
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look, Row, column_widths
from repdesk.wording.amounts import amount
from repdesk.wording.days import days_from_to
from repdesk.wording.metrics import KPIS, change_words, figure_words, interval_words
from repdesk.wording.notes import note_words
from repdesk.wording.terms import LOST_REASONS, named

PAST = 8
"""Periods in a spark line, this one the last."""
WIDE = (
    Column(17),
    Column(13, right=True),
    Column(7, right=True, keep=6),
    Column(7, right=True, keep=5),
    Column(7, right=True, keep=4),
    Column(14, right=True, keep=3),
    Column(PAST, keep=2),
)
SILENT = (Column(17), Column(13, right=True), Column(8, grow=1))
FUNNEL = (
    Column(17),
    Column(6, right=True),
    Column(10, right=True, keep=7),
    Column(7, right=True, keep=6),
    Column(6, right=True, keep=4),
    Column(8, grow=1, keep=3),
)


@dataclass(frozen=True, slots=True)
class Bases:
    """The reports a period is compared with, and its figures' past, oldest first, by key."""

    previous: KpiReport | None = None
    last_year: KpiReport | None = None
    past: Mapping[str, Sequence[float | None]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class KpisView:
    """The rows of the list: `ids` (a heading's is empty) and, at the same places, their lines."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()


def base_day(period: Period, base: Period, day: date) -> date:
    """The day a base period is told as of: as many days into it as this one is, at most its end."""
    if day >= period.last:
        return base.last
    elapsed = max(period.elapsed(day), 1)
    return min(base.first + timedelta(days=elapsed - 1), base.last)


def title(period: Period, day: date, today: str) -> str:
    """The first line: the period, its days, whether it is over, and what it is compared with."""
    days = days_from_to(period.first.isoformat(), period.last.isoformat(), today)
    state = _("closed") if day > period.last else _("running")
    if period.kind == "range":
        everything = _("all")
        return f"{_('KPIs')}  {everything}  {days}"
    bases = dict.fromkeys(str(base) for base in (period.previous(), period.last_year()))
    against = _("vs {bases}").format(bases=" / ".join(bases))
    return f"{_('KPIs')}  {period}  {days}  ({state})  {against}"


def kpis_view(
    report: KpiReport | None,
    bases: Bases,
    funnel: Funnel | None,
    *,
    currency: str,
    cells: int,
    today: str,
    glyphs: Glyphs = UNICODE,
) -> KpisView:
    """Return the rows: figures, then the funnel; the reason where there is no number."""
    ids: list[str] = []
    lines: list[Row | Heading] = []

    def add(row_id: str, line: Row | Heading) -> None:
        ids.append(row_id)
        lines.append(line)

    if report is None:
        add("", Heading("", _("reading the numbers") + glyphs.ellipsis))
        for key, label in KPIS.items():
            add(f"kpi {key}", Row((Look(_(label), "strong"), glyphs.ellipsis, ""), SILENT))
    elif report.note is not None:
        add("", Heading(_("No numbers: {why}").format(why=note_words(report.note))))
    else:
        if column_widths(WIDE, cells - 1)[-2]:
            add("", _heads(bases))
        for key in KPIS:
            line = figure_row(report.figure(key), report, bases, currency, glyphs)
            add(f"kpi {key}", line)
    if funnel is not None:
        for row_id, row in _funnel_rows(funnel, today):
            add(row_id, row)
    return KpisView(tuple(ids), tuple(lines))


def _heads(bases: Bases) -> Row:
    """The names of the columns that need one."""
    names = (
        _("vs prev") if bases.previous is not None else "",
        _("vs year") if bases.last_year is not None else "",
        _("target"),
        _("last {n}").format(n=PAST) if bases.past else "",
    )
    return Row(("", "", "", *(Look(name, "dim") for name in names)), WIDE)


def figure_row(
    figure: Figure, report: KpiReport, bases: Bases, currency: str, glyphs: Glyphs = UNICODE
) -> Row:
    """One figure: value with k and n, interval, changes, target, spark; or a dash and why."""
    label = Look(_(KPIS[figure.key]), "strong")
    if figure.value is None:
        why = note_words(figure.note) if figure.note is not None else ""
        return Row((label, "—", Look(why, "dim")), SILENT)
    care = "*" if figure.note is not None else ""
    cells: tuple[Cell, ...] = (
        label,
        figure_words(figure, currency) + care,
        interval_words(figure.low, figure.high),
        change_words(figure, _of(bases.previous, figure.key)),
        change_words(figure, _of(bases.last_year, figure.key)),
        _target(figure, report, currency, glyphs),
        spark(bases.past.get(figure.key, ()), glyphs),
    )
    return Row(cells, WIDE)


def _of(report: KpiReport | None, key: str) -> Figure | None:
    return None if report is None or report.note is not None else report.figure(key)


def _target(figure: Figure, report: KpiReport, currency: str, glyphs: Glyphs) -> str:
    for row in report.targets:
        if row.metric == figure.key and row.scope == "all" and row.attainment is not None:
            money = row.metric in MONEY_METRICS
            goal = amount(row.target, currency) if money else f"{row.target:,}"
            reached = glyphs.tick if row.attainment >= 1 else percent(row.attainment)
            return f"{goal} {reached}"
    return ""


def spark(values: Sequence[float | None], glyphs: Glyphs = UNICODE) -> str:
    """A line of bars from zero to the largest; a blank where there is no number."""
    known = [value for value in values if value is not None]
    top = max(known, default=0.0)
    if len(known) < 2 or top <= 0:
        return ""
    last = len(glyphs.sparks) - 1
    return "".join(
        " " if value is None else glyphs.sparks[max(0, round(last * value / top))]
        for value in values
    )


def detail(figure: Figure) -> str:
    """What has to be known of a figure: why it is to be read with care, what it is made of."""
    said = [_(KPIS[figure.key])]
    if figure.k is not None and figure.n is not None:
        said.append(_("{k} of {n}").format(k=figure.k, n=figure.n))
    if figure.note is not None:
        said.append(note_words(figure.note))
    return ": ".join([said[0], "; ".join(said[1:])]) if len(said) > 1 else ""


def stands_on(book: Book, report: KpiReport) -> str:
    """What net sales were added up from: orders and credit notes, lines, products, customers."""
    if report.note is not None:
        return ""
    orders = [book.get("orders", id_) for id_ in report.figure("sales_net").ids]
    counts = (
        ngettext("{n} order", "{n} orders", len(orders)).format(n=f"{len(orders):,}"),
        _("{n} lines").format(n=f"{sum(len(order.lines) for order in orders):,}"),
        _("{n} products").format(n=len({line.product for o in orders for line in o.lines})),
        _("{n} customers").format(n=len({order.customer for order in orders})),
    )
    return f"{_(KPIS['sales_net'])}: {', '.join(counts)}"


def _funnel_rows(funnel: Funnel, today: str) -> list[tuple[str, Row | Heading]]:
    days = days_from_to(funnel.start, funnel.end, today)
    head = _("FUNNEL {days}").format(days=days)
    if funnel.note is not None or not funnel.ids:
        return [("", Heading(f"{head}  " + _("no deal was created")))]
    overall = funnel.overall
    whole = ""
    if overall.rate is not None:
        whole = _("won {k} of {n} decided {interval}").format(
            k=overall.k, n=overall.n, interval=interval_words(overall.low, overall.high)
        )
    rows: list[tuple[str, Row | Heading]] = [("", Heading(head, whole.rstrip()))]
    into = {step.target: step for step in funnel.steps}
    for one in funnel.stages:
        median = ""
        if one.median_days is not None:
            median = _("{n}d").format(n=f"{one.median_days:.3g}")
        cells = (stage_word(one.stage, one.name), str(one.reached), *_step(into.get(one.stage)))
        rate, interval, lost = cells[2], cells[3], cells[4]
        line = Row((cells[0], cells[1], rate, interval, median, lost), FUNNEL)
        rows.append((f"stage {one.stage}", line))
    return rows


def _step(step: FunnelStep | None) -> tuple[str, str, str]:
    """Return rate with k/n, interval, and why deals were lost on the way there."""
    if step is None or step.rate is None:
        return "", "", ""
    lost = ", ".join(
        f"{named(dict(LOST_REASONS), reason) or _('no reason')} {n}"
        for reason, n in step.lost_reasons
    )
    few = _("too few to judge") if step.n < SMALL_SAMPLE else ""
    said = "; ".join(filter(None, (few, lost)))
    rate = f"{float(step.rate) * 100:.0f}% {step.k}/{step.n}"
    return rate, interval_words(step.low, step.high), said
