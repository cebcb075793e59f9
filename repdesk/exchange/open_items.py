"""What is still owed, order by order, as of a day: for books whose payments are not to be had."""

from decimal import Decimal
from typing import Any

import msgspec

from repdesk.domain.errors import Invalid
from repdesk.domain.money import to_minor
from repdesk.domain.order import OpenItem
from repdesk.exchange.cells import Cells
from repdesk.exchange.draft import Draft
from repdesk.exchange.record_values import Refused, resolved
from repdesk.exchange.refer import References
from repdesk.exchange.result import Reason, Rejected


class OpenItems:
    """Takes the rows of one sheet of open items into the draft."""

    def __init__(self, cells: Cells, draft: Draft, references: References, mode: str) -> None:
        self.cells = cells
        self.draft = draft
        self.references = references
        self.mode = mode
        self.rejected: list[Rejected] = []

    def take(self) -> None:
        """Take all rows; what cannot be taken is in `rejected`."""
        names = list(self.cells.by_field)
        columns = [self.cells.by_field[name] for name in names]
        for at, values in enumerate(zip(*columns, strict=True)):
            try:
                if at in self.cells.refused:
                    column, why = self.cells.refused[at]
                    raise Refused(Reason(why.code, {"column": column, "value": why.value}))
                self._row(dict(zip(names, values, strict=True)))
            except Refused as refusal:
                self._reject(at, refusal.reason)
            except Invalid as error:
                self._reject(at, Reason(error.code, dict(error.facts)))

    def _reject(self, at: int, reason: Reason) -> None:
        self.rejected.append(Rejected(self.cells.numbers[at], reason))
        self.draft.rejected["orders"] += 1

    def _row(self, row: dict[str, Any]) -> None:
        draft = self.draft
        amount: Decimal | None = row.get("amount")
        if amount is None:
            raise Refused(Reason("cell.needed", {"column": self.cells.column("amount")}))
        as_of = row.get("as_of") or draft.now[:10]
        item = OpenItem(amount=to_minor(amount, draft.currency), as_of=as_of)
        before = self._order(row)
        if before is None:
            if self.mode == "update":
                raise Refused(Reason("row.not_there"))
            customer = self.references.customer(
                row.get("customer"), row.get("customer_name"), make=True
            )
            draft.add(
                "orders",
                customer=resolved(customer),
                date=row.get("date") or row.get("due") or as_of,
                number=row.get("number") or "",
                due=row.get("due"),
                open=item,
            )
            return
        due = row.get("due") or before.due
        after = msgspec.structs.replace(before, open=item, due=due)
        if after == before:
            draft.same["orders"].add(before.id)
            return
        if self.mode == "create":
            raise Refused(Reason("row.there_already"))
        draft.put("orders", msgspec.structs.replace(after, updated=draft.now))

    def _order(self, row: dict[str, Any]) -> Any:
        """Return the order that a row speaks of: by its number, else by customer and day."""
        draft = self.draft
        if number := row.get("number"):
            found = draft.find("orders", ("number",), (number,))
            return draft.get("orders", found[0]) if found else None
        code, name = row.get("customer"), row.get("customer_name")
        customer = resolved(self.references.customer(code, name, make=True))
        day = row.get("date") or row.get("due") or row.get("as_of") or draft.now[:10]
        found = draft.find("orders", ("customer", "date", "number"), (customer, day, ""))
        return draft.get("orders", found[0]) if found else None
