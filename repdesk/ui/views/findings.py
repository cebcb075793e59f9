"""Findings on the KPI screen, and what became of those that were acted on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from repdesk.analytics.results import BehindPart, BehindRow, Finding, Findings, Review
from repdesk.domain.book import Book
from repdesk.i18n import _, ngettext
from repdesk.ui.glyphs import Glyphs
from repdesk.ui.views.behind import timeline_day
from repdesk.ui.views.flowed import WHOLE
from repdesk.ui.widgets.columns import Heading, Look, Row
from repdesk.wording.days import days_between, short_day
from repdesk.wording.explained import meaning_lines
from repdesk.wording.findings import FindingWords
from repdesk.wording.notes import note_words

REVIEWED = 30
"""Days for which a review stands beside the findings."""
MOST_REVIEWS = 3
MEANT: Final = frozenset({"weakest_step", "lost_reason", "overdue", "stalled", "silent_vips"})
"""Kinds of finding with a definition of their own; the others are rates held against the past."""
ROWS_OF: Final[Mapping[str, str]] = {
    **dict.fromkeys(("weakest_step", "win_rate", "lost_reason", "stalled"), "deals"),
    **dict.fromkeys(("churn", "repurchase", "silent_vips"), "customers"),
    "overdue": "orders",
}
"""The table of the rows behind each kind of finding."""


def finding_rows(
    found: Findings | None,
    reviews: Iterable[Review],
    book: Book,
    currency: str,
    today: str,
    glyphs: Glyphs,
) -> Iterable[tuple[str, Row | Heading]]:
    """Yield at most three findings, then what became of earlier ones."""
    if found is None:
        return
    words = FindingWords(book, currency)
    yield "", Heading(_("Findings"), _("a makes follow-ups") if found.findings else "")
    for each in found.findings:
        line = words.line(each)
        if each.acted is not None:
            day = short_day(each.acted, today)
            line += "  " + _("(acted on {day})").format(day=day)
        yield f"finding {each.id}", Row((Look(line, "strong"),), WHOLE)
    tested = words.tested(found)
    if tested:
        yield "", Row((Look(tested, "dim"),), WHOLE)
    elif not found.findings:
        why = _("nothing stands out") if found.note is None else note_words(found.note)
        yield "", Row((Look(why, "dim"),), WHOLE)
    if found.mind is not None:
        yield "", Row((Look(note_words(found.mind), "dim"),), WHOLE)
    for review in shown_reviews(reviews, today):
        yield f"review {review.action}", Row((f"{glyphs.arrow} {words.review(review)}",), WHOLE)


def shown_reviews(reviews: Iterable[Review], today: str) -> list[Review]:
    """Return the reviews that are awaited, or that were reached not long ago."""
    fresh = [one for one in reviews if days_between(one.review_on, today) <= REVIEWED]
    return fresh[:MOST_REVIEWS]


def offered(finding: Finding, book: Book, currency: str) -> str:
    """Return what acting on a finding makes."""
    return _("a makes {what}").format(what=FindingWords(book, currency).offer(finding.offer))


def explained(finding: Finding, found: Findings, book: Book, currency: str) -> str:
    """Return a finding with what it is held against, how sure it is and what can be done."""
    words = FindingWords(book, currency)
    lines = [words.line(finding)]
    if finding.tested and finding.z is not None:
        tested = ngettext(
            "{first} to {last}; z = {z}, widened for {n} number tested together",
            "{first} to {last}; z = {z}, widened for {n} numbers tested together",
            found.tests,
        )
        lines.append(
            tested.format(first=found.start, last=found.end, z=f"{finding.z:.2f}", n=found.tests)
        )
    key = finding.kind if finding.kind in MEANT else "finding"
    lines += ["", *meaning_lines(key)[1:], "", offered(finding, book, currency)]
    for each in finding.offer.followups:
        name = getattr(book.get("customers", each.customer), "name", "")
        lines.append(f"{each.due}  {name}  {words.text(finding.offer.code, each)}")
    return "\n".join(lines)


def rows_of(finding: Finding, book: Book) -> BehindPart:
    """Return the records behind a finding."""
    table = ROWS_OF[finding.kind]
    rows = (_row(table, id_, book) for id_ in finding.figure.ids)
    found = tuple(row for row in rows if row is not None)
    return BehindPart(finding.kind, "count", "count", found, len(found))


def _row(table: str, id_: str, book: Book) -> BehindRow | None:
    record = book.get(table, id_)
    if record is None:
        return None
    customer = id_ if table == "customers" else record.customer
    return BehindRow(table, id_, customer, timeline_day(book, table, record))
