"""What was found as lines: a heading for each kind, what was typed marked in every row."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.search.index import ARCHIVED, NEAR, Found, Group
from repdesk.i18n import pgettext
from repdesk.ui.views.found_rows import FoundRows
from repdesk.ui.widgets.columns import Heading, Row

LEAST: Final = 3
"""Rows that each kind has at least, where there are so many."""
MORE: Final = "more "
"""Begins the id of the row that stands for the rest of a kind."""


class FoundView(msgspec.Struct, frozen=True):
    """The rows of an answer: `TABLE ID`, empty: a heading, `more KIND`: the rest of a kind."""

    ids: tuple[str, ...]
    _headings: Mapping[int, Heading]
    _rest: Mapping[str, int]
    _rows: FoundRows
    _drawn: dict[int, Row] = msgspec.field(default_factory=dict)

    def line(self, at: int) -> Row | Heading:
        """Draw one row, once; only those that are seen are asked for."""
        row_id = self.ids[at]
        if not row_id:
            return self._headings[at]
        row = self._drawn.get(at)
        if row is None:
            more = row_id.startswith(MORE)
            row = self._rows.more(self._rest[row_id]) if more else self._rows.row(row_id)
            self._drawn[at] = row
        return row


def found_view(found: Found, rows: FoundRows, opened: Collection[str], room: int) -> FoundView:
    """Lay out an answer in a window of `room` rows; the kinds in `opened` are shown whole."""
    ids: list[str] = []
    headings: dict[int, Heading] = {}
    rest: dict[str, int] = {}
    for group, share in zip(found.groups, _shares(found.groups, opened, room), strict=True):
        count = f"{len(group.rows):,}" + ("+" if group.more else "")
        headings[len(ids)] = Heading(f"{_called(group.kind)}  {count}")
        ids.append("")
        ids += group.rows[:share]
        if share < len(group.rows):
            ids.append(MORE + group.kind)
            rest[MORE + group.kind] = len(group.rows) - share
    return FoundView(tuple(ids), headings, rest, rows)


def _called(kind: str) -> str:
    """Return what the rows of a kind are called."""
    return {
        "customers": pgettext("found", "Customers"),
        "contacts": pgettext("found", "People"),
        "deals": pgettext("found", "Deals"),
        "followups": pgettext("found", "Open promises"),
        "orders": pgettext("found", "Orders"),
        "interactions": pgettext("found", "Notes"),
        NEAR: pgettext("found", "Spelled almost so"),
        ARCHIVED: pgettext("found", "Archived"),
    }[kind]


def _shares(groups: Sequence[Group], opened: Collection[str], room: int) -> list[int]:
    """Return how many rows of each kind are shown: a few of each, what is left from the top."""
    counts = [len(group.rows) for group in groups]
    if len(groups) == 1:
        return counts
    shares = [min(count, LEAST) for count in counts]
    left = room - sum(shares) - 2 * len(groups)
    for at, group in enumerate(groups):
        more = counts[at] - shares[at]
        if group.kind in opened or more == 1:
            shares[at] = counts[at]
        elif more and left > 0:
            shares[at] += min(more, left)
            left -= min(more, left)
    return shares


def customers_of(book: Book, row_ids: Iterable[str]) -> dict[str, str]:
    """Return the customer of each row that is about one, in the order of rows."""
    found = {}
    for row_id in row_ids:
        customer = customer_of(book, row_id)
        if customer:
            found[row_id] = customer
    return found


def customer_of(book: Book, row_id: str) -> str:
    """Return the customer that a row is about; empty for none."""
    table, _space, id_ = row_id.partition(" ")
    if table == "customers":
        return id_
    record: Any = None if row_id.startswith(MORE) or not id_ else book.get(table, id_)
    return str(record.customer) if record is not None else ""
