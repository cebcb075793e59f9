"""Targets: a metric, a period, a scope, a value."""

from repdesk.domain.record import Record

METRICS = ("sales_net", "collected", "new_customers", "visits", "orders")
MONEY_METRICS = frozenset({"sales_net", "collected"})
LEVELS = ("base", "stretch", "team")


class Target(Record, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """What is to be reached: money in minor units for money metrics, else a count."""

    metric: str
    period: str
    value: int
    scope: str = "all"
    level: str = "base"
