"""A snapshot that is no whole JSON any more, taken apart: every row that still parses, by table.

Works on any layout: one record a line as `snapshot` writes it, or the single line of TinyDB and of
editors. A row is found by its key (`"12": {`), a table by its name before a first row. Keys inside
a text are no such places: there the quotes are escaped.
"""

import json
import re
from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from repdesk.domain.errors import NewerFormat
from repdesk.domain.history import Entry
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES, decode
from repdesk.storage.journal import UNREADABLE
from repdesk.storage.snapshot import FORMAT, Meta, entry_of_line

_PLACE = re.compile(
    rb'"(?P<key>\d+)"\s*:\s*(?=\{)'
    rb'|"(?P<table>[A-Za-z_][A-Za-z0-9_]*)"\s*:\s*\{\s*(?:(?P<empty>\})|(?="\d+"\s*:\s*\{))'
)
_SWALLOWED = re.compile(
    rb'"\d+"\s*:\s*\{\s*"(?:id|seq)"|"(?P<table>[a-z_]+)"\s*:\s*\{\s*(?:\}|"\d+"\s*:\s*\{)'
)
_decoder = json.JSONDecoder()
_ID = re.compile(rb'"id"\s*:\s*"([^"\\]{1,64})"')
_NAME = re.compile(rb'"name"\s*:\s*"((?:[^"\\\x00-\x1f]|\\[^\x00-\x1f]){1,200})"')
_END = re.compile(rb"\}\s*\}\s*\Z")
_STRUCTURE = b"{},\r\n\t \xef\xbb\xbf"
_LINE_MOST = 1 << 16
_NOWHERE = ""
_ORDER = ("meta", *TABLES, "history")


class LostRow(NamedTuple):
    """A row that can't be read: its table ("": not even that is known), id and name if legible."""

    table: str
    id: str
    name: str


class Fragments(NamedTuple):
    """What is left of a snapshot; `meta` None where its numbers are gone.

    `cut`: the file ends before its end, so that nobody knows how many rows followed.
    """

    meta: Meta | None
    tables: dict[str, list[Record]]
    history: list[Entry]
    extra: dict[str, list[bytes]]
    lost: list[LostRow]
    cut: bool


class _Section:
    """The rows under one heading; `name` is empty where the heading can't be read."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[bytes] = []
        self.broken: list[bytes] = []

    def is_untouched(self) -> bool:
        return not self.rows and not self.broken


def fragments_of(raw: bytes, path: str) -> Fragments:
    """Return every row of a damaged snapshot that can be read. Raises NewerFormat."""
    sections = _sections(raw)
    _name_the_nameless(sections)
    cut = sections[-1].name != "history" or not _END.search(raw)
    found = Fragments(_meta(sections, path), {name: [] for name in TABLES}, [], {}, [], cut)
    for section in sections:
        if section.name != "meta":
            _decode(section, found)
    return found


def _sections(raw: bytes) -> list[_Section]:
    sections = [_Section(_NOWHERE)]
    at, closed, broken_at = 0, True, -1
    text = raw.decode("latin-1")  # a letter a byte: only where an object ends is asked of it
    while place := _PLACE.search(raw, at):
        between = raw[at : place.start()]
        if broken_at >= 0:
            sections[-1].broken.append(raw[broken_at : place.start()])
        elif between.strip(_STRUCTURE):
            # Something stands here that is neither row nor heading: a row without its key.
            sections[-1].broken.append(between)
        elif b"}" in between:
            closed = True
        at, broken_at = place.end(), -1
        name = (place["table"] or b"").decode()
        if name:
            if not place["empty"] or name in _ORDER:
                sections.append(_Section(name))
                closed = bool(place["empty"])
            continue
        if closed or (int(place["key"]) == 1 and not sections[-1].is_untouched()):
            sections.append(_Section(_NOWHERE))
            closed = False
        end = _end_of_row(raw, text, at)
        if end is None:
            broken_at = place.start()
        else:
            sections[-1].rows.append(raw[at:end])
            at = end
    rest = raw[max(broken_at, 0) if broken_at >= 0 else at :]
    if rest.strip(_STRUCTURE):
        sections[-1].broken.append(rest)
    return sections


def _end_of_row(raw: bytes, text: str, at: int) -> int | None:
    """Return where the object that begins at `at` ends; None: it does not."""
    line = raw.find(b"\n", at, at + _LINE_MOST)
    if line >= 0:
        row = raw[at:line].rstrip(b",\r ")
        if _is_row(row):
            return at + len(row)
    try:
        end = _decoder.raw_decode(text, at)[1]
    except (ValueError, RecursionError):
        return None
    return end if _is_row(raw[at:end]) else None


def _is_row(row: bytes) -> bool:
    """Say whether this is one object, and no other row or table was swallowed by it."""
    for inner in _SWALLOWED.finditer(row):
        if inner["table"] is None or inner["table"].decode() in _ORDER:
            return False
    try:
        msgspec.json.decode(row, type=dict)
    except UNREADABLE:
        return False
    return True


def _name_the_nameless(sections: list[_Section]) -> None:
    """Find out by the order of tables what a table without a legible heading is.

    Only where of the tables that belong there one alone fits every whole row.
    """
    named = {section.name for section in sections}
    for number, section in enumerate(sections):
        if section.name in _ORDER or not section.rows:
            continue
        before = _known(reversed(sections[:number]))
        after = _known(iter(sections[number + 1 :]))
        first = _ORDER.index(before) + 1 if before else 1
        last = _ORDER.index(after) if after else len(_ORDER)
        fitting = [
            table
            for table in _ORDER[first:last]
            if table not in named and all(_fits(table, row) for row in section.rows)
        ]
        if len(fitting) == 1:
            section.name = fitting[0]
            named.add(section.name)


def _known(sections: Iterator[_Section]) -> str | None:
    return next((section.name for section in sections if section.name in _ORDER), None)


def _fits(table: str, row: bytes) -> bool:
    try:
        if table == "history":
            return bool(entry_of_line(row).op)
        return decode(table, row).unknown is None
    except UNREADABLE:
        return False


def _meta(sections: list[_Section], path: str) -> Meta | None:
    for section in sections:
        if section.name == "meta":
            for row in section.rows:
                try:
                    meta = msgspec.json.decode(row, type=Meta)
                except UNREADABLE:
                    continue
                if meta.format > FORMAT:
                    raise NewerFormat("book.newer", path=path, format=meta.format)
                return meta
    return None


def _decode(section: _Section, found: Fragments) -> None:
    """Take the rows of a section in; what is no record of its table is lost."""
    table = section.name
    found.lost.extend(_lost(table, piece) for piece in section.broken)
    for row in section.rows:
        try:
            if table in TABLES:
                found.tables[table].append(decode(table, row))
            elif table == "history":
                found.history.append(entry_of_line(row))
            elif table:
                msgspec.json.decode(row)
                found.extra.setdefault(table, []).append(row)
            else:
                found.lost.append(_lost(table, row))
        except UNREADABLE:
            found.lost.append(_lost(table, row))


def _lost(table: str, piece: bytes) -> LostRow:
    if table == "history":
        return LostRow(table, "", "")  # the ids in it are those of the records it changed
    id_, name = _ID.search(piece), _NAME.search(piece)
    return LostRow(table, _text(id_), _text(name))


def _text(found: re.Match[bytes] | None) -> str:
    if found is None:
        return ""
    try:
        return str(msgspec.json.decode(b'"%b"' % found[1]))
    except UNREADABLE:
        return ""
