"""Verbs on records of any table: add, change, archive, delete."""

from collections.abc import Mapping, Sequence
from typing import Any

from repdesk.desk.verbs import Saved, Verbs
from repdesk.domain.edit import Edit
from repdesk.domain.errors import Invalid
from repdesk.domain.merge import merge_customers
from repdesk.domain.record import Record
from repdesk.domain.selling import open_first_deal
from repdesk.domain.tables import TABLES
from repdesk.domain.tier import mark_own_tier


class RecordVerbs(Verbs):
    """Adding, changing and deleting records; customers among them."""

    def add_customer(self, name: str, **fields: Any) -> Saved:
        """Add an account and its untitled first deal; the answer is its id."""

        def build(edit: Edit) -> str:
            customer = edit.add("customers", name=name.strip(), **fields)
            mark_own_tier(edit, None, customer)
            open_first_deal(edit, customer.id, edit.now)
            return str(customer.id)

        return self.run("add", build, table="customers", name=name)

    def add(self, table: str, **fields: Any) -> Saved:
        """Add a record; the answer is its id."""
        if table == "customers":
            return self.add_customer(**fields)
        name = str(fields.get("name") or fields.get("title") or fields.get("code") or "")
        if not name:
            name = getattr(self.book.get("customers", fields.get("customer")), "name", "")
        return self.run("add", lambda edit: edit.add(table, **fields).id, table=table, name=name)

    def edit(
        self,
        table: str,
        id_: str,
        based_on: Record | None = None,
        verb: str = "edit",
        **fields: Any,
    ) -> Saved:
        """Change fields of a record; Conflict when `based_on` is given and no longer true."""
        unknown = fields.keys() - set(TABLES[table].__struct_fields__)
        if unknown:
            raise Invalid("field.unknown", table=table, field=min(unknown), value="")
        known = self.book.get(table, id_)
        name = self._name_of(known)
        base = () if based_on is None else ((table, based_on),)
        return self.run(
            verb, lambda edit: _alter(edit, table, id_, fields), base, table=table, name=name
        )

    def edit_all(self, table: str, ids: Sequence[str], verb: str = "edit", **fields: Any) -> Saved:
        """Change the same fields of several records, all or none, the book backed up first.

        The history tells the first by name and the others as a number, `more`.
        """

        def build(edit: Edit) -> None:
            for one in ids:
                _alter(edit, table, one, fields)

        if len(ids) > 1:
            self.back_up("edit")
        name = self._name_of(self.book.get(table, ids[0])) if ids else ""
        return self.run(verb, build, table=table, name=name, more=len(ids) - 1 or None)

    def _name_of(self, record: Any) -> str:
        """What a change to the record is told as: its own name, else its customer's."""
        own = getattr(record, "name", "") or getattr(record, "title", "")
        customer = self.book.get("customers", getattr(record, "customer", ""))
        return own or getattr(customer, "name", "")

    def delete(self, table: str, id_: str) -> Saved:
        """Take a record away; refused while others refer to it."""
        return self.run("delete", lambda e: e.delete_unused(table, id_), table=table, name=id_)

    def archive(self, customer: str, archived: bool = True) -> Saved:
        """Take a customer out of the lists, or put it back; nothing is deleted."""
        verb = "archive" if archived else "unarchive"
        return self.edit("customers", customer, verb=verb, archived=archived)

    def merge(self, keep: str, other: str) -> Saved:
        """Give everything of one account to another and take it away; the book is backed up first.

        The answer is how many rows moved.
        """
        self.back_up("merge")
        name = getattr(self.book.get("customers", keep), "name", "")
        return self.run("merge", lambda edit: merge_customers(edit, keep, other), name=name)


def _alter(edit: Edit, table: str, id_: str, fields: Mapping[str, Any]) -> Any:
    """Change fields of a record; where that is the rep's own tier, a mark keeps its day, and the
    reason of the one before is not taken for its reason.
    """
    before = edit.get(table, id_)
    if table == "customers" and before is not None and "own_tier" in fields:
        other = fields["own_tier"] != before.own_tier
        fields = {"tier_reason": "", **fields} if other else fields
    after = edit.alter(table, id_, **fields)
    if table == "customers":
        mark_own_tier(edit, before, after)
    return after
