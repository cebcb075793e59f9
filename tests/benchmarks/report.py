"""A measured line and the table of them."""

import sys
from collections.abc import Iterable
from dataclasses import dataclass
from unicodedata import east_asian_width


@dataclass(frozen=True)
class Row:
    """One line: what was measured against which floor, and what is asked of it.

    `most` is the goal: of the ratio to the floor, or of the value itself where there is no floor
    or `absolute` is set. `spread` are the least and the greatest of the runs.
    """

    what: str
    measured: float
    unit: str
    floor: float | None = None
    floor_is: str = ""
    most: float | None = None
    absolute: bool = False
    spread: tuple[float, float] | None = None

    @property
    def ratio(self) -> float | None:
        """Measured / floor."""
        return self.measured / self.floor if self.floor else None

    @property
    def goal(self) -> str:
        """The goal as it is printed."""
        if self.most is None:
            return ""
        if self.absolute or self.ratio is None:
            return f"<= {number(self.most)} {self.unit}"
        return f"<= {self.most:g} x"

    @property
    def verdict(self) -> str:
        """Whether the goal was reached."""
        if self.most is None:
            return ""
        compared = self.measured if self.absolute or self.ratio is None else self.ratio
        return "ok" if compared <= self.most else "MISSED"


def number(value: float) -> str:
    """Return a value in three digits or more."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.3g}"


def _cells(row: Row) -> tuple[str, ...]:
    floor = f"{number(row.floor)} {row.unit} {row.floor_is}".rstrip() if row.floor else "-"
    spread = ""
    if row.spread is not None:
        spread = f"{number(row.spread[0])}-{number(row.spread[1])}"
    ratio = f"{row.ratio:.2f} x" if row.ratio is not None else "-"
    measured = f"{number(row.measured)} {row.unit}"
    return row.what, floor, measured, spread, ratio, row.goal, row.verdict


HEADS = ("what", "floor", "measured", "runs", "ratio", "goal", "")


def write_table(rows: Iterable[Row]) -> None:
    """Write the rows as a table of text, each as soon as it is there."""
    widths = (58, 28, 11, 13, 8, 11, 0)
    write_line(HEADS, widths)
    for row in rows:
        write_line(_cells(row), widths)


def write_line(cells: Iterable[str], widths: Iterable[int]) -> None:
    """Write one line of cells, each padded to its width."""
    padded = (
        cell + " " * max(0, width - _width(cell)) for cell, width in zip(cells, widths, strict=True)
    )
    sys.stdout.write("  ".join(padded).rstrip() + "\n")
    sys.stdout.flush()


def _width(text: str) -> int:
    return sum(1 + (east_asian_width(letter) in "WF") for letter in text)
