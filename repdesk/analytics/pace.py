"""Attainment and pace of net sales against the period's target (KPIS §3)."""

from fractions import Fraction

from repdesk.analytics.results import Figure, Note, TargetActual, Unit
from repdesk.analytics.targets import ALL, Goals, actual, count_days, read_scope, whole
from repdesk.analytics.window import Window

UNITS: tuple[tuple[str, Unit], ...] = (
    ("attainment", "rate"),
    ("pace_expected", "money"),
    ("pace_index", "rate"),
    ("pace_gap", "money"),
)


def pace(window: Window) -> tuple[Figure, ...]:
    """Return attainment and the five of pace; the day itself counts as gone by."""
    now = window.now
    goal = Goals(now.book).goal("sales_net", ALL, window.period)
    days = count_days(window.period, window.period.last, now.policy)
    elapsed = count_days(window.period, window.end, now.policy)
    left = days - elapsed
    reached = actual(now, "sales_net", read_scope(now.book, ALL), window.period) or Fraction(0)
    line = whole(reached / elapsed * days) if elapsed else None
    on_line = Figure(
        "pace_line",
        line,
        "money",
        n=elapsed,
        note=None if elapsed else Note("no_days"),
    )
    if goal is None:
        none = Note("no_target")
        return (
            *(Figure(key, None, unit, note=none) for key, unit in UNITS),
            Figure("pace_needed", None, "money", n=left, note=none),
            on_line,
        )
    note = Note("derived") if goal.derived else None
    base = whole(goal.value)
    expected = goal.value * elapsed / days if days else Fraction(0)
    gap = goal.value - reached
    return (
        Figure(
            "attainment",
            reached / goal.value if goal.value > 0 else None,
            "rate",
            base=base,
            note=note if goal.value > 0 else Note("target_zero"),
        ),
        Figure("pace_expected", whole(expected), "money", base=base, note=note),
        Figure(
            "pace_index",
            reached / expected if expected > 0 else None,
            "rate",
            note=note if expected > 0 else Note("target_zero"),
        ),
        Figure("pace_gap", whole(gap), "money", base=base, note=note),
        Figure(
            "pace_needed",
            whole(max(gap, Fraction(0)) / left) if left else None,
            "money",
            n=left,
            note=note if left else Note("no_days_left"),
        ),
        on_line,
    )


def target_actuals(window: Window) -> tuple[TargetActual, ...]:
    """Return every target of the period and what was reached of it."""
    goals = Goals(window.now.book)
    found = []
    for metric, scope in goals.scopes():
        goal = goals.goal(metric, scope, window.period)
        if goal is None:
            continue
        reached = actual(window.now, metric, read_scope(window.now.book, scope), window.period)
        found.append(
            TargetActual(
                metric=metric,
                scope=scope,
                target=whole(goal.value),
                actual=None if reached is None else whole(reached),
                attainment=reached / goal.value if reached is not None and goal.value > 0 else None,
                derived=goal.derived,
            )
        )
    return tuple(found)
