"""Two accounts that are one: everything of the other goes over to the one that is kept."""

from collections.abc import Iterable
from typing import Any

import msgspec

from repdesk.domain.customer import CompetitorPrice, Customer
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.selling import open_deals
from repdesk.domain.tables import INDEXES, REFERENCES

_OWN = frozenset(
    ("id", "created", "updated", "unknown", "keys", "name", "erased", "archived", "snooze_until")
)
"""Fields that stay as the kept account has them."""


def merge_customers(edit: Edit, keep: str, other: str) -> int:
    """Give everything of one account to another and take the first away; returns how many rows.

    What the kept account has stays; empty fields take the other's value, lists are joined, and the
    other's name becomes an alias. Raises NotFound, Invalid (`merge.same`).
    """
    if keep == other:
        raise Invalid("merge.same", table="customers", field="customer", value=keep)
    kept, gone = _alive(edit, keep), _alive(edit, other)
    _drop_doubles(edit, keep, other)
    moved = 0
    for table, fields in REFERENCES.items():
        if "customer" not in fields:
            continue
        for row in _rows_of(edit, table, other):
            edit.alter(table, row.id, customer=keep)
            moved += 1
    edit.alter("customers", keep, **_joined(kept, gone))
    edit.delete("customers", other)
    return moved


def _alive(edit: Edit, customer: str) -> Customer:
    found: Customer = edit.need("customers", customer)
    if found.erased:
        raise NotFound("customer.missing", what="customers", name=customer)
    return found


def _rows_of(edit: Edit, table: str, customer: str) -> Iterable[Any]:
    if "customer" in INDEXES.get(table, ()):
        return edit.of(table, "customer", customer)
    return [row for row in edit.book.rows(table) if row.customer == customer]


def _drop_doubles(edit: Edit, keep: str, other: str) -> None:
    """Take away what one account cannot have twice.

    That is the untitled deal that every account begins with, a price agreed for the same product,
    and a stop still planned for the same day.
    """
    if any(not deal.title for deal in edit.of("deals", "customer", keep)):
        for deal in open_deals(edit, other):
            bare = not deal.title and deal.amount is None
            named = any(row.deal == deal.id for row in _rows_of(edit, "orders", other))
            promised = any(row.deal == deal.id for row in _rows_of(edit, "followups", other))
            if bare and not named and not promised:
                for event in edit.of("stage_events", "deal", deal.id):
                    edit.delete("stage_events", event.id)
                edit.delete("deals", deal.id)
    priced = {row.product for row in edit.of("prices", "customer", keep)}
    for row in edit.of("prices", "customer", other):
        if row.product in priced:
            edit.delete("prices", row.id)
    days = {row.date for row in edit.of("stops", "customer", keep)}
    for row in edit.of("stops", "customer", other):
        if row.date in days and row.state == "planned":
            edit.delete("stops", row.id)


def _joined(kept: Customer, gone: Customer) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    defaults = Customer(id="", name="")
    for name in Customer.__struct_fields__:
        if name in _OWN:
            continue
        mine, theirs = getattr(kept, name), getattr(gone, name)
        if isinstance(mine, tuple):
            fields[name] = _union(mine, theirs)
        elif mine == getattr(defaults, name):
            fields[name] = theirs
    fields["aliases"] = tuple(
        one for one in _union(kept.aliases, (gone.name, *gone.aliases)) if one != kept.name
    )
    fields["competitors"] = _competitors(kept, gone)
    if kept.needs and gone.needs and gone.needs not in kept.needs:
        fields["needs"] = f"{kept.needs}\n{gone.needs}"
    if kept.ratings is not None and gone.ratings is not None:
        mine, theirs = kept.ratings, gone.ratings
        fields["ratings"] = msgspec.structs.replace(
            mine,
            **{
                field: getattr(theirs, field)
                for field in mine.__struct_fields__
                if getattr(mine, field) is None
            },
        )
    if kept.own_tier:
        fields.pop("tier_reason", None)  # the other's reason is for the other's tier
    if gone.code not in ("", fields.get("code", kept.code)):
        fields["refs"] = _union(kept.refs, (*gone.refs, gone.code))
    return fields


def _union(mine: tuple[Any, ...], theirs: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(dict.fromkeys((*mine, *theirs)))


def _competitors(kept: Customer, gone: Customer) -> tuple[CompetitorPrice, ...]:
    """Return what rivals ask, the newer price where both accounts know one."""
    newest: dict[str, CompetitorPrice] = {}
    for one in (*kept.competitors, *gone.competitors):
        known = newest.get(one.name.casefold())
        if known is None or (known.date or "") < (one.date or ""):
            newest[one.name.casefold()] = one
    return tuple(newest.values())
