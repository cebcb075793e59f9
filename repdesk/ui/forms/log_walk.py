"""The row in which one field of a reading is put right: a choice by its digit, a text typed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, Final

from textual import on
from textual.binding import Binding
from textual.containers import Horizontal
from textual.message import Message
from textual.widget import Widget
from textual.widgets import Input

from repdesk.i18n import _
from repdesk.ui.cells import clean, width
from repdesk.ui.forms.fields import ChoiceField
from repdesk.ui.views.editable import Editable
from repdesk.ui.widgets.lines import OneLine
from repdesk.ui.widgets.placed_input import PlacedInput

LABEL: Final = 14
"""Cells of a label at least."""


class Alternatives(ChoiceField):
    """Choices that change with the field; of some, several are picked."""

    def __init__(self) -> None:
        super().__init__(())
        self._many = False

    def ask(self, choices: Sequence[tuple[str, str]], value: str, *, many: bool) -> None:
        """Show these choices, labels as they are to be read."""
        self._choices = tuple((code, clean(label)) for code, label in choices)
        self._value, self._many = value, many
        self.refresh(layout=True)

    def is_picked(self, value: str) -> bool:
        """Whether a choice is picked."""
        return value in self._value.split() if self._many else super().is_picked(value)

    def shown(self, label: str) -> str:
        """Labels come translated: some are the rep's own words."""
        return label

    def action_pick(self, number: int) -> None:
        """Pick by number; where several are picked, this one is taken or let go."""
        if not self._many:
            super().action_pick(number)
        elif number <= len(self._choices):
            code = self._choices[number - 1][0]
            codes = self._value.split()
            left = [one for one in codes if one != code]
            self.value = " ".join(left if code in codes else [*codes, code])

    def action_step(self, direction: int) -> None:
        """Pick the one beside; where several are picked, only digits do."""
        if not self._many:
            super().action_step(direction)


class Typed(PlacedInput):
    """A text put right; Enter saves the whole form, and the key line says so."""

    BINDINGS: ClassVar = [Binding("enter", "submit", show=False, id="log.save")]


class CorrectionRow(Horizontal):
    """One field at a time; it is not there while none is put right."""

    DEFAULT_CSS = """
    CorrectionRow { height: auto; display: none; }
    CorrectionRow.open { display: block; }
    CorrectionRow Input { width: 1fr; }
    CorrectionRow Alternatives { width: 1fr; display: none; }
    CorrectionRow.choice Input { display: none; }
    CorrectionRow.choice Alternatives { display: block; }
    """

    @dataclass
    class Told(Message):
        """The rep says what a field is."""

        key: str
        text: str

    def __init__(self) -> None:
        super().__init__()
        self.key = ""

    def compose(self) -> Iterable[Widget]:
        """The label, and a widget for each kind of field."""
        yield OneLine()
        box = Typed(compact=True, select_on_focus=False)
        box.cursor_blink = False
        yield box
        yield Alternatives()

    @property
    def _box(self) -> Input:
        return self.query_one(Input)

    @property
    def _choice(self) -> Alternatives:
        return self.query_one(Alternatives)

    def ask(self, field: Editable, text: str) -> None:
        """Show a field with what it says now, ready to be put right."""
        self.key = field.key
        label = self.query_one(OneLine)
        label.set(" " + field.label)
        label.styles.width = max(width(label.left) + 1, LABEL)
        self.set_class(bool(field.choices), "choice")
        self.add_class("open")
        if field.choices:
            self._choice.ask(field.choices, text, many=field.many)
            self._choice.focus()
            return
        with self._box.prevent(Input.Changed):
            self._box.value = text
        self._box.placeholder = field.hint
        self._box.cursor_position = len(text)
        self._box.focus()

    def close(self) -> None:
        """Take the row away."""
        self.key = ""
        self.remove_class("open")

    @property
    def way(self) -> str:
        """How the field is put right."""
        if not self.key:
            return ""
        return _("a digit picks") if self.has_class("choice") else _("type it")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.post_message(self.Told(self.key, event.value))

    @on(ChoiceField.Changed)
    def _picked(self, event: ChoiceField.Changed) -> None:
        event.stop()
        self.post_message(self.Told(self.key, event.value))
