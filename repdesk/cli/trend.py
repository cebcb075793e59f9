"""`trend`: one number over periods, where it is going, what it may come to."""

from datetime import date
from typing import Any

import click

from repdesk.analytics.measures import METRICS
from repdesk.analytics.results import Figure, PointForecast, Trend, TrendPoint
from repdesk.analytics.results.asked import FEWEST, KINDS, MOST, USUAL
from repdesk.analytics.trend import UNRIPE
from repdesk.cli import shapes
from repdesk.cli.output import say, say_json
from repdesk.cli.params import OneOf
from repdesk.cli.usage import option, verb
from repdesk.cli.values import Day
from repdesk.cli.workplace import Workplace
from repdesk.i18n import N_, _
from repdesk.wording.amounts import amount
from repdesk.wording.analyses import DIMENSIONS, DIRECTIONS, stock_words
from repdesk.wording.cells import fit
from repdesk.wording.metrics import figure_words, interval_words, metric_name
from repdesk.wording.notes import note_words


@verb()
@click.argument("metric", type=OneOf(METRICS), metavar="METRIC")
@option(
    "--periods",
    type=click.IntRange(FEWEST, MOST),
    default=USUAL,
    help=N_("How many periods, 8 to 36."),
)
@option("--by", type=OneOf(KINDS), default="month", metavar="KIND",
        help=N_("By month, quarter, week or year."))  # fmt: skip
@option("--asof", type=Day(past=True), help=N_("As of this day (today unless given)."))
@option("--rows", is_flag=True, help=N_("With the ids behind each point."))
@option("--json", "as_json", is_flag=True, help=N_("As JSON."))
@click.pass_obj
def trend(
    place: Workplace,
    metric: str,
    periods: int,
    by: str,
    asof: date | None,
    rows: bool,
    as_json: bool,
) -> None:
    """Print a number over periods, the last of them the one that goes on."""
    from repdesk.analytics.situation import situation
    from repdesk.analytics.trend import trend as trend_of

    day, currency = asof or place.today, place.settings.currency
    now = situation(place.desk.book, day, place.settings.policy)
    found = trend_of(now, metric, by, periods)
    if as_json:
        say_json({"currency": currency, **_shape(found, currency, rows)})
        return
    for line in _lines(found, currency, rows):
        say(line)


def _shape(found: Trend, currency: str, rows: bool) -> dict[str, Any]:
    why = found.no_forecast
    return {
        "metric": found.metric,
        "unit": found.unit,
        "by": found.by,
        "asof": found.asof,
        "points": [_point(each, currency, rows) for each in found.points],
        "direction": found.direction,
        "so_far": found.so_far and _so_far(found.so_far, currency),
        "forecast": found.forecast and _forecast(found.forecast, currency),
        "note": shapes.note(found.note),
        "forecast_note": shapes.note(why),
    }


def _point(point: TrendPoint, currency: str, rows: bool) -> dict[str, Any]:
    figure = shapes.figure(point.figure, currency)
    shape: dict[str, Any] = {"period": point.period}
    shape |= {name: figure[name] for name in ("value", "k", "n", "low", "high", "note")}
    shape["unfinished"] = point.unfinished
    if rows:
        shape["ids"] = list(point.figure.ids)
    return shape


def _so_far(figure: Figure, currency: str) -> dict[str, Any]:
    value = shapes.figure(figure, currency)["value"]
    return {"period": figure.base_period, "value": value}


def _forecast(found: PointForecast, currency: str) -> dict[str, Any]:
    return {
        "period": found.period,
        "value": shapes.money(found.value, currency),
        "low": shapes.money(found.low, currency),
        "high": shapes.money(found.high, currency),
        "chance": shapes.number(found.chance),
    }


def _lines(found: Trend, currency: str, rows: bool) -> list[str]:
    kind = _(DIMENSIONS[found.by])
    head = _("{metric} by {kind} · as of {day}")
    lines = [head.format(metric=metric_name(found.metric), kind=kind, day=found.asof)]
    if found.direction is None and found.note is not None:
        return [*lines, note_words(found.note)]
    lines += filter(None, (stock_words(found.metric),))
    for point in found.points:
        figure = point.figure
        said = [f"{fit(point.period, 10)}{fit(figure_words(figure, currency), 18, right=True)}"]
        said.append(fit(interval_words(figure.low, figure.high), 8))
        if point.unfinished:
            said.append(_so_far_words(found.so_far, currency))
        elif figure.note is not None and (figure.value is None or figure.note.code == UNRIPE):
            said.append(note_words(figure.note))
        lines.append("  ".join(said).rstrip())
        if rows and figure.ids:
            lines.append("  " + " ".join(figure.ids))
    if found.direction is not None:
        lines.append(_(DIRECTIONS[found.direction]))
    if found.note is not None:
        lines.append(note_words(found.note))
    if found.forecast is not None:
        lines.append(_forecast_words(found.forecast, currency))
    elif found.no_forecast is not None:
        lines.append(note_words(found.no_forecast))
    return lines


def _so_far_words(before: Figure | None, currency: str) -> str:
    if before is None or before.value is None:
        return _("not over yet")
    value = figure_words(before, currency)
    return _("not over yet; {value} in {period}").format(value=value, period=before.base_period)


def _forecast_words(found: PointForecast, currency: str) -> str:
    value = amount(found.value, currency)
    if found.low is None or found.high is None:
        return _("{period} may end at {value}").format(period=found.period, value=value)
    spread = f"{amount(found.low, currency)}–{amount(found.high, currency)}"
    words = _("{period} may end at {value}, in 8 of 10 at {spread}")
    return words.format(period=found.period, value=value, spread=spread)
