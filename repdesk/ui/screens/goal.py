"""A goal for a number that has no target: typed, or none any more."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from repdesk.analytics.results import Unit
from repdesk.domain.questions import LOWER, goal_of
from repdesk.i18n import _
from repdesk.ui.keys import bindings
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.metrics import NAMES
from repdesk.wording.questions import goal_words

NONE = "none"
WHOLE = 2
"""From this number on a share typed without % was meant in percent."""


class GoalScreen(FindScreen):
    """Gives back the goal as decimal text (0.4 for 40%), `none` for no goal, empty: no answer."""

    SCOPE = "pick"
    BINDINGS = bindings("pick")
    COLUMNS = (Column(16, grow=1, most=30), Column(16, grow=2))

    def __init__(self, key: str, unit: Unit, known: Decimal | None) -> None:
        super().__init__()
        self._key, self._unit, self._known = key, unit, known

    def on_mount(self) -> None:
        """Say what may be typed."""
        said = {
            "rate": _("type a share: 40%"),
            "days": _("type days: 45"),
            "money": _("type an amount: 12000"),
        }
        self.say(said.get(self._unit, _("type a number: 25")), "plain")

    def heading(self) -> str:
        """The question."""
        return _("Goal for {name}?").format(name=_(NAMES[self._key]))

    def count(self) -> int:
        """The goal that stands, and none."""
        return len(self._offered())

    def _offered(self) -> list[str]:
        return [] if self._known is None else [str(self._known), NONE]

    def find(self, text: str) -> Sequence[str]:
        """What the text means; without one what stands."""
        if not text.strip():
            return self._offered()
        goal = goal_of(text)
        if goal is None:
            return []
        if self._unit == "rate" and goal >= WHOLE and "%" not in text and "％" not in text:
            goal /= 100
        return [str(goal)]

    def line(self, row_id: str) -> Sequence[Cell]:
        """The goal as it is read, and what reaches it."""
        if row_id == NONE:
            return (Look(_("no goal"), "strong"), "")
        goal = Decimal(row_id)
        said = _("reached at this or below") if self._key in LOWER else _("reached from this on")
        return (Look(goal_words(self._key, self._unit, goal), "strong"), said)

    def none_fits(self) -> str:
        """Nothing is typed yet, or it is no number."""
        return _("Type a number.")
