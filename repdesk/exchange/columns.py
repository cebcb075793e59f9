"""Recognises which table a sheet holds, where its heading is, and which field each column gives."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from repdesk.domain.errors import Invalid
from repdesk.exchange.fields import (
    IMPORTABLE,
    NEEDED,
    OPEN_ITEMS,
    fields_of,
    nested_of,
    person_field,
)
from repdesk.exchange.folding import fold
from repdesk.exchange.mapping import FileMap, header_key, parse_map
from repdesk.exchange.names import OWN_PREFIXES, TABLE_NAMES, WORDS
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.reader import Row, Sheet, non_empty

JOINED = frozenset({"address", "phones", "note", "tags"})
"""Fields that several columns may give together."""

_HEADING_ROWS = 12
_OWN_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")
_STRIPPED = 100


@dataclass(slots=True)
class Source:
    """A sheet understood: its table, its heading's row number, field -> column numbers.

    `rows` are the cells below the heading, empty rows left out, `numbers` their row numbers.
    """

    sheet: Sheet
    table: str
    heading: int
    header: Row
    columns: dict[str, tuple[int, ...]]
    left_out: tuple[str, ...]
    own_ids: bool = False
    file_map: FileMap = field(default_factory=FileMap)
    rows: list[Row] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)

    @property
    def file(self) -> str:
        """The file's name, with the sheet's where a workbook has one."""
        name = self.sheet.path.name
        return f"{name}#{self.sheet.name}" if self.sheet.name else name

    def mapping(self) -> dict[str, str]:
        """Return column -> field ("" left out), to be shown and kept."""
        names = {at: name for name, places in self.columns.items() for at in places}
        return {column: names.get(at, "") for at, column in enumerate(self.header) if column}


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


def understand(sheet: Sheet, options: ImportOptions) -> Source | None:
    """Return the sheet with its table and columns; None when it is none of ours.

    Raises Invalid "columns.missing" when its table is known and a needed column is not there,
    "file.empty" when it has no heading.
    """
    rows, numbers = non_empty(sheet.rows)
    if not rows:
        raise Invalid("file.empty", file=str(sheet.path))
    file_map = options.file_map
    said = file_map.table_of(sheet.path.name) or options.table
    best: tuple[tuple[int, int, int], int, str, dict[str, list[int]], FileMap] | None = None
    named = table_named(sheet.name) or table_named(sheet.path.stem)
    for place, header in enumerate(rows[:_HEADING_ROWS]):
        kept = _remembered(header, options) if said is None else None
        for table in (said,) if said else (kept[0],) if kept else IMPORTABLE:
            merged = kept[1].with_said(file_map) if kept else file_map
            given = merged.columns(table, sheet.path.name)
            columns = assign(table, header, given)
            filled = sum(map(len, columns.values()))
            hits = sum(fold(cell) in given for cell in header) + (2 if table == named else 0)
            lacks = len(missing(table, columns, _defaults(table, merged)))
            score = (-lacks * 2 + hits * 2 + filled, -lacks, -place)
            if filled and (best is None or score > best[0]):
                best = (score, place, table, columns, merged)
    if best is None:
        return None
    _score, place, table, columns, merged = best
    lacking = missing(table, columns, _defaults(table, merged))
    if lacking:
        if said is None and named != table:
            return None
        raise Invalid(
            "columns.missing",
            file=str(sheet.path),
            table=table,
            missing=lacking,
            header=[cell for cell in rows[place] if cell.strip()],
        )
    source = _source(sheet, table, rows, numbers, place, columns)
    source.file_map = merged
    return source


def _defaults(table: str, file_map: FileMap) -> tuple[str, ...]:
    """Return the fields that need no column because the mapping says what they are."""
    if table in ("orders", "deals", OPEN_ITEMS) and file_map.choice("no_customer") != "reject":
        return ("customer",)
    return ()


def _remembered(header: Row, options: ImportOptions) -> tuple[str, FileMap] | None:
    text = options.mappings.get(header_key(header)) if options.mappings else None
    if text is None:
        return None
    try:
        kept = parse_map(text)
    except Invalid:
        return None
    return (next(iter(kept.tables)), kept) if len(kept.tables) == 1 else None


def _source(
    sheet: Sheet,
    table: str,
    rows: list[Row],
    numbers: list[int],
    place: int,
    columns: dict[str, list[int]],
) -> Source:
    heading, header = numbers[place], rows[place]
    below = rows[place + 1 :]
    own = False
    if "id" in columns:
        at = columns["id"][0]
        sample = [row[at] for row in below[:200] if at < len(row)]
        own = {"created", "updated"} <= columns.keys() or (
            bool(sample) and all(map(_OWN_ID.fullmatch, sample))
        )
        if not own:
            places = columns.pop("id")
            instead = "number" if table == "orders" else "ref"
            columns.setdefault(instead, places)
    used = {at for places in columns.values() for at in places}
    left_out = tuple(cell for at, cell in enumerate(header) if cell.strip() and at not in used)
    final = {name: tuple(places) for name, places in columns.items()}
    return Source(
        sheet,
        table,
        heading,
        header,
        final,
        left_out,
        own,
        rows=below,
        numbers=numbers[place + 1 :],
    )
