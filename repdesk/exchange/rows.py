"""Rows of any table but order lines: each becomes a record, new or laid over the one it finds."""

from decimal import Decimal
from typing import Any

import msgspec

from repdesk.domain.errors import Invalid
from repdesk.domain.money import is_decimal
from repdesk.exchange.cells import Cells
from repdesk.exchange.draft import Draft
from repdesk.exchange.fields import fields_of, person_field
from repdesk.exchange.match import EVENTS, find_rows
from repdesk.exchange.options import ImportOptions
from repdesk.exchange.record_values import RecordValues, Refused, resolved
from repdesk.exchange.refer import References
from repdesk.exchange.result import Reason, Rejected

_ADDED = frozenset({"refs", "phones", "tags", "aliases"})
"""Lists that a file adds to; others it replaces."""


class Rows:
    """Takes the rows of one sheet into the draft."""

    def __init__(
        self, cells: Cells, draft: Draft, references: References, options: ImportOptions
    ) -> None:
        self.cells = cells
        self.draft = draft
        self.references = references
        self.options = options
        self.table = cells.source.table
        self.rejected: list[Rejected] = []
        self.values = RecordValues(self.table, draft, references)
        self._taken: set[str] = set()
        self._seen: dict[tuple[str, ...], int] = {}
        self._clear = cells.source.file_map.choice("blank") == "clear"
        self._keep_repeats = cells.source.file_map.choice("repeats") == "keep"
        self._key = self._key_field()
        if self.table in ("customers", "products") and cells.get("code") and not cells.get("ref"):
            cells.by_field["ref"] = cells.by_field["code"]

    def take(self) -> None:
        """Take all rows; what cannot be taken is in `rejected`."""
        cells = self.cells
        names = list(cells.by_field)
        columns = [cells.by_field[name] for name in names]
        for at, values in enumerate(zip(*columns, strict=True)):
            try:
                refused = cells.refused.get(at)
                if refused is not None:
                    column, why = refused
                    raise Refused(Reason(why.code, {"column": column, "value": why.value}))
                self._repeats(at)
                self._row(dict(zip(names, values, strict=True)))
            except Refused as refusal:
                self._reject(at, refusal.reason)
            except Invalid as error:
                self._reject(at, Reason(error.code, dict(error.facts)))

    def _reject(self, at: int, reason: Reason) -> None:
        self.rejected.append(Rejected(self.cells.numbers[at], reason))
        self.draft.rejected[self.table] += 1

    def _repeats(self, at: int) -> None:
        """Refuse a row that is the same as one before, where that would count it twice."""
        if self.table not in EVENTS or self._keep_repeats:
            return
        number = self.cells.numbers[at]
        first = self._seen.setdefault(self.cells.source.rows[at], number)
        if first != number:
            raise Refused(Reason("row.repeat", {"row": first}))

    def _key_field(self) -> str | None:
        wanted = self.options.key
        if wanted is None:
            return None
        for name, places in self.cells.source.columns.items():
            if name == wanted or any(self.cells.source.header[at] == wanted for at in places):
                return name
        raise Invalid("key.missing", file=str(self.cells.source.sheet.path), column=wanted)

    def _row(self, raw: dict[str, Any]) -> None:
        if self.table == "targets" and "year" in raw:
            self._year_of_targets(raw)
            return
        people = {name: raw.pop(name) for name in list(raw) if person_field(name)}
        blank = [name for name, value in raw.items() if value is None] if self._clear else []
        raw = {name: value for name, value in raw.items() if value is not None}
        stage, closed = None, None
        if self.table == "deals":
            stage, closed = raw.pop("stage", None), raw.pop("closed", None)
            if stage is not None:
                stage = resolved(self.references.stage(stage))
        fields = self.values.of(raw)
        record = self._record(fields, blank)
        if people:
            self._people(record.id, people)
        if stage is not None:
            self._stage_event(record, stage, closed, fields.get("created"))

    # -- new, changed or same

    def _record(self, fields: dict[str, Any], blank: list[str]) -> Any:
        table, draft = self.table, self.draft
        found = find_rows(draft, table, fields, self._key, self._taken)
        if len(found) > 1:
            raise Refused(Reason("row.several", {"count": len(found)}))
        if not found:
            if self.options.mode == "update":
                raise Refused(Reason("row.not_there"))
            record = draft.add(table, **fields)
            self._taken.add(record.id)
            return record
        before = draft.get(table, found[0])
        after = self._merged(before, fields, blank)
        self._taken.add(before.id)
        if after == before:
            if before.id not in draft.after[table]:
                draft.same[table].add(before.id)
            return after
        if self.options.mode == "create":
            raise Refused(Reason("row.there_already"))
        if draft.touched(table, before.id):
            self._contradiction(before, after)
        if "updated" not in fields:
            after = msgspec.structs.replace(after, updated=draft.now)
        draft.put(table, after)
        return after

    def _merged(self, before: Any, fields: dict[str, Any], blank: list[str]) -> Any:
        changes: dict[str, Any] = {}
        for name, value in fields.items():
            old = getattr(before, name)
            if name in _ADDED and isinstance(value, tuple):
                value = tuple(dict.fromkeys((*old, *value)))
            if (
                value == old
                or name == "id"
                or (_decimal(self.table, name) and _same_number(old, value))
            ):
                continue
            changes[name] = value
        for info in msgspec.structs.fields(type(before)):
            if info.encode_name in blank and not info.required:
                changes[info.name] = info.default
        return msgspec.structs.replace(before, **changes)

    def _contradiction(self, before: Any, after: Any) -> None:
        """Refuse a row that says otherwise than an earlier row of the same import."""
        for name in before.__struct_fields__:
            old, new = getattr(before, name), getattr(after, name)
            if old != new and old not in (None, "", ()) and name not in _ADDED:
                facts = {"field": name, "old": str(old)[:40], "new": str(new)[:40]}
                raise Refused(Reason("row.contradicts", facts))

    # -- rows that make more than one record

    def _people(self, customer: str, given: dict[str, Any]) -> None:
        """Put the persons that a customer's row names."""
        persons: dict[str, dict[str, Any]] = {}
        for column, value in given.items():
            about = person_field(column)
            if value is not None and about is not None:
                persons.setdefault(about[1], {})[_PERSON[about[0]]] = value
        for person in persons.values():
            name = person.get("name")
            if not name:
                continue
            found = self.draft.find("contacts", ("customer", "name"), (customer, name))
            if not found:
                self.draft.add("contacts", customer=customer, **person)
                continue
            before = self.draft.get("contacts", found[0])
            after = self._merged(before, person, [])
            if after != before:
                after = msgspec.structs.replace(after, updated=self.draft.now)
                self.draft.put("contacts", after)
            elif before.id not in self.draft.after["contacts"]:
                self.draft.same["contacts"].add(before.id)

    def _stage_event(self, deal: Any, stage: str, closed: str | None, created: str | None) -> None:
        """Put the event that a deal's row tells: its stage, at its close or its start."""
        draft = self.draft
        ends = {one.id: one.ends for one in draft.stages}[stage] != "open"
        at = (closed if ends else None) or created or closed or draft.now
        events = [
            draft.get("stage_events", e) for e in draft.find("stage_events", ("deal",), (deal.id,))
        ]
        if events:
            last = max(events, key=lambda event: (event.at, event.id))
            if last.stage == stage:
                return
            at = max(closed or draft.now, last.at)
        draft.add("stage_events", deal=deal.id, at=at, stage=stage)

    def _year_of_targets(self, raw: dict[str, Any]) -> None:
        """Put the twelve targets of a row with a year and m01 to m12."""
        year = raw.pop("year") or ""
        rest = {name: value for name, value in raw.items() if name not in _MONTHS}
        given = {name: raw[name] for name in _MONTHS if raw.get(name) is not None}
        if not (year.isdigit() and len(year) == 4) or not given:
            raise Refused(Reason("cell.year", {"value": year}))
        for name, value in given.items():
            row = {**rest, "period": f"{year}-{name[1:]}", "value": Decimal(value)}
            row = {field: one for field, one in row.items() if one is not None}
            self._record(self.values.of(row), [])


_PERSON = {"name": "name", "role": "role", "phone": "phones", "email": "email"}
_MONTHS = tuple(f"m{month:02d}" for month in range(1, 13))


def _decimal(table: str, name: str) -> bool:
    known = fields_of(table).get(name)
    return known is not None and known.kind == "decimal"


def _same_number(old: Any, new: Any) -> bool:
    """Say whether both are the same decimal, written differently."""
    if not (isinstance(old, str) and isinstance(new, str)):
        return False
    return is_decimal(old) and is_decimal(new) and Decimal(old) == Decimal(new)
