"""The zones of a territory: which lie side by side, and teaching that in one text.

Neighbours are so both ways, however they were taught: whoever is next to us has us next to them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.find import folded

SAME, BESIDE, FAR = 0, 1, 3
"""What going from one zone to another costs: a far one is more than two steps to neighbours."""

_NEXT_ZONE = re.compile("[;；\n]")
_NAMED = re.compile("[:：]")
_LIST = re.compile("[,，、]")


class Neighbourhood:
    """Which zones of a book lie side by side."""

    def __init__(self, book: Book) -> None:
        beside: dict[str, set[str]] = defaultdict(set)
        for row in book.rows("zones"):
            for other in row.neighbours:
                here, there = folded(row.name), folded(other)
                if here and there and here != there:
                    beside[here].add(there)
                    beside[there].add(here)
        self._beside: Mapping[str, set[str]] = dict(beside)

    @property
    def taught(self) -> bool:
        """Whether any two zones are known to lie side by side."""
        return bool(self._beside)

    def around(self, zone: str) -> frozenset[str]:
        """Return the zone itself and its neighbours, folded."""
        here = folded(zone)
        return frozenset((here, *self._beside.get(here, ())))

    def way(self, zone: str, other: str) -> int:
        """Return what it costs to go from one zone to another; an unknown one may be anywhere."""
        here, there = folded(zone), folded(other)
        if here == there:
            return SAME
        beside = not here or not there or there in self._beside.get(here, ())
        return BESIDE if beside else FAR


def zone_names(book: Book) -> list[str]:
    """Return the zones of the customers, those with the most first, then the others taught."""
    counts: dict[str, int] = defaultdict(int)
    for customer in book.customers():
        if customer.zone.strip():
            counts[customer.zone.strip()] += 1
    names = sorted(counts, key=lambda name: (-counts[name], name))
    others = sorted({row.name for row in book.rows("zones")} - counts.keys())
    return [*names, *others]


def zones_text(book: Book, names: Sequence[str]) -> str:
    """Return a line a zone with its neighbours, each pair once, under the zone named first."""
    near, lines = Neighbourhood(book), []
    places = {folded(name): place for place, name in reversed([*enumerate(names)])}
    for place, name in enumerate(names):
        after = [places[one] for one in near.around(name) if places.get(one, -1) > place]
        lines.append(f"{name}: {', '.join(names[at] for at in sorted(after))}".rstrip())
    return "\n".join(lines)


def read_zones(text: str) -> dict[str, list[str]]:
    """Return zone -> neighbours of a text of `zone: neighbour, neighbour`, a line (or `;`) each.

    Raises Invalid `zones.no_name` for neighbours of nothing.
    """
    found: dict[str, list[str]] = {}
    for line in filter(str.strip, _NEXT_ZONE.split(text)):
        name, *rest = _NAMED.split(line, maxsplit=1)
        if not name.strip():
            raise Invalid("zones.no_name", field="zones", value=line.strip())
        beside = [one.strip() for one in _LIST.split(rest[0] if rest else "")]
        found.setdefault(name.strip(), []).extend(filter(None, beside))
    return found


def set_zones(edit: Edit, text: str) -> list[str]:
    """Put the zones of the text and their neighbours, both ways; others go. Returns their names.

    Raises Invalid as `read_zones` does.
    """
    said = read_zones(text)
    names: dict[str, str] = {}
    for name in _all_names(said):
        names.setdefault(folded(name), name)
    beside: dict[str, dict[str, None]] = {key: {} for key in names}
    for name, others in said.items():
        for other in others:
            here, there = folded(name), folded(other)
            if here != there:
                beside[here][there] = None
                beside[there][here] = None
    known = {folded(row.name): row for row in sorted(edit.book.rows("zones"), key=_by_id)}
    for row in edit.book.rows("zones"):
        if known[folded(row.name)] is not row or folded(row.name) not in names:
            edit.delete("zones", row.id)
    for key, name in names.items():
        neighbours = tuple(names[one] for one in beside[key])
        row = known.get(key)
        if row is None:
            edit.add("zones", name=name, neighbours=neighbours)
        elif set(map(folded, row.neighbours)) != set(beside[key]) or row.name != name:
            edit.alter("zones", row.id, name=name, neighbours=neighbours)
    return list(names.values())


def _all_names(said: Mapping[str, Iterable[str]]) -> list[str]:
    return [*said, *(other for others in said.values() for other in others)]


def _by_id(row: object) -> str:
    return str(getattr(row, "id", ""))
