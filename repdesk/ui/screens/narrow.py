"""Narrow the list of customers to a tier or a zone, each with how many it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.terms import TIERS, named

ALL = "all"


class NarrowScreen(FindScreen):
    """Tiers and zones; gives back `tier KEY`, `zone NAME`, `all`, or nothing."""

    SCOPE = "narrow"
    BINDINGS = bindings("narrow")
    COLUMNS = (Column(16, grow=2, most=40), Column(6), Column(7, right=True))

    def __init__(self, index: CustomerIndex, wanted: CustomerFilter) -> None:
        """Count what the filter leaves; the part a row would replace counts as open."""
        super().__init__()
        self._wanted = wanted
        tiers = index.counts(replace(wanted, tier=""))[0]
        zones = index.counts(replace(wanted, zone=""))[1]
        everybody = len(index)
        self._counts = {
            ALL: everybody,
            **{f"tier {tier}": n for tier, n in tiers},
            **{f"zone {zone}": n for zone, n in zones},
        }

    def heading(self) -> str:
        """The question."""
        return _("Show which customers?")

    def count(self) -> int:
        """Everybody, the tiers and the zones."""
        return len(self._counts)

    def find(self, text: str) -> Sequence[str]:
        """The rows whose name holds the text."""
        wanted = folded(text)
        return [one for one in self._counts if wanted in folded(self._named(one))]

    @staticmethod
    def _named(row_id: str) -> str:
        kind, _space, value = row_id.partition(" ")
        if kind == "tier":
            return named(TIERS, value)
        return value if kind == "zone" else _("everybody")

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, what it is, how many."""
        kind, _space, value = row_id.partition(" ")
        chosen = value and value == (self._wanted.tier if kind == "tier" else self._wanted.zone)
        mark = f" {self.glyphs.tick}" if chosen else ""
        what = {"tier": _("tier"), "zone": _("zone")}.get(kind, "")
        return (Look(self._named(row_id) + mark, "strong"), what, f"{self._counts[row_id]:,}")

    def none_fits(self) -> str:
        """No tier or zone is called so."""
        return _("No tier or zone is called so. Esc goes back.")


def narrowed(wanted: CustomerFilter, picked: str) -> CustomerFilter:
    """Return the filter after a row was picked."""
    kind, _space, value = picked.partition(" ")
    if kind == "tier":
        return replace(wanted, tier=value)
    return replace(wanted, zone=value) if kind == "zone" else CustomerFilter()
