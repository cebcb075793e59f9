"""What in a book breaks the rules of its tables: values, references. Read, never changed."""

from collections.abc import Iterator
from typing import NamedTuple

from repdesk.domain.book import Book
from repdesk.domain.errors import Invalid
from repdesk.domain.record import Record
from repdesk.domain.rules import check, check_references, is_day
from repdesk.domain.tables import TABLES

MISSING = "reference.missing"
_HARMLESS = "text.too_long"
"""Refused when it is typed; a text that stands there is only long."""


class Fault(NamedTuple):
    """A record that breaks a rule: in which field, with which value, which rule (`code`)."""

    table: str
    record: Record
    field: str
    value: object
    code: str


def faults(book: Book) -> Iterator[Fault]:
    """Yield the first fault of every record that has one, table by table."""
    for table in TABLES:
        for record in book.rows(table):
            found = fault_of(book, table, record)
            if found is not None:
                yield found


def fault_of(book: Book, table: str, record: Record) -> Fault | None:
    """Return what is wrong with a record, values before references; None: nothing."""

    def exists(other: str, id_: str) -> bool:
        return book.get(other, id_) is not None

    for field in ("created", "updated"):
        value = getattr(record, field)
        if value and not is_day(value[:10]):
            return Fault(table, record, field, value, "field.moment")
    try:
        check(table, record)
        check_references(table, record, exists)
    except Invalid as error:
        if error.code == _HARMLESS:
            return None
        facts = error.facts
        return Fault(table, record, facts.get("field", ""), facts.get("value"), error.code)
    return None
