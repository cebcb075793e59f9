"""`compare`: one number against target, the period before and last year, and between groups."""

from collections.abc import Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import click

from repdesk.analytics.measures import METRICS
from repdesk.analytics.results import Against, ComparedGroup, Comparison, Figure, TargetLine
from repdesk.analytics.results.asked import BY
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.params import OneOf
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day, span_of
from repdesk.cli.workplace import Workplace
from repdesk.domain.period import period_of
from repdesk.i18n import N_, _
from repdesk.wording.analyses import key_words, stock_words
from repdesk.wording.cells import fit
from repdesk.wording.goals import LEVELS, value_words
from repdesk.wording.metrics import change_words, figure_words, interval_words, metric_name
from repdesk.wording.notes import note_words


@verb()
@click.argument("metric", type=OneOf(METRICS), metavar="METRIC")
@click.argument("period", required=False, metavar="[PERIOD]")
@option("--by", type=OneOf(BY), metavar="WHAT",
        help=N_("Between zones, products, categories, types, channels, tiers, …"))  # fmt: skip
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--rows", is_flag=True, help=N_("With the ids behind each number."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def compare(
    place: Workplace,
    metric: str,
    period: str | None,
    by: str | None,
    asof: date | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print a number of a period (this month unless given) beside what it is held against."""
    from repdesk.analytics.comparison import compare as compared
    from repdesk.analytics.dimensions import Dimensions
    from repdesk.analytics.situation import situation

    day, currency = asof or place.today, place.settings.currency
    span = span_of(place, period) if period else period_of(day, "month")
    now = situation(place.desk.book, day, place.settings.policy)
    found = compared(now, metric, span, by, Dimensions(now.book, now.sold, now.policy))
    if as_json:
        say_json({"currency": currency, **_shape(found, currency, rows)})
        return
    for line in _lines(found, currency, rows):
        say(line)


def _number(figure: Figure, currency: str, rows: bool) -> dict[str, Any]:
    whole = shapes.figure(figure, currency)
    shape = {name: whole[name] for name in ("value", "k", "n", "low", "high", "note")}
    return {**shape, "ids": list(figure.ids)} if rows else shape


def _against(found: Against, currency: str) -> dict[str, Any]:
    number = _number(found.figure, currency, rows=False)
    if found.figure.unit == "days" or isinstance(found.change, Fraction):
        change = shapes.number(found.change)
    else:
        change = shapes.number(None if found.change is None else float(found.change))
    return {"period": found.period, **number, "change": change}


def _shape(found: Comparison, currency: str, rows: bool) -> dict[str, Any]:
    return {
        "metric": found.metric,
        "unit": found.unit,
        "period": found.period,
        "asof": found.asof,
        **_number(found.figure, currency, rows),
        "targets": [shapes.target(each, currency) for each in found.targets],
        "previous": _against(found.previous, currency),
        "last_year": _against(found.last_year, currency),
        "by": found.by,
        "groups": [_group(each, currency, rows) for each in found.groups],
    }


def _group(each: ComparedGroup, currency: str, rows: bool) -> dict[str, Any]:
    return {
        "key": each.key,
        **_number(each.figure, currency, rows),
        "share": shapes.number(each.share),
        "previous": _against(each.previous, currency),
        "last_year": _against(each.last_year, currency),
    }


def _lines(found: Comparison, currency: str, rows: bool) -> list[str]:
    head = _("{metric} · {period} · as of {day}")
    lines = [
        head.format(metric=metric_name(found.metric), period=found.period, day=found.asof),
        *filter(None, (stock_words(found.metric),)),
        _line(_("this period"), found.figure, currency).rstrip(),
    ]
    if found.figure.note is not None:
        lines.append(note_words(found.figure.note))
    for label, base in ((_("before"), found.previous), (_("a year ago"), found.last_year)):
        change = fit(change_words(found.figure, base.figure), 10, right=True)
        lines.append(f"{_line(label, base.figure, currency)}{change}  {base.period}")
        if base.figure.value is None and base.figure.note is not None:
            lines.append("  " + note_words(base.figure.note))
    for each in found.targets:
        lines += _target_lines(each, currency)
    if rows and found.figure.ids:
        lines.append("  " + " ".join(found.figure.ids))
    if found.groups:
        heads = [_("before"), _("last year")]
        heads += [_("share")] * any(each.share is not None for each in found.groups)
        lines += ["", " " * 46 + "".join(fit(each, 11, right=True) for each in heads)]
    for group in found.groups:
        lines.append(_group_line(group, found.by or "", currency))
        if rows and group.figure.ids:
            lines.append("  " + " ".join(group.figure.ids))
    return lines


def _group_line(each: ComparedGroup, by: str, currency: str) -> str:
    """A group in a line; where there is no number, why."""
    line = _line(key_words(each.key, by), each.figure, currency)
    if each.figure.value is None and each.figure.note is not None:
        return f"{line}  {note_words(each.figure.note)}"
    changes = [change_words(each.figure, base.figure) for base in (each.previous, each.last_year)]
    changes.append("" if each.share is None else f"{float(each.share):.1%}")
    told = "".join(fit(change, 11, right=True) for change in changes)
    return f"{line}  {told}".rstrip()


def _line(label: str, figure: Figure, currency: str) -> str:
    shown = fit(figure_words(figure, currency), 16, right=True)
    return f"{fit(label, 18)}{shown}  {fit(interval_words(figure.low, figure.high), 8)}"


def _target_lines(row: TargetLine, currency: str) -> Iterator[str]:
    """Yield a target, then the other levels it may have."""
    for level, value in (("", row.target), ("stretch", row.stretch), ("team", row.team)):
        if value is None:
            continue
        label = _(LEVELS[level]) if level else _("target")
        if row.scope != "all":
            label = f"{label} {row.scope}"
        shown = fit(value_words(row.metric, value, currency), 16, right=True)
        reached = "" if row.actual is None or value <= 0 else f"{row.actual / value:.0%}"
        yield f"{fit(label, 18)}{shown}  {reached}".rstrip()
