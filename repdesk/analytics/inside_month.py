"""A month that has begun: what its rest brings, between which bounds, with which chance (KPIS §3).

No random numbers: the range is made of how the rep's own past months ended.
"""

from collections.abc import Sequence
from statistics import fmean

import msgspec

MONTHS = 12
"""Past months that are looked at."""
PRIOR = 0.5
LOW, HIGH = 0.1, 0.9


class PastMonth(msgspec.Struct, frozen=True):
    """A complete month by how much was done after each of its days."""

    done: tuple[float, ...]

    @property
    def total(self) -> float:
        """The whole month."""
        return self.done[-1]

    def by(self, day: int, days: int) -> float:
        """Return what was done by the day that stands where `day` of `days` does."""
        at = (2 * day * len(self.done) + days) // (2 * days)
        return self.done[at - 1] if at else 0.0


class Spread(msgspec.Struct, frozen=True):
    """The month's expected total, its 10 % and 90 % bounds, the chance of reaching the target."""

    expected: float
    low: float | None
    high: float | None
    chance: float | None


def past_month(amounts: Sequence[float]) -> PastMonth:
    """Return a month from what each of its days brought."""
    done, total = [], 0.0
    for amount in amounts:
        total += amount
        done.append(total)
    return PastMonth(tuple(done))


def share_done(past: Sequence[PastMonth], day: int, days: int) -> float:
    """Return the share of a month usually done by a day, shrunk towards day / days, 0 to 1."""
    even = day / days
    totals = [month.total for month in past]
    mean = fmean(totals) if totals else 0.0
    whole = sum(totals) + PRIOR * mean
    if whole <= 0:
        return even
    done = sum(month.by(day, days) for month in past)
    return min(max((done + PRIOR * even * mean) / whole, 0.0), 1.0)


def spread(
    past: Sequence[PastMonth], day: int, days: int, done: float, rest: float, target: float | None
) -> Spread:
    """Return a month's total with `rest` still expected after `done`, and how sure that is.

    Every past month says how its own rest ran against the mean of them; with nothing usually to
    come (mean rest at or below 0) there is no range and no chance.
    """
    expected, n = done + rest, len(past)
    rests = [month.total - month.by(day, days) for month in past]
    mean = fmean(rests) if rests else 0.0
    if mean <= 0:
        return Spread(expected, None, None, None)
    wider = (1 + 1 / n) ** 1.5
    ends = sorted(max(done, done + rest + rest * (each / mean - 1) * wider) for each in rests)
    chance = None
    if target is not None:
        least = 1 / (n + 2)
        chance = min(max(sum(end >= target for end in ends) / n, least), 1 - least)
    return Spread(expected, quantile(ends, LOW), quantile(ends, HIGH), chance)


def quantile(ranked: Sequence[float], share: float) -> float:
    """Return a quantile of sorted values, linear between ranks."""
    place = share * (len(ranked) - 1)
    below = int(place)
    above = min(below + 1, len(ranked) - 1)
    return ranked[below] + (place - below) * (ranked[above] - ranked[below])
