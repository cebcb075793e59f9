"""What every record has in common, and how one becomes JSON and back.

Records are frozen msgspec structs: measured on 200,000 interactions against frozen dataclasses,
decoding takes 0.13 s instead of 1.75 s (json.load of the same bytes: 0.83 s) for the same memory.
"""

from typing import Any, ClassVar, TypeVar

import msgspec


class Part(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A value inside a record (an order line, a rating)."""


class Record(
    Part, frozen=True, kw_only=True, omit_defaults=True, gc=False, forbid_unknown_fields=True
):
    """A row of a table. Times are local ISO text with offset, days their first ten characters."""

    MONEY: ClassVar[tuple[str, ...]] = ()
    """Fields in integer minor units."""

    id: str
    created: str = ""
    updated: str = ""
    refs: tuple[str, ...] = ()
    unknown: dict[str, Any] | None = None
    """Fields of a newer minor version: kept as they came."""


R = TypeVar("R", bound=Record)
LAST_DAY = "9999-12-31"
"""The last day that can be told."""


def known_fields(kind: type[Record]) -> frozenset[str]:
    """Return the names that the record has on disk."""
    return frozenset(kind.__struct_encode_fields__)


def as_document(record: Part) -> dict[str, Any]:
    """Return the record as the plain dict that stands on disk (defaults left out)."""
    document: dict[str, Any] = msgspec.to_builtins(record)
    document.update(document.pop("unknown", None) or {})
    return document


def from_document(kind: type[R], document: dict[str, Any]) -> R:
    """Return the record; fields it does not know are kept. Raises msgspec.ValidationError."""
    strange = document.keys() - known_fields(kind)
    if strange or "unknown" in document:
        kept = {name: document[name] for name in sorted(strange)}
        kept.update(document["unknown"] if isinstance(document.get("unknown"), dict) else {})
        document = {k: v for k, v in document.items() if k not in strange and k != "unknown"}
        document["unknown"] = kept
    return msgspec.convert(document, kind)


def encode(record: Record) -> bytes:
    """Return the record as one JSON object in UTF-8, keys in the order of its fields."""
    return msgspec.json.encode(record if record.unknown is None else as_document(record))
