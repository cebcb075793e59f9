"""One figure as a row: its value with n and interval, its bases, its target or goal, its past."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction

from repdesk.analytics.results import Figure, KpiReport
from repdesk.domain.money import from_minor
from repdesk.domain.questions import GROUPS, KpiChoice, reaches
from repdesk.domain.target import MONEY_METRICS
from repdesk.i18n import _
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.kpi_numbers import PAST, KpiNumbers
from repdesk.ui.views.target import percent
from repdesk.ui.widgets.columns import Cell, Column, Look, Row
from repdesk.wording.amounts import amount
from repdesk.wording.days import days_from_to, short_day
from repdesk.wording.metrics import (
    NAMES,
    change_words,
    figure_words,
    interval_words,
    short_name,
)
from repdesk.wording.notes import note_words
from repdesk.wording.questions import goal_words

WIDE = (
    Column(17, grow=1, most=26),
    Column(13, right=True),
    Column(7, right=True, keep=6),
    Column(7, right=True, keep=5),
    Column(7, right=True, keep=4),
    Column(14, right=True, keep=3),
    Column(PAST, keep=2),
)
SILENT = (Column(17), Column(13, right=True), Column(8, grow=1))
NO_BASES = frozenset({"growth_previous", "growth_last_year", *GROUPS["target"]})
"""Figures that are comparisons themselves: nothing stands beside them."""

NARROW = 60
"""Cells under which the changes have no columns."""
OF_HISTORY = frozenset(
    {"new_customers", "recovered_customers", "churn", "growth_previous", "growth_last_year"}
)
"""Figures that are wrong before the history begins: its first day stands beside them."""


def column_names(title: str, known: KpiNumbers) -> Row:
    """The names of the columns that need one, a title at their head."""
    names = (
        _("vs prev") if known.previous is not None else "",
        _("vs year") if known.last_year is not None else "",
        _("target"),
        _("last {n}").format(n=PAST) if known.past else "",
    )
    head = Look(title, "strong")
    return Row((head, "", "", *(Look(name, "dim") for name in names)), WIDE)


def waiting_row(key: str, glyphs: Glyphs) -> Row:
    """A figure that is being worked out."""
    return Row((Look(short_name(key), "strong"), glyphs.ellipsis, ""), SILENT)


def figure_row(
    figure: Figure, known: KpiNumbers, choice: KpiChoice, currency: str, glyphs: Glyphs = UNICODE
) -> Row:
    """One figure: value with k and n, interval, changes, target, spark; or a dash and why."""
    key = figure.key
    label = Look(short_name(key), "strong")
    if figure.value is None:
        why = note_words(figure.note) if figure.note is not None else ""
        return Row((label, "—", Look(why, "dim")), SILENT)
    care = "*" if figure.note is not None else ""
    silent = key in NO_BASES or known.moved_on(key) is not None
    bases = (None, None) if silent else (known.previous, known.last_year)
    cells: tuple[Cell, ...] = (
        label,
        figure_words(figure, currency) + care,
        interval_words(figure.low, figure.high),
        *(change_words(figure, _of(base, key)) for base in bases),
        _target(figure, known.report, currency, glyphs) or _goal(figure, choice, currency, glyphs),
        spark(known.past.get(key, ()), glyphs),
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


def _goal(figure: Figure, choice: KpiChoice, currency: str, glyphs: Glyphs) -> str:
    """The rep's own goal for the number, and whether it is reached."""
    goal = choice.goals.get(figure.key)
    if goal is None or figure.value is None:
        return ""
    value = as_goal(figure, currency)
    mark = glyphs.tick if reaches(figure.key, value, goal) else glyphs.cross
    return f"{goal_words(figure.key, figure.unit, goal)} {mark}"


def as_goal(figure: Figure, currency: str) -> Decimal:
    """Return a figure's value in the units of a goal: money in major units."""
    if figure.unit == "money":
        return from_minor(int(figure.value or 0), currency)
    exact = Fraction(figure.value or 0)
    return Decimal(exact.numerator) / Decimal(exact.denominator)


def detail(known: KpiNumbers, key: str, currency: str, cells: int) -> str:
    """What a figure counts and is held against, in one line; why it is missing or to be minded.

    On a narrow terminal the changes stand here, for want of columns; and those of a figure that
    has changed since its period ended, as it then was.
    """
    figure, held = known.figure(key), known.moved_on(key)
    said = []
    if held is not None and known.held is not None:
        day = short_day(known.held.asof, known.today)
        was = figure_words(held, currency) if held.value is not None else "—"
        said.append(_("on {day} {value}").format(day=day, value=was))
    if key not in NO_BASES and (cells < NARROW or held is not None):
        bases = ((_("vs prev"), known.previous), (_("vs year"), known.last_year))
        changes = ((name, change_words(held or figure, _of(base, key))) for name, base in bases)
        said += [f"{name} {change}" for name, change in changes if change]
    if figure.k is not None and figure.n is not None:
        said.append(_("{k} of {n}").format(k=figure.k, n=figure.n))
    if figure.base is not None and figure.base_period is not None:
        first, _dots, last = figure.base_period.partition("..")
        days = days_from_to(first, last, known.today)
        said.append(
            _("against {value}, {days}").format(value=amount(figure.base, currency), days=days)
        )
    if figure.note is not None:
        said.append(note_words(figure.note))
    if key == "sales_net" and known.stands_on:
        said.append(known.stands_on)
    began = known.report.history_from
    if began is not None and key in OF_HISTORY:
        said.append(_("first order {day}").format(day=began))
    if not said and known.unfinished and key not in NO_BASES:
        said.append(_("bases and past: after as many days"))
    return f"{_(NAMES[key])}: {'; '.join(said)}" if said else _(NAMES[key])


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
