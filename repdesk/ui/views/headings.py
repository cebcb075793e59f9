"""The headings of the Today screen's sections."""

from __future__ import annotations

from repdesk.analytics.results import Suggestions
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.glyphs import Glyphs
from repdesk.wording.terms import short_tier

NARROW = 60
"""Cells under which headings and the target line say less."""
NUMBER = 3
"""Cells of a section's number before its heading."""


def due_heading(due: int, tried: int, cells: int, glyphs: Glyphs) -> str:
    """Over what is due: how many promises, how many to try again."""
    title = _("Due promises")
    if not due and not tried:
        return f"{title} {glyphs.middle} " + _("nothing due")
    if tried and cells >= NARROW:
        again = f" {glyphs.middle} " + _("try again ({n})").format(n=tried)
        return title + (f" ({due})" if due else "") + again
    return f"{title} ({due + tried})"


def suggestions_heading(found: Suggestions, cells: int, glyphs: Glyphs, key: str = "") -> str:
    """Over who is next: how each tier is looked after, and which to turn to; `key` shows it."""
    title = _("Suggestions")
    if found.note is not None:
        told = {
            "no_history": _("(no orders yet: by tier and last contact)"),
            "no_rhythm": _("(numpy cannot be loaded: by tier and last contact)"),
        }
        title += " " + told[found.note.code]
    rows = [row for row in found.coverage if row.customers]
    turn_to = short_tier(found.turn_to) if found.turn_to else ""
    if cells < NARROW:
        rows = [row for row in rows if row.tier == found.turn_to]
    elif found.note is not None:
        rows = []
    parts = [f"{short_tier(row.tier)} {row.contacted}/{row.customers}" for row in rows]
    if not turn_to or cells < NARROW or len(rows) <= 1:
        return "  ".join(filter(None, (title, " ".join(parts))))
    parts += [glyphs.arrow, *((key,) if key else ())]
    shown = [
        f"{title}  " + " ".join((*parts, first))
        for first in (_("{tier} first").format(tier=turn_to), turn_to)
    ]
    return next((one for one in shown if width(one) + NUMBER <= cells), shown[-1])
