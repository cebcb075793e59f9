"""Targets and where they stand, what a step did for them, the bonus, the money to come in."""

from fractions import Fraction

import msgspec

from repdesk.analytics.results.figures import Note


class TargetLine(msgspec.Struct, frozen=True):
    """A target and where it stands; money in minor units for money metrics, else a count.

    `gap` = target - actual, `expected` by now and `needed` a day of those left (None: none left; of
    counts a fraction), `index` = actual / expected; `days` and `days_left` as the pace setting
    counts them; `derived` where the target was worked out of a longer one; `stretch` and `team` are
    the other two levels, to compare with. `actual` None: it can't be told, `note` says why.
    """

    metric: str
    scope: str
    period: str
    target: int
    actual: int | None
    attainment: Fraction | None
    gap: int | None
    needed: int | Fraction | None
    time_progress: Fraction | None
    days: int
    days_left: int
    working_days_left: int
    derived: bool
    expected: int = 0
    index: Fraction | None = None
    stretch: int | None = None
    team: int | None = None
    note: Note | None = None


class BonusStep(msgspec.Struct, frozen=True):
    """A step of the ladder: what an attainment (1 is the target) pays in all, in minor units."""

    attainment: Fraction
    amount: int


class Bonus(msgspec.Struct, frozen=True):
    """Where the rep stands on the bonus ladder: `missing` to the next step, in the metric's unit.

    `reached` None: below the first step; `following` None: the last is reached. `note` says why
    there is nothing to tell.
    """

    metric: str
    period: str
    reached: BonusStep | None
    following: BonusStep | None
    missing: int | None
    note: Note | None = None


class TargetStep(msgspec.Struct, frozen=True):
    """What a target stood at before and after a change; units as in TargetLine.

    `gap` is what is left after it; `bonus` where the ladder is over this target.
    """

    metric: str
    scope: str
    period: str
    target: int
    before: int
    after: int
    attainment_before: Fraction
    attainment_after: Fraction
    gap: int
    bonus: Bonus | None = None


class MoneyIn(msgspec.Struct, frozen=True):
    """Money of a period in minor units, with tax: received, due by its end, promised by its end.

    `due` is None while payments are not known; `late` is the part of `promised` whose day has
    passed; `promises` are the open promises to pay behind it.
    """

    received: int
    due: int | None
    promised: int
    late: int
    promises: tuple[str, ...]
