"""Trends, comparisons, pivots and funnels by parts, as lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repdesk.analytics.results import (
    ComparedGroup,
    Comparison,
    FunnelGroups,
    Overall,
    SegmentCell,
    Segments,
    Trend,
)
from repdesk.i18n import _
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.views.behind import RowsView
from repdesk.ui.views.flowed import WHOLE, flowed
from repdesk.ui.widgets.columns import Cell, Column, Heading, Look, Row, column_widths, holding
from repdesk.wording.amounts import about, amount, chance, percent
from repdesk.wording.analyses import (
    DIRECTIONS,
    flow_words,
    key_words,
    step_words,
    stock_words,
    unnamed_words,
)
from repdesk.wording.goals import range_words
from repdesk.wording.metrics import change_words, figure_words, interval_words, period_words
from repdesk.wording.notes import note_words

POINT = (Column(12), Column(14, right=True), Column(7, right=True, keep=6), Column(10, grow=1))
GROUP = (
    Column(14, grow=1, most=28),
    Column(14, right=True),
    Column(7, right=True, keep=6),
    Column(8, right=True, keep=5),
    Column(8, right=True, keep=4),
    Column(6, right=True, keep=7),
)
FUNNEL = (
    Column(12, grow=1, most=24),
    Column(12, grow=2, keep=5),
    Column(10, right=True),
    Column(7, right=True, keep=7),
    Column(14, grow=2, keep=4),
)
LABEL, CELL = 14, 13
"""Cells of a pivot's first column and of the others."""

Lines = list[tuple[str, Row | Heading]]


def _view(
    lines: Lines,
    title: str = "",
    empty: str = "",
    opens: Mapping[str, tuple[str, tuple[str, ...]]] | None = None,
) -> RowsView:
    rows = [row for _id, row in lines]
    ids = tuple(row_id for row_id, _row in lines)
    return RowsView(ids, lambda at: rows[at], title=title, empty=empty, opens=opens or {})


def trend_view(found: Trend, currency: str, today: str, cells: int, glyphs: Glyphs) -> RowsView:
    """Return a number period by period, the newest first, under where it is going."""
    lines: Lines = [("", Heading(_direction(found, glyphs)))]
    told = (stock_words(found.metric), *_ahead(found, currency, today))
    lines += [("", Row((said,), WHOLE)) for said in told if said]
    longest = max(column_widths(POINT, cells - 1)[-1], 1)
    values = [float(one.figure.value or 0) for one in found.points]
    top = max(values, default=0.0)
    for point in reversed(found.points):
        figure = point.figure
        shown = figure_words(figure, currency) + ("*" if figure.note is not None else "")
        share = float(figure.value or 0) / top if top > 0 else 0.0
        bar = glyphs.full * max(round(longest * share), 0)
        if figure.value is None:
            bar = "" if figure.note is None else note_words(figure.note)
        name = f"{point.period}{glyphs.ellipsis}" if point.unfinished else point.period
        spread = interval_words(figure.low, figure.high)
        lines.append((f"point {point.period}", Row((name, shown, spread, bar), POINT)))
    return _view(list(flowed(lines, cells, (WHOLE,))))


def _direction(found: Trend, glyphs: Glyphs) -> str:
    if found.direction is None:
        return "" if found.note is None else note_words(found.note)
    arrows = {"rising": "↗", "falling": "↘"} if glyphs.full == "█" else {}
    said = _(DIRECTIONS[found.direction])
    return f"{arrows.get(found.direction, glyphs.arrow)} {said}"


def _ahead(found: Trend, currency: str, today: str) -> list[str]:
    """What the unfinished period is held against, and what it may come to."""
    said = []
    if found.so_far is not None and found.so_far.value is not None:
        value = figure_words(found.so_far, currency)
        said.append(_("the period before after as many days: {value}").format(value=value))
    ahead = found.forecast
    if ahead is not None:
        head = period_words(ahead.period, today)
        line = _("{period}: about {money}").format(period=head, money=about(ahead.value, currency))
        if ahead.low is not None and ahead.high is not None:
            words = range_words(ahead.low, ahead.high, currency)
            line += ", " + _("{range} in 8 of 10 months").format(range=words)
        if ahead.chance is not None:
            line += ", " + _("chance {share}").format(share=chance(ahead.chance))
        said.append(line)
    return said


def comparison_view(found: Comparison, currency: str) -> RowsView:
    """Return a number by the groups of a dimension, each with its own bases."""
    names = ("", "", "", _("vs prev"), _("vs year"), _("share"))
    lines: Lines = [("", Row(tuple(Look(name, "dim") for name in names), GROUP))]
    if stock_words(found.metric):
        lines.insert(0, ("", Row((Look(stock_words(found.metric), "dim"),), WHOLE)))
    lines.append(("", _group(None, found, currency)))
    for at, each in enumerate(found.groups):
        lines.append((f"group {at}", _group(each, found, currency)))
    empty = _("There is nothing to tell apart.")
    opens = {
        f"group {at}": (key_words(each.key, found.by or ""), each.figure.ids)
        for at, each in enumerate(found.groups)
    }
    return _view(lines if found.groups else [], empty=empty, opens=opens)


def _group(each: ComparedGroup | None, found: Comparison, currency: str) -> Row:
    """A group, or the whole."""
    of: ComparedGroup | Comparison = found if each is None else each
    figure = of.figure
    label = Look(_("all") if each is None else key_words(each.key, found.by or ""), "strong")
    if figure.value is None:
        why = "" if figure.note is None else note_words(figure.note)
        return Row((label, "—", Look(why, "dim")), (*GROUP[:2], Column(10, grow=1)))
    share = "" if each is None or each.share is None else f"{float(each.share):.1%}"
    cells: tuple[Cell, ...] = (
        label,
        figure_words(figure, currency),
        interval_words(figure.low, figure.high),
        change_words(figure, of.previous.figure),
        change_words(figure, of.last_year.figure),
        share,
    )
    return Row(cells, GROUP)


def segments_view(
    found: Segments, first: int, cells: int, currency: str, glyphs: Glyphs
) -> RowsView:
    """Return a pivot: the total beside each row, then columns from `first` on, as many as fit."""
    if found.note is not None:
        return RowsView(empty=note_words(found.note))
    first = min(first, max(len(found.columns) - 1, 0))
    count = max((cells - 1 - LABEL) // (CELL + 1) - 1, 1)
    taken = range(first, min(first + count, len(found.columns)))
    columns = (Column(LABEL, grow=1, most=24), *(Column(CELL, right=True) for _at in (0, *taken)))
    heads = ("", _("total"), *(key_words(found.columns[at], found.column) for at in taken))
    lines: Lines = [("", Row(tuple(Look(head, "dim") for head in heads), columns))]

    def row(label: str, total: SegmentCell, parts: Sequence[SegmentCell]) -> Row:
        shown = (total, *(parts[at] for at in taken))
        return Row(
            (Look(label, "strong"), *(_cell(one, currency, glyphs) for one in shown)), columns
        )

    for at, key in enumerate(found.rows):
        line = row(key_words(key, found.row), found.row_totals[at], found.cells[at])
        lines.append((f"row {at}", line))
    lines.append(("total", row(_("total"), found.total, found.column_totals)))
    lines.append(("", Row((Look(_("?: under 5 orders, too few to judge"), "dim"),), WHOLE)))
    place = _("columns {first}-{last} of {n}").format(
        first=first + 1, last=first + len(taken), n=len(found.columns)
    )
    opens = {
        f"row {at}": (key_words(key, found.row), found.row_totals[at].ids)
        for at, key in enumerate(found.rows)
    }
    opens["total"] = (_("total"), found.total.ids)
    return _view(lines, place if len(taken) < len(found.columns) else "", opens=opens)


def _cell(cell: SegmentCell, currency: str, glyphs: Glyphs) -> Look:
    """A value, with a question mark on too few orders; a dot where there is none."""
    if not cell.ids:
        return Look(glyphs.middle, "dim")
    shown = amount(cell.value, currency)
    return Look(f"{shown}?", "dim") if cell.few else Look(shown)


def _won(overall: Overall) -> str:
    """Won of decided: `44% 23/52`."""
    return "—" if overall.rate is None else f"{percent(overall.rate)} {overall.k}/{overall.n}"


def funnels_view(found: FunnelGroups, glyphs: Glyphs) -> RowsView:
    """Return the funnel of each part: its stages, won of decided, what may be said of a step."""
    names = ("", _("stages"), _("won"), "", _("weakest step"))
    parts = [(key_words(one.key), one.funnel, one.funnel.ids) for one in found.groups]
    if found.others is not None:
        parts.append((_("others ({n})").format(n=found.few), found.others, found.others.ids))
    won = [_won(funnel.overall) for _label, funnel, _of in parts]
    columns = holding(FUNNEL, 2, won)
    lines: Lines = [("", Row(tuple(Look(name, "dim") for name in names), columns))]
    for at, (label, funnel, _of) in enumerate(parts):
        flow = glyphs.arrow.join(str(one.reached) for one in funnel.stages)
        overall = funnel.overall
        said = ""
        if funnel.weakest is not None:
            step = funnel.steps[funnel.weakest]
            said = f"{flow_words(funnel, step)}: {step_words(step)}"
        elif funnel.unnamed is not None:
            said = unnamed_words(funnel.unnamed)
        cells = (
            Look(label, "strong"),
            flow,
            won[at],
            interval_words(overall.low, overall.high),
            Look(said, "strong" if funnel.weakest is not None else "dim"),
        )
        lines.append((f"part {at}", Row(cells, columns)))
    opens = {f"part {at}": (label, ids) for at, (label, _funnel, ids) in enumerate(parts)}
    return _view(lines if parts else [], empty=_("No part has deals enough."), opens=opens)
