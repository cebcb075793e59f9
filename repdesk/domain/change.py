"""A change: one user action as puts and deletes, with what was there before. Its JSON form."""

from collections.abc import Mapping
from typing import Any

import msgspec

from repdesk.domain.record import Record, encode
from repdesk.domain.tables import TABLES, decode

BARRIERS = frozenset({"erase", "erasing", "restore", "migrate", "foreign", "repair"})
"""Verbs that no undo goes back over."""


class Put(msgspec.Struct, frozen=True, gc=False):
    """One row of a change: `before` None means new, `after` None means deleted."""

    table: str
    id: str
    before: Record | None
    after: Record | None


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One user action. `op` is its own id (a retry is harmless), `undoes` the op it takes back.

    `at` is local ISO time with offset; `args` plain values that tell the action in `history`
    (`name` the record's, `by` the session's).
    """

    op: str
    at: str
    verb: str
    puts: tuple[Put, ...]
    args: Mapping[str, str | int | None] = {}
    undoes: str | None = None

    def inverse(self, op: str, at: str, verb: str, args: Mapping[str, Any]) -> "Change":
        """Return the change that takes this one back."""
        puts = tuple(Put(p.table, p.id, p.after, p.before) for p in reversed(self.puts))
        return Change(op=op, at=at, verb=verb, puts=puts, args=args, undoes=self.op)


class _Wire(msgspec.Struct):
    seq: int
    op: str
    at: str
    verb: str
    args: dict[str, str | int | None]
    undoes: str | None
    do: list[tuple[str, str, msgspec.Raw, msgspec.Raw]]


_NULL = b"null"
_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(_Wire)


def _raw(record: Record | None) -> msgspec.Raw:
    return msgspec.Raw(_NULL if record is None else encode(record))


def encode_change(seq: int, change: Change) -> bytes:
    """Return the change as the JSON object of a journal line, without its checksum."""
    do = [(p.table, p.id, _raw(p.before), _raw(p.after)) for p in change.puts]
    return _encoder.encode(
        _Wire(seq, change.op, change.at, change.verb, dict(change.args), change.undoes, do)
    )


def decode_change(line: bytes) -> tuple[int, Change]:
    """Return (seq, change) of a journal line's JSON; raises msgspec.DecodeError.

    Rows of tables this version does not know are refused the same way.
    """
    wire = _decoder.decode(line)
    puts = []
    for table, id_, before, after in wire.do:
        if table not in TABLES:
            raise msgspec.ValidationError(f"unknown table {table}")
        puts.append(Put(table, id_, _record(table, before), _record(table, after)))
    change = Change(
        op=wire.op,
        at=wire.at,
        verb=wire.verb,
        puts=tuple(puts),
        args=wire.args,
        undoes=wire.undoes,
    )
    return wire.seq, change


def decode_head(line: bytes) -> tuple[int, Change]:
    """Return (seq, change) as `decode_change` does, without its rows, whatever format they have."""
    wire = _decoder.decode(line)
    return wire.seq, Change(
        op=wire.op, at=wire.at, verb=wire.verb, puts=(), args=wire.args, undoes=wire.undoes
    )


def raw_rows(line: bytes) -> list[tuple[str, str, bytes | None]]:
    """Return (table, id, the row's JSON after it, None: deleted) of a change in any format."""
    return [
        (table, id_, None if bytes(after) == _NULL else bytes(after))
        for table, id_, _before, after in _decoder.decode(line).do
    ]


def _record(table: str, raw: msgspec.Raw) -> Record | None:
    data = bytes(raw)
    return None if data == _NULL else decode(table, data)
