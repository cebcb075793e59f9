"""Which entries the log shows: a filter as a value, typed as the head of a log line is."""

from __future__ import annotations

from datetime import date

import msgspec
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.interaction import KINDS as KIND_CODES
from repdesk.domain.interaction import Interaction
from repdesk.domain.unlogged import is_gap
from repdesk.i18n import _, language
from repdesk.notation.dates import DateMatch, parse_day
from repdesk.notation.known import Known
from repdesk.notation.reader import read
from repdesk.ui.cells import clean
from repdesk.wording.days import short_day, weekday
from repdesk.wording.terms import KINDS, OUTCOMES, named

PLAIN_PIECES = frozenset({"kind", "outcome", "when", "tag"})
"""What a filter may hold of a line; a line with anything else in it is text to look for."""


class LogFilter(msgspec.Struct, frozen=True):
    """What must fit, all of it; an empty part fits every entry.

    `text`: words in note, tags or customer. `gaps`: only what has no outcome yet. `first` and
    `last`: ISO days, both counted.
    """

    text: str = ""
    gaps: bool = False
    kind: str = ""
    outcome: str = ""
    tags: tuple[str, ...] = ()
    customer: str = ""
    first: str = ""
    last: str = ""

    @property
    def is_open(self) -> bool:
        """Whether everything fits."""
        return self == LogFilter()

    @property
    def of_sort(self) -> LogFilter:
        """The parts that are asked of the sort of an entry: kind, outcome, tags."""
        return LogFilter(gaps=self.gaps, kind=self.kind, outcome=self.outcome, tags=self.tags)

    def fits(self, row: Interaction) -> bool:
        """Whether an entry fits the parts `of_sort`."""
        return (
            (not self.kind or row.kind == self.kind)
            and (not self.outcome or row.outcome == self.outcome)
            and (not self.gaps or is_gap(row))
            and all(tag in row.tags for tag in self.tags)
        )

    def words(self, book: Book, today: str) -> tuple[str, ...]:
        """What is filtered, a word or two each."""
        customer = book.get("customers", self.customer)
        said = [
            _("without an outcome") if self.gaps else "",
            named(KINDS, self.kind),
            named(OUTCOMES, self.outcome),
            *(f"#{clean(tag)}" for tag in self.tags),
            clean(customer.name) if customer is not None else "",
            self._days(today),
            _('"{text}"').format(text=clean(self.text)) if self.text else "",
        ]
        return tuple(filter(None, said))

    def _days(self, today: str) -> str:
        if self.first and self.first == self.last:
            return _("on {day}").format(day=self._day(self.first, today))
        first = _("from {day} on").format(day=self._day(self.first, today)) if self.first else ""
        last = _("up to {day}").format(day=self._day(self.last, today)) if self.last else ""
        return " ".join(filter(None, (first, last)))

    @staticmethod
    def _day(day: str, today: str) -> str:
        return f"{short_day(day, today)} {weekday(day)}"


def typed_day(text: str, today: str, date_order: str = "") -> str:
    """Return the ISO day that a text names, as in the one-line log; empty: none up to today."""
    day = date.fromisoformat(today)
    found = parse_day(text, day, language(), date_order=date_order or None, past=True)
    past = isinstance(found, DateMatch) and found.day <= day
    return found.day.isoformat() if isinstance(found, DateMatch) and past else ""


def typed_filter(text: str, today: str, date_order: str = "") -> LogFilter | None:
    """Read `v+ #sample @mon pump`: a visit, positive, tagged so, from Monday on, with that text.

    None for a text in which none of these stands.
    """
    known = Known(date_order=date_order or None)
    reading = read(text, date.fromisoformat(today), language(), known)
    pieces = {piece.what for piece in reading.pieces}
    if reading.problems or not pieces or not pieces <= PLAIN_PIECES:
        return None
    if reading.kind_given and reading.kind not in KIND_CODES:
        return None
    return LogFilter(
        text=reading.note,
        kind=reading.kind if reading.kind_given else "",
        outcome=reading.outcome or "",
        tags=reading.tags,
        first=reading.at.isoformat() if reading.at is not None else "",
    )


def narrowed(wanted: LogFilter, picked: str, today: str, date_order: str = "") -> LogFilter:
    """Return the filter after a row of its menu was picked: one that was chosen is lifted.

    Rows: `gaps`, `kind KIND`, `outcome OUTCOME`, `tag TAG`, `customer ID`, `from DAY`, `on DAY`,
    `text WORDS`, and `line LINE`, whose parts are added to the filter.
    """
    what, _space, value = picked.partition(" ")
    if what == "line":
        return _joined(wanted, typed_filter(value, today, date_order) or LogFilter())
    if what == "gaps":
        return replace(wanted, gaps=not wanted.gaps, outcome="")
    if what == "outcome":
        return replace(wanted, gaps=False, outcome="" if wanted.outcome == value else value)
    if what == "tag":
        others = tuple(tag for tag in wanted.tags if tag != value)
        return replace(wanted, tags=others if value in wanted.tags else (*others, value))
    if what in ("from", "on"):
        days = (value, value if what == "on" else "")
        first, last = ("", "") if days == (wanted.first, wanted.last) else days
        return replace(wanted, first=first, last=last)
    if what == "kind":
        return replace(wanted, kind="" if wanted.kind == value else value)
    if what == "customer":
        return replace(wanted, customer="" if wanted.customer == value else value)
    return replace(wanted, text="" if wanted.text == value else value)


def _joined(wanted: LogFilter, more: LogFilter) -> LogFilter:
    """Return the filter with what another one asks for; of a part that both ask, the other's."""
    return LogFilter(
        text=more.text or wanted.text,
        gaps=wanted.gaps and not more.outcome,
        kind=more.kind or wanted.kind,
        outcome=more.outcome or wanted.outcome,
        tags=tuple(dict.fromkeys((*wanted.tags, *more.tags))),
        customer=wanted.customer,
        first=more.first or wanted.first,
        last="" if more.first else wanted.last,
    )
