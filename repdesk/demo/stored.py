"""The demo book as a file: written by the generator, read and moved to the week of today."""

import re
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.period import add_months
from repdesk.domain.record import Record, encode
from repdesk.domain.tables import TABLES

BASE = date(2026, 6, 30)
"""The Tuesday on which the demo book stands as generated."""
REP = "王敏"
CURRENCY = "CNY"

_DAY = re.compile(rb'"(\d{4}-\d{2}-\d{2})(?=["T])')
_MONTH = re.compile(rb'"period":"(\d{4}-\d{2})"')


def encode_tables(tables: Mapping[str, Iterable[Record]]) -> bytes:
    """Return the tables as one JSON object in UTF-8, one record a line."""
    head = {"schema": 1, "currency": CURRENCY, "rep": REP, "base": BASE.isoformat()}
    parts = [msgspec.json.encode(head)[:-1]]
    for table in TABLES:
        rows = b",\n".join(encode(record) for record in tables.get(table, ()))
        parts.append(b'"%s":[\n%s\n]' % (table.encode(), rows))
    return b",\n".join(parts) + b"}\n"


def tuesday(today: date) -> date:
    """Return the last Tuesday up to the day."""
    return today - timedelta(days=(today.weekday() - BASE.weekday()) % 7)


def moved(data: bytes, today: date) -> bytes:
    """Return the file with every day moved by whole weeks to the last Tuesday up to today.

    The periods of targets move by as many months as lie between the two Tuesdays' months.
    """
    base = tuesday(today)
    days = (base - BASE).days
    months = (base.year - BASE.year) * 12 + base.month - BASE.month
    if days == 0:
        return data

    @cache
    def shifted(text: bytes) -> bytes:
        return (date.fromisoformat(text.decode()) + timedelta(days=days)).isoformat().encode()

    def month(found: re.Match[bytes]) -> bytes:
        first = date.fromisoformat(found[1].decode() + "-01")
        return b'"period":"%s"' % f"{add_months(first, months):%Y-%m}".encode()

    return _MONTH.sub(month, _DAY.sub(lambda found: b'"' + shifted(found[1]), data))


_decoders = {table: msgspec.json.Decoder(list[kind]) for table, kind in TABLES.items()}  # type: ignore[valid-type]  # the kinds are known at run time only


def decode_tables(data: bytes) -> dict[str, list[Any]]:
    """Return the tables of such a file; raises msgspec.DecodeError."""
    document = msgspec.json.decode(data, type=dict[str, msgspec.Raw])
    return {table: decoder.decode(document[table]) for table, decoder in _decoders.items()}


def load(source: Path | bytes, today: date) -> Book:
    """Return the book of a demo file, moved to the week of today and lived up to it."""
    data = source if isinstance(source, bytes) else source.read_bytes()
    tables = decode_tables(moved(data, today))
    _lived(tables, tuesday(today).isoformat(), today.isoformat())
    return Book(tables)


def _lived(tables: dict[str, list[Any]], since: str, today: str) -> None:
    """Let the rep do what the days since the Tuesday asked for; every fourth promise stays late."""
    gone = [at for at, row in enumerate(tables["followups"]) if since <= row.due < today]
    for turn, at in enumerate(gone):
        row = tables["followups"][at]
        if row.state == "open" and turn % 4 < 3:
            tables["followups"][at] = replace(
                row, state="done", closed=row.due, updated=f"{row.due}T17:40:00+08:00"
            )
    for at, row in enumerate(tables["stops"]):
        if since <= row.date < today:
            evening = f"{row.date}T17:45:00+08:00"
            tables["stops"][at] = replace(row, state="done", updated=evening)
