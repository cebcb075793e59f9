"""The values of a record from a row's: money in minor units, references as ids, parts as parts."""

from decimal import Decimal
from typing import Any

import msgspec

from repdesk.domain.deal import LOST_REASONS
from repdesk.domain.interaction import KINDS
from repdesk.domain.money import minor_digits, to_minor
from repdesk.domain.tables import TABLES
from repdesk.domain.target import MONEY_METRICS
from repdesk.exchange.draft import Draft
from repdesk.exchange.fields import fields_of, nested_of, reference
from repdesk.exchange.match import find_rows
from repdesk.exchange.refer import References
from repdesk.exchange.result import Reason

MAKES_CUSTOMERS = frozenset({"deals"})
"""Tables whose rows make the customer (and product) they name, as orders do."""


class Refused(Exception):
    """A row is not taken, for this reason."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.code)
        self.reason = reason


def resolved(found: str | Reason) -> str:
    """Return the id found; raises Refused."""
    if isinstance(found, Reason):
        raise Refused(found)
    return found


class RecordValues:
    """Works out the fields of one table's records."""

    def __init__(self, table: str, draft: Draft, references: References) -> None:
        self.table = table
        self.draft = draft
        self.references = references
        self._infos = (
            {info.encode_name: info for info in msgspec.structs.fields(TABLES[table])}
            if table in TABLES
            else {}
        )

    def of(self, raw: dict[str, Any]) -> dict[str, Any]:
        """Return a record's fields by attribute name. Raises Refused."""
        table = self.table
        fields: dict[str, Any] = {}
        currency = raw.get("currency") if table == "deals" else None
        nested: dict[str, dict[str, str]] = {}
        self._customer(raw)
        for name, value in raw.items():
            if name == "ref":
                fields["refs"] = (value,)
            elif name in nested_of(table):
                outer, inner = nested_of(table)[name]
                nested.setdefault(outer, {})[inner] = value
            elif (other := reference(table, name)) and name != "customer":
                fields[name] = self._reference(other, value)
            elif fields_of(table)[name].kind == "money":
                fields[name] = self._money(value, raw, currency)
            elif fields_of(table)[name].kind == "json":
                fields[name] = self._part(name, value)
            else:
                fields["from_" if name == "from" else name] = value
        for outer, parts in nested.items():
            fields[outer] = self._nested(outer, parts)
        self._settled(fields)
        return fields

    def _customer(self, raw: dict[str, Any]) -> None:
        if "customer" not in fields_of(self.table):
            return
        code, name = raw.get("customer"), raw.pop("customer_name", None)
        if code is None and name is None and self.table in ("payments", "spends"):
            if self.table == "payments" and "order" in raw:
                order = resolved(self.references.other("orders", raw["order"]))
                raw["customer"] = self.draft.get("orders", order).customer
            return
        make = self.table in MAKES_CUSTOMERS
        raw["customer"] = resolved(self.references.customer(code, name, make))

    def _reference(self, other: str, value: Any) -> Any:
        if isinstance(value, tuple):
            return tuple(resolved(self.references.other(other, one)) for one in value)
        if other == "products":
            make = self.table in MAKES_CUSTOMERS
            return resolved(self.references.product(value, None, make))
        return resolved(self.references.other(other, value))

    def _money(self, value: Decimal, raw: dict[str, Any], currency: str | None) -> int:
        if self.table == "targets" and raw.get("metric") not in MONEY_METRICS:
            if value != value.to_integral_value():
                raise Refused(Reason("cell.whole", {"column": "value", "value": str(value)}))
            return int(value)
        currency = currency or self.draft.currency
        minor = to_minor(value, currency)
        if Decimal(minor) != value.scaleb(minor_digits(currency)):
            self.draft.note("money.rounded", table=self.table, currency=currency)
        return minor

    def _part(self, name: str, text: str) -> Any:
        info = self._infos[name]
        try:
            return msgspec.convert(msgspec.json.decode(text), info.type)
        except msgspec.DecodeError as error:
            raise Refused(Reason("cell.json", {"column": name, "value": text[:40]})) from error

    def _nested(self, outer: str, parts: dict[str, str]) -> Any:
        info = self._infos[outer]
        try:
            return msgspec.convert(parts, info.type, strict=False)
        except msgspec.ValidationError as error:
            facts = {"column": outer, "value": str(parts)[:40]}
            raise Refused(Reason("cell.json", facts)) from error

    def _settled(self, fields: dict[str, Any]) -> None:
        """Fill in what the table's records need and the file says in its own way."""
        table, code = self.table, (fields.get("refs") or ("",))[0]
        if table == "customers" and "name" not in fields and not self._there(fields):
            fields["name"] = fields.get("code") or code
        if table == "products" and "code" not in fields and not self._there(fields):
            fields["code"] = code or fields.get("name", "")
        if table == "interactions" and fields.get("kind") not in KINDS:
            fields["kind"] = "note"
        if table == "stage_events":
            if "stage" in fields:
                fields["stage"] = resolved(self.references.stage(fields["stage"]))
            _lost_reason(fields)

    def _there(self, fields: dict[str, Any]) -> bool:
        return bool(find_rows(self.draft, self.table, fields, None, set()))


def _lost_reason(fields: dict[str, Any]) -> None:
    """Keep a reason in the rep's own words as the note of "other"."""
    reason = fields.get("reason")
    if reason is not None and reason not in LOST_REASONS:
        fields["reason"] = "other"
        fields.setdefault("note", reason)
