"""Recognises which table a sheet holds, where its heading is, and which field each column gives."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from repdesk.domain.errors import Invalid
from repdesk.exchange.fields import (
    IMPORTABLE,
    OPEN_ITEMS,
    fields_of,
)
from repdesk.exchange.folding import fold
from repdesk.exchange.mapping import FileMap, header_key, parse_map
from repdesk.exchange.naming import assign, missing, table_named
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.reader import Row, Sheet, non_empty
from repdesk.exchange.values import Bad, read_day

_HEADING_ROWS = 12
_OWN_ID = re.compile(r"[0-9a-hjkmnp-tv-z]{16}")


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


def understand(sheet: Sheet, options: ImportOptions) -> Source | None:
    """Return the sheet with its table and columns; None when it is none of ours.

    Raises Invalid "columns.missing" when its table is known and a needed column is not there,
    "file.empty" when it has no heading.
    """
    rows, numbers = non_empty(sheet.rows)
    if not rows:
        raise Invalid("file.empty", file=str(sheet.path))
    said = options.file_map.table_of(sheet.path.name) or options.table
    named = table_named(sheet.name) or table_named(sheet.path.stem)
    readings = [
        reading
        for place in range(min(len(rows), _HEADING_ROWS))
        for reading in _readings(sheet, rows, place, said, options)
    ]
    best = _chosen(readings, named)
    if best is None:
        return None
    if best.lacking:
        raise Invalid(
            "columns.missing",
            file=str(sheet.path),
            table=best.table,
            missing=best.lacking,
            header=[cell for cell in rows[best.place] if cell.strip()],
        )
    source = _source(sheet, best.table, rows, numbers, best.place, best.columns)
    source.file_map = best.file_map
    return source


class _Reading(NamedTuple):
    """A sheet taken as a table with its heading at a place; `told`: a mapping or --as says so."""

    table: str
    place: int
    columns: dict[str, list[int]]
    lacking: list[str]
    file_map: FileMap
    told: int
    filled: int
    width: int

    def merit(self) -> tuple[int, int, int]:
        """What the better of two readings has more of."""
        return (self.told, self.filled - 2 * len(self.lacking), -self.place)


def _readings(
    sheet: Sheet, rows: list[Row], place: int, said: str | None, options: ImportOptions
) -> Iterator[_Reading]:
    header = rows[place]
    kept = _remembered(header, options) if said is None else None
    merged = kept[1].with_said(options.file_map) if kept else options.file_map
    for table in (said,) if said else (kept[0],) if kept else IMPORTABLE:
        given = merged.columns(table, sheet.path.name)
        columns = assign(table, header, given)
        lacking = missing(table, columns, _defaults(table, merged))
        if lacking:
            _by_content(table, columns, lacking, header, rows[place + 1 : place + 51])
            lacking = missing(table, columns, _defaults(table, merged))
        told = sum(fold(cell) in given for cell in header) + (said is not None)
        filled = sum(map(len, columns.values()))
        width = sum(bool(cell.strip()) for cell in header)
        if filled:
            yield _Reading(table, place, columns, lacking, merged, told, filled, width)


def _chosen(readings: list[_Reading], named: str | None) -> _Reading | None:
    """Return the reading to take: the one told, else that of the file's name, else the fullest.

    A file named for one table is another only when it is that one through and through; a file
    whose name says nothing must be known by half of its columns.
    """
    told = [reading for reading in readings if reading.told]
    if told:
        return max(told, key=_Reading.merit)
    by_name = max((r for r in readings if r.table == named), key=_Reading.merit, default=None)
    if by_name is not None and not by_name.lacking:
        return by_name
    whole = [reading for reading in readings if not reading.lacking]
    other = max(whole, key=_Reading.merit, default=None)
    if by_name is None:
        known = other is not None and other.filled > 1 and other.filled * 2 >= other.width
        return other if known else None
    if other is not None and other.filled > max(2, by_name.filled + 1):
        return other if other.filled * 3 >= other.width * 2 else by_name
    return by_name


def _by_content(
    table: str,
    columns: dict[str, list[int]],
    lacking: Sequence[str],
    header: Row,
    sample: Sequence[Row],
) -> None:
    """Find the day a table needs by what stands in the columns that no name gave away."""
    days = [name for group in lacking for name in group.split("|") if name in ("date", "at", "due")]
    used = {at for places in columns.values() for at in places}
    found = []
    for at in range(len(header)):
        texts = [row[at] for row in sample if at < len(row) and row[at].strip()]
        # plain numbers may be serial days, but then only a name can say so
        if at not in used and texts and not any(text.strip().isdigit() for text in texts):
            read = (read_day(text, "dmy") for text in texts)
            if not any(isinstance(day, Bad) for day in read):
                found.append(at)
    if len(days) == 1 and len(found) == 1 and days[0] in fields_of(table):
        columns[days[0]] = found


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
