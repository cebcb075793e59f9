"""`segments`: net sales by two dimensions at once."""

from datetime import date
from typing import Any

import click

from repdesk.analytics.results import SegmentCell, Segments
from repdesk.analytics.results.asked import SALES
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.params import OneOf
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount
from repdesk.wording.analyses import DIMENSIONS, key_words
from repdesk.wording.cells import fit
from repdesk.wording.notes import note_words

LABEL, WIDTH, SCREEN = 16, 13, 80


@verb()
@click.argument("row", type=OneOf(SALES), metavar="ROW")
@click.argument("column", type=OneOf(SALES), metavar="COLUMN")
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--rows", is_flag=True, help=N_("With the ids of the orders."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def segments(
    place: Workplace,
    row: str,
    column: str,
    period: str | None,
    asof: date | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print net sales of a period (the last 12 months unless given) by two dimensions."""
    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.funnel import last_twelve_months
    from repdesk.analytics.ledger import ledger
    from repdesk.analytics.segments import segments as segments_of

    book, policy, day = place.desk.book, place.settings.policy, asof or place.today
    span = span_of(place, period) if period else last_twelve_months(day)
    sold = ledger(book, day, policy)
    keys = Dimensions(book, sold, policy)
    found = segments_of(book, sold, policy, span, row, column, keys)
    if as_json:
        say_json({"currency": policy.currency, **_shape(found, policy.currency, rows)})
        return
    for line in _lines(found, policy.currency):
        say(line)
    if rows:
        say(" ".join(found.total.ids))


def _shape(found: Segments, currency: str, rows: bool) -> dict[str, Any]:
    def money(cells: tuple[SegmentCell, ...]) -> list[str | None]:
        return [shapes.money(each.value, currency) for each in cells]

    return {
        "row": found.row,
        "column": found.column,
        "period": found.period,
        "asof": found.asof,
        "rows": list(found.rows),
        "columns": list(found.columns),
        "cells": [[_cell(each, currency, rows) for each in cells] for cells in found.cells],
        "row_totals": money(found.row_totals),
        "column_totals": money(found.column_totals),
        "total": None if found.note else shapes.money(found.total.value, currency),
        "row_parts": [_cell(each, currency, rows) for each in found.row_totals],
        "column_parts": [_cell(each, currency, rows) for each in found.column_totals],
        "whole": _cell(found.total, currency, rows),
        "without_rate": list(found.without_rate),
        "note": shapes.note(found.note),
    }


def _cell(cell: SegmentCell, currency: str, rows: bool) -> dict[str, Any]:
    shape = {
        "value": shapes.money(cell.value, currency),
        "n": cell.n,
        "customers": cell.customers,
        "margin": shapes.number(cell.margin),
        "few": cell.few,
    }
    return {**shape, "ids": list(cell.ids)} if rows else shape


def _lines(found: Segments, currency: str) -> list[str]:
    """Return the pivot as text: as many columns side by side as 80 cells hold, then the next."""
    what = f"{_(DIMENSIONS[found.row])} × {_(DIMENSIONS[found.column])}"
    lines = [_("Net sales, {what} · {period}").format(what=what, period=found.period)]
    if found.note is not None:
        return [*lines, note_words(found.note)]
    count = (SCREEN - LABEL) // WIDTH
    heads = [*(key_words(key, found.column) for key in found.columns), _("total")]
    body = [(*cells, total) for cells, total in zip(found.cells, found.row_totals, strict=True)]
    body.append((*found.column_totals, found.total))
    labels = [*(key_words(key, found.row) for key in found.rows), _("total")]
    for first in range(0, len(heads), count):
        shown = heads[first : first + count]
        lines.append(
            fit("", LABEL) + "".join(fit(f" {each} ", WIDTH, right=True) for each in shown)
        )
        for label, cells in zip(labels, body, strict=True):
            values = [_shown(each, currency) for each in cells[first : first + count]]
            told = "".join(fit(each, WIDTH, right=True) for each in values)
            lines.append((fit(label, LABEL) + told).rstrip())
    lines.append(_("?: under 5 orders, too few to judge"))
    return lines


def _shown(cell: SegmentCell, currency: str) -> str:
    """A value, with a question mark where it stands on too few orders; none where there is none.

    No brackets: among amounts those say below zero.
    """
    if not cell.ids:
        return "· "
    return amount(cell.value, currency) + ("?" if cell.few else " ")
