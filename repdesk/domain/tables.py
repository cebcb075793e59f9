"""The tables of a book: which record stands in which, what refers to what, how rows are found."""

from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import Any

import msgspec

from repdesk.domain.customer import Contact, Customer, SavedFilter, TierMark, Zone
from repdesk.domain.deal import Deal, Stage, StageEvent
from repdesk.domain.interaction import Action, Answer, Followup, Interaction, Stop
from repdesk.domain.order import Order, Payment, Price, Product, Rate, Spend
from repdesk.domain.record import Record, from_document
from repdesk.domain.target import Target

TABLES: dict[str, type[Record]] = {
    "customers": Customer,
    "contacts": Contact,
    "interactions": Interaction,
    "followups": Followup,
    "stages": Stage,
    "deals": Deal,
    "stage_events": StageEvent,
    "products": Product,
    "prices": Price,
    "orders": Order,
    "payments": Payment,
    "spends": Spend,
    "targets": Target,
    "tier_marks": TierMark,
    "answers": Answer,
    "stops": Stop,
    "actions": Action,
    "zones": Zone,
    "rates": Rate,
    "saved_filters": SavedFilter,
}
"""Every table by its name, in the order of a snapshot and an export."""

REFERENCES: dict[str, dict[str, str]] = {
    "contacts": {"customer": "customers"},
    "interactions": {"customer": "customers", "contacts": "contacts"},
    "followups": {"customer": "customers", "deal": "deals"},
    "deals": {"customer": "customers", "product": "products"},
    "stage_events": {"deal": "deals"},
    "prices": {"customer": "customers", "product": "products"},
    "orders": {"customer": "customers", "deal": "deals", "credits": "orders"},
    "payments": {"customer": "customers", "order": "orders"},
    "spends": {"customer": "customers"},
    "tier_marks": {"customer": "customers"},
    "answers": {"customer": "customers"},
    "stops": {"customer": "customers"},
    "actions": {"followups": "followups"},
}
"""table -> field -> the table whose id (or ids) the field holds."""

Key = Callable[[Any], str | None]


def _day(name: str) -> Key:
    return lambda record: getattr(record, name)[:10]


INDEXES: dict[str, dict[str, Key]] = {
    "contacts": {"customer": attrgetter("customer")},
    "interactions": {"customer": attrgetter("customer"), "day": _day("at")},
    "followups": {"customer": attrgetter("customer"), "day": _day("due")},
    "deals": {"customer": attrgetter("customer")},
    "stage_events": {"deal": attrgetter("deal"), "day": _day("at")},
    "prices": {"customer": attrgetter("customer")},
    "orders": {
        "customer": attrgetter("customer"),
        "day": _day("date"),
        "credits": attrgetter("credits"),
        "number": attrgetter("number"),
    },
    "payments": {
        "customer": attrgetter("customer"),
        "order": attrgetter("order"),
        "day": _day("date"),
    },
    "tier_marks": {"customer": attrgetter("customer")},
    "answers": {"customer": attrgetter("customer"), "day": _day("date")},
    "stops": {"customer": attrgetter("customer"), "day": _day("date")},
}
"""table -> index name -> what a record is found by (rows without it are in no list)."""

_TIME_FIELDS = {
    "interactions": "at",
    "stage_events": "at",
    "followups": "due",
    "orders": "date",
    "payments": "date",
    "tier_marks": "date",
    "answers": "date",
    "stops": "date",
}


def sort_key(table: str) -> Callable[[Any], tuple[str, str]]:
    """Return what the rows of an index are ordered by: their time, then their id."""
    field = _TIME_FIELDS.get(table)
    if field is None:
        return lambda record: ("", record.id)
    return attrgetter(field, "id")


@cache
def _decoder(table: str) -> "msgspec.json.Decoder[Record]":
    return msgspec.json.Decoder(TABLES[table])


def decode(table: str, line: bytes | str) -> Record:
    """Return the record of one JSON object; unknown fields are kept.

    Raises msgspec.DecodeError (ValidationError is one) when it is no such record.
    """
    try:
        return _decoder(table).decode(line)
    except msgspec.ValidationError:
        document = msgspec.json.decode(line)
        if not isinstance(document, dict):
            raise
        return from_document(TABLES[table], document)
