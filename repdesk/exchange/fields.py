"""What can be imported into each table: its fields, how their text is read, what finds a row."""

from functools import cache
from types import UnionType
from typing import Any, NamedTuple, get_args, get_origin

import msgspec

from repdesk.domain.record import Part
from repdesk.domain.tables import REFERENCES, TABLES
from repdesk.domain.target import Target

OPEN_ITEMS = "open_items"
IMPORTABLE = (*TABLES, OPEN_ITEMS)
ALIASES_OF_TABLES = {"order_lines": "orders"}


class Field(NamedTuple):
    """A field of an import. `kind`: how its text becomes a value; `name` as in the record."""

    name: str
    kind: str
    choices: tuple[str, ...] = ()


_DAYS = frozenset(
    {"date", "due", "closed", "snooze_until", "left", "expected_close", "until", "review_on"}
)
_DECIMALS = {"products": {"price", "cost"}, "prices": {"price"}, "rates": {"rate"}}

ORDER_FIELDS = {
    "number": "text",
    "date": "day",
    "due": "day",
    "customer": "text",
    "customer_name": "text",
    "zone": "text",
    "product": "text",
    "product_name": "text",
    "category": "text",
    "qty": "decimal",
    "price": "decimal",
    "discount": "share",
    "net": "decimal",
    "cost": "decimal",
    "line_cost": "decimal",
    "state": "text",
    "credits": "text",
    "currency": "text",
    "tax": "share",
    "rate": "decimal",
    "channel": "text",
    "deal": "text",
    "id": "text",
    "ref": "text",
    "created": "moment",
    "updated": "moment",
}
"""An order comes as its lines: these are the columns of one line."""

_OPEN_ITEMS = {
    "customer": "text",
    "customer_name": "text",
    "number": "text",
    "date": "day",
    "due": "day",
    "amount": "money",
    "as_of": "day",
}

_MONTHS = {f"m{month:02d}": "decimal" for month in range(1, 13)}
_EXTRA: dict[str, dict[str, str]] = {
    "customers": {},
    "deals": {"customer_name": "text", "stage": "text", "closed": "day"},
    "payments": {"customer_name": "text"},
    "interactions": {"customer_name": "text"},
    "followups": {"customer_name": "text"},
    "contacts": {"customer_name": "text"},
    "targets": {"year": "text", **_MONTHS},
}
_PEOPLE = ("contact_name", "contact_role", "contact_phone", "contact_email")


def person_field(name: str) -> tuple[str, str] | None:
    """Return (contact's field, number) of a column about a customer's person, as contact_name2."""
    base = name.rstrip("0123456789")
    if base not in _PEOPLE:
        return None
    return base.removeprefix("contact_"), name[len(base) :]


@cache
def fields_of(table: str) -> dict[str, Field]:
    """Return the fields that a file may give, by name."""
    if table == "orders":
        return {name: Field(name, kind) for name, kind in ORDER_FIELDS.items()}
    if table == OPEN_ITEMS:
        return {name: Field(name, kind) for name, kind in _OPEN_ITEMS.items()}
    record = TABLES[table]
    result = {"ref": Field("ref", "text")}
    for info in msgspec.structs.fields(record):
        if info.name != "unknown" and not (info.name == "keys" and table != "orders"):
            result[info.encode_name] = Field(info.encode_name, _kind(table, info))
    for name, kind in _EXTRA.get(table, {}).items():
        result[name] = Field(name, kind)
    return result


def is_field(table: str, name: str) -> bool:
    """Say whether a column may be mapped to that name."""
    if name in fields_of(table) or (table == "customers" and person_field(name) is not None):
        return True
    return "." in name and name in nested_of(table)


@cache
def nested_of(table: str) -> dict[str, tuple[str, str]]:
    """Return the parts of a record a column may give alone: `ratings.fit` -> (ratings, fit)."""
    if table not in TABLES or table == "orders":
        return {}
    found = {}
    for info in msgspec.structs.fields(TABLES[table]):
        part = _part_of(info.type)
        if part is not None:
            for inner in msgspec.structs.fields(part):
                found[f"{info.encode_name}.{inner.encode_name}"] = (info.name, inner.name)
    return found


def _part_of(hint: Any) -> type[Part] | None:
    for option in get_args(hint) if isinstance(hint, UnionType) else (hint,):
        if isinstance(option, type) and issubclass(option, Part):
            return option
    return None


def _kind(table: str, info: msgspec.structs.FieldInfo) -> str:
    name, hint = info.encode_name, info.type
    options = get_args(hint) if isinstance(hint, UnionType) else (hint,)
    if name in TABLES[table].MONEY or (TABLES[table] is Target and name == "value"):
        return "money"
    if name in ("created", "updated", "at"):
        return "moment"
    if name in _DAYS:
        return "day"
    if name == "time":
        return "clock"
    if name in _DECIMALS.get(table, ()):
        return "decimal"
    if name == "probability":
        return "probability"
    if name == "terms":
        return "terms"
    if bool in options:
        return "flag"
    if any(get_origin(option) is tuple for option in options):
        first = get_args(next(o for o in options if get_origin(o) is tuple))[0]
        if isinstance(first, type) and issubclass(first, Part):
            return "json"
        return "texts"
    if _part_of(hint) is not None:
        return "json"
    return "int" if int in options else "text"


NATURAL: dict[str, tuple[str, ...]] = {
    "contacts": ("customer", "name"),
    "interactions": ("customer", "at", "kind", "note"),
    "followups": ("customer", "due", "kind", "text"),
    "stages": ("name",),
    "deals": ("customer", "title", "product", "amount"),
    "stage_events": ("deal", "at", "stage"),
    "prices": ("customer", "product"),
    "payments": ("customer", "date", "amount", "order"),
    "spends": ("date", "amount", "kind", "customer", "note"),
    "targets": ("metric", "period", "scope", "level"),
    "tier_marks": ("customer", "date", "to", "by"),
    "answers": ("date", "customer", "rank"),
    "stops": ("customer", "date", "time"),
    "actions": ("finding", "metric"),
    "zones": ("name",),
    "rates": ("currency", "date"),
    "saved_filters": ("screen", "name"),
}
"""What finds a row that comes without id and ref; customers and products: code, then name."""

NEEDED: dict[str, tuple[tuple[str, ...], ...]] = {
    "customers": (("name", "code", "ref", "id"),),
    "contacts": (("customer", "customer_name"), ("name",)),
    "interactions": (("customer", "customer_name"), ("at",)),
    "followups": (("customer", "customer_name"), ("due",)),
    "stages": (("name",), ("order",)),
    "deals": (("customer", "customer_name"),),
    "stage_events": (("deal",), ("at",), ("stage",)),
    "products": (("code", "name", "ref"),),
    "prices": (("customer",), ("product",), ("price",)),
    "orders": (("customer", "customer_name"), ("date",), ("qty", "net"), ("price", "net")),
    "payments": (("customer", "customer_name", "order"), ("date",), ("amount",)),
    "spends": (("date",), ("amount",)),
    "targets": (("metric",), ("period", "year"), ("value", "m01")),
    "tier_marks": (("customer",), ("date",)),
    "answers": (("customer",), ("date",)),
    "stops": (("customer",), ("date",)),
    "actions": (("finding",),),
    "zones": (("name",),),
    "rates": (("currency",), ("date",), ("rate",)),
    "saved_filters": (("name",),),
    OPEN_ITEMS: (("customer", "customer_name", "number"), ("amount",)),
}
"""Per table the columns it cannot do without: of each group one."""


def reference(table: str, name: str) -> str | None:
    """Return the table whose record a field names, or None."""
    return REFERENCES.get(table, {}).get(name)
