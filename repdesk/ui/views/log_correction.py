"""An old log against its line as it is changed: what is corrected, and what stays as it was saved.

Only what the rep changes in the line, or puts right beside it, alters the record: what else the
line is read as today (another week, another product list) is none of its business.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, time

import msgspec
from msgspec.structs import replace

from repdesk.domain.book import Book
from repdesk.domain.correction import Correction
from repdesk.domain.entry import Promise
from repdesk.domain.interaction import Followup, Interaction
from repdesk.domain.money import from_minor
from repdesk.i18n import _
from repdesk.notation.entry import entry_of
from repdesk.notation.reading import FollowUp, Reading
from repdesk.wording.preview import Said

OF_THE_LINE = frozenset(
    {"when_future", "when_twice", "followup_past", "no_such_day", "ambiguous_day", "empty"}
)
"""Problems that matter where nothing but what happened and was promised is saved."""
ELSEWHERE = ("deals", "stage", "order", "payment", "spend", "competitor")
"""What a line may say that has no sure link to the log: it stays as it was saved."""


class Old(msgspec.Struct, frozen=True):
    """A log as it was saved: its row, the line as it reads today, the promises that came of it."""

    row: Interaction
    reading: Reading
    names: Mapping[str, str]
    """Its people, by id."""
    promises: tuple[Followup, ...]
    currency: str

    @property
    def moment(self) -> tuple[date, time | None]:
        """When it happened, as far as it is known."""
        clock = self.row.at[11:16]
        day = date.fromisoformat(self.row.at[:10])
        return day, time.fromisoformat(clock) if clock else None


class Changed(msgspec.Struct, frozen=True):
    """The line as it is now, with the record where the line says what it said.

    `kept` are the ids of the promises that stand first among the reading's follow-ups; `stuck` the
    texts of those that cannot be followed, `elsewhere` whether something else was changed.
    """

    reading: Reading
    kept: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()
    elsewhere: bool = False


def promises_of(book: Book, row: Interaction) -> tuple[Followup, ...]:
    """Return the promises that came out of an interaction, in the order they were made."""
    rows = book.of("followups", "customer", row.customer)
    return tuple(sorted((one for one in rows if one.from_ == row.id), key=lambda one: one.id))


def changed(old: Old, now: Reading) -> Changed:
    """Return what the line says now of a log that was saved."""
    row, before = old.row, old.reading
    followups, kept, stuck = _promises(old, now)
    same_when = (now.at, now.at_time) == (before.at, before.at_time)
    at, clock = old.moment if same_when else (now.at, now.at_time)
    same_people = now.contacts == before.contacts
    people = row.contacts if same_people else now.contacts
    names = old.names if same_people else dict(zip(now.contacts, now.contact_names, strict=True))
    known = {(one.code, one.value) for one in before.problems}
    reading = replace(
        now,
        kind=row.kind if _kind(now) == _kind(before) else _kind(now),
        kind_given=True,
        outcome=row.outcome if now.outcome == before.outcome else now.outcome,
        at=at,
        at_time=clock,
        contacts=people,
        contact_names=tuple(names.get(one, "") for one in people),
        note=row.note if now.note == before.note else now.note,
        tags=row.tags if now.tags == before.tags else now.tags,
        private=row.private if now.private == before.private else now.private,
        followups=followups,
        complaint=False,
        **{
            name: None if name in ("stage", "payment", "spend", "competitor") else ()
            for name in ELSEWHERE
        },
        offered=tuple(one for one in now.offered if one.what in ("followup", "contact")),
        choices=tuple(one for one in now.choices if one.what == "contact"),
        problems=tuple(
            one
            for one in now.problems
            if one.code in OF_THE_LINE and (one.code, one.value) not in known
        ),
    )
    elsewhere = any(getattr(now, name) != getattr(before, name) for name in ELSEWHERE)
    return Changed(reading, kept, stuck, elsewhere or now.complaint != before.complaint)


def _kind(reading: Reading) -> str:
    """The kind its interaction has: an order's is a note."""
    return "note" if reading.kind in ("order", "payment") else reading.kind


def _promises(
    old: Old, now: Reading
) -> tuple[tuple[FollowUp, ...], tuple[str, ...], tuple[str, ...]]:
    """Return the follow-ups to show (the saved ones first), the ids of those, and what is stuck.

    A promise of the line that reads as before is the saved one. One that reads otherwise is the
    saved one changed, where that is still open and it is clear which it is; what is new is new.
    """
    rows = {one.id: one for one in old.promises if one.state == "open"}
    said = {id_: _read(row, old.currency) for id_, row in rows.items()}
    before, after = list(old.reading.followups), list(now.followups)
    gone = [at for at, one in enumerate(before) if one not in after]
    new = [one for one in after if one not in before]
    stuck = []
    for place, at in enumerate(gone):
        id_ = _row_of(old, at)
        put = new[place] if place < len(new) else None
        if id_ not in rows:
            stuck.append(before[at].text)
        elif put is not None:
            said[id_] = replace(put, due=put.due or said[id_].due)
        else:
            del said[id_]
    followups = (*said.values(), *new[len(gone) :])
    return followups, tuple(said), tuple(stuck)


def _row_of(old: Old, at: int) -> str:
    """Return the promise that the follow-up at that place of the line became; empty if unclear."""
    said = old.reading.followups
    alike = [row.id for row in old.promises if row.text == said[at].text]
    if len(alike) == 1:
        return alike[0]
    return old.promises[at].id if len(said) == len(old.promises) else ""


def _read(row: Followup, currency: str) -> FollowUp:
    clock = time.fromisoformat(row.time) if row.time else None
    amount = from_minor(row.amount, currency) if row.amount is not None else None
    return FollowUp(date.fromisoformat(row.due), clock, row.owner, row.text, row.kind, amount)


def correction_of(
    old: Old, now: Changed, put_right: Reading, left_out: Sequence[int], moment: str
) -> Correction:
    """Return what is saved: `put_right` is the reading after the fields were corrected.

    `left_out` are the places of follow-ups taken out there; `moment` is now, local ISO time.
    """
    entry = entry_of(put_right, moment, old.currency)
    if (put_right.at or old.moment[0], put_right.at_time) == old.moment:
        entry = replace(entry, at=None)
    if put_right.raw == (old.row.raw or old.row.note):
        entry = replace(entry, raw=old.row.raw)
    kept = [id_ for at, id_ in enumerate(now.kept) if at not in left_out]
    rows = {one.id: one for one in old.promises}
    told = dict(zip(kept, entry.promises, strict=False))
    changed_ones = tuple((id_, said) for id_, said in told.items() if said != _promise(rows[id_]))
    open_ones = {one.id for one in old.promises if one.state == "open"}
    return Correction(
        entry=replace(entry, promises=entry.promises[len(kept) :]),
        changed=changed_ones,
        dropped=tuple(sorted(open_ones - set(kept))),
    )


def _promise(row: Followup) -> Promise:
    return Promise(
        due=row.due,
        text=row.text,
        time=row.time,
        owner=row.owner,
        kind=row.kind,
        amount=row.amount,
    )


def beside_words(now: Changed, line: Reading) -> list[Said]:
    """Say what is not corrected: what stays as it was saved, what is to be changed elsewhere."""
    said = []
    if now.elsewhere:
        way = _("deals, stages and money are not changed here: log what is new with l")
        said.append(Said(_("not saved"), way, "alert"))
    elif any(getattr(line, name) for name in ELSEWHERE):
        said.append(Said(_("stays"), _("deals, stages and money as they were saved"), "dim"))
    for text in now.stuck:
        way = _('"{text}" is closed or was changed: it stays').format(text=text)
        said.append(Said(_("promise"), way, "alert"))
    return said
