"""Intervals and shrunk rates of counts (KPIS §1, §4); rates are fractions 0 to 1."""

from fractions import Fraction
from math import sqrt

Z95 = 1.96
SMALL = 100
"""From this many on a rate is shown without its interval."""


def wilson(k: int, n: int, z: float = Z95) -> tuple[float, float] | None:
    """Return Wilson's interval (low, high) of k of n, exactly 0 and 1 at the ends; None of none.

    Source: E. B. Wilson, "Probable inference" (1927). Raises ValueError when k is no part of n.
    """
    if not 0 <= k <= n:
        raise ValueError(f"{k} of {n}")
    if n == 0:
        return None
    p = k / n
    centre = p + z * z / (2 * n)
    half = z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))
    scale = 1 + z * z / n
    low = 0.0 if k == 0 else (centre - half) / scale
    high = 1.0 if k == n else (centre + half) / scale
    return low, high


def shrunk(k: int, n: int, p0: float | Fraction, weight: int = 10) -> float:
    """Return the rate k of n pulled towards p0 as if `weight` more had been seen at p0."""
    return float((k + weight * p0) / (n + weight))
