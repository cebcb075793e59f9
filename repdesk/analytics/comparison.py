"""A number against its target, the period before, a year ago; and between groups (KPIS §1)."""

from collections.abc import Mapping
from fractions import Fraction

from msgspec.structs import replace

from repdesk.analytics.dimensions import Dimensions
from repdesk.analytics.growth import last_year_base, previous_base
from repdesk.analytics.narrowing import parts
from repdesk.analytics.results import (
    Against,
    ComparedGroup,
    Comparison,
    Figure,
    Number,
    TargetLine,
)
from repdesk.analytics.situation import Situation
from repdesk.analytics.targets import target_lines
from repdesk.analytics.trend import number
from repdesk.analytics.window import Window
from repdesk.domain.period import Period
from repdesk.domain.target import METRICS as WITH_TARGETS

ADDITIVE = frozenset(
    {
        *("sales_net", "sales_gross", "collected", "receivables", "overdue"),
        *("orders", "visits", "contacts", "new_customers", "recovered_customers"),
    }
)
"""Numbers whose parts have a share of the whole."""


def compare(
    now: Situation, metric: str, period: Period, by: str | None, keys: Dimensions
) -> Comparison:
    """Return a metric of a period beside its bases; `by` a dimension also of each of its groups.

    An unfinished period is held against as many days of its bases. Raises Invalid
    "metric.unknown", "dimension.unknown", "metric.not_by".
    """
    groups = {} if by is None else parts(now, metric, by, keys)
    window = Window(now, period)
    bases = previous_base(window), last_year_base(window)
    whole = number(now, period, metric)
    compared = _Compared(metric, period, bases)
    previous, last_year = compared.against(now, whole)
    found = compared.groups(groups, whole)
    values = [whole, *(each.figure for each in found)]
    return Comparison(
        metric=metric,
        unit=next((each.unit for each in values if each.unit is not None), None),
        period=str(period),
        asof=now.day.isoformat(),
        figure=whole,
        previous=previous,
        last_year=last_year,
        targets=_targets(window, metric),
        by=by,
        groups=found,
    )


class _Compared:
    """A metric of one period and its two bases, for the whole and for parts of it."""

    def __init__(self, metric: str, period: Period, bases: tuple[Period, Period]) -> None:
        self._metric, self._period, self._bases = metric, period, bases

    def against(self, now: Situation, figure: Figure) -> tuple[Against, Against]:
        """Return the period before and a year ago."""
        before, year = (
            Against(
                f"{base.first.isoformat()}..{base.last.isoformat()}",
                held := number(now, base, self._metric),
                change(figure, held),
            )
            for base in self._bases
        )
        return before, year

    def groups(
        self, found: Mapping[str | None, Situation], whole: Figure
    ) -> tuple[ComparedGroup, ...]:
        """Return every group in which there is anything to tell, now or in a base."""
        groups = []
        for key, now in found.items():
            figure = number(now, self._period, self._metric)
            previous, last_year = self.against(now, figure)
            each = ComparedGroup(key, figure, previous, last_year, None)
            if any(map(_tells, (figure, previous.figure, last_year.figure))):
                groups.append(each)
        groups.sort(key=_order)
        if self._metric not in ADDITIVE or not whole.value:
            return tuple(groups)
        if any(each.figure.value is None or each.figure.value < 0 for each in groups):
            return tuple(groups)
        total = Fraction(whole.value)
        return tuple(
            replace(each, share=Fraction(each.figure.value or 0) / total) for each in groups
        )


def change(figure: Figure, base: Figure) -> Number | None:
    """Return how far a figure is from its base: a share of it, or for rates and days a difference.

    None where one is not known, or where a share would be of nothing or of less.
    """
    if figure.value is None or base.value is None:
        return None
    difference = figure.value - base.value
    if figure.unit in ("rate", "days"):
        return difference
    return Fraction(difference) / Fraction(base.value) if base.value > 0 else None


def _tells(figure: Figure) -> bool:
    return bool(figure.value) or bool(figure.n) or bool(figure.ids)


def _order(each: ComparedGroup) -> tuple[bool, bool, Number, str]:
    value = each.figure.value
    return each.key is None, value is None, -(value or 0), each.key or ""


def _targets(window: Window, metric: str) -> tuple[TargetLine, ...]:
    if metric not in WITH_TARGETS:
        return ()
    return tuple(
        each
        for each in target_lines(window.now, window.period, window.end)
        if each.metric == metric
    )
