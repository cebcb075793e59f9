"""Examples of what an import would do, each field old to new, as plain text."""

from typing import Any

from repdesk.domain.money import money_text
from repdesk.domain.record import as_document
from repdesk.domain.target import MONEY_METRICS
from repdesk.exchange.draft import Draft
from repdesk.exchange.result import Example

_NOT_SHOWN = frozenset({"id", "created", "updated", "refs", "keys"})


def examples(draft: Draft, table: str, limit: int) -> list[Example]:
    """Return up to `limit` changed and as many new records of a table, changed ones first."""
    changed: list[Example] = []
    new: list[Example] = []
    for id_, record in draft.after.get(table, {}).items():
        before = draft.book.get(table, id_)
        listed = new if before is None else changed
        if before != record and len(listed) < limit:
            listed.append(_example(draft, table, before, record))
    return changed + new


def _example(draft: Draft, table: str, before: Any, after: Any) -> Example:
    old = as_document(before) if before is not None else {}
    new = as_document(after)
    fields: tuple[Any, ...] = tuple(
        (name, *(_shown(draft, after, name, of.get(name)) for of in (old, new)))
        for name in dict.fromkeys((*new, *old))
        if name not in _NOT_SHOWN and old.get(name) != new.get(name)
    )
    return Example(table, label_of(draft, after), "new" if before is None else "changed", fields)


def label_of(draft: Draft, record: Any) -> str:
    """Return what a person calls the record: its name, number, title, code, else its customer's."""
    for field in ("name", "number", "title", "code"):
        if text := getattr(record, field, ""):
            return str(text)
    customer = draft.get("customers", getattr(record, "customer", None))
    return customer.name if customer is not None else str(record.id)


def _shown(draft: Draft, record: Any, name: str, value: Any) -> str:
    money = name in record.MONEY or (name == "value" and record.metric in MONEY_METRICS)
    if isinstance(value, int) and money:
        return money_text(value, getattr(record, "currency", None) or draft.currency)
    return _text(draft, value)


def _text(draft: Draft, value: Any) -> str:
    """Return a value as text; an id stands as what its record is called."""
    if value is None or value == ():
        return ""
    if isinstance(value, tuple | list):
        return "; ".join(_text(draft, one) for one in value)
    if isinstance(value, dict):
        return " ".join(_text(draft, one) for one in value.values())
    text = str(value)
    for table in ("customers", "products", "orders", "deals"):
        record = draft.get(table, text)
        if record is not None:
            return label_of(draft, record)
    return text
