"""Narrow the list of customers to a tier, a zone or a text, each with how many it leaves."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from repdesk.domain.find import folded
from repdesk.i18n import N_, _
from repdesk.ui.customer_filter import CustomerFilter, CustomerIndex
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.terms import tier_name

ALL = "all"
STEP = "step missing"
KINDS = {"tier": N_("tier"), "zone": N_("zone"), "text": N_("text"), "step": N_("promises")}
"""What a filter has, and what it is called."""


class NarrowScreen(FindScreen):
    """Tiers, zones, who has no next step, what is typed; gives back `tier KEY`, `zone NAME`, STEP,
    `text WORDS` or `all`.
    """

    SCOPE = "narrow"
    BINDINGS = bindings("narrow")
    COLUMNS = (Column(16, grow=2, most=40), Column(6), Column(7, right=True))

    def __init__(self, index: CustomerIndex, wanted: CustomerFilter) -> None:
        """Count what the filter leaves; the part a row would replace counts as open."""
        super().__init__()
        self._index = index
        self._wanted = wanted
        tiers = index.counts(replace(wanted, tier=""))[0]
        zones = index.counts(replace(wanted, zone=""))[1]
        texts = {f"text {wanted.text}": len(index.ids(wanted))} if wanted.text else {}
        lacking = len(index.ids(replace(wanted, step="missing")))
        self._of_text: dict[str, int] = {}
        self._counts = {
            ALL: len(index),
            **texts,
            **{f"tier {tier}": n for tier, n in tiers},
            **({STEP: lacking} if lacking else {}),
            **{f"zone {zone}": n for zone, n in zones},
        }

    def prepare(self) -> None:
        """Read the customers."""
        self._index.read()

    def heading(self) -> str:
        """The question."""
        return _("Show which customers?")

    def count(self) -> int:
        """Everybody, the tiers and the zones."""
        return len(self._counts)

    def find(self, text: str) -> Sequence[str]:
        """The rows whose name holds the text, then what the text itself leaves."""
        held = folded(text)
        rows = [one for one in self._counts if held in folded(self._named(one))]
        fitting = len(self._index.ids(replace(self._wanted, text=held))) if held else 0
        self._of_text = {f"text {held}": fitting} if fitting else {}
        return list(dict.fromkeys((*rows, *self._of_text)))

    @staticmethod
    def _named(row_id: str) -> str:
        kind, _space, value = row_id.partition(" ")
        if kind == "tier":
            return tier_name(value)
        if kind == "step":
            return _("no next step")
        return value if kind in ("zone", "text") else _("everybody")

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, what it is, how many."""
        kind, _space, value = row_id.partition(" ")
        chosen = kind in KINDS and value == getattr(self._wanted, kind)
        mark = f" {self.glyphs.tick}" if chosen else ""
        what = _(KINDS[kind]) if kind in KINDS else ""
        count = (self._counts | self._of_text)[row_id]
        return (Look(self._named(row_id) + mark, "strong"), what, f"{count:,}")

    def none_fits(self) -> str:
        """Nothing is called so, and nobody."""
        return _("No tier, zone or customer is called so. Esc goes back.")


def narrowed(wanted: CustomerFilter, picked: str) -> CustomerFilter:
    """Return the filter after a row was picked."""
    kind, _space, value = picked.partition(" ")
    return replace(wanted, **{kind: value}) if kind in KINDS else CustomerFilter()
