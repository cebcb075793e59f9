"""The one form: fields as data, drafts while typing, and text that stays until it is saved.

To add a form:

1. Subclass `FormScreen[T]`, T what it gives back (None: left without saving). Set `FORM` (its name
   in drafts), `TITLE` (marked with `N_`), and `based_on` where it edits a record.
2. `fields()` returns its `Field`s. `body()` lays them out one under the other; override it for
   more, and `changed()` to react to what is typed.
3. `save(desk, values)` runs one verb and returns T. It is called in the desk's thread: touch no
   widget in it. Any RepdeskError leaves the form standing with what was typed.
4. Name it in `offer.FORMS`, so that its drafts can be opened again: `from_draft` rebuilds it.
5. Await it: `result = await self.app.push_screen_wait(SomeForm(...))`, in `@work(group="form")`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Self, TypeVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, TextArea

from repdesk.desk import Desk
from repdesk.domain.errors import Conflict, Invalid, RepdeskError
from repdesk.domain.record import Record
from repdesk.i18n import _
from repdesk.ui.forms.fields import (
    ChoiceField,
    Field,
    FieldWidget,
    LinesField,
    cursor_of,
    end_of,
    field_rows,
    put_cursor,
    put_text,
    text_of,
)
from repdesk.ui.forms.pauses import Pauses
from repdesk.ui.keys import bindings
from repdesk.ui.ports import Draft
from repdesk.ui.screens.framed import FramedScreen
from repdesk.ui.session import BookChange
from repdesk.wording.history import told

T = TypeVar("T")


class FormScreen(FramedScreen[T | None], ModalScreen[T | None]):
    """A form over the whole screen. Its result is what `save` returned, None when it was left."""

    SCOPE = "form"
    BINDINGS: ClassVar[list[BindingType]] = bindings("form")
    FORM: ClassVar[str] = ""
    TITLE: ClassVar[str] = ""
    ENTER_SAVES: ClassVar[bool] = False
    """Enter in any field saves (F2 always does); otherwise it goes to the next field."""

    def __init__(self, customer: str = "", based_on: Iterable[tuple[str, Record]] = ()) -> None:
        super().__init__()
        self.customer = customer
        self.based_on = tuple(based_on)
        self.draft_id = ""
        self._restored: Mapping[str, Any] = {}
        self._opened_with: dict[str, str] = {}
        self._fields: dict[str, Field] = {}
        self._pauses = Pauses(self, self.keep_draft)
        self._saving = False
        self._over = False

    @classmethod
    def from_draft(cls, draft: Draft) -> Self:
        """Return the form a draft came from, filled in again."""
        form = cls(draft.customer)
        form.restore(draft)
        return form

    def restore(self, draft: Draft) -> None:
        """Fill in a draft when the form is shown."""
        self.draft_id, self._restored = draft.id, draft.data

    # To be overridden

    def fields(self) -> Sequence[Field]:
        """The fields, in the order of Tab."""
        raise NotImplementedError

    def save(self, desk: Desk, values: Mapping[str, Any]) -> T:
        """Save the values with one verb of the desk; called in the desk's thread."""
        raise NotImplementedError

    def changed(self) -> None:
        """Something was typed or picked."""

    def title_line(self) -> str:
        """The title, and whom the form is about."""
        customer = self.book.get("customers", self.customer)
        return f"{_(self.TITLE)}  {customer.name}" if customer else _(self.TITLE)

    # Drawing

    def compose(self) -> Iterable[Widget]:
        """The frame, with the fields known before it is laid out."""
        self._fields = {field.name: field for field in self.fields()}
        return super().compose()

    def body(self) -> Iterable[Widget]:
        """The fields, one under the other."""
        with VerticalScroll(can_focus=False):
            yield from self.rows()

    def rows(self) -> Iterable[Widget]:
        """A row for each field: its label and its widget."""
        return field_rows(self._fields.values(), self.ENTER_SAVES)

    def on_mount(self) -> None:
        """Fill in the draft, put the cursor where it was, listen to the book."""
        self.session.book_changed.subscribe(self, self._on_book_changed)
        self._opened_with = self.texts()
        for name in self._typed_before():
            put_text(self.widget(name), str(self._restored[name]))
        first = str(self._restored.get("_field") or next(iter(self._fields), ""))
        if first in self._fields:
            self.widget(first).focus()
            put_cursor(
                self.widget(first), self._restored.get("_cursor") or end_of(self.widget(first))
            )
        self.changed()

    def _typed_before(self) -> Sequence[str]:
        """The fields of the draft that were typed in; the others show the record as it is now."""
        base = self._restored.get("_base") or {}
        names = [name for name in self._fields if name in self._restored]
        typed = [name for name in names if name not in base or base[name] != self._restored[name]]
        moved = [name for name in typed if name in base and base[name] != self._opened_with[name]]
        if moved:
            labels = ", ".join(_(self._fields[name].label) for name in moved)
            self.say(_("changed meanwhile: {what}; your text stays").format(what=labels), "alert")
        return typed

    # The text

    def widget(self, name: str) -> FieldWidget:
        """The widget of a field."""
        found = self.query_one(f"#field-{name}")
        assert isinstance(found, Input | ChoiceField | LinesField)
        return found

    def texts(self) -> dict[str, str]:
        """What stands in the fields, by name."""
        return {name: text_of(self.widget(name)) for name in self._fields}

    def values(self) -> dict[str, Any]:
        """What the fields mean; raises Invalid, naming the field."""
        texts = self.texts()
        return {name: field.parse(texts[name]) for name, field in self._fields.items()}

    @property
    def touched(self) -> bool:
        """Whether something stands there that is not saved anywhere else."""
        return self.texts() != self._opened_with

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(ChoiceField.Changed)
    def _typed(self) -> None:
        if self._over or not self._opened_with:
            return
        self.changed()
        self._pauses.typed()

    @on(Input.Submitted)
    @on(ChoiceField.Submitted)
    def _entered(self) -> None:
        if self.ENTER_SAVES:
            self.action_save()
        else:
            self.focus_next()

    @on(LinesField.Submitted)
    def _entered_lines(self) -> None:
        self.action_save()

    # Drafts

    def keep_draft(self) -> None:
        """Hand what stands in the fields to the drafts, cursor included; a blank form has none."""
        self._pauses.stop()
        if self._over or not self.is_mounted:
            return
        if not self.touched:
            self._drop_draft()
            return
        self.draft_id = self.draft_id or self.session.ports.new_id()
        data: dict[str, Any] = dict(self.texts())
        if self.based_on:
            data["_base"] = self._opened_with
        focused = self.focused
        if focused is not None and (focused.id or "").startswith("field-"):
            data["_field"] = str(focused.id).removeprefix("field-")
            data["_cursor"] = list(cursor_of(self.widget(data["_field"])))
        self.session.keep_draft(self.draft_id, self.FORM, self.customer, data)

    def _drop_draft(self) -> None:
        if self.draft_id:
            self.session.discard_draft(self.draft_id)
            self.draft_id = ""

    # Saving and leaving

    def ready(self) -> bool:
        """Say whether it can be saved as it stands; where not, the form says why."""
        return True

    def action_save(self) -> None:
        """Save; the form goes only after the desk has acknowledged."""
        if self.ready():
            self._save()

    @work(group="save")
    async def _save(self) -> None:
        if self._saving or self._over:
            return
        try:
            values = self.values()
        except Invalid as error:
            self._stand(error)
            return
        self._saving = True
        waiting = self.set_timer(0.4, lambda: self.say(_("saving ...")))
        try:
            saved = await self.session.do(lambda desk: self.save(desk, values))
        except RepdeskError as error:
            self._stand(error)
            return
        finally:
            waiting.stop()
            self._saving = False
        self._over = True
        self._drop_draft()
        self.dismiss(saved)

    def _stand(self, error: RepdeskError) -> None:
        """Stay with what was typed, say what was refused, go to the field it is about."""
        self.refused(error)
        name = error.facts.get("field")
        if isinstance(name, str) and name in self._fields:
            self.widget(name).focus()
        if isinstance(error, Conflict):
            self._rebase()
        self.keep_draft()

    def _rebase(self) -> None:
        """The rep was told: the next save is meant for the record as it stands now."""
        now = ((table, self.book.get(table, record.id)) for table, record in self.based_on)
        self.based_on = tuple((table, record) for table, record in now if record is not None)

    def _on_book_changed(self, change: BookChange) -> None:
        if self._saving:
            return
        ids = {record.id for _table, record in self.based_on}
        for table, record in self.based_on:
            if change.after.get(table, record.id) != change.before.get(table, record.id):
                about = [e for e in change.entries if any(p.id in ids for p in e.change().puts)]
                what = told(about or change.entries)
                self.say(_("changed meanwhile: {what}; your text stays").format(what=what), "alert")
                return

    def action_next_field(self) -> None:
        """Go to the next field."""
        self.focus_next()

    def action_previous_field(self) -> None:
        """Go to the field before."""
        self.focus_previous()

    def action_leave(self) -> None:
        """Close the form; what was typed waits as a draft."""
        self.keep_draft()
        kept = self.touched
        self._over = True
        self.dismiss(None)
        if kept:
            self.desk_app.say(_("kept as a draft"))

    def action_discard(self) -> None:
        """Close the form and throw away what was typed."""
        self._over = True
        self._drop_draft()
        self.dismiss(None)
        self.desk_app.say(_("draft thrown away"))
