"""The customers of a book, looked at in passing: of a big book the first part of its file.

Nothing is checked and nothing written: this is for a shell that completes a name while it is typed.
"""

import os
from pathlib import Path
from typing import Any

import msgspec

from repdesk.domain.customer import Customer
from repdesk.domain.errors import Damaged
from repdesk.domain.tables import decode
from repdesk.storage.folder import Folder, open_private
from repdesk.storage.journal import UNREADABLE, good_lines
from repdesk.storage.loading import load
from repdesk.storage.snapshot import blocks_of

TABLE = "customers"
_HEAD = f'"{TABLE}": {{\n'.encode()
_END = b"\n}"
_rows = msgspec.json.Decoder(dict[str, msgspec.Raw])
_first_line = msgspec.json.Decoder(dict[str, dict[str, dict[str, Any]]])


def customers(path: Path) -> list[Customer]:
    """Return the customers of the data folder's book.

    Raises Damaged, NewerFormat, OSError where they cannot be read.
    """
    folder = Folder(path)
    # The journal first: what a compaction moves meanwhile is then found twice, never missed.
    added = good_lines(_all_of(folder.journal))[0] if folder.journal.exists() else []
    found = _in_snapshot(folder.book)
    if found is None:
        loaded = load(folder)
        if loaded.journal is not None:
            loaded.journal.close()
        return list(loaded.book.rows(TABLE))
    seq, rows = found
    for line in added:
        for put in line.change.puts if line.seq > seq else ():
            if put.table == TABLE:
                rows.pop(put.id, None)
                if isinstance(put.after, Customer):
                    rows[put.id] = put.after
    return list(rows.values())


def _in_snapshot(path: Path) -> tuple[int, dict[str, Customer]] | None:
    """Return the number of the last change in the file and its customers, read no further.

    None where the file is in another layout than the one that is written here.
    """
    raw = b""
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        for block in blocks_of(file.fileno()):
            raw += block
            at = raw.find(_HEAD)
            end = raw.find(_END, at + len(_HEAD) - 1) if at >= 0 else -1
            if end >= 0:
                break
        else:
            return None
    try:
        meta = _first_line.decode(raw[: raw.index(b",\n")] + b"}")
        rows = _rows.decode(b"{%b}" % raw[at + len(_HEAD) : end])
        records = [decode(TABLE, bytes(row)) for row in rows.values()]
        seq = meta["meta"]["1"]["seq"]
    except (*UNREADABLE, KeyError, ValueError) as error:
        raise Damaged("book.row", path=str(path), table=TABLE, why=str(error)) from error
    found = {row.id: row for row in records if isinstance(row, Customer)}
    return (seq, found) if isinstance(seq, int) else None


def _all_of(path: Path) -> bytes:
    with os.fdopen(open_private(path, os.O_RDONLY), "rb") as file:
        return file.read()
