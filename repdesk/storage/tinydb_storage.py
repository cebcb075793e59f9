"""TinyDB's own seam: a Storage of repdesk's. `TinyDB(path, storage=BookStorage)` opens a book.

It reads any JSON that TinyDB could have written, and it writes what `snapshot` writes: whole, to
a temporary file first, under the lock of the folder. A running repdesk takes such a change in.
"""

import os
from pathlib import Path
from typing import Any

import msgspec
from tinydb.storages import Storage

from repdesk.domain.errors import Damaged
from repdesk.domain.history import Entry
from repdesk.domain.record import Record, from_document
from repdesk.domain.tables import TABLES
from repdesk.storage.folder import Folder, open_private, replace_file
from repdesk.storage.journal import UNREADABLE
from repdesk.storage.lock import locked
from repdesk.storage.snapshot import Meta, Snapshot, entry_of_line, meta_of, sum_of, written

Document = dict[str, dict[str, Any]]


class BookStorage(Storage):
    """The snapshot file as TinyDB sees it: tables of documents under the keys 1…n."""

    def __init__(self, path: str | Path) -> None:
        super().__init__()
        self.path = Path(path)

    def read(self) -> Document | None:
        """Return the tables, None where there is no file. Raises Damaged, DiskError."""
        try:
            return parsed(self.path, self._bytes())
        except FileNotFoundError:
            return None

    def write(self, data: Document) -> None:
        """Write the tables; rows that are no such records are refused (Damaged)."""
        raw = msgspec.json.encode(data)
        snapshot = snapshot_of(self.path, raw)
        folder = Folder(self.path.parent)
        with locked(folder):
            replace_file(self.path, written(snapshot.book(), snapshot.meta.gen, snapshot.extra))

    def _bytes(self) -> bytes:
        fd = open_private(self.path, os.O_RDONLY)
        with os.fdopen(fd, "rb") as file:
            return file.read()


def parsed(path: Path, raw: bytes) -> Document:
    """Return the tables in some bytes; raises Damaged."""
    if not raw.strip():
        raise Damaged("book.empty", path=str(path), way="restore")
    try:
        data: Document = msgspec.json.decode(raw, type=dict[str, dict[str, Any]])
    except msgspec.ValidationError as error:
        raise Damaged("book.foreign", path=str(path), way="restore") from error
    except UNREADABLE as error:
        raise Damaged("book.unreadable", path=str(path), why=str(error), way="restore") from error
    return data


def snapshot_of(path: Path, raw: bytes) -> Snapshot:
    """Read a book from JSON in any layout. Raises Damaged, NewerFormat."""
    data = parsed(path, raw)
    meta = _meta(path, data)
    tables: dict[str, list[Record]] = {}
    history: list[Entry] = []
    extra: dict[str, list[bytes]] = {}
    for table, rows in data.items():
        if table == "meta":
            continue
        try:
            if table in TABLES:
                tables[table] = [from_document(TABLES[table], row) for row in rows.values()]
            elif table == "history":
                history = [entry_of_line(msgspec.json.encode(row)) for row in rows.values()]
            else:
                extra[table] = [msgspec.json.encode(row) for row in rows.values()]
        except (*UNREADABLE, AttributeError) as error:
            raise Damaged(
                "book.row", path=str(path), table=table, why=str(error), way="doctor"
            ) from error
    return Snapshot(meta, tables, tuple(history), extra, sum_of(raw))


def _meta(path: Path, data: Document) -> Meta:
    rows = list(data.get("meta", {}).values())
    if len(rows) != 1:
        raise Damaged("book.foreign", path=str(path), way="restore")
    return meta_of(msgspec.json.encode(rows[0]), path)
