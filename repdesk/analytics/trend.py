"""A number over periods: its points, its direction (KPIS §3), what the next one may be."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise
from statistics import median
from typing import Literal

from msgspec.structs import replace

from repdesk.analytics.forecast import forecast
from repdesk.analytics.growth import previous_base
from repdesk.analytics.measures import figure
from repdesk.analytics.owing import owing
from repdesk.analytics.results import Figure, Note, Number, PointForecast, Trend, TrendPoint
from repdesk.analytics.results.asked import STOCKS
from repdesk.analytics.sales import last_periods
from repdesk.analytics.situation import Situation
from repdesk.analytics.window import Window
from repdesk.domain.period import Period, period_of

LAST, BEFORE, LEAST_BEFORE = 3, 12, 3
"""Changes that must share a sign, changes before they are held against, and the fewest of those."""

RIPENING, UNRIPE = "lead_conversion", "not_ripe"
"""The number that grows after its period, and the note it bears until then."""

Direction = Literal["rising", "falling", "flat"]
Forecaster = Callable[[Situation, str, Period], PointForecast | Note]
"""What a metric's period is expected to end at, or why nothing is said."""


def sales_ahead(now: Situation, metric: str, period: Period) -> PointForecast | Note:
    """Return the forecast of a month's or a quarter's net sales; of nothing else there is one."""
    if metric != "sales_net" or period.kind not in ("month", "quarter"):
        return Note("no_forecast")
    found = forecast(now, period)
    if found.value is None:
        return found.note or Note("no_forecast")
    return PointForecast(found.period, found.value, found.low, found.high, found.chance)


def trend(
    now: Situation, metric: str, kind: str, count: int, ahead: Forecaster = sales_ahead
) -> Trend:
    """Return a metric over so many periods of a kind, the last of them the one that holds the day.

    Each point is what a report of that period says on the day. Raises Invalid "metric.unknown".
    """
    periods = last_periods(period_of(now.day, kind), count)
    points = [
        TrendPoint(str(each), number(now, each, metric), now.day < each.last) for each in periods
    ]
    last = points[-1]
    told = _told(points)
    coming = periods[-1] if last.unfinished else periods[-1].following()
    expected = ahead(now, metric, coming)
    known = [each.figure for each in points if each.figure.value is not None]
    return Trend(
        metric=metric,
        unit=known[-1].unit if known else None,
        by=kind,
        asof=now.day.isoformat(),
        points=tuple(points),
        direction=direction(told) if known else None,
        note=_why(told) if known else last.figure.note,
        so_far=_so_far(now, periods[-1], metric) if last.unfinished else None,
        forecast=None if isinstance(expected, Note) else expected,
        no_forecast=expected if isinstance(expected, Note) else None,
    )


def direction(values: Sequence[Number]) -> Direction:
    """Return where finished periods' values, oldest first, are going (KPIS §3, "Trend")."""
    changes = [Fraction(after) - Fraction(before) for before, after in pairwise(values)]
    last, before = changes[-LAST:], changes[-LAST - BEFORE : -LAST]
    if len(before) < LEAST_BEFORE:
        return "flat"
    rising = all(change > 0 for change in last)
    if not rising and not all(change < 0 for change in last):
        return "flat"
    if abs(median(last)) <= median([abs(change) for change in before]):
        return "flat"
    return "rising" if rising else "falling"


def number(now: Situation, period: Period, metric: str) -> Figure:
    """Return a metric of a period on the day; a number of a day is that of the period's end."""
    if metric in STOCKS and period.last < now.day:
        sold = now.sold.until(period.last)
        owed = owing(now.book, sold, now.policy)
        now = replace(now, day=period.last, sold=sold, owed=owed)
    return figure(Window(now, period), metric)


def _told(points: Sequence[TrendPoint]) -> list[Number]:
    """Return the settled values after the last gap: what goes on or is not ripe is no fall."""
    settled = list(points)
    while settled and not _is_settled(settled[-1]):
        settled.pop()
    found: list[Number] = []
    for point in settled:
        if point.figure.value is None:
            found = []
        else:
            found.append(point.figure.value)
    return found


def _is_settled(point: TrendPoint) -> bool:
    note = point.figure.note
    return not point.unfinished and (note is None or note.code != UNRIPE)


def _why(values: Sequence[Number]) -> Note | None:
    """Say that there are too few periods for a direction."""
    needed = LAST + LEAST_BEFORE + 1
    if len(values) >= needed:
        return None
    return Note("few_periods", (("n", len(values)), ("needed", needed)))


def _so_far(now: Situation, period: Period, metric: str) -> Figure | None:
    """Return the number of the period before after as many days as have gone by of this one."""
    if metric in STOCKS or metric == RIPENING:
        return None
    base = previous_base(Window(now, period))
    day = base.first + timedelta(days=base.days - 1)
    found = number(now, base, metric)
    dates = f"{base.first.isoformat()}..{day.isoformat()}"
    return replace(found, base_period=dates)
