"""Attainment and pace of net sales against the period's target (KPIS §3)."""

from fractions import Fraction

from repdesk.analytics.reached import reached
from repdesk.analytics.results import Figure, Input, Note, Number, Unit
from repdesk.analytics.targets import Goals, count_days, needed, whole
from repdesk.analytics.window import Window
from repdesk.domain.scopes import ALL, Scope

METRIC = "sales_net"


def pace(window: Window) -> tuple[Figure, ...]:
    """Return attainment and the five of pace; the day itself counts as gone by."""
    now, period = window.now, window.period
    goal = Goals(now.book).goal(METRIC, ALL, period)
    days = count_days(period, period.last, now.policy)
    elapsed = count_days(period, window.end, now.policy)
    left = days - elapsed
    done = reached(now, METRIC, Scope(), period).value or Fraction(0)
    actual = Input("actual", whole(done))
    of_days = (Input("elapsed", elapsed, "count"), Input("days", days, "count"))
    ids = tuple(sale.order.id for sale in window.sales)
    target = None if goal is None else goal.value

    def figure(
        key: str,
        unit: Unit,
        value: Number | None,
        *inputs: Input,
        n: int | None = None,
        base: int | None = None,
        why: str = "target_zero",
    ) -> Figure:
        note = Note("derived") if goal is not None and goal.derived else None
        if value is None:
            note = Note("no_target" if goal is None else why)
        return Figure(key, value, unit, n=n, base=base, note=note, ids=ids, inputs=inputs)

    line = whole(done / elapsed * days) if elapsed else None
    on_line = Figure(
        "pace_line",
        line,
        "money",
        n=elapsed,
        note=None if elapsed else Note("no_days"),
        ids=ids,
        inputs=(actual, *of_days),
    )
    if target is None:
        return (
            figure("attainment", "rate", None),
            figure("pace_expected", "money", None),
            figure("pace_index", "rate", None),
            figure("pace_gap", "money", None),
            figure("pace_needed", "money", None, n=left),
            on_line,
        )
    expected = target * elapsed / days if days else Fraction(0)
    base = whole(target)
    goal_in = Input("target", base)
    due = Input("expected", whole(expected))
    gap = Input("gap", whole(target - done))
    return (
        figure(
            "attainment", "rate", done / target if target > 0 else None, actual, goal_in, base=base
        ),
        figure("pace_expected", "money", due.value, goal_in, *of_days, base=base),
        figure(
            "pace_index",
            "rate",
            done / expected if expected > 0 else None,
            actual,
            due,
            why="target_zero" if target <= 0 else "no_days",
        ),
        figure("pace_gap", "money", gap.value, goal_in, actual, base=base),
        figure(
            "pace_needed",
            "money",
            needed(METRIC, target - done, left),
            gap,
            n=left,
            why="no_days_left",
        ),
        on_line,
    )
