"""Trends, comparisons, pivots: numbers in time, against each other, in two dimensions."""

from fractions import Fraction

import msgspec

from repdesk.analytics.results.figures import Figure, Note, Number, Unit
from repdesk.analytics.results.goals import TargetLine


class TrendPoint(msgspec.Struct, frozen=True):
    """A number of one period (as written: 2026-06); `unfinished`: the period goes on after the day.

    A number of a day (receivables, overdue) is that of the period's last day, or of the day.
    """

    period: str
    figure: Figure
    unfinished: bool


class PointForecast(msgspec.Struct, frozen=True):
    """What a period is expected to end at, its range in 8 of 10, the chance of its target."""

    period: str
    value: int
    low: int | None
    high: int | None
    chance: float | None


class Trend(msgspec.Struct, frozen=True):
    """A number over periods, oldest first.

    `direction` is rising, falling or flat, told from the finished periods alone (None: there is no
    number); `note` says why it cannot be told. `so_far` is the number of the period before the
    unfinished one after as many days. Without a `forecast` `no_forecast` says why.
    """

    metric: str
    unit: Unit | None
    by: str
    asof: str
    points: tuple[TrendPoint, ...]
    direction: str | None
    note: Note | None
    so_far: Figure | None
    forecast: PointForecast | None
    no_forecast: Note | None


class Against(msgspec.Struct, frozen=True):
    """The same number of another period, and how far this one is from it.

    `change` is a share of the base for money, counts and ratios, a difference for rates and days;
    None where one of them is not known or the base is not above 0.
    """

    period: str
    figure: Figure
    change: Number | None


class ComparedGroup(msgspec.Struct, frozen=True):
    """The number of one group (None: what has no such key), with its own bases.

    `share` is its part of the whole, for sums none of which is negative.
    """

    key: str | None
    figure: Figure
    previous: Against
    last_year: Against
    share: Fraction | None


class Comparison(msgspec.Struct, frozen=True):
    """A number of a period against its target, the period before, a year ago, and by groups.

    `targets` are the base targets of the metric in the period, for all and for scopes. The groups
    come by their number, the largest first, what has no key last.
    """

    metric: str
    unit: Unit | None
    period: str
    asof: str
    figure: Figure
    previous: Against
    last_year: Against
    targets: tuple[TargetLine, ...]
    by: str | None = None
    groups: tuple[ComparedGroup, ...] = ()


class SegmentCell(msgspec.Struct, frozen=True):
    """Net sales in minor units of a part; `n` its orders (neither credit notes nor fully credited).

    `margin` is of the lines with a cost (None: there is none); `few`: under 5 orders, not to be
    judged; `ids` the orders and credit notes behind it. The values of cells add up to their totals;
    orders and customers need not: one order may stand in several cells.
    """

    value: int
    n: int
    customers: int
    margin: Fraction | None
    few: bool
    ids: tuple[str, ...]


class Segments(msgspec.Struct, frozen=True):
    """Net sales of a period by two dimensions; a key None is what has none.

    `cells[row][column]`; every sum of values is exact: rows and columns add up to the total, which
    is the period's net sales.
    """

    row: str
    column: str
    period: str
    asof: str
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    cells: tuple[tuple[SegmentCell, ...], ...]
    row_totals: tuple[SegmentCell, ...]
    column_totals: tuple[SegmentCell, ...]
    total: SegmentCell
    without_rate: tuple[str, ...]
    note: Note | None
