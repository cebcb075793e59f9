"""The whole book as one JSON document: every table and field, money as decimal text."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import attrgetter
from typing import Any

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.money import money_text
from repdesk.domain.order import Due, OpenItem
from repdesk.domain.record import Part, Record
from repdesk.domain.tables import TABLES
from repdesk.domain.target import MONEY_METRICS, Target

SCHEMA = 1
CHUNK = 500

_encode = msgspec.json.encode
_PART_MONEY: dict[type[Part], tuple[str, ...]] = {Due: ("amount",), OpenItem: ("amount",)}
Shape = Callable[[Any], dict[str, Any]]


def export_json(
    book: Book,
    currency: str,
    warnings: Sequence[str] = (),
    extra: Mapping[str, Sequence[bytes]] | None = None,
) -> Iterator[bytes]:
    """Yield the document in slices: `{"schema", "currency", "warnings", TABLE: [RECORD]}`.

    `extra` are tables of a newer minor version, rows of JSON that are handed on as they are.

    Every field is there, defaults included; records are sorted by id. Money that is kept in minor
    units is text with the decimals of its currency. History and meta are no part of it.
    """
    head = {"schema": SCHEMA, "currency": currency, "warnings": list(warnings)}
    yield _encode(head)[:-1]
    for table, kind in TABLES.items():
        yield b',\n"' + table.encode() + b'":['
        shape = shape_of(kind, currency)
        between = b"\n"
        chunk: list[bytes] = []
        for record in sorted(book.rows(table), key=_id):
            chunk.append(between + _encode(shape(record)))
            between = b",\n"
            if len(chunk) == CHUNK:
                yield b"".join(chunk)
                chunk = []
        yield b"".join(chunk) + b"]"
    for name, rows in (extra or {}).items():
        yield b",\n" + _encode(name) + b":[\n" + b",\n".join(rows) + b"]"
    yield b"}\n"


_id = attrgetter("id")


def shape_of(kind: type[Record], currency: str) -> Shape:
    """Return what turns a record of that kind into its full plain form."""
    fields = [info for info in msgspec.structs.fields(kind) if info.name != "unknown"]
    names = tuple(info.encode_name for info in fields)
    values = attrgetter(*(info.name for info in fields))
    nested = tuple(info.encode_name for info in fields if _may_hold_parts(info.type))
    money = tuple(name for name in kind.MONEY)
    own_currency = "currency" in names and bool(money)

    def shape(record: Any) -> dict[str, Any]:
        plain = dict(zip(names, values(record), strict=True))
        of = (record.currency or currency) if own_currency else currency
        for name in money:
            if plain[name] is not None:
                plain[name] = money_text(plain[name], of)
        if nested:
            gross = getattr(record, "currency", None) or currency
            for name in nested:
                plain[name] = _full(plain[name], gross)
        if record.unknown:
            plain.update(record.unknown)
        return plain

    if kind is Target:
        return lambda record: _target(shape(record), currency)
    return shape


def _target(plain: dict[str, Any], currency: str) -> dict[str, Any]:
    """Return a target with its value as money where its metric is money, else as a number."""
    if plain["metric"] in MONEY_METRICS:
        plain["value"] = money_text(plain["value"], currency)
    return plain


def _may_hold_parts(hint: Any) -> bool:
    options = getattr(hint, "__args__", (hint,))
    return any(
        isinstance(option, type) and issubclass(option, Part)
        for outer in options
        for option in (outer, *getattr(outer, "__args__", ()))
    )


def _full(value: Any, currency: str) -> Any:
    """Return a part, or parts, with every field."""
    if isinstance(value, tuple):
        return [_full(one, currency) for one in value]
    if not isinstance(value, Part):
        return value
    money = _PART_MONEY.get(type(value), ())
    encoded = zip(value.__struct_encode_fields__, value.__struct_fields__, strict=True)
    return {
        name: money_text(getattr(value, field), currency)
        if name in money
        else getattr(value, field)
        for name, field in encoded
    }
