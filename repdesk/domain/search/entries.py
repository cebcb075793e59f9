"""How customers, people and deals are entered to be found by name."""

from collections.abc import Callable, Mapping
from itertools import chain
from typing import Any

from repdesk.domain.book import Book
from repdesk.domain.customer import Contact, Customer
from repdesk.domain.deal import Deal
from repdesk.domain.name_parts import initials_among
from repdesk.domain.search.shelf import Entry, Texts
from repdesk.domain.search.wanted import compared

Known = Mapping[str, Entry]


def customers(book: Book, known: Known) -> list[Entry]:
    """Return all customers that are neither archived nor erased, by name (pinyin where it has)."""
    rows = [row for row in book.rows("customers") if not row.archived and not row.erased]
    rows.sort(key=_by_name)
    return [
        _entry(known, row, row.id, _customer, book.of("contacts", "customer", row.id))
        for row in rows
    ]


def archived(book: Book, known: Known) -> list[Entry]:
    """Return the archived customers: their names alone."""
    rows = [row for row in book.rows("customers") if row.archived and not row.erased]
    rows.sort(key=_by_name)
    return [_entry(known, row, row.id, _names) for row in rows]


def people(book: Book, known: Known) -> list[Entry]:
    """Return all people, by name."""
    rows = sorted(book.rows("contacts"), key=_by_name)
    return [_entry(known, row, row.customer, _person) for row in rows]


def deals(book: Book, known: Known) -> list[Entry]:
    """Return all deals that have a title, the newest first."""
    rows = [row for row in book.rows("deals") if row.title]
    rows.sort(key=lambda row: row.id, reverse=True)
    return [_entry(known, row, row.customer, _deal) for row in rows]


def _by_name(row: Customer | Contact) -> tuple[str, str]:
    return row.keys[0] if row.keys else compared(row.name), row.id


def _entry(
    known: Known, row: Any, customer: str, texts_of: Callable[..., Texts], *beside: object
) -> Entry:
    """Return the entry that is known of the row, a new one when the row is another now."""
    entry = known.get(row.id)
    if entry is not None and entry.is_of(row, *beside):
        return entry
    return Entry(row.id, customer, texts_of, row, *beside)


def _customer(one: Customer, people: tuple[Contact, ...]) -> Texts:
    short = tuple(k for name in (one.name, *one.aliases) for k in initials_among(name, one.keys))
    phones = chain(one.phones, (phone for person in people for phone in person.phones))
    beside = (one.city, one.zone, one.address, one.email, one.industry, *one.tags, one.needs)
    return Texts(
        names=_names(one).names,
        keys=tuple(key for key in one.keys if key not in short),
        initials=short,
        digits=tuple(phones),
        beside=_each_once(*beside),
    )


def _names(one: Customer) -> Texts:
    return Texts(_each_once(one.name, *one.aliases, one.code))


def _person(one: Contact) -> Texts:
    short = initials_among(one.name, one.keys)
    return Texts(
        names=_each_once(one.name),
        keys=tuple(key for key in one.keys if key not in short),
        initials=short,
        digits=one.phones,
        beside=_each_once(one.role, one.email, one.style, one.note),
    )


def _deal(one: Deal) -> Texts:
    rival = one.competitor.name if one.competitor is not None else ""
    return Texts(_each_once(one.title), beside=_each_once(one.need, rival))


def _each_once(*texts: str) -> tuple[str, ...]:
    """Return the texts that there are, each once."""
    return tuple(dict.fromkeys(filter(None, texts)))
