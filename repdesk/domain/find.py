"""Which customer a name means: id, code, whole name, a unique part, pinyin or initials."""

import unicodedata
from collections.abc import Callable, Iterable

from repdesk.domain.book import Book
from repdesk.domain.customer import Customer
from repdesk.domain.errors import Ambiguous, NotFound

MAX_CANDIDATES = 20


def folded(text: str) -> str:
    """Return the text as it is compared: full-width as half-width, case and outer space ignored."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def initials_of(customer: Customer) -> tuple[str, ...]:
    """Return the search keys that are initials: no longer than the name they stand for."""
    longest = max(len(name) for name in (customer.name, *customer.aliases))
    return tuple(key for key in customer.keys if len(key) <= longest)


def find_customer(book: Book, name: str) -> Customer:
    """Return the one customer that is meant; raises NotFound or Ambiguous, never guesses.

    The first of these that fits anybody decides: id, code or ref, whole name or alias, part of a
    name, search key (pinyin, initials), part of the initials. Archived customers only fit by id,
    code or whole name.
    """
    exact: Customer | None = book.get("customers", name)
    if exact is not None:
        return exact
    wanted = folded(name)
    everybody = [row for row in book.rows("customers") if not row.erased]
    active = [row for row in everybody if not row.archived]
    steps: list[tuple[Iterable[Customer], Callable[[Customer], bool]]] = [
        (everybody, lambda c: folded(c.code) == wanted or name in c.refs),
        (everybody, lambda c: any(folded(n) == wanted for n in (c.name, *c.aliases))),
        (active, lambda c: any(wanted in folded(n) for n in (c.name, *c.aliases))),
        (active, lambda c: wanted in c.keys),
        (active, lambda c: any(key.startswith(wanted) for key in c.keys)),
        (active, lambda c: any(wanted in key for key in initials_of(c))),
    ]
    if wanted:
        for rows, fits in steps:
            found = sorted((row for row in rows if fits(row)), key=lambda row: row.id)
            if len(found) == 1:
                return found[0]
            if found:
                candidates = [(row.id, row.name) for row in found[:MAX_CANDIDATES]]
                raise Ambiguous(
                    "customer.ambiguous", name=name, candidates=candidates, count=len(found)
                )
    raise NotFound("customer.missing", what="customers", name=name)
