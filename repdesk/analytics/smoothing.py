"""Forecasts of a monthly series (KPIS §3): smoothing, trend line, season, the year before.

Pure and exact to the recipe of the fixtures' README: Brown's simple exponential smoothing, Theta
(Assimakopoulos and Nikolopoulos 2000) and indices shrunk with one pseudo-year.
"""

from collections.abc import Sequence
from math import sqrt

import msgspec

FEWEST = 6
"""Complete months below which nothing is forecast."""
LONG = 13
"""Months from which three forecasts are averaged."""
SEASONAL = 24
GROWING = 18
YEAR = 12
FARTHEST = 3
"""Months ahead that were measured; farther ones are not forecast."""
ALPHAS = tuple(step / 20 for step in range(1, 20))
SHORT_METHOD = "ses+mean6"
LONG_METHOD = "ses+theta+last_year"


class Ahead(msgspec.Struct, frozen=True):
    """The months ahead, in the unit of the series, and how they were worked out."""

    values: tuple[float, ...]
    method: str


def months_ahead(series: Sequence[float], month: int, ahead: int = FARTHEST) -> Ahead | None:
    """Return the forecasts of the next months, none below 0; under six months of history: None.

    `series` are the complete months, oldest first, the first of them the calendar month `month`
    (1 to 12).
    """
    n = len(series)
    if n < FEWEST:
        return None
    if n < LONG:
        flat = (smoothed(series) + sum(series[-6:]) / 6) / 2
        return Ahead((max(flat, 0.0),) * ahead, SHORT_METHOD)
    index = seasonal_indices(series, month) or (1.0,) * YEAR
    plain = [value / index[(month - 1 + at) % YEAR] for at, value in enumerate(series)]
    level, slope = smoothed(plain), trend(plain)
    grown = sqrt(growth(series))
    values = []
    for step in range(1, ahead + 1):
        season = index[(month - 1 + n + step - 1) % YEAR]
        theta = max(level + step * slope / 2, 0.0) * season
        last_year = series[n - YEAR + (step - 1) % YEAR] * grown
        values.append(max((level * season + theta + last_year) / 3, 0.0))
    return Ahead(tuple(values), LONG_METHOD)


def smoothed(series: Sequence[float]) -> float:
    """Return the last level of simple exponential smoothing, alpha by the least squared error."""
    best, found = float("inf"), 0.0
    start = sum(series[:3]) / len(series[:3])
    for alpha in ALPHAS:
        level, squares = start, 0.0
        for value in series:
            error = value - level
            squares += error * error
            level += alpha * error
        if squares < best:
            best, found = squares, level
    return found


def trend(series: Sequence[float]) -> float:
    """Return the slope of the least-squares line through a series of two values or more."""
    n = len(series)
    middle, mean = (n - 1) / 2, sum(series) / n
    over = sum((at - middle) * (value - mean) for at, value in enumerate(series))
    return over / sum((at - middle) ** 2 for at in range(n))


def seasonal_indices(series: Sequence[float], month: int) -> tuple[float, ...] | None:
    """Return the index of each calendar month, January first; None where there is no season.

    Needs 24 months with at most a fifth of them at or below 0. Each index is shrunk to 1 by one
    pseudo-year; their mean is 1.
    """
    n = len(series)
    if n < SEASONAL or 5 * sum(value <= 0 for value in series) > n:
        return None
    ratios: list[list[float]] = [[1.0] for _month in range(YEAR)]
    for at in range(6, n - 6):
        around = series[at - 5 : at + 6]
        average = (series[at - 6] / 2 + sum(around) + series[at + 6] / 2) / YEAR
        if average > 0:
            ratios[(month - 1 + at) % YEAR].append(series[at] / average)
    raw = [sum(each) / len(each) for each in ratios]
    mean = sum(raw) / YEAR
    if min(raw) <= 0:
        return None
    return tuple(each / mean for each in raw)


def growth(series: Sequence[float]) -> float:
    """Return the last six months against the same six a year before, .5 to 2; 1 under 18 months."""
    if len(series) < GROWING:
        return 1.0
    now, before = sum(series[-6:]), sum(series[-18:-12])
    return min(max(now / before, 0.5), 2.0) if before > 0 else 1.0
