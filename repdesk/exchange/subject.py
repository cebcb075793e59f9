"""Everything held about one customer and its people, for them to read."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.change import Put
from repdesk.domain.erasure import Subject
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES
from repdesk.exchange.export import SCHEMA, shape_of

Row = dict[str, Any]


def subject_of(book: Book, customer: str) -> Subject:
    """Return the customer as rows and history of the book tell of it."""
    subject = Subject(customer)
    for table in TABLES:
        for record in book.rows(table):
            subject.see(table, record)
    for entry in book.history:
        for put in sorted(entry.change().puts, key=lambda put: put.table == "stage_events"):
            for record in (put.before, put.after):
                if record is not None:
                    subject.see(put.table, record)
    subject.settle()
    return subject


def subject_json(
    book: Book,
    customer: str,
    currency: str,
    drafts: Sequence[Mapping[str, Any]] = (),
    files: Mapping[str, str] | None = None,
    warnings: Sequence[str] = (),
) -> Row:
    """Return one document: its rows table by table, what others' text says of it, history, drafts.

    `drafts` hold `customer` and `data`; `files` are names and texts (mappings, settings) of which
    the lines that name the customer are shown. Money as in `export --json`.
    """
    subject = subject_of(book, customer)
    found: Row = {
        "schema": SCHEMA,
        "currency": currency,
        "warnings": list(warnings),
        "customer": customer,
    }
    for table, kind in TABLES.items():
        shape = shape_of(kind, currency)
        rows = [shape(row) for row in _by_id(book, table) if subject.owns(table, row)]
        if rows or table == "customers":
            found[table] = rows
    found["mentioned"] = [
        {"table": table, **shape_of(TABLES[table], currency)(row)}
        for table in TABLES
        for row in _by_id(book, table)
        if not subject.owns(table, row) and subject.left(table, row) is not row
    ]
    found["history"] = _history(book, subject, currency)
    found["drafts"] = [
        dict(draft)
        for draft in drafts
        if draft.get("customer") == customer or _named(draft, subject)
    ]
    found["files"] = [
        {"file": name, "line": line}
        for name, text in sorted((files or {}).items())
        for line in text.splitlines()
        if subject.masked(line) != line
    ]
    return found


def _by_id(book: Book, table: str) -> list[Record]:
    return sorted(book.rows(table), key=lambda row: row.id)


def _named(draft: Mapping[str, Any], subject: Subject) -> bool:
    text = msgspec.json.encode(draft).decode()
    return subject.masked(text) != text


def _history(book: Book, subject: Subject, currency: str) -> list[Row]:
    told = []
    for entry in book.history:
        mine = [put for put in entry.change().puts if _owned(subject, put)]
        if mine:
            rows = [_put(put, currency) for put in mine]
            told.append({"id": entry.op, "at": entry.at, "verb": entry.verb, "rows": rows})
    return told


def _owned(subject: Subject, put: Put) -> bool:
    both: Iterable[Record | None] = (put.before, put.after)
    return any(record is not None and subject.owns(put.table, record) for record in both)


def _put(put: Put, currency: str) -> Row:
    shape = shape_of(TABLES[put.table], currency)
    before = None if put.before is None else shape(put.before)
    after = None if put.after is None else shape(put.after)
    return {"table": put.table, "before": before, "after": after}
