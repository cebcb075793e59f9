"""The one door to pandas: order lines as a frame, and who stands behind each part of a pivot.

Frames never leave the room. Columns and dtypes are fixed, also of an empty frame. Money is not in
them: it is summed exactly beside, by the numbers of the parts that stand here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import pandas as pd

COLUMNS = {
    "row": "int64",
    "column": "int64",
    "sale": "int64",
    "customer": "int64",
    "bought": "bool",
}
"""A line of an order or credit note: the numbers of its part in both dimensions, of its sale and
its customer; `bought` false for credit notes and orders fully credited, which are no purchase."""


@dataclass(frozen=True, slots=True)
class Axis:
    """The keys of a dimension in the order of their numbers, and the number of each line's key."""

    keys: tuple[str | None, ...]
    codes: list[int]


class Behind(NamedTuple):
    """What a part of a pivot is made of: its purchases, who made them, all its orders and notes."""

    orders: int
    customers: int
    sales: tuple[int, ...]


NOTHING = Behind(0, 0, ())


def axis(keys: Sequence[str | None]) -> Axis:
    """Return the keys of lines as numbers, in the order they first come in; None is a key too."""
    codes, found = pd.factorize(np.array(keys, dtype=object), use_na_sentinel=False)
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
    once = frame.drop_duplicates([*by, "sale"]).sort_values([*by, "sale"], kind="stable")
    bought = once.loc[once["bought"]]
    orders = _sizes(bought, by)
    customers = _sizes(bought.drop_duplicates([*by, "customer"]), by)
    sales = once["sale"].tolist()
    found, first = {}, 0
    for part, size in _sizes(once, by).items():
        behind_it = tuple(sales[first : first + size])
        found[part] = Behind(orders.get(part, 0), customers.get(part, 0), behind_it)
        first += size
    return found


def _sizes(frame: pd.DataFrame, by: Sequence[str]) -> dict[tuple[int, ...], int]:
    """Return how many rows every part has, by its numbers."""
    if not by:
        return {(): len(frame)} if len(frame) else {}
    counts = frame.groupby([*by], sort=True).size()
    parts = counts.index if len(by) > 1 else [(each,) for each in counts.index]
    return {
        tuple(map(int, part)): int(size) for part, size in zip(parts, counts.tolist(), strict=True)
    }
