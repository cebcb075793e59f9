"""Which customers a list shows: a filter as a value, and the index that it is applied to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from repdesk.domain.book import Book
from repdesk.domain.customer import TIERS, Customer
from repdesk.domain.find import folded, initials_of
from repdesk.domain.tier import tier_of


@dataclass(frozen=True, slots=True)
class CustomerFilter:
    """What must fit; an empty part fits every customer."""

    text: str = ""
    tier: str = ""
    zone: str = ""

    def with_text(self, text: str) -> CustomerFilter:
        """The same filter with another search text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class _Indexed:
    record: Customer
    order: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    initials: tuple[str, ...]
    digits: tuple[str, ...]


class CustomerIndex:
    """The active customers of a book, folded for comparing once and again only where changed."""

    def __init__(self) -> None:
        self._known: dict[str, _Indexed] = {}
        self._ordered: tuple[_Indexed, ...] = ()
        self._book: Book | None = None

    def follow(self, book: Book) -> None:
        """Take the customers of this book; unchanged records are not folded again."""
        if book is self._book:
            return
        self._book = book
        known = self._known
        self._known = {}
        for record in book.rows("customers"):
            if record.archived or record.erased:
                continue
            old = known.get(record.id)
            self._known[record.id] = (
                old if old is not None and old.record is record else _indexed(record)
            )
        self._ordered = tuple(
            sorted(self._known.values(), key=lambda one: (one.order, one.record.id))
        )

    def __len__(self) -> int:
        return len(self._ordered)

    def ids(self, wanted: CustomerFilter) -> Sequence[str]:
        """The ids that fit, in the order of names; with a search text the best fits first.

        A text fits a part of a name, alias or code, the start of a pinyin key, a part of the
        initials (`hl` of 苏州恒力), or part of a phone number (three digits and more).
        """
        rows = [one for one in self._ordered if self._fits(one.record, wanted)]
        text = folded(wanted.text)
        if not text:
            return [one.record.id for one in rows]
        digits = "".join(character for character in text if character.isdigit())
        digits = digits if len(digits) >= 3 and not any(c.isalpha() for c in text) else ""
        ranked = [(rank, one) for one in rows if (rank := _rank(one, text, digits)) is not None]
        ranked.sort(key=lambda pair: pair[0])
        return [one.record.id for _rank_, one in ranked]

    def counts(
        self, wanted: CustomerFilter
    ) -> tuple[Sequence[tuple[str, int]], Sequence[tuple[str, int]]]:
        """Return (tier, how many) from the top down and (zone, how many), of those that fit.

        The largest zone first; a customer without a zone is in none.
        """
        records = [self._known[one].record for one in self.ids(wanted)]
        zones = Counter(record.zone for record in records if record.zone)
        book = self._book
        tiers = Counter(tier_of(book, record) for record in records) if book is not None else {}
        return (
            [(tier, tiers[tier]) for tier in TIERS if tier in tiers],
            sorted(zones.items(), key=lambda pair: (-pair[1], pair[0])),
        )

    def _fits(self, record: Customer, wanted: CustomerFilter) -> bool:
        if wanted.zone and record.zone != wanted.zone:
            return False
        return not wanted.tier or (
            self._book is not None and tier_of(self._book, record) == wanted.tier
        )


def _indexed(record: Customer) -> _Indexed:
    names = tuple(folded(name) for name in (record.name, *record.aliases, record.code) if name)
    keys = tuple(folded(key) for key in record.keys)
    phones = tuple("".join(c for c in phone if c.isdigit()) for phone in record.phones)
    order = keys[0] if keys else folded(record.name)
    return _Indexed(record, order, names, keys, initials_of(record), phones)


def _rank(one: _Indexed, text: str, digits: str) -> int | None:
    """0 a name begins so, 1 a key does, 2 a name holds it, 3 the initials, 4 a phone; None: no."""
    if any(name.startswith(text) for name in one.names):
        return 0
    if any(key.startswith(text) for key in one.keys):
        return 1
    if any(text in name for name in one.names):
        return 2
    if any(text in key for key in one.initials):
        return 3
    if digits and any(digits in phone for phone in one.digits):
        return 4
    return None
