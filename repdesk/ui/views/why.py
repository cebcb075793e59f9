"""Why a customer is suggested, as a text to read."""

from __future__ import annotations

from repdesk.analytics.results import Suggestion
from repdesk.domain.book import Book
from repdesk.i18n import _
from repdesk.ui.cells import fit, width
from repdesk.ui.glyphs import UNICODE, Glyphs
from repdesk.wording.reasons import ReasonWords, why_sum


def why_text(
    place: Suggestion, book: Book, currency: str, today: str, glyphs: Glyphs = UNICODE
) -> str:
    """Why a customer is suggested: the reasons in words, then the sum as it can be added up."""
    words = ReasonWords(book, currency, today)
    said = [words.of(one) for one in place.reasons]
    lines = [f"{glyphs.middle} {one}" for one in said if one]
    rows = why_sum(place, currency)
    label = max(width(what) for what, _value in rows)
    number = max(width(value) for _what, value in rows)
    lines += ["", _("Money at stake within the horizon:"), ""]
    for what, value in rows:
        lines.append(f"  {fit(what, label)}  {fit(value, number, right=True)}")
    if place.slot == "drift":
        lines += ["", _("Every fifth place is for a good customer who may be leaving.")]
    if place.promised:
        lines += ["", _("A promise is due: that comes first, whatever the sum.")]
    return "\n".join(lines)
