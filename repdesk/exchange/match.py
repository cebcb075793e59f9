"""Finds the record a row speaks of: by id, ref, a chosen column, then what its table goes by."""

from typing import Any

import msgspec

from repdesk.domain.find import folded
from repdesk.domain.tables import TABLES
from repdesk.exchange.draft import Draft, name_key
from repdesk.exchange.fields import NATURAL

EVENTS = frozenset({"interactions", "payments", "spends", "followups"})
"""Tables where two rows alike are two things that happened, if the file tells them apart."""


def find_rows(
    draft: Draft, table: str, fields: dict[str, Any], key: str | None, taken: set[str]
) -> list[str]:
    """Return the ids that a row's fields find; `taken` are events that rows before have found."""
    id_ = fields.get("id")
    if id_:
        return [id_] if draft.get(table, id_) is not None else []
    if key is not None:
        value = fields.get("refs" if key == "ref" else key)
        if value is None:
            return []
        if key in ("ref", "code", "name"):
            return draft.find(table, key, _key_value(key, value))
        return draft.find(table, (key,), (value,))
    for ref in fields.get("refs", ()):
        if found := draft.find(table, "ref", ref):
            return found
    if table in ("customers", "products"):
        return _by_code_or_name(draft, table, fields)
    return _by_nature(draft, table, fields, taken)


def _key_value(key: str, value: Any) -> Any:
    if key == "ref":
        return value[0]
    return folded(value) if key == "code" else name_key(value)


def _by_code_or_name(draft: Draft, table: str, fields: dict[str, Any]) -> list[str]:
    code, name = fields.get("code"), fields.get("name")
    if code and (found := draft.find(table, "code", folded(code))):
        return found
    if not name:
        return []
    found = draft.find(table, "name", name_key(name))
    if code:
        return [one for one in found if not draft.get(table, one).code]
    if len(found) > 1:
        # a row by name alone means the record that has no code but its name
        bare = [one for one in found if draft.get(table, one).code in ("", name)]
        found = bare if len(bare) == 1 else found
    return found


def _by_nature(draft: Draft, table: str, fields: dict[str, Any], taken: set[str]) -> list[str]:
    natural = NATURAL[table]
    known = {info.name: info for info in msgspec.structs.fields(TABLES[table])}
    if any(known[name].required and name not in fields for name in natural):
        return []
    key = tuple(fields.get(name, known[name].default) for name in natural)
    found = draft.find(table, natural, key)
    if table in EVENTS:
        return [one for one in found if one not in taken][:1]
    if fields.get("refs"):
        found = [one for one in found if not draft.get(table, one).refs]
    return found
