"""What of a book is about one customer, and what of it stays when that customer is erased.

Amounts, dates, states and tiers stay under the record's id, so that no number changes; every other
field goes. What names the customer in somebody else's free text is replaced by `MASK`.
"""

import re
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from repdesk.domain.change import Change, Put
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES

MASK = "…"
_ALWAYS = ("id", "created", "updated")
_STAYS: dict[str, tuple[str, ...]] = {
    "customers": (
        "type",
        "industry",
        "zone",
        "terms",
        "credit_limit",
        "annual_demand",
        "own_tier",
        "interval_days",
        "do_not_contact",
        "snooze_until",
        "ratings",
        "archived",
    ),
    "interactions": ("customer", "at", "kind", "group", "outcome", "minutes", "planned"),
    "followups": (
        "customer",
        "due",
        "deal",
        "time",
        "kind",
        "amount",
        "owner",
        "state",
        "closed",
        "from_",
    ),
    "deals": ("customer", "amount", "currency", "product", "expected_close", "probability"),
    "stage_events": ("deal", "at", "stage", "reason"),
    "orders": tuple(TABLES["orders"].__struct_fields__),
    "payments": tuple(TABLES["payments"].__struct_fields__),
    "spends": ("date", "amount", "kind", "customer"),
    "tier_marks": ("customer", "date", "from_", "to", "by", "waiting"),
    "answers": ("date", "customer", "rank", "score", "answer"),
}
"""table -> the fields that stay; rows of other tables (contacts, prices, stops) go whole."""

_NAMING: dict[str, tuple[str, ...]] = {
    "customers": ("name", "aliases", "phones", "email", "tax_no", "address"),
    "contacts": ("name", "phones", "email"),
}
"""What a person or a company is known by."""

_FREE: dict[str, tuple[str, ...]] = {
    "customers": ("needs", "tier_reason"),
    "contacts": ("note", "style"),
    "interactions": ("note", "raw", "private"),
    "followups": ("text",),
    "deals": ("title", "need", "value", "source"),
    "stage_events": ("note",),
    "products": ("note",),
    "spends": ("note",),
    "tier_marks": ("reason",),
    "answers": ("reasons", "why"),
    "actions": ("verdict",),
    "saved_filters": ("name", "text"),
}
"""Text in the rep's own words, where another customer may be mentioned."""

_KNOWN_BY: dict[str, tuple[str, ...]] = {
    "customers": (*_NAMING["customers"], "code", "type", "industry", "tags", "zone", "city"),
    "contacts": (*_NAMING["contacts"], "role"),
    "products": ("code", "name", "aliases", "category"),
    "zones": ("name", "neighbours"),
    "stages": ("name", "aliases"),
}
"""Words of other records that are no mention of the customer, though they are equal."""

_ALSO: dict[str, tuple[str, ...]] = {
    "customers": ("code", "refs", "keys"),
    "contacts": ("birthday", "keys"),
}
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")


def long_enough(value: str) -> bool:
    """Say whether a value can be searched for: three characters, or two Chinese ones."""
    return len(value) >= 3 or len(_CJK.findall(value)) >= 2


def _names_somebody(value: str) -> bool:
    """Say whether a value is long enough to be taken out of other people's text."""
    return len(_CJK.findall(value)) >= 3 or len(value) >= 6


class Subject:
    """One customer, as far as records seen so far tell: its rows' ids and its personal values.

    `at` is the moment of the erasure: up to that day the customer counts as one.
    """

    def __init__(self, customer: str, at: str = "") -> None:
        self.customer = customer
        self._at = at
        self.ids = {customer}
        self.values: set[str] = set()
        self._naming: set[str] = set()
        self._others: set[str] = set()
        self._mentions: re.Pattern[str] | None = None

    def owns(self, table: str, record: Any) -> bool:
        """Say whether the record is about the customer (deals must have been seen before)."""
        if table == "customers":
            return bool(record.id == self.customer)
        if table == "stage_events":
            return record.deal in self.ids
        return getattr(record, "customer", None) == self.customer

    def see(self, table: str, record: Any) -> None:
        """Take in what a record tells: values of the customer's, names of the others'."""
        if not self.owns(table, record):
            self._others.update(_texts(record, _KNOWN_BY.get(table, ())))
            return
        if table in ("contacts", "deals"):
            self.ids.add(record.id)
        naming = set(_texts(record, _NAMING.get(table, ())))
        self._naming |= naming
        self.values |= naming
        self.values.update(_texts(record, _FREE.get(table, ())))
        self.values.update(_texts(record, _ALSO.get(table, ())))
        preferences = getattr(record, "preferences", None)
        if preferences is not None and preferences.note:
            self.values.add(preferences.note)

    def settle(self) -> None:
        """Everything was seen: what names the customer and nobody else is now known."""
        self.values = {value for value in self.values if long_enough(value.strip())}
        others = "\n".join(sorted(self._others))
        naming = sorted(
            (name for name in self._naming if _names_somebody(name) and name not in others),
            key=lambda name: (-len(name), name),
        )
        self._mentions = re.compile("|".join(map(_whole, naming))) if naming else None

    def masked(self, text: str) -> str:
        """Return the text without what names the customer and nobody else."""
        return text if self._mentions is None else self._mentions.sub(MASK, text)

    def left(self, table: str, record: Any) -> Any:
        """Return what stays of any record: others' with mentions masked, None where it goes."""
        if not self.owns(table, record):
            return self._without_mentions(table, record)
        stays = _STAYS.get(table)
        if stays is None:
            return None
        fields = {name: getattr(record, name) for name in (*_ALWAYS, *stays)}
        if table == "customers":
            fields |= {"name": record.id, "erased": True, "updated": self._at or record.updated}
        return TABLES[table](**fields)

    def _without_mentions(self, table: str, record: Record) -> Record:
        if self._mentions is None:
            return record
        changed: dict[str, Any] = {}
        for field in _FREE.get(table, ()):
            value = getattr(record, field)
            if isinstance(value, str) and self._mentions.search(value):
                changed[field] = self.masked(value)
            elif isinstance(value, tuple) and any(map(self._mentions.search, value)):
                changed[field] = tuple(map(self.masked, value))
        return msgspec.structs.replace(record, **changed) if changed else record

    def scrubbed(self, change: Change) -> Change:
        """Return a change of the history with nothing personal: rows of the customer left out."""
        puts = tuple(
            Put(
                put.table,
                put.id,
                self._other(put.table, put.before),
                self._other(put.table, put.after),
            )
            for put in change.puts
            if not (self._mine(put.table, put.before) or self._mine(put.table, put.after))
        )
        args = dict(change.args)
        if len(puts) < len(change.puts):
            args.pop("name", None)
        for key, value in args.items():
            if isinstance(value, str):
                args[key] = self.masked(value)
        return msgspec.structs.replace(change, puts=puts, args=args)

    def _mine(self, table: str, record: Record | None) -> bool:
        return record is not None and self.owns(table, record)

    def _other(self, table: str, record: Record | None) -> Record | None:
        return None if record is None else self._without_mentions(table, record)


def _whole(name: str) -> str:
    """Return the pattern of a name that does not stand inside a longer Latin word."""
    before = "(?<![0-9A-Za-z])" if name[0].isascii() and name[0].isalnum() else ""
    after = "(?![0-9A-Za-z])" if name[-1].isascii() and name[-1].isalnum() else ""
    return before + re.escape(name) + after


def _texts(record: Any, fields: Iterable[str]) -> Iterator[str]:
    for field in fields:
        value = getattr(record, field)
        for one in value if isinstance(value, tuple) else (value,):
            if isinstance(one, str) and one.strip():
                yield one
