"""What a change did for the targets: where each stood before it and where it stands after."""

from fractions import Fraction

from repdesk.analytics.bonus import bonus
from repdesk.analytics.results import TargetStep
from repdesk.analytics.situation import Situation
from repdesk.analytics.targets import Goals, known_of, whole
from repdesk.domain.period import period_of
from repdesk.domain.scopes import ALL, Scopes

KINDS = ("month", "quarter", "year")


def target_steps(before: Situation, after: Situation) -> tuple[TargetStep, ...]:
    """Return the targets that a change moved, sales first, all before parts.

    Both are of one day; each metric and scope is told of its shortest period that has a target of
    its own (not a share of a longer one).
    """
    goals, scopes = Goals(after.book), Scopes(after.book)
    ladder = bonus(after)
    steps = []
    for metric, scope in goals.scopes():
        for kind in KINDS:
            period = period_of(after.day, kind)
            goal = goals.goal(metric, scope, period)
            if goal is None or goal.derived or goal.value <= 0:
                continue
            read = scopes.read(scope)
            now = known_of(after, metric, read, period).value
            was = known_of(before, metric, read, period).value or Fraction(0)
            if now is None or now == was:
                break
            steps.append(
                TargetStep(
                    metric=metric,
                    scope=scope,
                    period=str(period),
                    target=whole(goal.value),
                    before=whole(was),
                    after=whole(now),
                    attainment_before=was / goal.value,
                    attainment_after=now / goal.value,
                    gap=whole(goal.value - now),
                    bonus=ladder if ladder and (metric, scope) == (ladder.metric, ALL) else None,
                )
            )
            break
    return tuple(steps)
