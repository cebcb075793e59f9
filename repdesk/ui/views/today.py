"""The Today screen as lines: target, promises due, who next, stops, the funnel."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from repdesk.analytics.results import DueFollowup, TodayNumbers, Tried
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.ui.views.headings import due_heading, suggestions_heading
from repdesk.ui.views.shares import shares
from repdesk.ui.views.today_rows import DayRows, TodayView

MORE = "more"
"""The id of the row that counts the suggestions not shown."""
MORE_DUE = "more due"
"""The id of the row that counts what is due, or to try again, and not shown."""
MOST_TRIED = 3
"""Customers to try again that are shown while the others are counted."""


def today_view(
    numbers: TodayNumbers | None,
    book: Book,
    *,
    currency: str,
    today: str,
    cells: int,
    glyphs: Glyphs = UNICODE,
    hints: Mapping[str, str] | None = None,
    rows: int = 0,
) -> TodayView:
    """Return the rows of a day: what is due, who next, the stops, each under its heading.

    Of each section the first rows stand in a window of `rows` rows (0: everything stands); a row
    counts the others, but in the last section, which may go on below. Whoever is to be tried again
    is counted beyond `MOST_TRIED` anyway.

    Without numbers yet only the headings stand. What the book no longer has open is left out, so
    that an older answer never shows what was just done. `hints`: keys to name, by section.
    """
    told = hints or {}
    built = DayRows(book, currency, today, cells, glyphs)
    if numbers is not None:
        built.proposed = numbers.suggestions.proposed
    number = _numbers(glyphs)
    if numbers is None:
        built.heading(f"{number[0]} " + _("Due promises"), glyphs.ellipsis)
        built.heading(f"{number[1]} " + _("Suggestions"), glyphs.ellipsis)
        return built.view()
    due = [one for one in numbers.followups if built.is_due(one)]
    tried = [one for one in numbers.tried if built.is_tried(one)]
    found = numbers.suggestions
    places = [place for place in found.suggestions if built.is_suggested(place)]
    stops = [one for one in numbers.stops if built.stands(one)]
    first: list[DueFollowup | Tried] = [*due, *tried]
    most = len(first)
    if rows and len(tried) > MOST_TRIED + 1:
        most = len(due) + MOST_TRIED + 1
    above, next_ = most, len(places)
    if rows:
        wanted = (most, len(places), len(stops)) if stops else (most, len(places))
        above, next_, *_rest = shares(rows - len(wanted), wanted, (0, 2, 1) if stops else (0, 1))
    built.heading(
        f"{number[0]} " + due_heading(len(due), len(tried), cells, glyphs),
        told.get("followups", ""),
    )
    built.some(first, above, built.due_or_tried, MORE_DUE)
    built.heading(
        f"{number[1]} " + suggestions_heading(found, cells, glyphs, told.get("turn_to", "")),
        told.get("suggestions", ""),
    )
    built.suggestions(places, next_ if stops else len(places), MORE)
    if stops:
        zones = f" {glyphs.middle} ".join(f"{zone} {n}" for zone, n in numbers.zones)
        done = sum(built.stop_state(one) == "done" for one in stops)
        built.heading(f"{number[2]} " + _("Stops") + f" {done}/{len(stops)}", zones)
        for stop in stops:
            built.stop(stop)
    return built.view()


def _numbers(glyphs: Glyphs) -> Sequence[str]:
    return "①②③" if glyphs is UNICODE else ("1.", "2.", "3.")
