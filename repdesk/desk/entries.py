"""Verbs on what happened and what was promised."""

from repdesk.desk.records import RecordVerbs
from repdesk.desk.verbs import Saved
from repdesk.domain.answer import answer_by_contact
from repdesk.domain.edit import Edit
from repdesk.domain.entry import Entry, save_entry
from repdesk.domain.errors import NotFound
from repdesk.domain.find import find_customer
from repdesk.domain.selling import open_first_deal


class EntryVerbs(RecordVerbs):
    """Logging, and closing promises."""

    def log(self, customer: str, entry: Entry) -> Saved:
        """Save one log entry; the answer is the ids of its rows, the interaction's first."""
        name = getattr(self.book.get("customers", customer), "name", "")
        more = len({*entry.also} - {customer}) or None
        return self.run("log", lambda edit: self._save(edit, customer, entry), name=name, more=more)

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
            return self._save(edit, customer.id, entry)

        return self.run("log", build, name=name)

    def _save(self, edit: Edit, customer: str, entry: Entry) -> list[str]:
        ids = save_entry(edit, customer, entry)
        answer_by_contact(edit, ids[0], self.shown)
        return ids

    def close_followup(self, id_: str, state: str = "done") -> Saved:
        """Mark a promise done or dropped today, or open it again."""
        closed = None if state == "open" else self.now()[:10]
        return self.edit("followups", id_, verb=state, state=state, closed=closed)
