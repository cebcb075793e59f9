"""What the names of columns and files say: which field, which table."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from repdesk.exchange.fields import NEEDED, fields_of, nested_of, person_field
from repdesk.exchange.folding import fold
from repdesk.exchange.names import OWN_PREFIXES, TABLE_NAMES, WORDS

JOINED = frozenset({"address", "phones", "note", "tags"})
"""Fields that several columns may give together."""

_STRIPPED = 100


@cache
def _ranks(table: str) -> dict[str, dict[str, int]]:
    """Return folded column name -> field -> how well it fits (less is better)."""
    ranks: dict[str, dict[str, int]] = {}
    words: dict[str, list[str]] = {}
    known = fields_of(table)
    for name in known:
        # `customer` alone usually holds names; those are looked up by id and code as well
        words[name] = [] if f"{name}_name" in known else [fold(name)]
    for name in nested_of(table):
        words[name] = [fold(name)]
    for name, text in (*WORDS.get(table, {}).items(), *WORDS[""].items()):
        if name in known or (table == "customers" and person_field(name)):
            words.setdefault(name, []).extend(text.split())
    for name, listed in words.items():
        for rank, word in enumerate(dict.fromkeys(listed)):
            ranks.setdefault(fold(word), {}).setdefault(name, rank)
    return ranks


def _fits(table: str, column: str) -> dict[str, int]:
    """Return the fields a column may be, with their ranks."""
    ranks = _ranks(table)
    name = fold(column)
    if name in ranks:
        return ranks[name]
    bare = name.rstrip("0123456789")
    number = name[len(bare) :]
    if number and bare in ranks:
        return {
            f"{field}{number}" if person_field(field) else field: rank
            for field, rank in ranks[bare].items()
            if field in JOINED or person_field(field)
        }
    for prefix in OWN_PREFIXES.get(table, "").split():
        if name.startswith(prefix) and name[len(prefix) :] in ranks:
            found = ranks[name[len(prefix) :]]
            return {field: rank + _STRIPPED for field, rank in found.items()}
    return {}


def assign(table: str, header: Sequence[str], given: Mapping[str, str]) -> dict[str, list[int]]:
    """Return field -> columns: those of a mapping first, then by name, the best fit first."""
    columns: dict[str, list[int]] = {}
    free = {}
    for at, column in enumerate(header):
        target = given.get(fold(column)) if column.strip() else ""
        if target is None:
            free[at] = _fits(table, column)
        elif target:
            columns.setdefault(target, []).append(at)
    wishes = sorted((rank, at, field) for at, fits in free.items() for field, rank in fits.items())
    placed: set[int] = set()
    for _rank, at, name in wishes:
        if at not in placed and (name not in columns or name in JOINED):
            columns.setdefault(name, []).append(at)
            placed.add(at)
    for places in columns.values():
        places.sort()
    return columns


def missing(table: str, columns: Mapping[str, object], defaults: Sequence[str] = ()) -> list[str]:
    """Return the groups of fields ("qty|net") of which a sheet gives none."""
    return [
        "|".join(group)
        for group in NEEDED.get(table, ())
        if not any(name in columns or name in defaults for name in group)
    ]


def table_named(name: str) -> str | None:
    """Return the table that a file or sheet name stands for: whole, else its longest word."""
    whole = fold(name)
    best: tuple[int, str] | None = None
    parts = {fold(part) for part in re.split(r"[\W_\d]+", name)}
    for table, words in TABLE_NAMES.items():
        for word in words.split():
            if word == whole:
                return table
            chinese = not word.isascii()
            if (word in parts or (chinese and word in whole)) and (
                best is None or len(word) > best[0]
            ):
                best = (len(word), table)
    return best[1] if best else None
