"""The fields of a form as data, and the widgets they become."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Literal

import msgspec
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input, TextArea

from repdesk.domain.errors import Invalid
from repdesk.i18n import _
from repdesk.ui.cells import width
from repdesk.ui.looks import LOOKS, PLAIN
from repdesk.ui.widgets.lines import OneLine
from repdesk.ui.widgets.placed_input import PlacedInput

Kind = Literal["text", "choice", "date", "number", "lines"]


def _same(text: str) -> Any:
    return text


class Field(msgspec.Struct, frozen=True):
    """One field: what it is called, how it is filled in, and what its text means.

    `label` and the labels of `choices` are marked with `N_` and translated when drawn. `read` turns
    the text into the value that is saved and raises Invalid (date and number fields need one).
    `value` is the text the form opens with.
    """

    name: str
    label: str
    kind: Kind = "text"
    value: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    read: Callable[[str], Any] = _same
    needed: bool = False
    hint: str = ""

    def parse(self, text: str) -> Any:
        """Return the value of the text; raises Invalid, naming the field."""
        if self.needed and not text.strip():
            raise Invalid("field.empty", field=self.name, value="")
        try:
            return self.read(text)
        except Invalid as error:
            raise Invalid(error.code, **{**error.facts, "field": self.name}) from error


class ChoiceField(Widget, can_focus=True):
    """A row of numbered choices; a digit or an arrow picks one."""

    DEFAULT_CSS = "ChoiceField { height: auto; }"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,up,h,k", "step(-1)", show=False),
        Binding("right,down,l,j,space", "step(1)", show=False),
        *[Binding(str(digit), f"pick({digit})", show=False) for digit in range(1, 10)],
        Binding("0", "pick(10)", show=False),
        Binding("enter", "submit", show=False),
    ]

    @dataclass
    class Changed(Message):
        """Another choice was picked."""

        field: ChoiceField
        value: str

    @dataclass
    class Submitted(Message):
        """Enter was pressed."""

        field: ChoiceField

    def __init__(self, choices: Sequence[tuple[str, str]], value: str = "", id: str = "") -> None:  # noqa: A002
        super().__init__(id=id or None)
        self._choices = tuple(choices)
        self._value = value

    @property
    def value(self) -> str:
        """The value picked; empty when none is."""
        return self._value

    @value.setter
    def value(self, value: str) -> None:
        if value != self._value:
            self._value = value
            self.refresh()
            self.post_message(self.Changed(self, value))

    def is_picked(self, value: str) -> bool:
        """Whether a choice is picked."""
        return value == self._value

    def shown(self, label: str) -> str:
        """A label as it is read."""
        return _(label)

    def action_pick(self, number: int) -> None:
        """Pick by number."""
        if number <= len(self._choices):
            self.value = self._choices[number - 1][0]

    def action_submit(self) -> None:
        """Say that Enter was pressed."""
        self.post_message(self.Submitted(self))

    def action_step(self, direction: int) -> None:
        """Pick the one beside."""
        values = [value for value, _label in self._choices]
        at = values.index(self._value) if self._value in values else -1 if direction > 0 else 0
        self.value = values[(at + direction) % len(values)]

    def check_consume_key(self, _key: str, character: str | None) -> bool:
        """Digits belong to the list."""
        return character is not None and character.isdigit()

    def _rows(self, cells: int) -> list[list[tuple[str, bool]]]:
        """Rows of (text, picked): each choice `1 visit`, the picked one in brackets."""
        rows: list[list[tuple[str, bool]]] = [[]]
        used = 0
        for number, (value, label) in enumerate(self._choices, 1):
            picked = self.is_picked(value)
            text = f"{number % 10} {self.shown(label)}"
            text = f"[{text}]" if picked else f" {text} "
            if used and used + width(text) > cells:
                rows.append([])
                used = 0
            rows[-1].append((text, picked))
            used += width(text)
        return rows

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        """As many rows as the choices need."""
        return len(self._rows(width))

    def render_line(self, y: int) -> Strip:
        """Draw one row of choices."""
        cells = self.size.width
        rows = self._rows(cells)
        look = LOOKS["mark"] if self.has_focus else LOOKS["strong"]
        row = rows[y] if y < len(rows) else []
        parts = [Segment(text, look if picked else PLAIN) for text, picked in row]
        return Strip(parts).adjust_cell_length(cells, PLAIN)


class LinesField(TextArea):
    """Several lines of text. Enter makes a new line, or asks to save where the form says so."""

    @dataclass
    class Submitted(Message):
        """Enter was pressed in a field whose Enter saves."""

        field: LinesField

    def __init__(self, value: str = "", id: str = "", *, enter_saves: bool = False) -> None:  # noqa: A002
        super().__init__(
            value, id=id or None, compact=True, highlight_cursor_line=False, soft_wrap=True
        )
        self.cursor_blink = False
        self._enter_saves = enter_saves

    async def _on_key(self, event: events.Key) -> None:
        if self._enter_saves and event.key == "enter":
            event.prevent_default()
            event.stop()
            self.post_message(self.Submitted(self))
            return
        await super()._on_key(event)


FieldWidget = Input | ChoiceField | LinesField


def field_widget(field: Field, enter_saves: bool) -> FieldWidget:
    """Return the widget a field is filled in with; its id is `field-NAME`."""
    wid = f"field-{field.name}"
    if field.kind == "choice":
        return ChoiceField(field.choices, field.value, wid)
    if field.kind == "lines":
        return LinesField(field.value, wid, enter_saves=enter_saves)
    hint = _(field.hint)
    box = PlacedInput(field.value, placeholder=hint, id=wid, compact=True, select_on_focus=False)
    box.cursor_blink = False
    return box


def text_of(widget: FieldWidget) -> str:
    """The text that stands in a field."""
    return widget.text if isinstance(widget, LinesField) else widget.value


def put_text(widget: FieldWidget, text: str) -> None:
    """Fill a field."""
    if isinstance(widget, LinesField):
        widget.load_text(text)
    else:
        widget.value = text


def cursor_of(widget: FieldWidget) -> tuple[int, int]:
    """Row and column of the cursor, 0 for a choice."""
    if isinstance(widget, LinesField):
        return widget.cursor_location
    return (0, widget.cursor_position) if isinstance(widget, Input) else (0, 0)


def put_cursor(widget: FieldWidget, place: Sequence[int]) -> None:
    """Put the cursor where it stood."""
    row, column = (*place, 0, 0)[:2]
    if isinstance(widget, LinesField):
        widget.move_cursor((row, column))
    elif isinstance(widget, Input):
        widget.cursor_position = column


def field_rows(fields: Iterable[Field], enter_saves: bool) -> Iterable[Widget]:
    """Yield a row for each field: its label and its widget."""
    for field in fields:
        with Horizontal(classes="field lines" if field.kind == "lines" else "field"):
            label = OneLine()
            label.set(" " + _(field.label) + ("*" if field.needed else ""))
            label.add_class("label")
            yield label
            yield field_widget(field, enter_saves)


def end_of(widget: FieldWidget) -> tuple[int, int]:
    """Return the row and column behind the last character."""
    lines = text_of(widget).split("\n")
    return len(lines) - 1, len(lines[-1])
