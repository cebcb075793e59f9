"""Narrow the log: kinds, outcomes, tags to pick, or the head of a log line typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.find import folded
from repdesk.i18n import _
from repdesk.notation import head
from repdesk.ui.cells import clean
from repdesk.ui.keys import bindings
from repdesk.ui.log_filter import LogFilter, typed_day, typed_filter
from repdesk.ui.log_rows import LogRows
from repdesk.ui.screens.find import FindScreen
from repdesk.ui.widgets.columns import Cell, Column, Look
from repdesk.wording.terms import KINDS, OUTCOMES, named

LETTERS = {kind: letter for letter, kind in head.LETTERS.items()}
SIGNS = {outcome: sign for sign, outcome in head.OUTCOMES.items()}
CUSTOMERS = 9
"""Customers offered for a text."""


class Choice(msgspec.Struct, frozen=True):
    """A row of the menu: its id is given back, `what` says of which sort it is.

    `code` typed alone means it, too.
    """

    id: str
    name: str
    what: str = ""
    count: int | None = None
    chosen: bool = False
    code: str = ""


class LogNarrowScreen(FindScreen):
    """The choices of the log; what is typed is also read as the head of a log line, as a day, as
    a customer, as text to look for. Gives back a row of `log_filter.narrowed`.
    """

    SCOPE = "narrow"
    BINDINGS = bindings("narrow")
    COLUMNS = (Column(16, grow=2, most=40), Column(9), Column(7, right=True))

    def __init__(
        self, rows: LogRows, wanted: LogFilter, book: Book, today: str, date_order: str, here: str
    ) -> None:
        """`here`: the customer of the highlighted entry."""
        super().__init__()
        self._log, self._wanted, self._today, self._order = rows, wanted, today, date_order
        self._choices = tuple(_choices(rows, wanted, book, today, here))
        self._shown: dict[str, Choice] = {}

    def on_mount(self) -> None:
        """Say what may be typed."""
        self.say(_("pick, or type as in a log: v+ #tag @mon words"), "plain")

    def heading(self) -> str:
        """The question."""
        return _("Show which entries?")

    def count(self) -> int:
        """All choices, and the rows made of what is typed."""
        return len({*self._shown, *(one.id for one in self._choices)})

    def find(self, text: str) -> Sequence[str]:
        """The rows that a text means; all choices while there is none."""
        found = self._meant(text) if folded(text) else self._choices
        self._shown = {one.id: one for one in found}
        return list(self._shown)

    def line(self, row_id: str) -> Sequence[Cell]:
        """Name, what it is, how many."""
        row = self._shown[row_id]
        mark = f" {self.glyphs.tick}" if row.chosen else ""
        count = "" if row.count is None else f"{row.count:,}"
        return (Look(row.name + mark, "strong"), f"{row.what} {row.code}", count)

    def none_fits(self) -> str:
        """Nothing fits; a text to look for always does."""
        return _("Nothing fits. Esc goes back.")

    def _meant(self, text: str) -> Iterable[Choice]:
        """What the line says, a day, the choices of that name, customers, the text itself."""
        yield from self._line(text)
        yield from self._day(text)
        wanted = folded(text)
        yield from (c for c in self._choices if wanted in folded(c.name) or wanted == c.code)
        for customer in self._log.customers(self.book, text)[:CUSTOMERS]:
            name = clean(self.book.get("customers", customer).name)
            count = len(self.book.of("interactions", "customer", customer))
            chosen = customer == self._wanted.customer
            yield Choice(f"customer {customer}", name, _("customer"), count, chosen)
        yield self._text(text.strip())

    def _line(self, text: str) -> Iterable[Choice]:
        read = typed_filter(text, self._today, self._order)
        if read is None:
            return
        same = {LogFilter(kind=k): f"kind {k}" for k in KINDS}
        same |= {LogFilter(outcome=o): f"outcome {o}" for o in OUTCOMES}
        same |= {LogFilter(tags=(tag,)): f"tag {tag}" for tag in read.tags}
        known = [one for one in self._choices if one.id == same.get(read)]
        if known:
            yield known[0]
        else:
            said = f" {self.glyphs.middle} ".join(read.words(self.book, self._today))
            yield Choice(f"line {text}", said)

    def _day(self, text: str) -> Iterable[Choice]:
        day = typed_day(text, self._today, self._order)
        for what, days in (("from", LogFilter(first=day)), ("on", LogFilter(first=day, last=day))):
            if day:
                (name,) = days.words(self.book, self._today)
                yield Choice(f"{what} {day}", name, _("day"))

    def _text(self, text: str) -> Choice:
        (name,) = LogFilter(text=text).words(self.book, self._today)
        return Choice(f"text {text}", name, _("text"), chosen=text == self._wanted.text)


def _choices(
    rows: LogRows, wanted: LogFilter, book: Book, today: str, here: str
) -> Iterable[Choice]:
    """Gaps first, what is chosen of days and text, kinds, outcomes, the customer, tags."""
    counts = rows.counts(book, wanted)
    yield Choice("gaps", _("without an outcome"), _("outcome"), counts.gaps, wanted.gaps)
    if wanted.first:
        (name,) = LogFilter(first=wanted.first, last=wanted.last).words(book, today)
        picked = f"on {wanted.first}" if wanted.last else f"from {wanted.first}"
        yield Choice(picked, name, _("day"), chosen=True)
    if wanted.text:
        (name,) = LogFilter(text=wanted.text).words(book, today)
        yield Choice(f"text {wanted.text}", name, _("text"), chosen=True)
    customer = book.get("customers", wanted.customer or here)
    if customer is not None:
        count = len(book.of("interactions", "customer", customer.id))
        chosen = customer.id == wanted.customer
        name = clean(customer.name)
        yield Choice(f"customer {customer.id}", name, _("customer"), count, chosen)
    for kind, n in counts.kinds.items():
        chosen = kind == wanted.kind
        yield Choice(f"kind {kind}", named(KINDS, kind), _("kind"), n, chosen, LETTERS[kind])
    for one, n in counts.outcomes.items():
        chosen = one == wanted.outcome
        yield Choice(f"outcome {one}", named(OUTCOMES, one), _("outcome"), n, chosen, SIGNS[one])
    for tag in (*(one for one in wanted.tags if one not in counts.tags), *counts.tags):
        chosen = tag in wanted.tags
        yield Choice(f"tag {tag}", f"#{clean(tag)}", _("tag"), counts.tags.get(tag, 0), chosen)
