"""A form that is one line of notation and its reading, live; Tab walks through what was read."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from datetime import date, time
from typing import Final, TypeVar

from textual import events, on
from textual.widget import Widget

from repdesk.domain.customer import Customer
from repdesk.i18n import N_, _, language
from repdesk.notation.known import NOTHING_KNOWN, Known
from repdesk.notation.reader import read, split_lines
from repdesk.notation.reading import Reading
from repdesk.ui.forms.base import FormScreen
from repdesk.ui.forms.fields import Field, LinesField, put_text, text_of
from repdesk.ui.forms.log_body import LOW, log_body
from repdesk.ui.forms.log_walk import CorrectionRow
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Settings
from repdesk.ui.views.choices import Pick, picks_of, taken, toggled, why_not
from repdesk.ui.views.corrections import Corrected, Correcting
from repdesk.ui.views.editable import Editable
from repdesk.ui.views.log import tokens, understood
from repdesk.ui.widgets.columns import Row
from repdesk.ui.widgets.lines import Rule
from repdesk.ui.widgets.log_line import LogLine, Pieces
from repdesk.ui.widgets.text_lines import PickLines, TextLines
from repdesk.wording.preview import ReadingWords, Said

T = TypeVar("T")
SEPARATOR: Final = "\x1f"
EMPTY: Final = Reading("", "visit")


class LineForm(FormScreen[T]):
    """The line, what it is read as, what is picked and put right of it; saving is a subclass's."""

    BINDINGS = bindings("logform")
    ENTER_SAVES = True
    WHOLE = False
    """Whether note, tags and private text can be put right beside the line."""

    def __init__(self, customer: str = "") -> None:
        super().__init__(customer)
        self.pieces = Pieces()
        self.known: Known = NOTHING_KNOWN
        self.words = ReadingWords(date.min, NOTHING_KNOWN, ())
        self.picks: tuple[Pick, ...] = ()
        self.corrected = Corrected(EMPTY)
        self.line_before = ""
        self._editables: tuple[Editable, ...] = ()
        self._telling_tokens = False

    # To be overridden

    def learn(self) -> None:
        """Find out what the line is read with: `known` and `words`."""
        raise NotImplementedError

    def understand(self, line: str) -> Reading:
        """Read the line."""
        now = self.session.ports.now()
        day, clock = date.fromisoformat(now[:10]), time.fromisoformat(now[11:16])
        return read(line, day, language(), self.known, clock)

    def beside(self) -> Sequence[Said]:
        """What else is to be said of the line as it is understood."""
        return ()

    def context_lines(self) -> Sequence[Row]:
        """What is known of the customer, under the reading."""
        return ()

    # What it is made of

    def fields(self) -> Sequence[Field]:
        """The line; what else was pasted; what was picked and put right."""
        self.learn()
        return (
            Field("line", N_("line"), value=self.line_before),
            Field("rest", N_("to come"), "lines"),
            Field("_picked", N_("picked")),
            Field("_corrected", N_("put right")),
        )

    def body(self) -> Iterable[Widget]:
        """The line, its reading, and what is known of the customer."""
        return log_body(self.glyphs, self.pieces, self._fields.values())

    @property
    def settings(self) -> Settings:
        """The rep's settings."""
        return self.session.ports.settings

    @property
    def record(self) -> Customer | None:
        """The customer; None when it is gone."""
        found = self.book.get("customers", self.customer)
        return found if isinstance(found, Customer) else None

    def on_mount(self) -> None:
        """Lay out for this terminal."""
        self.lay_out()

    def on_resize(self, _event: events.Resize | None = None) -> None:
        """Leave out what does not fit."""
        self.lay_out()

    def lay_out(self) -> None:
        """Show what is known of the customer where there is room, and the reading."""
        below = self.query_one("#context", TextLines)
        below.display = self.size.height >= LOW
        self.query_one("#about", Rule).display = below.display
        rows = self.context_lines()
        below.styles.height = max(len(rows), 1)
        below.show(rows)
        self.show_reading()

    # Reading

    @property
    def line(self) -> LogLine:
        """The line."""
        return self.query_one(LogLine)

    def keep(self, name: str, text: str) -> None:
        """Keep what was not typed: what was picked, put right, added."""
        put_text(self.widget(name), text)

    def changed(self) -> None:
        """Read the line again and show what is understood."""
        self._telling_tokens = False
        reading = self.understand(self.line.value)
        if (reading.raw, reading.pieces) != (self.pieces.raw, self.pieces.pieces):
            self.pieces.raw, self.pieces.pieces = reading.raw, reading.pieces
            self.line.refresh()
        self.picks = picks_of(reading, self.words)
        base = taken(reading, self.picks, self.picked, self.known)
        now = self.session.ports.now()
        correcting = Correcting(self.words, self.known, time.fromisoformat(now[11:16]))
        self._editables = correcting.editables(base, whole=self.WHOLE)
        self.corrected = correcting.corrected(base, self.corrections(), whole=self.WHOLE)
        rest = self.widget("rest")
        self.query_one("#rest").display = bool(text_of(rest)) or self.focused is rest
        self.show_reading()

    @property
    def picked(self) -> tuple[str, ...]:
        """The keys of what was picked."""
        return tuple(filter(None, self.texts()["_picked"].split(SEPARATOR)))

    def corrections(self) -> dict[str, tuple[str, str]]:
        """What was put right: by field what it was read as, and what the rep says."""
        text = self.texts()["_corrected"]
        return {key: (was, told) for key, was, told in json.loads(text)} if text else {}

    @property
    def blank(self) -> bool:
        """Whether there is nothing yet to be understood."""
        return not self.corrected.reading.raw.strip()

    def put_right(self, key: str) -> str | None:
        """What the rep says of a field; None where it stands as it was read."""
        field = next((one for one in self._editables if one.key == key), None)
        was, told = self.corrections().get(key, ("", None))
        return told if field is not None and field.value == was else None

    def show_reading(self) -> None:
        """Show what is understood, or what may be typed."""
        if not self.is_mounted:
            return
        rule, lines = self.query_one("#read-as", Rule), self.query_one("#reading", PickLines)
        if self._telling_tokens or self.blank:
            lines.show(tokens(self.size.width, self.settings.snippets))
            rule.set(_("what may be typed"))
            return
        rows = understood(
            self.corrected,
            self.words,
            self.picks,
            self.picked,
            clock=self.session.ports.now()[11:16],
            cells=self.size.width,
            beside=self.beside(),
        )
        lines.show(rows)
        way = self.query_one(CorrectionRow).way
        if not way and self.picks:
            way = _("Tab, then a digit picks")
        rule.set(_("understood as"), way or _("Tab corrects"))

    def action_tokens(self) -> None:
        """Tell what may be typed in the line, or go back to its reading."""
        self._telling_tokens = not self._telling_tokens
        self.show_reading()

    # Walking through what was read

    def action_next_field(self) -> None:
        """Go to what is picked, then to each field that was read, and round again."""
        self._walk(1)

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self._walk(-1)

    def _walk(self, direction: int) -> None:
        there = {"line": True, "rest": self.query_one("#rest").display, "picks": self.picks}
        stops = [stop for stop, is_there in there.items() if is_there]
        if not self.blank:
            stops += [f"edit {field.key}" for field in self._editables]
        here = self._stop
        at = stops.index(here) if here in stops else 0
        self._go(stops[(at + direction) % len(stops)])

    @property
    def _stop(self) -> str:
        focused = self.focused
        if isinstance(focused, PickLines):
            return "picks"
        if isinstance(focused, LinesField):
            return "rest"
        key = self.query_one(CorrectionRow).key
        return f"edit {key}" if key and focused is not self.line else "line"

    def _go(self, stop: str) -> None:
        row = self.query_one(CorrectionRow)
        kind, _space, key = stop.partition(" ")
        if kind == "edit":
            field = next(one for one in self._editables if one.key == key)
            told = self.put_right(key)
            row.ask(field, field.value if told is None else told)
        else:
            row.close()
            widgets = {"line": self.line, "rest": self.widget("rest")}
            widgets.get(stop, self.query_one(PickLines)).focus()
        self.show_reading()

    @on(CorrectionRow.Told)
    def _told(self, event: CorrectionRow.Told) -> None:
        field = next((one for one in self._editables if one.key == event.key), None)
        if field is None:
            return
        corrections = self.corrections()
        corrections.pop(field.key, None)
        if event.text != field.value:
            corrections[field.key] = (field.value, event.text)
        rows = [(key, was, told) for key, (was, told) in corrections.items()]
        self.keep("_corrected", json.dumps(rows, ensure_ascii=False) if rows else "")

    # Picking and pasting

    @on(PickLines.Picked)
    def _digit(self, event: PickLines.Picked) -> None:
        if event.number > len(self.picks):
            self.say(_("there is no {n}").format(n=event.number))
            return
        pick = self.picks[event.number - 1]
        if pick.ask is not None:
            line = self.line
            line.focus()
            line.cursor_position = pick.ask
            self.say(_("type the day here, behind an exclamation mark: !3 Jul"))
            return
        self.keep("_picked", SEPARATOR.join(toggled(self.picked, pick, self.picks)))

    @on(LogLine.Pasted)
    def _pasted(self, event: LogLine.Pasted) -> None:
        line, rest = self.line, self.widget("rest")
        assert isinstance(rest, LinesField)
        line.value += event.lines[0]
        line.cursor_position = len(line.value)
        more = [*event.lines[1:], *split_lines(rest.text)]
        rest.load_text("\n".join(more))
        self.query_one("#rest").display = True
        self.say(_("{n} lines: each is shown before it is saved").format(n=len(more) + 1))

    # Saving

    def refusal(self) -> str:
        """Why the line, or a field, cannot be saved as it stands; empty when all can."""
        reading, refused = self.corrected.reading, self.corrected.refused
        return refused[0] if refused else why_not(reading, self.picks, self.words)

    def ready(self) -> bool:
        """Say whether line and fields can be saved; where not, show where and why."""
        refusal = self.refusal()
        if refusal:
            if not self.corrected.refused:
                self._go("line")
            self.say(refusal, "alert")
        return not refusal
