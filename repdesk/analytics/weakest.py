"""A rate against its own earlier one: when a fall may be named (KPIS §4), of one test or many."""

from collections.abc import Sequence
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from repdesk.analytics.intervals import wilson

Z = 2.5
FEWEST = 10
LEAST_FALL = Fraction(1, 10)


class Counts(NamedTuple):
    """How many moved on of how many decided, now and in the four quarters before."""

    k: int
    n: int
    before_k: int
    before_n: int

    @property
    def fall(self) -> Fraction:
        """The rate before less the rate now; both sides have decided deals."""
        return Fraction(self.before_k, self.before_n) - Fraction(self.k, self.n)


def difference_low(counts: Counts, z: float = Z) -> float | None:
    """Return the lower end of Newcombe's interval for before - now; nothing decided: None.

    Source: R. G. Newcombe, "Interval estimation for the difference between independent
    proportions" (1998), method 10.
    """
    now, before = wilson(counts.k, counts.n, z), wilson(counts.before_k, counts.before_n, z)
    if now is None or before is None:
        return None
    p_now, p_before = counts.k / counts.n, counts.before_k / counts.before_n
    return p_before - p_now - sqrt((p_before - before[0]) ** 2 + (now[1] - p_now) ** 2)


def widened(tests: float, z: float = Z) -> float:
    """Return the z for each of so many tests, so that together they keep the level of one at z.

    `tests` is 1 / the test's share of the level where the shares are not even.
    Source: Z. Šidák, "Rectangular confidence regions" (1967).
    """
    level = 2 * (1 - NormalDist().cdf(z))
    return z if tests <= 1 else NormalDist().inv_cdf(1 - (1 - (1 - level) ** (1 / tests)) / 2)


def verdict(counts: Counts, z: float = Z) -> str:
    """Return what may be said of a step: too_few, no_reference, not_lower, chance or lower."""
    if counts.n < FEWEST:
        return "too_few"
    if counts.before_n < FEWEST:
        return "no_reference"
    if counts.fall < LEAST_FALL:
        return "not_lower"
    low = difference_low(counts, z)
    return "lower" if low is not None and low > 0 else "chance"


def weakest(steps: Sequence[Counts], z: float = Z) -> int | None:
    """Return the index of the step to name: of those lower the largest fall, then the earlier."""
    lower = [at for at, counts in enumerate(steps) if verdict(counts, z) == "lower"]
    return max(lower, key=lambda at: (steps[at].fall, -at)) if lower else None
