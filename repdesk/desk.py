"""The desk: the verbs. Each builds one change over the newest book and hands it to the store.

Durable first, visible second: `book` moves on only when the store has acknowledged.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, NamedTuple, Protocol, TypeVar

from repdesk.domain.book import Book
from repdesk.domain.change import Change
from repdesk.domain.edit import Edit, KeysOf
from repdesk.domain.entry import (
    Entry,
    lines_of,
    move_stage,
    open_first_deal,
    save_entry,
    save_order,
)
from repdesk.domain.errors import Invalid, NotFound
from repdesk.domain.find import find_customer
from repdesk.domain.history import Entry as HistoryEntry
from repdesk.domain.ids import NewId
from repdesk.domain.merge import merge_customers
from repdesk.domain.record import Record
from repdesk.domain.tables import TABLES
from repdesk.domain.undo import taken_back

T = TypeVar("T")


class Store(Protocol):
    """Where a book lives. The lock is held for one commit only."""

    @property
    def book(self) -> Book:
        """The book as this session last saw it."""

    def refresh(self) -> Book:
        """Take in what other sessions appended; cheap when nothing was."""

    def commit(self, make: Callable[[Book], Change]) -> Book:
        """Lock, take in others' changes, make the change from that book, sync it, unlock.

        A change without puts is not written. On any error nothing has changed.
        """

    def backup(self, reason: str, needed: bool = False) -> str | None:
        """Back up the book, return the backup's name; a disk's no is raised only if `needed`."""


class Saved(NamedTuple):
    """What a verb did: the change as saved (no puts: nothing was to change) and its answer."""

    change: Change
    answer: Any


class Desk:
    """The verbs over one store. `by` names this session to the others (a terminal, a script)."""

    def __init__(
        self,
        store: Store,
        now: Callable[[], str],
        new_id: NewId,
        keys_of: KeysOf,
        by: str = "",
    ) -> None:
        self._store = store
        self.now = now
        self._new_id = new_id
        self._keys_of = keys_of
        self._by = by

    @property
    def book(self) -> Book:
        """The book as last seen."""
        return self._store.book

    def refresh(self) -> Book:
        """Take in what other sessions saved and return the book."""
        return self._store.refresh()

    def back_up(self, reason: str) -> None:
        """Back up the book before an `import`, `merge`, bulk `edit`; a full disk stops nothing."""
        self._store.backup(reason)

    def run(
        self,
        verb: str,
        build: Callable[[Edit], T],
        based_on: Iterable[tuple[str, Record]] = (),
        **args: str | int | None,
    ) -> Saved:
        """Save one action: `build` puts rows on an edit of the newest book.

        `based_on` are the (table, record) a form was filled from: when one of them has moved on,
        Conflict is raised and nothing is saved. `args` tell the action in the history.
        """
        op = self._new_id()
        answer: list[T] = []

        def make(book: Book) -> Change:
            edit = Edit(book, self.now(), self._new_id, self._keys_of)
            for table, record in based_on:
                edit.unchanged(table, record)
            answer[:] = [build(edit)]
            told = {**args, "by": self._by} if self._by else args
            return edit.change(op, verb, told)

        change = self._commit(make)
        return Saved(change, answer[0])

    def _commit(self, make: Callable[[Book], Change]) -> Change:
        made: list[Change] = []

        def keep(book: Book) -> Change:
            made[:] = [make(book)]
            return made[0]

        self._store.commit(keep)
        return made[0]

    # -- customers and people

    def add_customer(self, name: str, **fields: Any) -> Saved:
        """Add an account and its untitled first deal; the answer is its id."""

        def build(edit: Edit) -> str:
            customer = edit.add("customers", name=name.strip(), **fields)
            open_first_deal(edit, customer.id, edit.now)
            return str(customer.id)

        return self.run("add", build, table="customers", name=name)

    def log(self, customer: str, entry: Entry) -> Saved:
        """Save one log entry; the answer is the ids of its rows, the interaction's first."""
        name = getattr(self.book.get("customers", customer), "name", "")
        return self.run("log", lambda edit: save_entry(edit, customer, entry), name=name)

    def log_new(self, name: str, entry: Entry) -> Saved:
        """Add the account and save its first log entry as one change.

        Where another session has just added one of that name, the entry is its.
        """

        def build(edit: Edit) -> list[str]:
            try:
                customer = find_customer(edit.book, name)
            except NotFound:
                customer = edit.add("customers", name=name.strip())
                open_first_deal(edit, customer.id, entry.at or edit.now)
            return save_entry(edit, customer.id, entry)

        return self.run("log", build, name=name)

    def snooze(self, customer: str, until: str) -> Saved:
        """Keep a customer off the list until a day (that day it is back)."""
        return self.edit("customers", customer, verb="snooze", snooze_until=until)

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

    # -- any table

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
            verb, lambda edit: edit.alter(table, id_, **fields), base, table=table, name=name
        )

    def edit_all(self, table: str, ids: Sequence[str], verb: str = "edit", **fields: Any) -> Saved:
        """Change the same fields of several records, all or none, the book backed up first.

        The history tells the first by name and the others as a number, `more`.
        """

        def build(edit: Edit) -> None:
            for one in ids:
                edit.alter(table, one, **fields)

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

    # -- promises, deals, money

    def close_followup(self, id_: str, state: str = "done") -> Saved:
        """Mark a promise done or dropped today, or open it again."""
        closed = None if state == "open" else self.now()[:10]
        return self.edit("followups", id_, verb=state, state=state, closed=closed)

    def move_deal(
        self, deal: str, to: str, at: str | None = None, reason: str | None = None, note: str = ""
    ) -> Saved:
        """Move a deal to a stage; the answer is the event's id."""
        title = getattr(self.book.get("deals", deal), "title", "")
        return self.run(
            "stage",
            lambda edit: move_stage(edit, deal, to, at or edit.now, reason, note),
            name=title,
            to=to,
        )

    def save_order(self, customer: str, lines: list[dict[str, Any]], **fields: Any) -> Saved:
        """Save an order of today (or `date`); the answer is its id."""
        name = getattr(self.book.get("customers", customer), "name", "")
        day = fields.pop("date", None) or self.now()[:10]
        return self.run(
            "order", lambda edit: save_order(edit, customer, day, lines, **fields), name=name
        )

    def change_order_lines(self, order: str, lines: list[dict[str, Any]]) -> Saved:
        """Replace the lines of an order."""
        return self.edit("orders", order, lines=lines_of(lines))

    def set_target(
        self, metric: str, period: str, value: int, scope: str = "all", level: str = "base"
    ) -> Saved:
        """Set a target, replacing the one of the same metric, period, scope and level."""

        def build(edit: Edit) -> str:
            for row in sorted(edit.book.rows("targets"), key=lambda row: row.id):
                if (row.metric, row.period, row.scope, row.level) == (metric, period, scope, level):
                    return str(edit.alter("targets", row.id, value=value).id)
            new = {"metric": metric, "period": period, "scope": scope, "level": level}
            return str(edit.add("targets", value=value, **new).id)

        return self.run("target", build, name=f"{metric} {period}")

    # -- taking back

    def undo(self) -> Saved:
        """Take back the book's newest change, whoever made it; the answer is its history entry."""
        return self._take_back("undo")

    def redo(self) -> Saved:
        """Take back the newest undo."""
        return self._take_back("redo")

    def history(self) -> tuple[HistoryEntry, ...]:
        """Return the last changes, oldest first."""
        return self.book.history

    def _take_back(self, verb: str) -> Saved:
        op = self._new_id()
        taken: list[HistoryEntry] = []

        def make(book: Book) -> Change:
            change, entry = taken_back(book, verb, op, self.now(), self._by)
            taken[:] = [entry]
            return change

        return Saved(self._commit(make), taken[0])
