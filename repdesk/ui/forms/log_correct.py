"""Correcting an old log: its line in the log form, and the record beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Self

from msgspec.structs import replace

from repdesk.desk import Desk
from repdesk.domain.change import Change
from repdesk.domain.correction import correct_entry, logged_together
from repdesk.domain.interaction import Interaction
from repdesk.i18n import N_, _
from repdesk.notation.entry import contacts_of, known_of
from repdesk.notation.reading import Reading
from repdesk.ui.forms.fields import Field
from repdesk.ui.forms.log_line_form import EMPTY, LineForm
from repdesk.ui.ports import Draft
from repdesk.ui.views.log import context
from repdesk.ui.views.log_correction import (
    Changed,
    Old,
    beside_words,
    changed,
    correction_of,
    promises_of,
)
from repdesk.ui.widgets.columns import Row
from repdesk.wording.days import short_day
from repdesk.wording.preview import ReadingWords, Said
from repdesk.wording.terms import KINDS, named


class CorrectForm(LineForm[Change]):
    """Alters one log, in every customer's row of it; gives back the change."""

    FORM = "correct"
    TITLE = N_("CORRECT")
    WHOLE = True

    def __init__(self, interaction: str = "") -> None:
        super().__init__()
        self.interaction = interaction
        self._old: Old | None = None
        self._line: Reading = EMPTY
        self._changed = Changed(EMPTY)

    @classmethod
    def from_draft(cls, draft: Draft) -> Self:
        """Return the form of the log that the draft corrects."""
        form = cls(str(draft.data.get("_of") or ""))
        form.restore(draft)
        return form

    # What the line is read with

    def fields(self) -> Sequence[Field]:
        """The line as it was typed; which log it is of."""
        row = self.book.get("interactions", self.interaction)
        if isinstance(row, Interaction):
            self.customer = row.customer
            self.line_before = row.raw or row.note
            promises = promises_of(self.book, row)
            self.based_on = (("interactions", row), *(("followups", one) for one in promises))
        return (*super().fields(), Field("_of", N_("the log"), value=self.interaction))

    def learn(self) -> None:
        """Read what the book knows of everybody the log is about, and the line as it was."""
        settings, row = self.settings, self.book.get("interactions", self.interaction)
        known = known_of(
            self.book,
            self.customer,
            self.today,
            settings.currency,
            settings.date_order or None,
            settings.snippets,
        )
        if not isinstance(row, Interaction):
            self.known = known
            return
        others = logged_together(self.book, row)[1:]
        more = [one for other in others for one in contacts_of(self.book, other.customer)]
        self.known = known._replace(contacts=(*known.contacts, *more))
        self.words = ReadingWords(date.fromisoformat(self.today), self.known, self.book.stages)
        ids = (*row.contacts, *(one for other in others for one in other.contacts))
        people = {one: self.book.get("contacts", one) for one in ids}
        names = {one: getattr(person, "name", "") for one, person in people.items()}
        row = _with_people(row, tuple(names))
        reading = super().understand(row.raw or row.note)
        promises = promises_of(self.book, row)
        self._old = Old(row, reading, names, promises, settings.currency)

    def understand(self, line: str) -> Reading:
        """Read the line; where it says what it said, the record stands."""
        self._line = super().understand(line)
        if self._old is None:
            return self._line
        self._changed = changed(self._old, self._line)
        return self._changed.reading

    # What is said

    def title_line(self) -> str:
        """`CORRECT`, the customer, the day and kind of the log."""
        customer = self.record
        if customer is None or self._old is None:
            return _(self.TITLE)
        row = self._old.row
        what = f"{short_day(row.at, self.today)} {named(dict(KINDS), row.kind)}"
        return "  ".join((_(self.TITLE), customer.name, what))

    def beside(self) -> Sequence[Said]:
        """What is not corrected, and who else's it is."""
        if self._old is None:
            return ()
        said = beside_words(self._changed, self._line)
        others = logged_together(self.book, self._old.row)[1:]
        names = [getattr(self.book.get("customers", one.customer), "name", "") for one in others]
        if names:
            said.append(Said(_("also for"), ", ".join(names)))
        return said

    def context_lines(self) -> Sequence[Row]:
        """The last contacts and open promises."""
        return context(self.book, self.customer, self.today)

    @property
    def blank(self) -> bool:
        """A log is there, also where it has no words."""
        return self._old is None

    # Commands

    def idle(self) -> Collection[str]:
        """A correction leads to no stop, and its customers stay."""
        return ("log.onward", "log.also")

    def action_also(self) -> None:
        """A log stays with the customers it was saved for."""
        self.say(_("an old log keeps its customers; log the others with l"))

    def action_next_step(self, _days: int) -> None:
        """Nothing was asked."""
        self.say(_("no next step was asked for"))

    def action_onward(self) -> None:
        """Save; a correction is no stop on the way."""
        self.action_save()

    def refusal(self) -> str:
        """Why it cannot be saved: also where the log is gone."""
        if self._old is None:
            return _("this log is no longer in the book")
        return super().refusal()

    def _rebase(self) -> None:
        super()._rebase()
        self.learn()
        self.changed()

    def values(self) -> dict[str, Any]:
        """The correction; raises Invalid."""
        assert self._old is not None
        told = [self.put_right(f"due {at}") for at in range(len(self._changed.kept))]
        left_out = [at for at, day in enumerate(told) if day is not None and not day.strip()]
        now = self.session.ports.now()
        reading = self.corrected.reading
        return {"correction": correction_of(self._old, self._changed, reading, left_out, now)}

    def save(self, desk: Desk, values: Mapping[str, Any]) -> Change:
        """Correct it."""
        name = getattr(self.book.get("customers", self.customer), "name", "")
        return desk.run(
            "correct",
            lambda edit: correct_entry(edit, self.interaction, values["correction"]),
            self.based_on,
            name=name,
        ).change


def _with_people(row: Interaction, people: tuple[str, ...]) -> Interaction:
    """Return the row with the people of all the rows of its log."""
    return replace(row, contacts=people)
