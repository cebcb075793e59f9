"""The log form: one line as in a notebook, its reading below it while it is typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace
from textual import on, work
from textual.message import Message

from repdesk.analytics.results import Receivables
from repdesk.desk import Desk
from repdesk.domain.entry import Entry, inbox_refs
from repdesk.domain.tier import tier_of
from repdesk.i18n import N_, _
from repdesk.notation.entry import contacts_of, entry_of, known_of
from repdesk.notation.reader import split_lines
from repdesk.ui.forms.fields import Field
from repdesk.ui.forms.log_line_form import SEPARATOR, LineForm
from repdesk.ui.next_step import take_step
from repdesk.ui.screens.pick import PickScreen
from repdesk.ui.session import BookChange
from repdesk.ui.views.after_log import Logged, NextStep, Told, step_words
from repdesk.ui.views.choices import order_deals, won_by
from repdesk.ui.views.log import (
    NextContact,
    about_words,
    context,
    next_contact,
    over_limit,
    owed_words,
)
from repdesk.ui.widgets.columns import Row
from repdesk.wording.preview import ReadingWords, Said


class Opening(msgspec.Struct, frozen=True):
    """What a log form opens with.

    `lines` are typed already, the first to be read now. `order_of` is the deal whose order `line`
    proposes: left as it is, it is no draft, and `left` is told. `before` and `question` are what is
    said at first; `onward`: the next stop comes after it.
    """

    customer: str
    lines: tuple[str, ...] = ()
    line: str = ""
    order_of: str = ""
    before: str = ""
    question: NextStep | None = None
    onward: bool = False
    left: Told | None = None


class LogForm(LineForm[Logged]):
    """Logs what happened; everything in the line is one change."""

    FORM = "log"
    TITLE = N_("LOG")

    @dataclass
    class OwedKnown(Message):
        """The worker knows what is owed."""

        owed: Receivables

    def __init__(self, customer: str = "", opening: Opening | None = None) -> None:
        """Open for a customer, blank unless an opening says otherwise."""
        super().__init__(customer)
        self.opening = opening or Opening(customer)
        self.line_before = self.opening.line
        self._question = self.opening.question
        self._onward = False
        self._owed: Receivables | None = None
        lines = self.opening.lines
        if lines:
            self._restored = {"line": lines[0], "rest": "\n".join(lines[1:])}

    # What the line is read with: when the form opens, and when that changes

    def fields(self) -> Sequence[Field]:
        """The line, and who else it is about; the order of a deal is linked to it."""
        wins = f"wins {self.opening.order_of}" if self.opening.order_of else ""
        line, rest, picked, corrected = super().fields()
        picked = Field(picked.name, picked.label, value=wins)
        return (line, rest, picked, corrected, Field("_also", N_("also for")))

    def learn(self) -> None:
        """Read what the book knows of everybody the line is about."""
        settings = self.settings
        known = known_of(
            self.book,
            self.customer,
            self.today,
            settings.currency,
            settings.date_order or None,
            settings.snippets,
        )
        more = (one for other in self.also for one in contacts_of(self.book, other))
        self.known = known._replace(contacts=(*known.contacts, *more))
        wins = order_deals(self.book, self.customer, settings.currency)
        day = date.fromisoformat(self.today)
        self.words = ReadingWords(day, self.known, self.book.stages, wins)

    @property
    def also(self) -> tuple[str, ...]:
        """The other customers it is about; those of a draft before its widgets are there."""
        kept = self.texts()["_also"] if self._fields else str(self._restored.get("_also", ""))
        return tuple(filter(None, kept.split(SEPARATOR)))

    def on_mount(self) -> None:
        """Say what was said before; ask what is owed."""
        said = self.opening.before
        if self._question is not None:
            said = "; ".join(filter(None, (said, step_words(("F5", "F6", "F7")))))
        if said:
            self.say(said)
        if self.session.ports.numbers is not None:
            self._ask_owed()

    def _on_book_changed(self, change: BookChange) -> None:
        super()._on_book_changed(change)
        self.learn()
        self.changed()
        self.lay_out()

    @work(thread=True, exclusive=True, group="numbers")
    def _ask_owed(self) -> None:
        numbers = self.session.ports.numbers
        if numbers is not None:
            self.post_message(self.OwedKnown(numbers.receivables(self.book, self.today)))

    @on(OwedKnown)
    def _owed_known(self, event: OwedKnown) -> None:
        self._owed = event.owed
        self.lay_out()

    # What is said

    def title_line(self) -> str:
        """`LOG`, the customer, the tier, the last contact."""
        customer = self.record
        if customer is None:
            return _(self.TITLE)
        hiding = self.desk_app.hiding
        seen = self.session.proposed
        about = about_words(customer, self.book, self.today, seen, hiding=hiding)
        return "  ".join((_(self.TITLE), *about))

    def context_lines(self) -> Sequence[Row]:
        """The last contacts, open promises, what is owed."""
        owed = owed_words(self._owed, self.customer, self.settings.currency)
        return context(self.book, self.customer, self.today, owed)

    def beside(self) -> Sequence[Said]:
        """Who else it is about, the credit limit, the next contact."""
        said = []
        customer, reading, settings = self.record, self.corrected.reading, self.settings
        if customer is not None:
            over = over_limit(reading, customer, self._owed, settings.currency, settings.tax)
            if over:
                said.append(Said(_("credit"), over, "alert"))
        names = [getattr(self.book.get("customers", one), "name", "") for one in self.also]
        if names and customer is not None:
            said.append(Said(_("also for"), ", ".join(names)))
            if reading.followups or reading.deals or reading.stage or reading.order:
                only = _("promises, deals and orders: {name} alone").format(name=customer.name)
                said.append(Said("", only, "dim"))
        following = self._following
        if following is not None:
            said.append(
                Said(_("next contact"), following.words(self.today, hiding=self.desk_app.hiding))
            )
        return said

    @property
    def _following(self) -> NextContact | None:
        if self.record is None:
            return None
        day = date.fromisoformat(self.today)
        reading = self.corrected.reading
        tier = tier_of(self.book, self.record, self.session.proposed)
        return next_contact(reading, self.record, tier, self.settings.policy, day)

    # Commands

    @work(group="form")
    async def action_also(self) -> None:
        """Log it for one more customer, or no longer for one that was added."""
        if self.desk_app.hiding:
            self.say(_("other customers are hidden; leave the form, h shows them again"))
            return
        other = await self.app.push_screen_wait(PickScreen(_("Log it for which customer too?")))
        if not other or other == self.customer:
            return
        also = self.also
        left = tuple(one for one in also if one != other)
        self.keep("_also", SEPARATOR.join(left if other in also else (*also, other)))
        self.learn()
        self.changed()

    def action_next_step(self, days: int) -> None:
        """Answer what was asked about the customer logged before."""
        question, self._question = self._question, None
        if question is None:
            self.say(_("no next step was asked for"))
            return
        self._take(question, days)

    @work(group="save")
    async def _take(self, question: NextStep, days: int) -> None:
        await take_step(self, question, days)

    def action_onward(self) -> None:
        """Save, then log the next planned stop."""
        self._onward = not self.refusal()
        self.action_save()

    def values(self) -> dict[str, Any]:
        """The entry, and the lines that come after it; raises Invalid."""
        settings, reading = self.settings, self.corrected.reading
        entry = entry_of(reading, self.session.ports.now(), settings.currency)
        wins = won_by(reading, self.picked, self.words)
        following = self._following
        onward, self._onward = self._onward, False
        return {
            "entry": replace(
                entry,
                also=self.also,
                wins=wins,
                tax=settings.tax or None,
                refs=inbox_refs(self.draft_id),
            ),
            "rest": split_lines(self.texts()["rest"]),
            "following": following.day if following else "",
            "onward": onward or self.opening.onward,
        }

    def save(self, desk: Desk, values: Mapping[str, Any]) -> Logged:
        """Log it."""
        entry: Entry = values["entry"]
        before = desk.book
        change = desk.log(self.customer, entry).change
        rest, onward = values["rest"], values["onward"]
        return Logged(self.customer, entry, change, before, values["following"], rest, onward)
