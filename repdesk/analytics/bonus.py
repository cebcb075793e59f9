"""The bonus ladder of the settings, and what the next order is worth on it."""

from fractions import Fraction

from repdesk.analytics.results import Bonus, BonusStep, Note
from repdesk.analytics.situation import Situation
from repdesk.analytics.targets import Goals, known_of
from repdesk.domain.money import to_minor
from repdesk.domain.period import period_of
from repdesk.domain.scopes import ALL, Scope


def bonus(now: Situation) -> Bonus | None:
    """Return where the rep stands on the ladder in its period of the day; None: no ladder is set.

    A step is reached when what was reached is at least its share of the target.
    """
    ladder, currency = now.policy.bonus, now.policy.currency
    if not ladder.steps:
        return None
    period = period_of(now.day, ladder.period)
    goal = Goals(now.book).goal(ladder.metric, ALL, period)
    done = known_of(now, ladder.metric, Scope(), period)
    why = done.note if done.value is None else None
    if goal is None or goal.value <= 0:
        why = Note("no_target" if goal is None else "target_zero")
    if goal is None or done.value is None or why is not None:
        return Bonus(ladder.metric, str(period), None, None, None, why)
    reached = following = missing = None
    for step in ladder.steps:
        share = Fraction(step.attainment)
        shown = BonusStep(share, to_minor(step.amount, currency))
        if done.value >= share * goal.value:
            reached = shown
        elif following is None:
            following = shown
            short = share * goal.value - done.value
            missing = -(-short.numerator // short.denominator)
    return Bonus(ladder.metric, str(period), reached, following, missing)
