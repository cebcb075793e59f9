"""The book as `export --json` shows it: every field of every row, money as text."""

from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.money import money_text
from repdesk.domain.record import Part, Record
from repdesk.domain.tables import TABLES
from repdesk.domain.target import MONEY_METRICS, Target

LEFT_OUT = frozenset({"saved_filters"})
"""Tables that are the screen's business only."""


def whole_book(book: Book, currency: str, warnings: list[str]) -> dict[str, Any]:
    """Return the document: `currency`, `warnings`, then each table's rows in the order of ids."""
    document: dict[str, Any] = {"currency": currency, "warnings": warnings}
    for table in TABLES:
        if table not in LEFT_OUT:
            rows = sorted(book.rows(table), key=lambda row: row.id)
            document[table] = [shown(row, currency) for row in rows]
    return document


def shown(record: Record, currency: str) -> dict[str, Any]:
    """Return all fields of a record: absent ones null or empty, money with its decimals."""
    own = getattr(record, "currency", None) or currency
    row = _fields(record, own)
    money = record.MONEY
    if isinstance(record, Target) and record.metric in MONEY_METRICS:
        money = ("value",)
    for field in money:
        if row[field] is not None:
            row[field] = money_text(row[field], own)
    row.update(row.pop("unknown") or {})
    return row


def _fields(part: Part, currency: str) -> dict[str, Any]:
    names = zip(part.__struct_fields__, part.__struct_encode_fields__, strict=True)
    return {name: _plain(getattr(part, field), currency) for field, name in names}


def _plain(value: Any, currency: str) -> Any:
    if isinstance(value, Part):
        row = _fields(value, currency)
        if isinstance(row.get("amount"), int):
            row["amount"] = money_text(row["amount"], currency)
        return row
    if isinstance(value, tuple):
        return [_plain(each, currency) for each in value]
    return value
