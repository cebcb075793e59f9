"""A record of the book on one line: what it is, when, what it says. Nothing private is told."""

from collections.abc import Callable
from typing import Any, Final

from repdesk.domain.book import Book
from repdesk.domain.money import to_minor
from repdesk.domain.order import order_net
from repdesk.i18n import _
from repdesk.wording.amounts import amount
from repdesk.wording.days import short_day
from repdesk.wording.promises import deal_name, promise_text, standing_words
from repdesk.wording.terms import KINDS, LOST_REASONS, TABLES, named, stage_name, tier_name
from repdesk.wording.tiers import FACTORS


class RecordWords:
    """Says records with the names that the book has, as of a day."""

    def __init__(self, book: Book, currency: str, day: str) -> None:
        self._book = book
        self._currency = currency
        self._day = day
        self._of: Final[dict[str, Callable[[Any], tuple[str, ...]]]] = {
            "customers": lambda row: (row.name,),
            "contacts": lambda row: (row.name, row.role),
            "products": lambda row: (row.code, row.name),
            "interactions": self._interaction,
            "followups": lambda row: (
                self._short(row.due),
                promise_text(row, currency),
                standing_words(row, day),
            ),
            "deals": lambda row: (deal_name(row, currency),),
            "stage_events": self._event,
            "orders": self._order,
            "tier_marks": lambda row: (self._short(row.date), tier_name(row.to), self._why(row)),
        }

    def line(self, table: str, id_: str) -> str:
        """Return a record in words; only its id where it is gone or of another table."""
        row, words = self._book.get(table, id_), self._of.get(table)
        told = words(row) if row is not None and words is not None else ()
        return " · ".join(filter(None, (named(dict(TABLES), table), *told, id_)))

    def _short(self, day: str) -> str:
        return short_day(day, self._day)

    def _interaction(self, row: Any) -> tuple[str, ...]:
        note = row.note or ("" if row.private else row.raw)
        return self._short(row.at), named(dict(KINDS), row.kind), note

    def _event(self, row: Any) -> tuple[str, ...]:
        stages = {stage.id: stage for stage in self._book.stages}
        stage = stage_name(stages[row.stage]) if row.stage in stages else row.stage
        return self._short(row.at), stage, named(dict(LOST_REASONS), row.reason), row.note

    @staticmethod
    def _why(row: Any) -> str:
        return named(dict(FACTORS), row.reason)

    def _order(self, row: Any) -> tuple[str, ...]:
        own = row.currency or self._currency
        net = amount(to_minor(order_net(row), own), own)
        kind = _("credit note") if row.credits else ""
        return self._short(row.date), kind, row.number, net
