"""A customer's promises as lines: who owes what, by when, and how each stands."""

from __future__ import annotations

from collections.abc import Sequence

from repdesk.domain.book import Book
from repdesk.domain.interaction import Followup
from repdesk.domain.promise import kept_on_time
from repdesk.i18n import _
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.days import short_day
from repdesk.wording.promises import kept_line, promise_text, standing_words

PROMISE_COLUMNS = (
    Column(1),
    Column(11),
    Column(6),
    Column(12, grow=8),
    Column(9, right=True, grow=1, most=14),
)


def promises_of(book: Book, customer: str) -> Sequence[Followup]:
    """Return the open ones by the day they are due, then the closed ones, the newest first."""
    rows = book.of("followups", "customer", customer)
    still = [row for row in rows if row.state == "open"]
    closed = [row for row in rows if row.state != "open"]
    closed.sort(key=lambda row: (row.closed or row.due, row.id), reverse=True)
    return (*still, *closed)


def promise_line(row: Followup, today: str, currency: str) -> Sequence[Cell]:
    """The cells of one promise, for PROMISE_COLUMNS."""
    late = row.state == "open" and row.due < today
    look = "plain" if row.state == "open" else "dim"
    when = " ".join(filter(None, (short_day(row.due, today), row.time)))
    return (
        Look("!" if late else "", "alert"),
        Look(when, look),
        Look(_("mine") if row.owner == "me" else _("theirs"), look),
        Look(promise_text(row, currency), look),
        Look(standing_words(row, today), "alert" if late else look),
    )


def kept_words(book: Book, customer: str, today: str) -> str:
    """How many promises of the last year were kept on time, mine and theirs; empty for none."""
    rows = book.of("followups", "customer", customer)
    mine, theirs = (kept_on_time(rows, owner, today) for owner in ("me", "them"))
    return kept_line((mine.k, mine.n), (theirs.k, theirs.n))
