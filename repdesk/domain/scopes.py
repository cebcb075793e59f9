"""What a target is over: everything, a product category, a zone, or both (`pumps×Suzhou`)."""

import re
from collections.abc import Iterable

import msgspec

from repdesk.domain.book import Book

ALL = "all"
BY = "×"
EVERYTHING = frozenset({"", ALL, "全部"})
_BETWEEN = re.compile(r"\s*[×*xX＊]\s*")


class Scope(msgspec.Struct, frozen=True):
    """A category (None: any), a zone (None: any); its text is how a scope is written."""

    category: str | None = None
    zone: str | None = None

    def __str__(self) -> str:
        return BY.join(part for part in (self.category, self.zone) if part is not None) or ALL


class Scopes:
    """Reads scopes as typed or imported, by the categories and zones of a book."""

    def __init__(self, book: Book) -> None:
        products, customers = book.rows("products"), book.rows("customers")
        zones = [row.zone for row in customers] + [row.name for row in book.rows("zones")]
        self._categories = _folded(row.category for row in products)
        self._zones = _folded(zones)

    def read(self, text: str) -> Scope:
        """Read `all`, a category, a zone or both with ×, * or x between them, in either order.

        A name that is neither is a zone nobody is in yet (see `known`).
        """
        text = text.strip()
        if text.casefold() in EVERYTHING:
            return Scope()
        one = self._single(text)
        if one is not None:
            return one
        unknown: Scope | None = None
        for between in _BETWEEN.finditer(text):
            left, right = text[: between.start()].strip(), text[between.end() :].strip()
            if not left or not right:
                continue
            both = self._both(left, right)
            if both is not None:
                return both
            if unknown is None and between[0].strip() not in "xX":
                unknown = Scope(left, right)
        return unknown or Scope(zone=text)

    def known(self, scope: Scope) -> bool:
        """Say whether the book has that category and that zone."""
        category, zone = scope.category, scope.zone
        return (category is None or category.casefold() in self._categories) and (
            zone is None or zone.casefold() in self._zones
        )

    def _single(self, name: str) -> Scope | None:
        if name.casefold() in self._categories:
            return Scope(category=self._categories[name.casefold()])
        if name.casefold() in self._zones:
            return Scope(zone=self._zones[name.casefold()])
        return None

    def _both(self, left: str, right: str) -> Scope | None:
        for category, zone in ((left, right), (right, left)):
            if category.casefold() in self._categories and zone.casefold() in self._zones:
                return Scope(self._categories[category.casefold()], self._zones[zone.casefold()])
        return None


def _folded(names: Iterable[str]) -> dict[str, str]:
    return {name.casefold(): name for name in sorted(set(names), reverse=True) if name}
