"""Correcting what was logged: the interactions of one line, and the promises that came of it.

Orders, payments, deals and stage moves have no sure link to the line they came from: they stay.
"""

import msgspec

from repdesk.domain.book import Book
from repdesk.domain.edit import Edit
from repdesk.domain.entry import Entry, Promise, people_of, promise_row
from repdesk.domain.errors import Conflict
from repdesk.domain.interaction import Followup, Interaction, is_real_contact
from repdesk.domain.route import follow_stop
from repdesk.domain.selling import first_contact


class Correction(msgspec.Struct, frozen=True, kw_only=True):
    """What a log says now. Of `entry` what happened counts (`at` None: when it stood before).

    Its promises are new ones; `changed` are (id, promise) and `dropped` ids of its open ones.
    """

    entry: Entry
    changed: tuple[tuple[str, Promise], ...] = ()
    dropped: tuple[str, ...] = ()


def correct_entry(edit: Edit, id_: str, correction: Correction) -> list[str]:
    """Alter all interactions of the log that one belongs to; returns their ids, that one's first.

    Raises Conflict where a promise was closed meanwhile.
    """
    row: Interaction = edit.need("interactions", id_)
    entry = correction.entry
    together = logged_together(edit.book, row)
    for one in together:
        after: Interaction = edit.alter(
            "interactions",
            one.id,
            at=entry.at or one.at,
            kind=entry.kind,
            contacts=people_of(edit, one.customer, entry.contacts),
            outcome=entry.outcome,
            note=entry.note,
            raw=entry.raw,
            tags=entry.tags,
            private=entry.private,
        )
        if is_real_contact(after) and not is_real_contact(one):
            first_contact(edit, one.customer, after.at)
        if after.at[:10] == one.at[:10] and _met(after) != _met(one):
            follow_stop(edit, after)
    for promise, said in correction.changed:
        _open_promise(edit, promise)
        edit.alter("followups", promise, **msgspec.structs.asdict(said))
    for promise in correction.dropped:
        _open_promise(edit, promise)
        edit.alter("followups", promise, state="dropped", closed=edit.today)
    new = [promise_row(edit, row.customer, one, row.id) for one in entry.promises]
    return [one.id for one in together] + new


def logged_together(book: Book, row: Interaction) -> tuple[Interaction, ...]:
    """Return the interactions of one log: this one, then those of the other customers."""
    if row.group is None:
        return (row,)
    day = book.of("interactions", "day", row.at[:10])
    others = (one for one in day if one.group == row.group and one.id != row.id)
    return (row, *others)


def _met(row: Interaction) -> tuple[str, bool]:
    return row.kind, is_real_contact(row)


def _open_promise(edit: Edit, id_: str) -> None:
    row: Followup = edit.need("followups", id_)
    if row.state != "open":
        raise Conflict(
            "record.changed",
            table="followups",
            id=id_,
            name=row.text,
            verb=row.state,
            by=None,
            at=row.updated,
        )
