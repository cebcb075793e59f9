"""Narrow a list: what may be asked of its rows, each with how many it leaves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.terms import TIERS, named

ALL = "all"


@dataclass(frozen=True, slots=True)
class Choice:
    """A row of the menu: its id is given back, `what` says of which sort it is.

    `code` typed alone means it, too.
    """

    id: str
    name: str
    what: str = ""
    count: int | None = None
    chosen: bool = False
    code: str = ""


class NarrowScreen(FindScreen):
    """The choices, those whose name holds what is typed; gives back the id of the one picked."""

    SCOPE = "narrow"
    BINDINGS = bindings("narrow")
    COLUMNS = (Column(16, grow=2, most=40), Column(9), Column(7, right=True))

    def __init__(self, heading: str, choices: Sequence[Choice], none: str) -> None:
        """`heading` asks the question, `none` stands where no choice is called so."""
        super().__init__()
        self._heading, self._none = heading, none
        self._choices = tuple(choices)
        self._shown: dict[str, Choice] = {}

    def heading(self) -> str:
        """The question."""
        return self._heading

    def count(self) -> int:
        """All choices, and the rows made of what is typed."""
        return len({*self._shown, *(one.id for one in self._choices)})

    def find(self, text: str) -> Sequence[str]:
        """The rows whose name holds the text, and those that are made of it."""
        found = self.typed(text, self._choices) if folded(text) else self._choices
        self._shown = {one.id: one for one in found}
        return list(self._shown)

    def typed(self, text: str, choices: Sequence[Choice]) -> Iterable[Choice]:
        """The choices for a text."""
        wanted = folded(text)
        return (one for one in choices if wanted in folded(one.name) or wanted == one.code)

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, what it is, how many."""
        row = self._shown[row_id]
        mark = f" {self.glyphs.tick}" if row.chosen else ""
        count = "" if row.count is None else f"{row.count:,}"
        return (Look(row.name + mark, "strong"), f"{row.what} {row.code}", count)

    def none_fits(self) -> str:
        """Nothing is called so."""
        return self._none


def narrow_customers(index: CustomerIndex, wanted: CustomerFilter) -> NarrowScreen:
    """Return the menu of tiers and zones; it gives back `tier KEY`, `zone NAME`, or `all`.

    Counts what the filter leaves; the part a row would replace counts as open.
    """
    tiers = index.counts(replace(wanted, tier=""))[0]
    zones = index.counts(replace(wanted, zone=""))[1]
    choices = [
        Choice(ALL, _("everybody"), count=len(index)),
        *(
            Choice(f"tier {tier}", named(TIERS, tier), _("tier"), n, tier == wanted.tier)
            for tier, n in tiers
        ),
        *(Choice(f"zone {zone}", zone, _("zone"), n, zone == wanted.zone) for zone, n in zones),
    ]
    none = _("No tier or zone is called so. Esc goes back.")
    return NarrowScreen(_("Show which customers?"), choices, none)


def narrowed(wanted: CustomerFilter, picked: str) -> CustomerFilter:
    """Return the filter after a row was picked."""
    kind, _space, value = picked.partition(" ")
    if kind == "tier":
        return replace(wanted, tier=value)
    return replace(wanted, zone=value) if kind == "zone" else CustomerFilter()
