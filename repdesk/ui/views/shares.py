"""How the rows of a window are shared among the sections of a list."""

from __future__ import annotations

from collections.abc import Sequence


def shares(rows: int, wanted: Sequence[int], order: Sequence[int]) -> list[int]:
    """Return how many rows each section gets of so many, at most as many as it wants.

    An equal share is everybody's; what is left over goes to the sections in this order.
    """
    least = max(rows, 0) // max(len(wanted), 1)
    given = [min(one, least) for one in wanted]
    left = max(rows, 0) - sum(given)
    for at in order:
        more = min(wanted[at] - given[at], left)
        given[at] += more
        left -= more
    return given
