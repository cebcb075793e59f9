"""The KPI screen as lines: what answers the question the rep asked, in the rep's order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from repdesk.domain.period import Period
from repdesk.domain.questions import ALL, SECTIONS, USUAL, KpiChoice, group_of
from repdesk.i18n import N_, _
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.kpi_numbers import KpiNumbers
from repdesk.ui.views.findings import finding_rows
from repdesk.ui.views.flowed import WHOLE, flowed
from repdesk.ui.views.kpi_rows import NARROW, column_names, figure_row, waiting_row
from repdesk.ui.views.kpi_sections import (
    SAID,
    TOLD,
    Line,
    forecast_rows,
    funnel_rows,
    product_rows,
    target_rows,
)
from repdesk.ui.widgets.columns import Column, Heading, Look, Row
from repdesk.wording.days import days_from_to
from repdesk.wording.notes import note_words
from repdesk.wording.questions import ANSWERED_BY, GROUPS, QUESTIONS

WAYS = (
    N_("l logs an order: o CODEx2@PRICE"),
    N_("repdesk import FILE  brings in orders you have as CSV or XLSX"),
)
"""How an empty screen is filled."""
FIRST = N_("n  adds your first customer")
ASKED = (Column(26), Column(8, grow=1))


@dataclass(frozen=True, slots=True)
class KpisView:
    """The rows of the list: `ids` (a heading's is empty) and, at the same places, their lines."""

    ids: tuple[str, ...] = ()
    lines: tuple[Row | Heading, ...] = ()


@dataclass(frozen=True, slots=True)
class Shown:
    """What of the screen is the rep's: the choice, whether it asks now, all products or a few."""

    choice: KpiChoice
    asking: bool = False
    whole: bool = False
    currency: str = "CNY"
    cells: int = 80
    glyphs: Glyphs = UNICODE


def title(period: Period, day: date, today: str, *, whole: bool) -> str:
    """The first line: the period, its days, whether it is over, and what it is compared with.

    `whole`: the period is everything there is, and is compared with nothing.
    """
    days = days_from_to(period.first.isoformat(), period.last.isoformat(), today)
    if whole:
        return f"{_('KPIs')}  {_('all')}  {days}"
    state = _("closed") if day > period.last else _("running")
    if period.kind == "range":
        return f"{_('KPIs')}  {days}  ({state})  " + _("vs as many days before")
    bases = dict.fromkeys(str(base) for base in (period.previous(), period.last_year()))
    against = _("vs {bases}").format(bases=" / ".join(bases))
    return f"{_('KPIs')}  {period}  {days}  ({state})  {against}"


def kpis_view(known: KpiNumbers | None, shown: Shown) -> KpisView:
    """Return the rows: the questions while it asks, then what answers the one asked."""
    lines: list[Line] = []
    choice = shown.choice
    if shown.asking:
        lines += question_rows(shown)
    if known is None:
        lines.append(("", Heading("", _("reading the numbers") + shown.glyphs.ellipsis)))
        items = choice.of(choice.question or ALL)
        keys = [item for item in items if item not in SECTIONS]
        lines += [(f"kpi {key}", waiting_row(key, shown.glyphs)) for key in keys]
    elif known.report.note is not None:
        why = note_words(known.report.note)
        lines.append(("", Heading(_("No numbers: {why}").format(why=why))))
        if known.report.history_from is None:
            ways = WAYS if known.book.count("customers") else (FIRST, *WAYS)
            lines += [("", Row((_(way),), WHOLE)) for way in ways]
        lines += funnel_rows(known.funnel, known.today)
    else:
        lines += answer_rows(known, shown)
    lines = list(flowed(lines, shown.cells, (SAID, TOLD, WHOLE)))
    return KpisView(tuple(row_id for row_id, _row in lines), tuple(row for _id, row in lines))


def question_rows(shown: Shown) -> Iterable[Line]:
    """Yield the questions, the one asked last marked."""
    way = _("Enter picks; w asks again") if shown.cells >= NARROW else ""
    yield "", Heading(_("What do you want to know?"), way)
    for question in USUAL:
        mark = f" {shown.glyphs.tick}" if question == shown.choice.question else ""
        name = Look(_(QUESTIONS[question]) + mark, "strong")
        yield f"ask {question}", Row((name, Look(_(ANSWERED_BY[question]), "dim")), ASKED)


def answer_rows(known: KpiNumbers, shown: Shown) -> Iterable[Line]:
    """Yield what answers the question: figures and sections in the rep's order."""
    question = shown.choice.question or ALL
    everything = question == ALL
    if not everything and not shown.asking:
        way = _("w asks something else") if shown.cells >= NARROW else ""
        yield "", Heading(_(QUESTIONS[question]), way)
    named = ""
    for item in shown.choice.of(question):
        if item in SECTIONS:
            yield from section_rows(item, known, shown)
            named = group_of(item) if everything else ""
            continue
        group = group_of(item) if everything else "figures"
        if group != named:
            yield "", column_names(_(GROUPS[group]) if everything else "", known)
            named = group
        row = figure_row(known.figure(item), known, shown.choice, shown.currency, shown.glyphs)
        yield f"kpi {item}", row


def section_rows(item: str, known: KpiNumbers, shown: Shown) -> Iterable[Line]:
    """Yield the rows of a section."""
    match item:
        case "targets":
            return target_rows(known, shown.currency, shown.glyphs)
        case "forecast":
            return forecast_rows(known, shown.currency)
        case "products":
            return product_rows(known, shown.currency, whole=shown.whole)
        case "findings":
            return finding_rows(
                known.findings,
                known.reviews,
                known.book,
                shown.currency,
                known.today,
                shown.glyphs,
            )
        case "funnel":
            return funnel_rows(known.funnel, known.today)
    return ()
