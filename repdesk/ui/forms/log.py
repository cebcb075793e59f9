"""The log form: one line as in a notebook, its reading below it while it is typed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any, Final

from textual import events, on, work
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from repdesk.analytics.results import Receivables
from repdesk.desk import Desk
from repdesk.domain.customer import Customer
from repdesk.domain.entry import Entry
from repdesk.domain.tier import tier_of
from repdesk.i18n import N_, _, language
from repdesk.notation.entry import entry_of, known_of
from repdesk.notation.known import NOTHING_KNOWN, Known
from repdesk.notation.reader import read, split_lines
from repdesk.notation.reading import Reading
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.fields import Field, LinesField
from repdesk.ui.forms.log_body import log_body
from repdesk.ui.keys import bindings
from repdesk.ui.session import BookChange
from repdesk.ui.views.choices import picks_of, taken, toggled, why_not
from repdesk.ui.views.log import (
    Logged,
    NextContact,
    about_words,
    context,
    next_contact,
    owed_words,
    tokens,
    understood,
)
from repdesk.ui.widgets.lines import Rule
from repdesk.ui.widgets.log_line import LogLine, Pieces
from repdesk.ui.widgets.text_lines import PickLines, TextLines
from repdesk.wording.preview import ReadingWords

LOW: Final = 18
"""Rows under which the form is the line and its reading alone."""
SEPARATOR: Final = "\x1f"


class LogForm(FormScreen[Logged]):
    """Logs what happened with one customer; everything in the line is one change."""

    BINDINGS = bindings("logform")
    FORM = "log"
    TITLE = N_("LOG")
    ENTER_SAVES = True

    @dataclass
    class OwedKnown(Message):
        """The worker knows what is owed."""

        owed: Receivables

    def __init__(self, customer: str = "", lines: Sequence[str] = (), before: str = "") -> None:
        """Open for a customer; `lines` are typed already, the first to be read now.

        `before` is said at first: what the form before this one saved.
        """
        super().__init__(customer)
        self._before = before
        self._onward = False
        if lines:
            self._restored = {"line": lines[0], "rest": "\n".join(lines[1:])}
        self.pieces = Pieces()
        self._known: Known = NOTHING_KNOWN
        self._words = ReadingWords(date.min, NOTHING_KNOWN, ())
        self._reading: Reading | None = None
        self._owed: Receivables | None = None
        self._telling_tokens = False

    # What the line is read with: once, when the form opens

    def fields(self) -> Sequence[Field]:
        """The line; what else was pasted; what was picked."""
        settings = self.session.ports.settings
        self._known = known_of(
            self.book,
            self.customer,
            self.today,
            settings.currency,
            settings.date_order or None,
            settings.snippets,
        )
        day = date.fromisoformat(self.today)
        self._words = ReadingWords(day, self._known, self.book.stages)
        return (
            Field("line", N_("line")),
            Field("rest", N_("to come"), "lines"),
            Field("picked", N_("picked")),
        )

    def body(self) -> Iterable[Widget]:
        """The line, its reading, and what is known of the customer."""
        return log_body(self.glyphs, self.pieces)

    def on_mount(self) -> None:
        """Lay out for this terminal, ask what is owed."""
        self._lay_out()
        if self._before:
            self.say(self._before)
        if self.session.ports.numbers is not None:
            self._ask_owed()

    def title_line(self) -> str:
        """`LOG`, the customer, the tier, the last contact."""
        customer, seen = self._record, self.session.proposed
        about = () if customer is None else about_words(customer, self.book, self.today, seen)
        return "  ".join((_(self.TITLE), *about))

    @property
    def _record(self) -> Customer | None:
        found = self.book.get("customers", self.customer)
        return found if isinstance(found, Customer) else None

    # Reading

    def changed(self) -> None:
        """Read the line again and show what is understood."""
        line = self.widget("line")
        assert isinstance(line, Input)
        self._telling_tokens = False
        now = self.session.ports.now()
        clock = time.fromisoformat(now[11:16])
        day = date.fromisoformat(now[:10])
        reading = read(line.value, day, language(), self._known, clock)
        self._reading = reading
        if (reading.raw, reading.pieces) != (self.pieces.raw, self.pieces.pieces):
            self.pieces.raw, self.pieces.pieces = reading.raw, reading.pieces
            line.refresh()
        rest = self.query_one("#rest")
        rest.display = bool(self.texts()["rest"]) or self.focused is self.widget("rest")
        self._show_reading()

    @property
    def _picked(self) -> tuple[str, ...]:
        return tuple(filter(None, self.texts()["picked"].split(SEPARATOR)))

    def _taken(self) -> Reading:
        """The reading with what was picked."""
        assert self._reading is not None
        picks = picks_of(self._reading, self._words)
        return taken(self._reading, picks, self._picked, self._known)

    def _show_reading(self) -> None:
        if self._reading is None or not self.is_mounted:
            return
        if self._telling_tokens:
            self.query_one("#reading", PickLines).show(tokens(self.size.width))
            self.query_one("#read-as", Rule).set(_("what may be typed"))
            return
        picks = picks_of(self._reading, self._words)
        following = self._following
        rows = understood(
            self._taken(),
            self._words,
            picks,
            self._picked,
            clock=self.session.ports.now()[11:16],
            cells=self.size.width,
            following=following.words(self.today) if following else "",
        )
        self.query_one("#reading", PickLines).show(rows)
        way = _("Tab, then a digit picks") if picks else ""
        self.query_one("#read-as", Rule).set(_("understood as"), way)

    def action_tokens(self) -> None:
        """Tell what may be typed in the line, or go back to its reading."""
        self._telling_tokens = not self._telling_tokens
        self._show_reading()

    def _lay_out(self) -> None:
        below = self.query_one("#context", TextLines)
        below.display = self.size.height >= LOW
        self.query_one("#about", Rule).display = below.display
        settings = self.session.ports.settings
        owed = owed_words(self._owed, self.customer, settings.currency)
        rows = context(self.book, self.customer, self.today, owed)
        below.styles.height = max(len(rows), 1)
        below.show(rows)
        self._show_reading()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Leave out what does not fit."""
        self._lay_out()

    def _on_book_changed(self, change: BookChange) -> None:
        super()._on_book_changed(change)
        self._lay_out()

    @work(thread=True, exclusive=True, group="numbers")
    def _ask_owed(self) -> None:
        numbers = self.session.ports.numbers
        if numbers is not None:
            self.post_message(self.OwedKnown(numbers.receivables(self.book, self.today)))

    @on(OwedKnown)
    def _owed_known(self, event: OwedKnown) -> None:
        self._owed = event.owed
        self._lay_out()

    # Picking and pasting

    @on(PickLines.Picked)
    def _digit(self, event: PickLines.Picked) -> None:
        if self._reading is None:
            return
        picks = picks_of(self._reading, self._words)
        if event.number > len(picks):
            self.say(_("there is no {n}").format(n=event.number))
            return
        pick = picks[event.number - 1]
        if pick.ask is not None:
            self._ask_day(pick.ask)
            return
        keys = toggled(self._picked, pick, picks)
        box = self.widget("picked")
        assert isinstance(box, Input)
        box.value = SEPARATOR.join(keys)

    def _ask_day(self, at: int) -> None:
        line = self.widget("line")
        assert isinstance(line, Input)
        line.focus()
        line.cursor_position = at
        self.say(_("type the day here, behind an exclamation mark: !3 Jul"))

    @on(LogLine.Pasted)
    def _pasted(self, event: LogLine.Pasted) -> None:
        line, rest = self.widget("line"), self.widget("rest")
        assert isinstance(line, Input)
        assert isinstance(rest, LinesField)
        line.value += event.lines[0]
        line.cursor_position = len(line.value)
        more = [*event.lines[1:], *split_lines(rest.text)]
        rest.load_text("\n".join(more))
        self.query_one("#rest").display = True
        self.say(_("{n} lines: each is shown before it is saved").format(n=len(more) + 1))

    # Saving

    def action_onward(self) -> None:
        """Save, then log the next planned stop."""
        self._save(onward=True)

    def action_save(self) -> None:  # type: ignore[override]
        """Save, unless the line says something that cannot be."""
        self._save(onward=False)

    def _save(self, *, onward: bool) -> None:
        self._onward = onward
        if self._reading is None:
            return
        refusal = why_not(self._reading, self._picked, self._words)
        if refusal:
            self.say(refusal, "alert")
        else:
            super().action_save()

    def values(self) -> dict[str, Any]:
        """The entry, and the lines that come after it; raises Invalid."""
        settings = self.session.ports.settings
        entry = entry_of(self._taken(), self.session.ports.now(), settings.currency)
        following = self._following
        return {
            "entry": entry,
            "rest": split_lines(self.texts()["rest"]),
            "following": following.day if following else "",
            "onward": self._onward,
        }

    def save(self, desk: Desk, values: Mapping[str, Any]) -> Logged:
        """Log it."""
        entry: Entry = values["entry"]
        ids = desk.log(self.customer, entry).answer
        return Logged(ids[0], values["following"], values["rest"], values["onward"])

    @property
    def _following(self) -> NextContact | None:
        customer = self._record
        if customer is None or self._reading is None:
            return None
        policy = self.session.ports.settings.policy
        day = date.fromisoformat(self.today)
        tier = tier_of(self.book, customer, self.session.proposed)
        return next_contact(self._taken(), customer, tier, policy, day)
