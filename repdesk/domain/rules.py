"""The rules a record keeps when it is written. Reading an older book never checks them."""

import re
from collections.abc import Callable
from datetime import date
from functools import cache, lru_cache
from operator import attrgetter
from typing import Any

from repdesk.domain.customer import CHANNELS, POWERS
from repdesk.domain.deal import ENDS, LOST_REASONS
from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import (
    ANSWERS,
    FOLLOWUP_KINDS,
    FOLLOWUP_STATES,
    KINDS,
    OUTCOMES,
    OWNERS,
    STOP_STATES,
)
from repdesk.domain.money import is_decimal
from repdesk.domain.order import ORDER_STATES, SPEND_KINDS
from repdesk.domain.period import parse_period
from repdesk.domain.record import Record
from repdesk.domain.tables import REFERENCES
from repdesk.domain.target import LEVELS, METRICS

MAX_TEXT = 100_000
"""Characters in one field: longer text is refused, never cut."""

_CLOCK = re.compile(r"(?:[01]\d|2[0-3]):[0-5]\d")
_AT = re.compile(r"\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?")
_TERMS = re.compile(r"eom\+\d{1,3}")

_CHOICES: dict[str, dict[str, tuple[str, ...]]] = {
    "contacts": {"power": POWERS, "channel": CHANNELS},
    "interactions": {"kind": KINDS, "outcome": OUTCOMES},
    "followups": {"kind": FOLLOWUP_KINDS, "owner": OWNERS, "state": FOLLOWUP_STATES},
    "stages": {"ends": ENDS},
    "stage_events": {"reason": LOST_REASONS},
    "orders": {"state": ORDER_STATES},
    "spends": {"kind": SPEND_KINDS},
    "targets": {"metric": METRICS, "level": LEVELS},
    "answers": {"answer": ANSWERS},
    "stops": {"state": STOP_STATES, "channel": CHANNELS},
}
_DAYS: dict[str, tuple[str, ...]] = {
    "customers": ("snooze_until",),
    "contacts": ("left",),
    "followups": ("due", "closed"),
    "deals": ("expected_close",),
    "prices": ("until",),
    "orders": ("date", "due"),
    "payments": ("date",),
    "spends": ("date",),
    "rates": ("date",),
    "tier_marks": ("date",),
    "answers": ("date",),
    "stops": ("date",),
    "actions": ("review_on",),
}
_MOMENTS: dict[str, tuple[str, ...]] = {"interactions": ("at",), "stage_events": ("at",)}
_CLOCKS: dict[str, tuple[str, ...]] = {"followups": ("time",), "stops": ("time",)}
_DECIMALS: dict[str, tuple[str, ...]] = {
    "products": ("price", "cost"),
    "prices": ("price",),
    "orders": ("tax", "rate"),
    "rates": ("rate",),
}
_NEEDED: dict[str, tuple[str, ...]] = {
    "customers": ("name",),
    "contacts": ("name",),
    "stages": ("name",),
    "products": ("code",),
    "zones": ("name",),
    "saved_filters": ("name",),
}


@lru_cache(4096)
def is_day(text: str) -> bool:
    """Say whether the text is an ISO date that exists."""
    try:
        return len(text) == 10 and date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def check(table: str, record: Record) -> None:
    """Raise Invalid, naming table, field and value, when the record breaks a rule."""
    for value in _all_values(type(record))(record):
        if type(value) is str and (
            len(value) > MAX_TEXT or not (value.isascii() or _encodable(value))
        ):
            _refuse_text(table, record)
    for field, fine, code in _tests(table):
        value = getattr(record, field)
        if value is not None and not fine(value):
            raise Invalid(code, table=table, field=field, value=value, id=record.id)
    own = _OWN.get(table)
    if own is not None:
        own(record, lambda code, field, value: _refusal(table, record, code, field, value))


def _refusal(table: str, record: Record, code: str, field: str, value: object) -> Invalid:
    return Invalid(code, table=table, field=field, value=value, id=record.id)


def _refuse_text(table: str, record: Record) -> None:
    for field in record.__struct_fields__:
        value = getattr(record, field)
        if isinstance(value, str) and len(value) > MAX_TEXT:
            raise _refusal(table, record, "text.too_long", field, len(value))
        if isinstance(value, str) and not _encodable(value):
            raise _refusal(table, record, "text.broken", field, ascii(value[:40]))


@cache
def _all_values(kind: type[Record]) -> Callable[[Record], tuple[Any, ...]]:
    return attrgetter(*kind.__struct_fields__)


Test = tuple[str, Callable[[Any], bool], str]


@cache
def _tests(table: str) -> tuple[Test, ...]:
    """Return what each field of a table is tested by: (field, test, code), in this order."""
    tests: list[Test] = [
        (field, lambda value: bool(value.strip()), "field.empty")
        for field in _NEEDED.get(table, ())
    ]
    for field, choices in _CHOICES.get(table, {}).items():
        tests.append((field, frozenset(choices).__contains__, "field.choice"))
    tests += [(field, is_day, "field.day") for field in _DAYS.get(table, ())]
    tests += [(field, _is_moment, "field.moment") for field in _MOMENTS.get(table, ())]
    tests += [(field, _is_clock, "field.time") for field in _CLOCKS.get(table, ())]
    tests += [(field, is_decimal, "field.number") for field in _DECIMALS.get(table, ())]
    return tuple(tests)


def _is_moment(text: str) -> bool:
    return bool(_AT.fullmatch(text)) and is_day(text[:10])


def _is_clock(text: str) -> bool:
    return bool(_CLOCK.fullmatch(text))


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


Refuse = Callable[[str, str, object], Invalid]


def _check_customer(record: Any, refuse: Refuse) -> None:
    terms = record.terms
    if terms is not None and not (
        0 <= terms <= 999 if isinstance(terms, int) else _TERMS.fullmatch(terms)
    ):
        raise refuse("field.terms", "terms", terms)
    if record.interval_days is not None and not 1 <= record.interval_days <= 3650:
        raise refuse("field.number", "interval_days", record.interval_days)
    for field in ("fit", "potential", "strategic"):
        mark = getattr(record.ratings, field, None)
        if mark is not None and not 1 <= mark <= 5:
            raise refuse("field.rating", field, mark)
    preferred = record.preferences.channel if record.preferences else None
    if preferred is not None and preferred not in CHANNELS:
        raise refuse("field.choice", "preferences", preferred)


_LINE_NUMBERS = ("qty", "price", "discount", "net", "cost")


def _check_order(record: Any, refuse: Refuse) -> None:
    for line in record.lines:
        for value in (line.qty, line.price, line.discount, line.net, line.cost):
            if value is not None and not is_decimal(value):
                field = next(f for f in _LINE_NUMBERS if getattr(line, f) == value)
                raise refuse("field.number", field, value)
        if line.price is None and line.net is None:
            raise refuse("order.no_price", "price", line.product)
    if any(not is_day(due.date) for due in record.dues):
        raise refuse("field.day", "dues", record.number)


def _check_deal(record: Any, refuse: Refuse) -> None:
    if record.probability is not None and not 0 <= record.probability <= 1:
        raise refuse("field.probability", "probability", record.probability)


def _check_target(record: Any, refuse: Refuse) -> None:
    try:
        parse_period(record.period)
    except Invalid as error:
        raise refuse("period.unreadable", "period", record.period) from error


_OWN: dict[str, Callable[[Any, Refuse], None]] = {
    "customers": _check_customer,
    "orders": _check_order,
    "deals": _check_deal,
    "stages": _check_deal,
    "targets": _check_target,
}


def check_references(table: str, record: Record, exists: Callable[[str, str], bool]) -> None:
    """Raise Invalid "reference.missing" when the record names another that is not there."""
    for field, other in REFERENCES.get(table, {}).items():
        value = getattr(record, field)
        for id_ in (value,) if isinstance(value, str) else value or ():
            if not exists(other, id_):
                raise Invalid("reference.missing", table=table, field=field, value=id_)
