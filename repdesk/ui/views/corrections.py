"""What the rep may put right of a reading, field by field; the line as typed stays as it is.

A correction holds what the field was read as: when the line is changed so that it reads otherwise,
the correction no longer fits and is told, never applied to something else.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, time

import msgspec
from msgspec.structs import replace

from repdesk.domain.errors import Invalid
from repdesk.domain.interaction import KINDS, OUTCOMES, OWNERS
from repdesk.i18n import N_, _, language
from repdesk.notation.fold import has_han
from repdesk.notation.known import Known
from repdesk.notation.reader import read
from repdesk.notation.reading import Reading
from repdesk.ui.views.corrections_of_money import money_editables, open_text
from repdesk.ui.views.editable import Editable, Put
from repdesk.wording import terms
from repdesk.wording.errors import sentence
from repdesk.wording.preview import ReadingWords
from repdesk.wording.reading import ENTRY_KINDS, problem_words
from repdesk.wording.terms import colon, named

Corrections = Mapping[str, tuple[str, str]]
"""By field: what it was read as, and what the rep says it is."""


class Corrected(msgspec.Struct, frozen=True):
    """A reading put right; why some of it could not be, and what no longer fits the line."""

    reading: Reading
    refused: tuple[str, ...] = ()
    lapsed: tuple[str, ...] = ()


class Correcting:
    """The fields of readings of one customer, on one day at one time (None: it is over)."""

    def __init__(self, words: ReadingWords, known: Known, clock: time | None) -> None:
        self._words = words
        self._known = known
        self._clock = clock

    def editables(self, reading: Reading, *, whole: bool = False) -> tuple[Editable, ...]:
        """Return the fields in the order of the screen; `whole`: note, tags and private too."""
        editables = [*self._happened(reading), *self._promises(reading)]
        editables += money_editables(reading, self._words, self._known, self._day_lang(reading))
        return (*editables, *_texts(reading)) if whole else tuple(editables)

    def corrected(
        self, reading: Reading, corrections: Corrections, *, whole: bool = False
    ) -> Corrected:
        """Return the reading with the corrections put in."""
        editables = self.editables(reading, whole=whole)
        known = {field.key: field for field in editables}
        lapsed = tuple(
            told
            for key, (was, told) in corrections.items()
            if key not in known or known[key].value != was
        )
        refused = []
        # the last first: what is taken out must not move what stands before it
        for field in reversed(editables):
            was, told = corrections.get(field.key, ("", None))
            if told is None or was != field.value:
                continue
            after = field.put(reading, told)
            if isinstance(after, str):
                refused.append(f"{field.label}: {after}")
            else:
                reading = after
        return Corrected(reading, tuple(reversed(refused)), lapsed)

    def _day_lang(self, reading: Reading) -> str:
        return "zh" if has_han(reading.raw) else language()

    def _read(self, line: str, reading: Reading) -> Reading:
        """Read a field as the line would be, but for people and snippets."""
        known = self._known._replace(contacts=(), snippets={})
        return read(line, self._words.today, self._day_lang(reading), known, self._clock)

    # What happened

    def _happened(self, reading: Reading) -> Iterator[Editable]:
        kind = "complaint" if reading.complaint else reading.kind
        kinds = [(one, named(dict(ENTRY_KINDS), one)) for one in KINDS]
        if kind not in KINDS:
            name = _("complaint") if reading.complaint else named(dict(ENTRY_KINDS), kind)
            kinds.append((kind, name))
        yield Editable("kind", _("kind"), kind, _put_kind, tuple(kinds))
        outcomes = [("", _("none")), *((one, _(terms.OUTCOMES[one])) for one in OUTCOMES)]
        yield Editable(
            "outcome", _("outcome"), reading.outcome or "", _put_outcome, tuple(outcomes)
        )
        yield Editable(
            "when", _("when"), _moment(reading.at, reading.at_time), self._put_when, hint=_(PAST)
        )
        if self._known.contacts:
            people = tuple((one.id, one.name) for one in self._known.contacts[:MOST])
            here = " ".join(reading.contacts)
            yield Editable("people", _("people"), here, self._put_people, people, many=True)

    def _put_when(self, reading: Reading, text: str) -> Reading | str:
        if not text.strip():
            return replace(reading, at=None, at_time=None)
        found = self._read(f"n @{text.strip()}", reading)
        if found.at is None or found.note or found.problems:
            return self._no_day(found, text)
        return replace(reading, at=found.at, at_time=found.at_time)

    def _no_day(self, found: Reading, text: str) -> str:
        for problem in found.problems:
            return problem_words(problem, found, self._words.today)
        return sentence(Invalid("value.day", value=text))

    def _put_people(self, reading: Reading, text: str) -> Reading | str:
        names = {one.id: one.name for one in self._known.contacts}
        ids = tuple(one for one in text.split() if one in names)
        return replace(reading, contacts=ids, contact_names=tuple(names[one] for one in ids))

    # Promises

    def _promises(self, reading: Reading) -> Iterator[Editable]:
        owners = tuple((owner, _(terms.OWNERS[owner])) for owner in OWNERS)
        for at, one in enumerate(reading.followups):
            number = f" {at + 1}" if len(reading.followups) > 1 else ""
            label = named(dict(terms.OWNERS), one.owner) + number
            due = _moment(one.due, one.time)
            yield Editable(f"due {at}", colon(label, _("day")), due, self._put_due(at), hint=_(DAY))
            yield Editable(f"text {at}", colon(label, _("what")), one.text, _put_text(at))
            yield Editable(
                f"owner {at}", colon(label, _("who owes")), one.owner, _put_owner(at), owners
            )

    def _put_due(self, at: int) -> Put:
        def put(reading: Reading, text: str) -> Reading | str:
            if not text.strip():
                at_once = reading.followups[at].due is None
                return reading if at_once else _without_promise(reading, at)
            found = self._read(f"n !{text.strip()}", reading)
            more = found.note or any(piece.what == "text" for piece in found.pieces)
            if len(found.followups) != 1 or more or found.problems:
                return self._no_day(found, text)
            day = found.followups[0]
            return _with_promise(reading, at, due=day.due, time=day.time)

        return put


MOST = 10
"""So many people can be picked by a digit; more are named with @ in the line."""
PAST = N_("yesterday, 3 Jun, 9:30; empty: now")
DAY = N_("fri, 3d, 3 Jul; empty: no promise")


def _moment(day: date | None, clock: time | None) -> str:
    """A day and time as they are typed: `2026-07-03 15:00`."""
    parts = (day.isoformat() if day else "", f"{clock:%H:%M}" if clock else "")
    return " ".join(filter(None, parts))


def _put_kind(reading: Reading, kind: str) -> Reading | str:
    """What was an order or a payment and is none is the words of a note."""
    if reading.kind in ("order", "payment") and kind != reading.kind:
        note = open_text(reading)
        reading = replace(reading, order=(), payment=None, note=note, problems=())
    if reading.complaint and kind != "complaint":
        promises = (one for one in reading.followups if one.due is not None)
        plain = tuple(
            replace(one, kind="promise") if one.kind == "complaint" else one for one in promises
        )
        reading = replace(reading, complaint=False, followups=plain)
    return reading if kind == "complaint" else replace(reading, kind=kind, kind_given=True)


def _put_outcome(reading: Reading, outcome: str) -> Reading | str:
    return replace(reading, outcome=outcome or None)


def _put_text(at: int) -> Put:
    def put(reading: Reading, text: str) -> Reading | str:
        if not text.strip():
            return sentence(Invalid("field.empty"))
        return _with_promise(reading, at, text=text.strip())

    return put


def _put_owner(at: int) -> Put:
    return lambda reading, owner: _with_promise(reading, at, owner=owner)


def _with_promise(reading: Reading, at: int, **fields: object) -> Reading:
    rows = list(reading.followups)
    rows[at] = replace(rows[at], **fields)
    return replace(reading, followups=tuple(rows))


def _without_promise(reading: Reading, at: int) -> Reading:
    """The promise is none: its words are what was told."""
    words = reading.followups[at].text
    if words not in reading.raw:
        words = ""
    note = " ".join(filter(None, (reading.note, words)))
    rows = (*reading.followups[:at], *reading.followups[at + 1 :])
    return replace(reading, followups=rows, note=note)


def _texts(reading: Reading) -> Iterator[Editable]:
    """The words of a log: corrected beside the line where a record holds other ones."""
    yield Editable(
        "note", _("note"), reading.note, lambda one, text: replace(one, note=text.strip())
    )
    tags = " ".join(reading.tags)
    yield Editable("tags", _("tags"), tags, lambda one, text: replace(one, tags=_tags(text)))
    yield Editable(
        "private",
        _("private"),
        reading.private,
        lambda one, text: replace(one, private=text.strip()),
    )


def _tags(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.lstrip("#") for tag in text.split()))
