"""The rows behind a number: what it is made of, part by part, so that they add up to it."""

from typing import Literal, NamedTuple

import msgspec

from repdesk.analytics.results.figures import Figure, Number, Unit

How = Literal["sum", "count", "median"]


class BehindRow(NamedTuple):
    """A record behind a number: its table and id, whose it is, its day, what it brings.

    `value` is exact (money a Fraction of minor units, days); None where the row itself counts.
    """

    table: str
    id: str
    customer: str | None
    day: str | None
    value: Number | None = None


class BehindPart(msgspec.Struct, frozen=True):
    """The rows of one input of a number. `total` is their sum, how many they are, or their median.

    `name` is the input's, or what the rows have in common (won, not_won, …).
    """

    name: str
    unit: Unit
    how: How
    rows: tuple[BehindRow, ...]
    total: Number


class Behind(msgspec.Struct, frozen=True):
    """A number and its parts; `figure` None where it is none of a report (a stage, a target)."""

    figure: Figure | None
    parts: tuple[BehindPart, ...]
