"""The one door to pandas: order lines as a frame, and who stands behind each part of a pivot.

Frames never leave the room. Columns and dtypes are fixed, also of an empty frame. Money is not in
them: it is summed exactly beside, by the numbers of the parts that stand here.
"""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import msgspec
import numpy as np
import numpy.typing as npt
import pandas as pd

Numbers = npt.NDArray[np.int64]

COLUMNS = {
    "row": "int64",
    "column": "int64",
    "sale": "int64",
    "customer": "int64",
    "bought": "bool",
}
"""A line of an order or credit note: the numbers of its part in both dimensions, of its sale and
its customer; `bought` false for credit notes and orders fully credited, which are no purchase."""


class Axis(msgspec.Struct, frozen=True):
    """The keys of a dimension in the order of their numbers, and the number of each line's key."""

    keys: tuple[str | None, ...]
    codes: list[int]


class Behind(NamedTuple):
    """What a part of a pivot is made of: its purchases, who made them, all its orders and notes."""

    orders: int
    customers: int
    sales: tuple[int, ...]


NOTHING = Behind(0, 0, ())


def axis(keys: Sequence[str | None], lines: Sequence[int] | None = None) -> Axis:
    """Return the keys of lines as numbers, in the order they first come in; None is a key too.

    `lines` is how many lines each key stands for, where not for one.
    """
    codes, found = pd.factorize(np.array(keys, dtype=object), use_na_sentinel=False)
    if lines is not None:
        codes = np.repeat(codes, lines)
    return Axis(tuple(key if isinstance(key, str) else None for key in found), codes.tolist())


def lines_frame(
    row: Sequence[int],
    column: Sequence[int],
    lines: Sequence[int],
    customer: Sequence[str],
    bought: Sequence[bool],
) -> pd.DataFrame:
    """Return order lines as a frame of COLUMNS, one a line, in their order.

    `row` and `column` are given a line, the others a sale, which has so many `lines`.
    """
    customers, _found = pd.factorize(np.array(customer, dtype=object))
    of_sale = np.repeat(np.arange(len(lines)), lines)
    values = (row, column, of_sale, customers[of_sale], np.array(bought, dtype=bool)[of_sale])
    return pd.DataFrame(
        {
            name: np.asarray(each, dtype=dtype)
            for (name, dtype), each in zip(COLUMNS.items(), values, strict=True)
        }
    )


def behind(frame: pd.DataFrame, *by: str) -> dict[tuple[int, ...], Behind]:
    """Return what stands behind every part by `row`, `column` or both; by nothing: the whole, ().

    Sales by their numbers. Parts without a line are not in it.
    """
    if frame.empty:
        return {}
    widths = [int(frame[name].max()) + 1 for name in by]
    part = np.zeros(len(frame), dtype="int64")
    for name, width in zip(by, widths, strict=True):
        part = part * width + frame[name].to_numpy()
    once = _first(part, frame["sale"])
    part, sale = part[once], frame["sale"].to_numpy()[once]
    order = np.lexsort((sale, part))
    part, sale = part[order], sale[order]
    bought = frame["bought"].to_numpy()[once][order]
    buyer = frame["customer"].to_numpy()[once][order][bought]
    whose = part[bought]
    orders = np.bincount(whose, minlength=part[-1] + 1).tolist()
    customers = np.bincount(whose[_first(whose, buyer)], minlength=part[-1] + 1).tolist()
    starts = np.flatnonzero(np.diff(part, prepend=-1)).tolist()
    sales, parts = sale.tolist(), part.tolist()
    return {
        _numbers(at := parts[start], widths): Behind(
            orders[at], customers[at], tuple(sales[start:end])
        )
        for start, end in pairwise([*starts, len(sales)])
    }


def _first(part: Numbers, each: "pd.Series[int] | Numbers") -> Numbers:
    """Return where a value stands for the first time in its part."""
    values = np.asarray(each)
    width = int(values.max(initial=0)) + 1
    return np.flatnonzero(~pd.Series(part * width + values).duplicated().to_numpy())


def _numbers(part: int, widths: Sequence[int]) -> tuple[int, ...]:
    """Return a part's number in each dimension."""
    found: tuple[int, ...] = ()
    for width in reversed(widths):
        part, number = divmod(part, width)
        found = (number, *found)
    return found
