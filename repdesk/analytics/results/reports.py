"""The numbers of a period in one value."""

import msgspec

from repdesk.analytics.results.figures import (
    CustomerValue,
    Figure,
    Note,
    ProductFigures,
    Receivables,
)
from repdesk.analytics.results.goals import MoneyIn, TargetLine


class KpiReport(msgspec.Struct, frozen=True):
    """The numbers of a period as of a day: figures in the order of KPIS.md §2 and §3.

    `owed` is what stands behind receivables and overdue; `without_rate` the orders left out for
    want of a rate. `note` is set where every figure is null: before the history, not begun.
    """

    period: str
    asof: str
    history_from: str | None
    figures: tuple[Figure, ...]
    products: tuple[ProductFigures, ...]
    customers: tuple[CustomerValue, ...]
    targets: tuple[TargetLine, ...]
    without_rate: tuple[str, ...]
    owed: Receivables | None = None
    money_in: MoneyIn | None = None
    note: Note | None = None

    def figure(self, key: str) -> Figure:
        """Return the figure of a key; raises KeyError."""
        for figure in self.figures:
            if figure.key == key:
                return figure
        raise KeyError(key)
